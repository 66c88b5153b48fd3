"""How many queries a claim page costs: no more than ten, and no more for a long form than for a short one."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim
from claims.readers.answer_store import spec_of, stored_answers
from formspec.actions.publishing import import_form
from tests.claims.browsing import address, autosave, posted
from tests.claims.making import fill, library_draft, small_draft
from tests.claims.sent import sent_claim
from tests.people import Browser, browser_of

MOST_QUERIES = 10


def queries_of(call, *, status: tuple[int, ...] = (200, 302)) -> list[str]:
    """What was asked of the database. Savepoints are left out: the test's own transaction adds some."""
    with CaptureQueriesContext(connection) as captured:
        response = call()
    assert response.status_code in status, response.status_code
    statements = [query["sql"] for query in captured]
    return [sql for sql in statements if not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))]


def page_queries(claim: Claim, browser: Browser, page: str) -> tuple[list[str], list[str]]:
    """The queries of opening a page and of saving it with every answer changed or not."""
    url = address(claim, page)
    opened = browser.get(url)
    data = posted(opened)
    text = next((name for name, value in data.items() if isinstance(value, str) and not name.startswith("_")), None)
    if text:
        data[text] = f"{data[text]} "
    return queries_of(lambda: browser.get(url)), queries_of(lambda: browser.post(url, data))


def test_queries_do_not_grow_with_the_form(alice):
    browser = browser_of(alice)
    small = fill(small_draft(alice), alice)
    large = fill(library_draft("hb-ctr-combined", alice), alice)
    spec = spec_of(large)
    pages = [
        key for key in spec.pages
        if spec.group_on(key) is None and not any(q["type"] == "bank_account" for q in spec.questions_on(key))
    ]  # fmt: skip
    small_get, small_post = page_queries(small, browser, "who-you-are")
    for page in (pages[0], pages[len(pages) // 2], pages[-1]):
        get, post = page_queries(large, browser, page)
        assert len(get) <= len(small_get), (page, get)
        assert len(post) <= len(small_post), (page, post)
    assert len(small_get) < MOST_QUERIES, small_get
    assert len(small_post) <= MOST_QUERIES, "\n".join(small_post)


def test_other_pages_keep_to_the_query_budget(alice):
    browser = browser_of(alice)
    claim = fill(library_draft("hb-ctr-combined", alice), alice)
    for name in ("task_list", "check_answers"):
        url = reverse(f"claims:{name}", args=[claim.public_id])
        queries = queries_of(lambda url=url: browser.get(url))
        assert len(queries) < MOST_QUERIES, (name, "\n".join(queries))
    answered, spec = stored_answers(claim), spec_of(claim)
    key = next(key for key, row in answered if not row and spec.questions[key]["type"] == "text")
    body = {"question": key, "raw": "As typed", "base": answered[key, ""].revision}
    queries = queries_of(lambda: autosave(browser, claim, body), status=(200,))
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
    body = {"question": next(iter(spec.questions)), "raw": "x", "base": 10_000}
    queries = queries_of(lambda: autosave(browser, claim, body), status=(409,))
    assert len(queries) <= MOST_QUERIES


def test_saying_that_it_is_not_safe_keeps_to_it_too(alice):
    browser, claim = browser_of(alice), library_draft("free-school-meals", alice)
    page = next(key for key, page in spec_of(claim).pages.items() if "safe_contact" in page["questions"])
    data = posted(browser.get(address(claim, page))) | {"safe_contact": "no", "safe_contact_how": "By text"}
    queries = queries_of(lambda: browser.post(address(claim, page), data))
    assert any("accounts_resident" in sql and sql.startswith("UPDATE") for sql in queries), queries
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)


def test_the_receipt_with_its_papers_messages_letters_and_times_keeps_to_it_too(alice):
    """Four rooms put a piece on it, each for one query."""
    claim, browser = sent_claim(alice), browser_of(alice)
    queries = queries_of(lambda: browser.get(reverse("claims:sent", args=[claim.public_id])))
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)


def test_no_list_and_no_new_form_reads_the_documents_of_others(alice, omar):
    """A document is as long as a book: kept in memory, and not sent along with every claim, draft and fact."""
    sent_claim(alice)
    fill(small_draft(alice), alice)
    import_form(slug="free-school-meals", by=omar)
    start = reverse("claims:start", args=["free-school-meals"])
    browser, staff = browser_of(alice), browser_of(omar)
    for call in (
        lambda: browser.get(reverse("claims:my_claims")),
        lambda: browser.get(start),
        lambda: browser.post(start, {"for_whom": "me"}),
        lambda: staff.get(reverse("casework:work_list")),
    ):
        for sql in queries_of(call):
            assert not ('"formspec_formversion"."spec"' in sql and 'FROM "claims_' in sql), sql
    assert Claim.objects.filter(form_version__form__slug="free-school-meals").exists()
