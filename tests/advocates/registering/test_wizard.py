"""The steps of making a record: what was typed stays, nothing is made before the yes, and a partner learns nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings

from accounts.models import Delegation, Resident
from advocates.models import ConsentPaper, Registration
from tests.advocates.registering.making import make_partner, registered
from tests.claims.sent import photo
from tests.people import Browser, browser_of

STEPS, PREFIX = "/helping/register/", "register_person"
WHO = {
    "name": "Joan Holt", "born_on-day": "27", "born_on-month": "3", "born_on-year": "1950", "postcode": "ab12de",
    "nino": "",
}  # fmt: skip
KNOWN = {"has_none": "on"}
NEEDS = {"message_language": "en-gb", "safe": "yes", "email": "", "phone": "", "address": "1 Mill Street"}
ALLOWED = {
    "claims": "fill",
    "reach": "view",
    "journal": "nothing",
    "period": "month",
    "why": "Bad eyes",
    "kind": "signed",
}
YES = {"said_yes": "on", "kept_at": "Cabinet N"}


@pytest.fixture
def pat(calderbrook):
    return make_partner(calderbrook)


@pytest.fixture
def browser(pat):
    return browser_of(pat)


def send(browser: Browser, step: str, said: dict[str, Any], **more: Any):
    fields = {f"{step}-{name}": value for name, value in said.items()}
    return browser.post(f"{STEPS}{step}/", {f"{PREFIX}-current_step": step, **fields, **more})


def until_yes(browser: Browser, **changed: Any) -> str:
    """The last page, after all others were answered."""
    for step, said in (("person", WHO), ("known", KNOWN), ("needs", NEEDS), ("allowed", ALLOWED)):
        answer = send(browser, step, {**said, **{key: value for key, value in changed.items() if key in said}})
        assert answer.status_code == 302, answer.content.decode()
    return browser.get(f"{STEPS}yes/").content.decode()


def seen_on(page: str) -> str:
    assert page.count('name="yes-seen"') == 1
    return re.search(r'name="yes-seen" value="([0-9a-f]{64})"', page)[1]


def test_from_the_first_step_to_the_record(browser, pat):
    page = until_yes(browser)
    assert "You are Joan Holt, born on 27 March 1950." in page
    assert "Brook Homes may do this for you" in page
    assert "Signature:" in page
    assert not Resident.objects.exists()
    answer = send(browser, "yes", {**YES, "seen": seen_on(page)})
    registration = Registration.objects.get()
    assert answer["Location"] == f"/helping/{registration.delegation.public_id}/registered/"
    assert registration.resident.name == "Joan Holt"
    page = browser.get(answer["Location"]).content.decode()
    for words in ("AB12DE", "1 Mill Street", "Cabinet N", "they signed the printed form", "until"):
        assert words in page, words
    assert "You are Joan Holt" in browser.get(f"{answer['Location']}consent/?large=1").content.decode()


def test_large_print_is_large(browser):
    until_yes(browser)
    assert 'class="govuk-body-l">You are Joan Holt' in browser.get(f"{STEPS}yes/?large=1").content.decode()


def test_a_photo_of_the_form_is_cleaned_and_kept(browser):
    page = until_yes(browser)
    send(browser, "yes", {**YES, "kept_at": "", "seen": seen_on(page)}, files=photo())
    grant = Delegation.objects.get().public_id
    assert ConsentPaper.objects.get().content_type == "image/jpeg"
    answer = browser.get(f"/helping/{grant}/registered/paper/")
    assert answer.content == bytes(ConsentPaper.objects.get().content)
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"kept_at": ""}, "Add a photo of the signed form, or say where it is kept"),
        ({"said_yes": ""}, "Nothing can be done before they say yes"),
        ({"seen": "0" * 64}, "The words have changed"),
    ],
)
def test_without_a_whole_yes_nothing_is_made(browser, said, problem):
    page = until_yes(browser)
    answer = send(browser, "yes", {**YES, "seen": seen_on(page), **said}).content.decode()
    assert problem in answer
    assert not Resident.objects.exists()
    # Everything is there still.
    assert send(browser, "yes", {**YES, "seen": seen_on(page)}).status_code == 302
    assert Registration.objects.count() == 1


def test_a_bad_file_is_explained_and_makes_nothing(browser):
    page = until_yes(browser)
    bad = photo()
    bad.file.truncate(3)
    bad.size = 3
    answer = send(browser, "yes", {**YES, "seen": seen_on(page)}, files=bad).content.decode()
    assert "Choose a JPG" in answer or "could not open" in answer
    assert not Resident.objects.exists()


def code_sent_to(contact: str) -> str:
    texts = [path.read_text() for path in settings.MAILBOX_DIR.rglob("*") if path.is_file()]
    found = [text for text in texts if contact in text]
    return re.search(r"\b(\d{6})\b", found[-1])[1]


def test_by_phone_with_a_code(browser, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    page = until_yes(browser, kind="by_code", email="joan@example.org")
    assert "We have sent a code" in page
    assert "joan@example.org" not in page
    seen = seen_on(page)
    wrong = send(browser, "yes", {"said_yes": "on", "seen": seen, "code": "000000"}).content.decode()
    assert "This code is wrong" in wrong
    assert not Resident.objects.exists()
    answer = send(browser, "yes", {"said_yes": "on", "seen": seen, "code": code_sent_to("joan@example.org")})
    assert answer.status_code == 302
    assert Delegation.objects.get().basis == "by_code"


def test_a_code_needs_somewhere_to_go(browser):
    for step, said in (("person", WHO), ("known", KNOWN), ("needs", {**NEEDS, "phone": "01632 960001"})):
        send(browser, step, said)
    page = send(browser, "allowed", {**ALLOWED, "kind": "by_code"}).content.decode()
    assert "A code needs an email address or a mobile number" in page


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"name": ""}, "Enter their full name"),
        ({"born_on-year": "1903"}, "Check the year"),
        ({"postcode": "AB1"}, "Enter a full UK postcode"),
        ({"nino": "QQ12"}, "Enter a National Insurance number like"),
    ],
)
def test_what_is_wrong_is_said_with_what_was_typed(browser, said, problem):
    page = send(browser, "person", {**WHO, **said}).content.decode()
    assert problem in page
    assert 'value="27"' in page


def test_steps_are_not_jumped_over(browser):
    assert browser.get(f"{STEPS}yes/")["Location"] == f"{STEPS}person/"
    assert send(browser, "yes", YES)["Location"] == f"{STEPS}person/"


def test_a_partner_sees_the_same_page_whether_there_is_a_record_or_not(browser, aisha, pat):
    def page_of(name: str) -> str:
        send(browser, "person", {**WHO, "name": name})
        page = browser.get(f"{STEPS}known/").content.decode()
        return re.sub(r'(value|nonce)="[^"]{20,}"', "", page)

    nobody = page_of("Nobody Atall")
    registered(aisha)
    assert page_of("Joan Holt") == nobody
    assert "There may already be a record" in nobody


def test_an_adviser_of_the_council_sees_look_alikes(aisha, pat):
    browser = browser_of(aisha)
    registered(pat)
    send(browser, "person", WHO)
    page = browser.get(f"{STEPS}known/").content.decode()
    assert "In common: the name and the date of birth" in page


def test_the_end_of_a_consent_is_written_down(browser, pat):
    registration = registered(pat)
    address = f"/helping/{registration.delegation.public_id}/registered/"
    assert "withdraw their consent?" in browser.post(f"{address}withdraw/").content.decode()
    assert Delegation.objects.get().revoked_at is None
    assert browser.post(f"{address}withdraw/", {"_sure": "yes"})["Location"] == "/helping/"
    assert browser.get(address).status_code == 404
    assert Registration.objects.get().resident == registration.resident


def test_the_council_sees_whom_nobody_looks_after(aisha, pat, omar):
    registration = registered(pat)
    browser = browser_of(aisha)
    left = browser.get("/staff/registered/").content.decode().partition("Nobody looks after them")[2]
    assert "Joan Holt" in left.partition("Somebody acts for them")[2]
    end = f"/staff/registered/{registration.public_id}/withdraw/"
    assert "withdraw their consent?" in browser.post(end).content.decode()
    browser.post(end, {"_sure": "yes"})
    left = browser_of(omar).get("/staff/registered/").content.decode().partition("Nobody looks after them")[2]
    assert "Joan Holt" in left.partition("Somebody acts for them")[0]
    letter = browser.post(f"/staff/registered/{registration.public_id}/code/").content.decode()
    assert re.search(r"[B-Z]{4}-[B-Z]{4}", letter)


def test_the_ways_to_these_pages(browser, pat, aisha, alice):
    registration = registered(pat)
    grant = registration.delegation.public_id
    assert f"{STEPS}person/" in browser.get("/helping/").content.decode()
    assert f"/helping/{grant}/registered/" in browser.get(f"/helping/{grant}/").content.decode()
    assert browser.get(f"/helping/{registration.public_id}/").status_code == 404
    assert "/staff/registered/" in browser_of(aisha).get("/staff/claims/").content.decode()
    assert "/take-over/" in browser_of(alice).get("/account/").content.decode()
    assert f"{STEPS}person/" not in browser_of(alice).get("/helping/").content.decode()
