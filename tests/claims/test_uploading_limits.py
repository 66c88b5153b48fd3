"""Each limit on drafts and files, on the page and for a script: it says so, loses nothing, keeps nobody else out."""

from __future__ import annotations

import contextlib
import inspect
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, reverse

from accounts import uploads
from accounts.devices import origin_of
from accounts.models import Council
from accounts.throttling import over, over_a_day
from betteroff.serving.limits import LIMITS
from claims.actions import uploading
from claims.models import Claim, ClaimFile
from claims.readers.answer_store import spec_of, stored_answers
from core.tenancy import council_scope
from core.uploading.limits import MAX_BYTES, MEGA
from core.uploading.pool import pool
from tests.claims.browsing import address, errors_of, html_of, posted, save
from tests.claims.sent import full_draft, photo
from tests.people import Browser, browser_of, make_resident
from tests.platform_process import until

HERE, ELSEWHERE = "127.0.0.1", "198.51.100.7"
JSON = {"HTTP_ACCEPT": "application/json"}
START = "/forms/full-form/"


def drafted(browser: Browser) -> Claim:
    """The draft that this browser just began."""
    begun = browser.post(START)
    assert begun.status_code == 302
    return Claim.objects.get(public_id=begun["Location"].split("/")[2])


def page_of(claim: Claim) -> str:
    return address(claim, spec_of(claim).page_of["photo"])


def is_told_and_keeps_the_rest(browser: Browser, claim: Claim, words: str, **extra) -> None:
    """The page says the words, keeps what was typed and what was there; so does the answer to a script."""
    before = set(ClaimFile.objects.filter(claim=claim).values_list("pk", flat=True))
    answer = save(browser, page_of(claim), {"story": "We moved in May.", "photo": photo("new.jpg")}, **extra)
    assert answer.status_code == 422
    (said, _where), *others = errors_of(answer)
    assert words in said
    assert not others
    assert stored_answers(claim)["story", ""].raw == "We moved in May."
    answer = browser.post(f"/claims/{claim.public_id}/files/photo/", {"photo": photo("new.jpg")}, **JSON, **extra)
    assert answer.status_code == 422
    (said,) = answer.json()["problems"]
    assert words in said
    assert set(ClaimFile.objects.filter(claim=claim).values_list("pk", flat=True)) == before
    assert browser.get(page_of(claim)).status_code == 200


def is_taken(browser: Browser, claim: Claim, **extra) -> None:
    before = ClaimFile.objects.filter(claim=claim).count()
    first, second = photo("first.jpg"), photo("second.jpg")
    assert save(browser, page_of(claim), {"has_pets": "no", "photo": first}, **extra).status_code == 302
    answer = browser.post(f"/claims/{claim.public_id}/files/photo/", {"photo": second}, **JSON, **extra)
    assert (answer.status_code, answer.json()) == (200, {"problems": [], "had": []})
    assert ClaimFile.objects.filter(claim=claim).count() == before + 2


def filled(claim: Claim, size: int) -> None:
    """Two files that are as large as said together, without their bytes."""
    for part in (size // 2, size - size // 2):
        ClaimFile.objects.create(claim=claim, key="story", name="large.pdf", content_type="application/pdf", size=part)


def used_up(value: str, by) -> None:
    """This address, or person, has begun as many drafts as it may in an hour."""
    for _ in range(60):
        over(group="drafts", rate="60/h", value=value, council=by.council.pk)


def network(address: str) -> str:
    """How limits name a network address."""
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.session = SessionStore()
    return origin_of(request).network


def size_of_photo(by) -> int:
    """How large a photo of these tests is when it is kept."""
    claim = full_draft(by)
    assert uploading.add_files(public_id=claim.public_id, key="photo", uploads=[photo()], by=by).problems == []
    return ClaimFile.objects.get(claim=claim).size


def test_an_address_starts_so_many_drafts_and_those_who_sign_in_or_are_elsewhere_more(alice, visitor):
    full_draft(alice)
    before, new = browser_of(visitor), browser_of(visitor)
    draft = drafted(before)
    used_up(HERE, alice)
    # It is slowed down, not closed: one a minute, for everybody there.
    assert browser_of(visitor).post(START).status_code == 302
    number = Claim.objects.count()
    told = new.post(START)
    assert told.status_code == 429
    assert int(told.headers["Retry-After"]) <= 60
    page = html_of(told).one("main").text
    assert "Many forms were started from here in the last hour, so this one was not." in page
    assert "Sign in to start this form now" in page
    assert new.post(START, **JSON).json()["detail"].startswith("Many forms were started from here")
    assert "Dechreuwyd llawer" in new.post(START, HTTP_ACCEPT_LANGUAGE="cy").content.decode()
    from_check = reverse("estimates:start_from", args=[draft.public_id, "full-form"])
    assert before.post(from_check).status_code == 429
    assert Claim.objects.count() == number
    assert before.get(page_of(draft)).status_code == 200
    assert browser_of(visitor).post(START, REMOTE_ADDR=ELSEWHERE).status_code == 302
    signed_in = browser_of(alice).post(START, {"_new": "1"})
    assert signed_in.status_code == 302


def test_whoever_is_signed_in_has_a_limit_of_their_own(alice, bob):
    full_draft(alice)
    used_up(f"user-{alice.user.pk}", alice)
    told = browser_of(alice).post(START, {"_new": "1"})
    assert told.status_code == 429
    assert re.search(r"Wait \d+ minutes?, then try again\.", html_of(told).one("main").text)
    assert "Sign in" not in html_of(told).one("main").text
    assert browser_of(bob).post(START).status_code == 302


@pytest.mark.parametrize(("over_by", "fits"), [(-1, True), (0, True), (1, False)])
def test_a_draft_holds_so_many_bytes(alice, over_by, fits):
    claim, size = full_draft(alice), size_of_photo(alice)
    filled(claim, uploading.MAX_DRAFT_BYTES - size + over_by)
    problems = uploading.add_files(public_id=claim.public_id, key="photo", uploads=[photo()], by=alice).problems
    assert (problems == []) == fits


def test_a_full_draft_says_so_and_the_next_draft_has_room(alice, bob):
    claim = full_draft(alice)
    filled(claim, uploading.MAX_DRAFT_BYTES)
    is_told_and_keeps_the_rest(browser_of(alice), claim, "There is no room for more files with this form")
    is_taken(browser_of(alice), full_draft(alice))
    is_taken(browser_of(bob), full_draft(bob))


@pytest.mark.parametrize(("over_by", "fits"), [(-1, True), (0, True), (1, False)])
def test_visitors_leave_so_many_unsaved_bytes_with_a_council(alice, visitor, over_by, fits):
    size = size_of_photo(alice)
    browser, other = browser_of(visitor), browser_of(visitor)
    claim = drafted(browser)
    filled(drafted(other), uploading.MAX_UNSAVED_BYTES - size + over_by)
    answer = browser.post(f"/claims/{claim.public_id}/files/photo/", {"photo": photo()}, **JSON)
    assert (answer.status_code == 200) == fits


def test_where_visitors_left_too_much_those_who_save_their_form_add_to_it(alice, visitor):
    full_draft(alice)
    browser, other = browser_of(visitor), browser_of(visitor)
    claim = drafted(browser)
    filled(drafted(other), uploading.MAX_UNSAVED_BYTES)
    is_told_and_keeps_the_rest(browser, claim, "Choose “Save and come back later”, then add them again.")
    is_taken(browser_of(alice), full_draft(alice))
    saved = browser.post(f"/claims/{claim.public_id}/save/", {"contact": "nia@example.org"})
    assert saved.status_code == 302
    is_taken(browser, claim)


def test_a_person_adds_so_many_files_and_the_next_person_more(alice, bob):
    claim = full_draft(alice)
    for _ in range(60):
        assert uploads.SenderOfFiles(alice).why_not_looked_at() == ""
    is_told_and_keeps_the_rest(browser_of(alice), claim, "many files were added from here lately")
    is_taken(browser_of(bob), full_draft(bob))


def test_an_address_adds_so_many_bytes_and_another_more(alice, bob):
    claim = full_draft(alice)
    rest = 10
    most = uploads.BYTES_WITH_ACCOUNTS
    assert not over_a_day(
        group="upload-bytes", value=network(HERE), council=alice.council.pk, amount=most - rest, most=most
    )
    is_told_and_keeps_the_rest(browser_of(alice), claim, "many files were added from here lately")
    is_taken(browser_of(bob), full_draft(bob), REMOTE_ADDR=ELSEWHERE)


@contextlib.contextmanager
def at_work_and_in_line(asker: str) -> Iterator[None]:
    """One file of this asker is being opened, and one waits for its turn, until the block ends."""
    with pool._turn(asker):
        waits = threading.Thread(target=_wait_for_turn, args=(asker,))
        waits.start()
        until(lambda: pool._here[asker] == 2, 5, "the second to wait")
        yield
    waits.join(10)


def _wait_for_turn(asker: str) -> None:
    with pool._turn(asker):
        pass


def test_an_asker_with_files_being_opened_waits_and_the_next_does_not(alice, bob, visitor):
    claim = full_draft(alice)
    browser, council = browser_of(alice), alice.council.pk
    with at_work_and_in_line(f"{council}:{network(HERE)}"):
        is_told_and_keeps_the_rest(browser, claim, "we are busy with other files just now")
        is_taken(browser_of(bob), full_draft(bob), REMOTE_ADDR=ELSEWHERE)
    is_taken(browser, claim)


def test_a_file_refused_beside_one_to_be_removed_is_spoken_of(alice):
    """What asks whether a file goes must not swallow what was wrong with another."""
    claim, browser = full_draft(alice), browser_of(alice)
    is_taken(browser, claim)
    kept, url = stored_answers(claim)["photo", ""].raw, page_of(claim)
    filled(claim, uploading.MAX_DRAFT_BYTES)
    asked = browser.post(url, posted(browser.get(url)) | {"_remove-photo": kept[0], "photo": photo("new.jpg")})
    page = asked.content.decode()
    assert "Remove “first.jpg”?" in page
    assert "There is no room for more files with this form" in page


def test_the_largest_file_comes_through_the_door():
    """With the rest of the page around it."""
    assert LIMITS.body_bytes > MAX_BYTES + 2 * MEGA


@pytest.mark.django_db(transaction=True)
def test_while_a_file_is_opened_nobody_holds_a_transaction():
    """A transaction that lasts as long as a file would hold a connection, its locks and old rows."""
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    anna = make_resident(council, "Anna Ashworth", "anna@example.org")
    with council_scope(council.pk):
        claim = full_draft(anna)
        url = page_of(claim)
    browser, answers = browser_of(anna), []
    assert browser.post(url, {"photo": photo("first.jpg")}).status_code == 302
    child = pool._idle[-1]
    done = child.files
    os.kill(child.pid, signal.SIGSTOP)

    def send() -> None:
        answers.append(browser.post(url, {"photo": photo("slow.jpg")}).status_code)
        connection.close()

    sends = threading.Thread(target=send)
    sends.start()
    try:
        until(lambda: child.files == done + 1, 10, "the file to be asked about")
        assert _open_transactions() == []
    finally:
        os.kill(child.pid, signal.SIGCONT)
        sends.join(30)
    assert answers == [302]
    with council_scope(council.pk):
        assert [file.name for file in ClaimFile.objects.order_by("pk")] == ["first.jpg", "slow.jpg"]


def test_no_view_that_takes_files_has_a_transaction_of_its_own():
    sources = {view: inspect.getsource(view) for view in _views(get_resolver().url_patterns)}
    taking = {view for view, text in sources.items() if "request.FILES" in text or "takes_parts" in text}
    assert {view.__name__ for view in taking} == {
        "page", "add_file", "add_files", "paper", "add_paper_files", "add_note_files", "phone_photos", "import_form",
        "add_sound", "add_film", "bring_sheet", "give", "staff_give",
    }  # fmt: skip
    assert [view.__name__ for view in taking if "default" not in getattr(view, "_non_atomic_requests", ())] == []


def _views(patterns) -> Iterator[Callable]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _views(each.url_patterns)
        elif inspect.isfunction(inspect.unwrap(each.callback)):
            yield each.callback


def _open_transactions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND state LIKE 'idle in transaction%'"
        )
        return [query for (query,) in cursor.fetchall()]
