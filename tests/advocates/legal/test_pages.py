"""From the first step of whoever says it to the council's two people, and the person who says that it is not right."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Delegation
from advocates.models import LegalBasis, LegalPaper
from tests.advocates.legal.making import BORN, acting, found, make_second, said
from tests.advocates.registering.making import make_partner
from tests.claims.sent import photo
from tests.people import Browser, browser_of

STEPS, PREFIX = "/helping/by-law/say/", "say_by_law"
WHO = {
    "name": "Joan Holt", "born_on-day": "27", "born_on-month": "3", "born_on-year": "1940", "postcode": "ab12de",
    "nino": "",
}  # fmt: skip
DOCUMENT = {
    "document": "lpa", "number": "7000-1234", "several": "alone", "covers": "all", "some": "", "ends_on-day": "",
    "ends_on-month": "", "ends_on-year": "",
}  # fmt: skip
FINDING = {"finding": "right", "record": "new", "claims": "send", "journal": "fill", "why": "Seen", "hush_why": ""}


@pytest.fixture
def ravi(calderbrook):
    return make_second(calderbrook)


def send(browser: Browser, step: str, said: dict[str, Any], **more: Any):
    fields = {f"{step}-{name}": value for name, value in said.items()}
    return browser.post(f"{STEPS}{step}/", {f"{PREFIX}-current_step": step, **fields, **more})


def until_last(browser: Browser, **changed: Any) -> str:
    for step, answers in (("person", WHO), ("document", DOCUMENT)):
        given = {key: changed.get(key, value) for key, value in answers.items() if changed.get(key, value) is not None}
        answer = send(browser, step, given)
        assert answer.status_code == 302, answer.content.decode()
    return browser.get(f"{STEPS}send/").content.decode()


def test_from_the_first_step_to_the_grant(alice, aisha, ravi):
    browser = browser_of(alice)
    page = until_last(browser)
    for words in ("Joan Holt", "27 March 1940", "7000-1234", "A lasting power of attorney", "They act alone"):
        assert words in page, words
    assert not LegalBasis.objects.exists()
    answer = send(browser, "send", {"is_true": "on", "seen_at": ""}, files=photo())
    assert answer["Location"] == "/helping/by-law/"
    assert "The council is looking at it" in browser.get("/helping/by-law/").content.decode()
    row = LegalBasis.objects.get()
    assert LegalPaper.objects.get().content_type == "image/jpeg"

    at_desk, second = browser_of(aisha), browser_of(ravi)
    url = f"/staff/by-law/{row.public_id}/"
    assert url in at_desk.get("/staff/by-law/").content.decode()
    assert at_desk.get(f"{url}papers/1/")["Content-Disposition"] == 'attachment; filename="document-1.jpg"'
    assert AuditEvent.objects.filter(code="advocates.legal.paper_opened").exists()
    assert at_desk.post(url, {**FINDING, "record": ""}).status_code == 422
    assert at_desk.post(url, {**FINDING, "claims": "nothing", "journal": "nothing"}).status_code == 422
    assert at_desk.post(url, FINDING).status_code == 302
    assert "Somebody else has to confirm it" in at_desk.get(url).content.decode()
    at_desk.post(url, {"agrees": "yes", "why": "Mine"})
    assert not Delegation.objects.exists()
    assert second.post(url, {"agrees": "yes", "why": "Seen too"}).status_code == 302
    grant = Delegation.objects.get()
    assert f"/helping/{grant.public_id}/" in browser.get("/helping/by-law/").content.decode()
    assert (
        "see their claims, fill them in and send them" in browser.get(f"/helping/{grant.public_id}/").content.decode()
    )


@pytest.mark.parametrize(
    ("step", "changed", "words"),
    [
        ("person", {"postcode": ""}, "Enter their postcode or their National Insurance number"),
        ("person", {"postcode": "nowhere"}, "Enter a full UK postcode"),
        ("document", {"covers": "some"}, "Say which matters it covers"),
        ("document", {"ends_on-day": "1", "ends_on-month": "1", "ends_on-year": "2020"}, "must not be over"),
        ("document", {"document": "corporate"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said(alice, step, changed, words):
    browser = browser_of(alice)
    if step == "document":
        send(browser, "person", WHO)
    answer = send(browser, step, {**(WHO if step == "person" else DOCUMENT), **changed})
    assert words in answer.content.decode()


def test_a_number_is_enough_and_is_hidden(alice):
    page = until_last(browser_of(alice), postcode="", nino="AB123456C")
    assert "56 C" in page
    assert "AB 12 34" not in page


def test_without_a_paper_nothing_is_sent_and_a_bad_one_is_refused(alice):
    browser = browser_of(alice)
    until_last(browser)
    assert "Add a photo or scan" in send(browser, "send", {"is_true": "on", "seen_at": ""}).content.decode()
    bad = SimpleUploadedFile("bad.jpg", b"no picture at all", content_type="image/jpeg")
    answer = send(browser, "send", {"is_true": "on", "seen_at": ""}, files=bad)
    assert "“bad” is not a photo or a PDF" in answer.content.decode()
    assert not LegalBasis.objects.exists()
    send(browser, "send", {"is_true": "on", "seen_at": "V-1234"})
    assert LegalBasis.objects.count() == 1


def test_too_many_files_are_refused(alice):
    browser = browser_of(alice)
    until_last(browser)
    files = [photo(f"{number}.jpg") for number in range(11)]
    assert "10 files at the most" in send(browser, "send", {"is_true": "on"}, files=files).content.decode()


def test_a_partner_has_one_document_and_no_question_of_several(calderbrook):
    browser = browser_of(make_partner(calderbrook))
    send(browser, "person", WHO)
    page = browser.get(f"{STEPS}document/").content.decode()
    assert page.count('name="document-document"') == 1
    assert "document-several" not in page
    until_last(browser, document="corporate", several=None)
    send(browser, "send", {"is_true": "on", "seen_at": "By post"})
    assert LegalBasis.objects.get().organisation is not None


def test_what_is_said_of_a_record_that_is_there_is_the_same(alice, bob):
    pages = []
    for name in ("Joan Holt", "Joan Holt"):
        browser = browser_of(alice)
        page = re.sub(r'value="[^"]*"|nonce-[^\s"]+|nonce="[^"]*"', "", until_last(browser, name=name))
        pages.append(page)
        bob.resident.name, bob.resident.born_on = "Joan Holt", BORN
        bob.resident.save()
    assert pages[0] == pages[1]


def test_staff_see_records_that_look_alike_and_choose(alice, bob, aisha):
    bob.resident.born_on = BORN
    bob.resident.save()
    row = said(alice, name=bob.resident.name)
    browser = browser_of(aisha)
    url = f"/staff/by-law/{row.public_id}/"
    page = browser.get(url).content.decode()
    assert "Bob Birtle, born on 27 March 1940, in common: the name and the date of birth" in page
    browser.post(url, {**FINDING, "record": str(bob.resident.public_id)})
    assert LegalBasis.objects.get().resident == bob.resident


def test_who_must_act_together_is_offered_no_sending(alice, aisha):
    row = said(alice, several="joint")
    page = browser_of(aisha).get(f"/staff/by-law/{row.public_id}/").content.decode()
    assert 'value="fill"' in page
    assert 'value="send"' not in page


def test_the_person_says_that_it_is_not_right(alice, bob, aisha, ravi):
    grant = acting(alice, aisha, ravi, of=bob).delegation
    browser = browser_of(bob)
    page = browser.get("/account/helpers/").content.decode()
    assert f"/account/helpers/{grant.public_id}/not-right/" in page
    assert f"/account/helpers/{grant.public_id}/end/" not in page
    assert "not-right" in browser.get(f"/account/helpers/{grant.public_id}/").content.decode()
    assert browser.post(f"/account/helpers/{grant.public_id}/end/", {"_sure": "yes"}).status_code == 404
    url = f"/account/helpers/{grant.public_id}/not-right/"
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"words": "No", "quietly": "on"}).status_code == 302
    assert not Delegation.objects.get().is_in_force(timezone.localdate())
    desk = browser_of(aisha).get("/staff/by-law/").content.decode()
    assert "The person says that it is not right" in desk
    page = browser_of(aisha).get(f"/staff/by-law/{LegalBasis.objects.get().public_id}/").content.decode()
    assert "Whoever acted must not be told." in page
    assert 'name="record"' not in page


def test_looked_at_and_ended_from_the_desk(alice, aisha, ravi):
    row = acting(alice, aisha, ravi)
    LegalBasis.objects.update(look_due_on=timezone.localdate() - dt.timedelta(days=60))
    browser = browser_of(ravi)
    assert "Overdue" in browser.get("/staff/by-law/").content.decode()
    url = f"/staff/by-law/{row.public_id}/"
    assert browser.post(f"{url}look/", {"why": ""}).status_code == 422
    assert browser.post(f"{url}look/", {"why": "Rang"}).status_code == 302
    assert "Overdue" not in browser.get("/staff/by-law/").content.decode()
    assert "Rang" in browser.get(url).content.decode()
    assert browser.post(f"{url}end/", {"ended_why": "", "words": "A"}).status_code == 422
    assert browser.post(f"{url}end/", {"ended_why": "revoked", "words": "A letter"}).status_code == 302
    assert not Delegation.objects.get().is_in_force(timezone.localdate())
    assert "The document was revoked or ended" in browser.get(url).content.decode()


def test_taken_back_and_stopped_from_the_list(alice, aisha, ravi):
    row, browser = said(alice), browser_of(alice)
    browser.post(f"/helping/by-law/{row.public_id}/take-back/")
    assert "Taken back" in browser.get("/helping/by-law/").content.decode()
    row = acting(alice, aisha, ravi)
    url = f"/helping/by-law/{row.public_id}/stop/"
    assert b"Do you want to stop acting for Joan Holt?" in browser.post(url).content
    assert Delegation.objects.get().revoked_at is None
    browser.post(url, {"_sure": "yes"})
    assert Delegation.objects.get().revoked_at is not None


def test_the_ways_to_these_pages(alice, aisha, omar):
    assert "/helping/by-law/" in browser_of(alice).get("/helping/").content.decode()
    work_list = reverse("casework:work_list")
    assert "/staff/by-law/" in browser_of(aisha).get(work_list).content.decode()
    assert "/staff/by-law/" not in browser_of(omar).get(work_list).content.decode()


def test_the_list_asks_the_same_of_the_database_for_many(alice, aisha, ravi, django_assert_max_num_queries):
    for _each in range(3):
        found(said(alice), aisha)
        acting(alice, aisha, ravi)
    browser = browser_of(aisha)
    browser.get("/staff/by-law/")
    with django_assert_max_num_queries(15):
        browser.get("/staff/by-law/")
    own = browser_of(alice)
    own.get("/helping/by-law/")
    with django_assert_max_num_queries(9):
        own.get("/helping/by-law/")
