"""Opening a share: the code finds it, the PIN proves it, and no refusal tells why."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from core.tenancy import council_scope
from jobjournal.actions.recording import change_entry
from jobjournal.models import Share, ShareAttempt, ShareItem, ShareView
from jobjournal.sharing.actions.opening import HOURS_ONCE_OPENED, VIEW_HOURS, open_share
from jobjournal.sharing.actions.retention import close_ended_shares
from jobjournal.sharing.actions.sharing import renew_pin, revoke_share
from jobjournal.sharing.readers.codes import ALPHABET, displayed_code, new_code, new_pin, pin_hash, read_code, read_pin
from jobjournal.sharing.views.viewer_sessions import COOKIE
from notifications.models import Message
from tests.claims.browsing import without_tokens
from tests.jobjournal.making import applied, recorded
from tests.jobjournal.sharing import an_hour_ago, opened, shared, stranger, tries, with_file, wrong_pin
from tests.people import Browser, browser_of, make_resident

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def entry(library, alice):
    return recorded(alice)


@pytest.fixture
def made(alice, entry):
    return shared(alice, entry)


def form_state_of(browser: Browser):
    return browser.get(reverse("jobjournal:view"))


# --- Codes and PINs -----------------------------------------------------------------------------------------------


def test_codes_and_pins_are_read_as_people_type_them():
    assert read_code(" 7kq4-9m2x ") == "7KQ49M2X"
    assert read_code("OIL0 0000") == "01100000"
    assert read_code("7KQ49M2U") == read_code("7KQ49M2") == read_code("") == ""
    assert displayed_code("7KQ49M2X") == "7KQ4-9M2X"
    assert read_pin("48 20-17") == "482017"
    assert read_pin("48201") == read_pin("48201a") == read_pin("٤٨٢٠١٧") == ""


def test_codes_and_pins_are_random_and_whole():
    codes, pins = {new_code() for _ in range(500)}, {new_pin() for _ in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) == set(ALPHABET)
    assert {len(pin) for pin in pins} == {6}
    assert len(pins) > 490
    assert any(pin.startswith("0") for pin in {new_pin() for _ in range(200)})


def test_a_hash_is_bound_to_its_code_its_council_and_the_secret(settings):
    one = pin_hash("482017", council_id=1, code="7KQ49M2X")
    assert one == pin_hash("482017", council_id=1, code="7KQ49M2X")
    others = {
        pin_hash("482018", council_id=1, code="7KQ49M2X"),
        pin_hash("482017", council_id=2, code="7KQ49M2X"),
        pin_hash("482017", council_id=1, code="7KQ49M2Y"),
    }
    settings.SECRET_KEY = "another"
    others.add(pin_hash("482017", council_id=1, code="7KQ49M2X"))
    assert one not in others
    assert len(others) == 4


# --- Opening ------------------------------------------------------------------------------------------------------


def test_code_and_pin_open_the_selection(calderbrook, alice, made, entry):
    other = recorded(alice, applied(employer="Southgate Foods"))
    browser = opened(calderbrook, made)
    page = form_state_of(browser)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Northgate Foods" in text
    assert "Alice Ashworth" in text
    assert "Southgate Foods" not in text, other.sequence
    view = ShareView.objects.get()
    assert view.viewer_name == "Vera Viewer"
    event = AuditEvent.objects.get(code="jobjournal.share.opened")
    assert (event.actor, event.actor_label) == (None, "Vera Viewer, who had the PIN")


def test_what_is_kept_of_the_pin_is_a_hash(made):
    kept = Share.objects.filter(pk=made.share.pk).values().get()
    assert made.pin not in {str(value) for value in kept.values()}
    assert len(kept["pin_hash"]) == 64


def refusals(calderbrook, alice, entry) -> dict[str, tuple[str, str]]:
    """A code and a PIN for each reason why nothing opens."""
    used, expired, revoked, destroyed, wrong = (shared(alice, entry) for _ in range(5))
    open_share(code=used.share.code, pin=used.pin, viewer_name="V", by=alice)
    Share.objects.filter(pk=expired.share.pk).update(expires_at=an_hour_ago())
    revoke_share(public_id=revoked.share.public_id, by=alice)
    for number in range(5):
        open_share(code=destroyed.share.code, pin=wrong_pin(destroyed.pin, number + 1), viewer_name="V", by=alice)
    return {
        "used": (used.share.code, used.pin),
        "expired": (expired.share.code, expired.pin),
        "revoked": (revoked.share.code, revoked.pin),
        "destroyed": (destroyed.share.code, destroyed.pin),
        "wrong": (wrong.share.code, wrong_pin(wrong.pin)),
        "unknown": ("00000000", wrong.pin),
    }


@pytest.mark.slow
def test_every_refusal_answers_alike(calderbrook, alice, entry):
    answers = set()
    for number, (code, pin) in enumerate(refusals(calderbrook, alice, entry).values()):
        answer = tries(stranger(calderbrook), code, pin, REMOTE_ADDR=f"10.0.0.{number}")
        assert pin not in answer.content.decode()
        body = without_tokens(answer).replace(code, "…")
        headers = {name: value for name, value in answer.items() if name != "Content-Security-Policy"}
        answers.add((answer.status_code, body, str(sorted(headers.items())), answer.cookies.get(COOKIE)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 422


def test_a_share_opens_once_and_ends_two_hours_later(calderbrook, made):
    browser = opened(calderbrook, made)
    share = Share.objects.get()
    assert share.used_at is not None
    assert share.expires_at <= timezone.now() + dt.timedelta(hours=HOURS_ONCE_OPENED)
    assert tries(stranger(calderbrook), made.share.code, made.pin).status_code == 422
    assert form_state_of(browser).status_code == 200, "the first is not disturbed"


def test_a_share_for_days_opens_again_and_a_right_try_does_not_count(calderbrook, alice, entry):
    made = shared(alice, entry, days=7)
    for _ in range(7):
        opened(calderbrook, made)
    share = Share.objects.get()
    assert (share.tries_left, share.destroyed_at, share.used_at) == (5, None, None)
    view = ShareView.objects.first()
    assert view.ends_at <= timezone.now() + dt.timedelta(hours=VIEW_HOURS)


@pytest.mark.slow
def test_the_fifth_wrong_pin_destroys_and_the_person_is_told(calderbrook, alice, made):
    for number in range(5):
        assert tries(stranger(calderbrook), made.share.code, wrong_pin(made.pin, number + 1)).status_code == 422
    assert tries(stranger(calderbrook), made.share.code, made.pin).status_code == 422
    outcomes = list(ShareAttempt.objects.order_by("pk").values_list("outcome", flat=True))
    assert outcomes == ["wrong"] * 5 + ["nothing"]
    close_ended_shares(by=alice)
    share = Share.objects.get()
    assert share.destroyed_at is not None
    assert share.pin_hash == ""
    assert not ShareItem.objects.exists()
    assert Message.objects.filter(template="journal_share_destroyed", channel="in_app").count() == 1
    assert AuditEvent.objects.filter(code="jobjournal.share.destroyed").count() == 1
    assert close_ended_shares(by=alice) == 0


def test_the_right_pin_at_the_last_try_opens(calderbrook, made):
    for number in range(4):
        tries(stranger(calderbrook), made.share.code, wrong_pin(made.pin, number + 1))
    opened(calderbrook, made)
    assert Share.objects.get().destroyed_at is None


def test_another_councils_code_is_unknown(southmere, made):
    make_resident(southmere, "Carol Coates", "carol@example.org")
    browser = Browser(Client(), southmere.host)
    assert tries(browser, made.share.code, made.pin).status_code == 422
    assert Share.objects.get().tries_left == 5
    with council_scope(southmere.pk):
        assert ShareAttempt.objects.get().outcome == "nothing"


def test_a_new_pin_voids_the_old_one(calderbrook, alice, made):
    tries(stranger(calderbrook), made.share.code, wrong_pin(made.pin))
    again = renew_pin(public_id=made.share.public_id, by=alice)
    if again.pin != made.pin:
        assert tries(stranger(calderbrook), made.share.code, made.pin).status_code == 422
    opened(calderbrook, again)


# --- Reading ------------------------------------------------------------------------------------------------------


def test_revoking_takes_an_open_page_away_on_its_next_request(calderbrook, alice, made):
    browser = opened(calderbrook, made)
    assert form_state_of(browser).status_code == 200
    revoke_share(public_id=made.share.public_id, by=alice)
    gone = form_state_of(browser)
    assert gone.status_code == 410
    assert "Northgate Foods" not in gone.content.decode()


def test_a_view_ends_with_its_time(calderbrook, made):
    browser = opened(calderbrook, made)
    ShareView.objects.update(ends_at=an_hour_ago())
    assert form_state_of(browser).status_code == 410


def test_a_share_ends_with_its_time_whatever_the_view_says(calderbrook, made):
    browser = opened(calderbrook, made)
    Share.objects.update(expires_at=an_hour_ago())
    assert form_state_of(browser).status_code == 410


def test_later_edits_are_not_shown(calderbrook, alice, entry, made):
    browser = opened(calderbrook, made)
    change_entry(public_id=entry.public_id, given=applied(employer="Eastgate Foods"), by=alice)
    text = form_state_of(browser).content.decode()
    assert "Northgate Foods" in text
    assert "Eastgate Foods" not in text


def test_files_are_those_that_were_chosen(calderbrook, alice, bob, entry):
    displayed, private = with_file(entry), with_file(entry, "private.jpg")
    browser = opened(calderbrook, shared(alice, entry, files=[displayed]))
    later, others = with_file(entry, "later.jpg"), with_file(recorded(bob), "bobs.jpg")
    page = form_state_of(browser).content.decode()
    assert "proof.jpg" in page
    assert "private.jpg" not in page
    assert "later.jpg" not in page
    seen = browser.get(reverse("jobjournal:view_file", args=[displayed.public_id]))
    assert seen.content == bytes(displayed.content)
    assert seen["Cache-Control"] == "no-store, private"
    assert AuditEvent.objects.filter(code="jobjournal.share.file_opened").count() == 1
    for file in (private, later, others):
        assert browser.get(reverse("jobjournal:view_file", args=[file.public_id])).status_code == 404
    assert stranger(calderbrook).get(reverse("jobjournal:view_file", args=[displayed.public_id])).status_code == 404


def test_finishing_closes_the_view_in_this_browser(calderbrook, made):
    browser = opened(calderbrook, made)
    kept = browser.client.cookies[COOKIE].value
    assert browser.post(reverse("jobjournal:done")).status_code == 302
    browser.client.cookies[COOKIE] = kept
    assert form_state_of(browser).status_code == 410, "the token is worth nothing any more"


def test_printing_only_when_allowed(calderbrook, alice, entry):
    refused = form_state_of(opened(calderbrook, shared(alice, entry))).content.decode()
    allowed = form_state_of(opened(calderbrook, shared(alice, entry, print_allowed=True))).content.decode()
    assert "bo-not-on-paper" in refused
    assert "data-print" not in refused
    assert "bo-not-on-paper" not in allowed
    assert "data-print" in allowed


def test_pages_leave_no_trace_in_caches_or_referrers_and_hold_no_form(calderbrook, made):
    browser = opened(calderbrook, made)
    page = form_state_of(browser)
    assert page["Cache-Control"] == "no-store, private"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "<form" not in page.content.decode()
    enter = browser.get(reverse("jobjournal:enter_code", args=[made.share.code]))
    assert "no-store" in enter["Cache-Control"]
    assert enter["Referrer-Policy"] == "same-origin"


def test_the_cookie_is_signed_strict_and_for_the_viewers_pages_only(calderbrook, made):
    browser = opened(calderbrook, made)
    cookie = browser.client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/j/"
    assert browser.client.cookies.get("sessionid") is None, "it is no sign-in"
    browser.client.cookies[COOKIE] = cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B")
    assert form_state_of(browser).status_code == 302


def test_a_viewer_who_is_signed_in_stays_who_they_are(calderbrook, bob, made):
    browser = browser_of(bob)
    tries(browser, made.share.code, made.pin)
    assert form_state_of(browser).status_code == 200
    assert browser.get(reverse("jobjournal:share", args=[made.share.public_id])).status_code == 404


def test_the_address_says_the_same_whether_the_code_exists(calderbrook, made):
    pages = [
        without_tokens(stranger(calderbrook).get(reverse("jobjournal:enter_code", args=[code]))).replace(
            displayed_code(code), "…"
        ).replace(code, "…")
        for code in (made.share.code, "00000000")
    ]  # fmt: skip
    assert pages[0] == pages[1]
