"""A type that is sensitive in the table of answer types, and known nowhere else, is masked and encrypted everywhere."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
import structlog
from django.apps import apps
from django.contrib.sessions.models import Session
from django.urls import reverse

from claims.actions.answering import start_claim
from claims.models import Answer, Claim, Fact, Submission
from claims.presenters.submission import sent_values
from claims.readers.answer_store import stored_answers
from formspec.actions.publishing import publish_spec
from formspec.models import Form
from formspec.rules.answer_types import ANSWER_TYPES, AnswerType
from formspec.rules.answer_types.answer_type import as_it_is
from formspec.rules.compile import compile_form
from reports.readers.gain import BENEFITS, CLAIMS, MONTHS
from tests.claims.browsing import address, autosave, errors_of, html_of, posted, save
from tests.claims.making import make_statuses
from tests.drawing import draw
from tests.people import Browser, browser_of
from tests.security.test_canaries import everything_logged

CARD, ELSEWHERE, IN_A_ROW = "LC-47110815", "LC-00420042", "LC-98765432"
NOT_SHOWN = "an answer that we do not show here"
NAME = {"name-first": "Alice", "name-last": "Ashworth"}

SOURCE: dict[str, Any] = {
    "slug": "library", "kind": "claim", "title": "A library form", "short_title": "Library", "status": "live",
    "nation": "England",
    "sections": [{
        "key": "you",
        "title": "You",
        "pages": [
            {"title": "Your card", "questions": ["name", "card"]},
            {"title": "Without a card", "questions": ["reason"]},
            {"title": "Each child", "questions": ["children"]},
        ],
        "questions": [
            {"key": "name", "label": "Your full name", "type": "name", "fact": "person.name", "required": True},
            {"key": "card", "label": "Your library card", "type": "library_card", "fact": "library.card",
             "required": True},
            {"key": "reason", "label": "Anything else?", "type": "text", "required": False,
             "show_if": {"any": [{"q": "card", "op": "not_answered"}, {"not": {"q": "card", "op": "not_answered"}}]}},
            {"key": "children", "label": "Each child", "type": "repeating_group", "fact": "library.children",
             "required": True, "rows": {"min": 1, "max": 3, "row_title": "{child} {child_card}"},
             "fields": [
                 {"key": "child", "label": "Name", "type": "text", "fact": "library.child", "required": True},
                 {"key": "child_card", "label": "Card", "type": "library_card", "fact": "library.child_card",
                  "required": True},
             ]},
        ],
    }],
}  # fmt: skip


@pytest.fixture(autouse=True)
def library_card(monkeypatch):
    """The type, in the table and nowhere else."""
    monkeypatch.setitem(ANSWER_TYPES, "library_card", AnswerType(clean=as_it_is, sensitive=True))


@pytest.fixture
def claim(alice) -> Claim:
    make_statuses()
    publish(SOURCE, alice)
    return start_claim(slug="library", language="en-gb", by=alice)


@pytest.fixture
def browser(alice) -> Browser:
    return browser_of(alice)


def publish(source: dict[str, Any], by) -> None:
    form, _ = Form.objects.get_or_create(slug=source["slug"])
    publish_spec(form=form, spec=compile_form(source, guidance={}), by=by)


def fill_in(claim: Claim, browser: Browser) -> str:
    """Answer every question on its page; returns the id of the row."""
    assert save(browser, address(claim, "your-card"), NAME | {"card": CARD}).status_code == 302
    row = browser.post(address(claim, "each-child"), {"_add": "1"})["Location"].rstrip("/").rpartition("/")[2]
    url = address(claim, "each-child", row)
    assert save(browser, url, {"child": "Leo", "child_card": IN_A_ROW}).status_code == 302
    return row


def send(claim: Claim, browser: Browser) -> Claim:
    assert browser.post(reverse("claims:submit", args=[claim.public_id]), {"for_whom": "self"})["Location"].endswith(
        "/sent/"
    )
    return Claim.objects.get(pk=claim.pk)


def hides(response, *, status: int = 200, but: str = "") -> str:
    """The page, which shows none of the cards (`but` the one just typed into it)."""
    page = response.content.decode()
    assert response.status_code == status
    assert [card for card in (CARD, ELSEWHERE, IN_A_ROW) if card in page and card != but] == []
    return page


def text_columns() -> str:
    """Everything that the council's tables hold, and sessions, as text."""
    found = []
    for model in apps.get_models():
        for values in model._default_manager.values_list():
            found += [str(bytes(each) if isinstance(each, memoryview) else each) for each in values]
    return "\n".join([*found, *(str(session.get_decoded()) for session in Session.objects.all())])


def test_it_is_stored_encrypted(claim, browser):
    fill_in(claim, browser)
    answers = {answer.key: answer for answer in Answer.objects.filter(key__in=("card", "child_card"))}
    assert set(answers) == {"card", "child_card"}
    assert [(answer.value, bool(answer.secret)) for answer in answers.values()] == [(None, True)] * 2
    assert stored_answers(claim)["card", ""].raw == CARD
    send(claim, browser)
    submission = Submission.objects.get()
    assert set(submission.answers) == {"name"}
    assert sent_values(Claim.objects.get())["card"] == CARD
    assert dict(Fact.objects.filter(fact__startswith="library.").values_list("fact", "value")) == {
        "library.card": None, "library.children": None,
    }  # fmt: skip
    held = text_columns()
    assert "Ashworth" in held, "this is where answers are"
    assert [card for card in (CARD, IN_A_ROW) if card in held] == []


def test_a_page_says_that_it_is_saved_and_an_empty_box_keeps_it(claim, browser):
    fill_in(claim, browser)
    page = browser.get(address(claim, "your-card"))
    assert "Saved: ••••. Leave the boxes empty to keep it" in hides(page)
    assert posted(page)["card"] == ""
    assert browser.post(address(claim, "your-card"), posted(page)).status_code == 302
    assert stored_answers(claim)["card", ""].raw == CARD


def test_the_conditions_of_a_page_do_not_hold_it(claim, browser):
    fill_in(claim, browser)
    page = hides(browser.get(address(claim, "without-a-card")))
    assert "not_answered" in page, "a condition asks whether it is there"
    assert "hidden" not in html_of(browser.get(address(claim, "without-a-card"))).one(class_="bo-question").attrs


def test_rows_and_their_titles_mask_it(claim, browser):
    row = fill_in(claim, browser)
    assert "Leo ••••" in hides(browser.get(address(claim, "each-child")))
    page = hides(browser.get(address(claim, "each-child", row)))
    assert "Leo ••••" in page
    assert "Saved: ••••" in page


def test_a_conflict_says_only_that_there_is_another(claim, browser):
    stale = posted(browser.get(address(claim, "your-card")))
    row = fill_in(claim, browser)
    response = browser.post(address(claim, "your-card"), stale | NAME | {"card": ELSEWHERE})
    assert NOT_SHOWN in hides(response, status=422, but=ELSEWHERE)
    assert "card" in [key for _, key in errors_of(response)]
    response = autosave(browser, claim, {"question": "card", "raw": ELSEWHERE, "base": 0})
    hides(response, status=409)
    assert response.json()["saved_display"] == NOT_SHOWN
    typed = {"child_card": ELSEWHERE, "child": "Leo", "_base-child_card": "0", "_base-child": "0"}
    response = browser.post(address(claim, "each-child", row), typed)
    assert NOT_SHOWN in hides(response, status=422, but=ELSEWHERE)
    response = autosave(browser, claim, {"question": "child_card", "row": row, "raw": ELSEWHERE, "base": 0})
    hides(response, status=409)
    assert response.json()["saved_display"] == NOT_SHOWN


def test_what_was_typed_after_the_session_ended_is_kept_encrypted(claim, browser):
    typed = posted(browser.get(address(claim, "your-card"))) | NAME | {"card": CARD}
    browser.client.logout()
    assert browser.post(address(claim, "your-card"), typed).status_code == 302
    assert "resubmission" in text_columns()
    assert CARD not in text_columns()


def test_check_your_answers_and_every_other_page_of_the_draft_mask_it(claim, browser):
    fill_in(claim, browser)
    page = hides(browser.get(reverse("claims:check_answers", args=[claim.public_id])))
    assert page.count("••••") == 4, "the card, the child's card, the title of the child's row and of its link"
    hides(browser.get(reverse("claims:task_list", args=[claim.public_id])))
    hides(browser.get(reverse("claims:my_claims")))


@pytest.mark.slow
def test_a_sent_claim_masks_it_for_everybody(claim, browser, aisha, omar):
    fill_in(claim, browser)
    claim = send(claim, browser)
    hides(browser.get(reverse("claims:sent", args=[claim.public_id])))
    desk = browser_of(aisha)
    page = hides(desk.get(reverse("casework:staff_claim", args=[claim.reference])))
    assert page.count("••••") == 3
    hides(desk.get(reverse("casework:work_list")))
    draw(claim.pdf)
    claim.pdf.refresh_from_db()
    pages = pypdf.PdfReader(io.BytesIO(bytes(claim.pdf.content))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert text.count("••••") == 3
    assert [card for card in (CARD, IN_A_ROW) if card in text.replace(" ", "").replace("\n", "")] == []
    for table in (CLAIMS, MONTHS, BENEFITS):
        hides(browser_of(omar).get(reverse("reports:gain_csv", args=[table])))


def test_no_log_holds_it(claim, browser):
    with everything_logged() as log:
        fill_in(claim, browser)
        autosave(browser, claim, {"question": "card", "raw": ELSEWHERE, "base": 0})
        send(claim, browser)
        structlog.get_logger("claims").warning("saved", library_card=CARD, question="card")
    assert "request_finished" in log.getvalue(), "the place was looked at"
    assert '"question": "card"' in log.getvalue()
    assert [card for card in (CARD, ELSEWHERE, IN_A_ROW) if card in log.getvalue()] == []


def test_the_next_form_does_not_get_it(claim, browser, alice):
    fill_in(claim, browser)
    send(claim, browser)
    draft = start_claim(slug="library", language="en-gb", by=alice)
    assert set(stored_answers(draft)) == {("name", "")}
    hides(browser.get(address(draft, "your-card")))


def test_a_form_that_asks_for_it_as_plain_text_does_not_get_a_copy(claim, browser, alice):
    fill_in(claim, browser)
    plain = SOURCE | {"slug": "plain", "sections": [{"key": "you", "title": "You", "questions": [
        {"key": "card", "label": "Your library card", "type": "text", "fact": "library.card"},
    ]}]}  # fmt: skip
    publish(plain, alice)
    publish(SOURCE | {"slug": "same"}, alice)
    copied = start_claim(slug="plain", language="en-gb", by=alice, copy_from=claim)
    assert stored_answers(copied) == {}
    copied = start_claim(slug="same", language="en-gb", by=alice, copy_from=claim)
    assert stored_answers(copied)["card", ""].raw == CARD
    assert CARD not in text_columns()
