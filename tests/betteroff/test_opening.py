"""A council that is not open yet: added by the operator's page, tried by link, opened when nothing is missing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.actions.councils import change_council, open_council
from accounts.keeping.not_open import make_try_token
from accounts.models import AuditEvent, Council, SettingChange, StaffInvitation
from accounts.permissions import Role
from accounts.settling.actions import undo_change
from casework.handover.actions.destinations import want_no_handover
from claims.actions.sending import NotSetUp, submit_claim
from claims.models import Claim, ClaimStatus
from core.tenancy import council_scope
from formspec.models import FormVersion
from notifications.actions import notify
from tests.accounts.staffing.making import mails_to
from tests.claims.making import fill, publish_small, small_draft
from tests.people import Browser, browser_of

OPENING, SETTINGS = "/staff/settings/opening/", "/staff/settings/"
CONTACT = {"phone": "01632 960 001", "text_phone": "", "email": "", "address": "", "website": ""}


@pytest.fixture
def not_open(calderbrook):
    """Calderbrook before its admin opens it."""
    Council.objects.update(opened_at=None)
    calderbrook.refresh_from_db()
    return calderbrook


def page(browser, path: str) -> tuple[int, str]:
    answer = browser.get(path)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/claims/", "/forms/check-what-you-can-get/", "/account/sign-in/", "/journal/"])
def test_people_read_that_it_is_not_open_yet(not_open, alice, visitor, path):
    for person in (alice, visitor):
        status, words = page(browser_of(person), path)
        assert status == 503
        assert "This service is not open yet" in words


def test_programs_read_it_as_json(not_open, visitor):
    answer = browser_of(visitor).get("/api/v1/estimates/")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/json")


def test_staff_work_and_may_sign_in(not_open, omar, aisha, visitor):
    assert page(browser_of(omar), SETTINGS)[0] == 200
    assert page(browser_of(aisha), "/staff/claims/")[0] == 200
    for path in (reverse("account_login"), "/contact/", "/council.css", "/healthz"):
        assert "not open yet" not in page(browser_of(visitor), path)[1]


def test_whoever_has_the_link_tries_it_and_sends_nothing(not_open, visitor):
    browser = browser_of(visitor)
    assert page(browser, "/try/wrong/")[0] == 404
    assert browser.get(f"/try/{make_try_token(not_open.pk + 1)}/").status_code == 404
    assert page(browser, "/")[0] == 503
    assert browser.get(f"/try/{make_try_token(not_open.pk)}/").url == "/"
    assert page(browser, "/")[0] == 200
    assert page(browser_of(visitor), "/")[0] == 503


def test_the_checklist_is_counted_and_opens_when_nothing_needed_is_missing(not_open, omar, aisha, visitor):
    publish_small(omar)
    browser = browser_of(omar)
    words = page(browser, OPENING)[1]
    assert "People cannot ask the council for help." in words
    assert "Open the council</button>" not in words.replace("\n", "")
    answer = browser.post(OPENING, {})
    assert answer.status_code == 422
    assert not Council.objects.get().is_open

    change_council(topic="council.contact", values=CONTACT, by=omar)
    hours = {"opening_hours": [{"days": "Monday", "hours": "9 to 5"}]}
    change_council(topic="council.hours", values=hours, by=omar)
    change_council(topic="council.languages", values={"languages": ["en-gb"]}, by=omar)
    for stage in (ClaimStatus.Stage.NEW, ClaimStatus.Stage.DONE):
        ClaimStatus.objects.get_or_create(code=stage, defaults={"name": stage, "stage": stage, "position": 1})
    assert "People cannot ask" not in page(browser, OPENING)[1]
    assert browser.post(OPENING, {}).status_code == 302
    assert Council.objects.get().is_open
    assert AuditEvent.objects.filter(code="accounts.council.opened", actor=omar.user).count() == 1
    assert page(browser_of(visitor), "/")[0] == 200


def test_each_card_says_what_holds_and_what_is_missing(omar):
    words = page(browser_of(omar), SETTINGS)[1]
    assert "Now: Name: Calderbrook Council" in words
    assert "People do not know when they can reach you." in words
    change_council(topic="council.contact", values=CONTACT, by=omar)
    words = page(browser_of(omar), SETTINGS)[1]
    assert "Phone: 01632 960 001" in words
    assert "People cannot ask the council for help." not in words


def test_cards_and_checklist_ask_the_database_little(omar, django_assert_max_num_queries):
    browser = browser_of(omar)
    for path in (SETTINGS, OPENING):
        browser.get(path)
        with django_assert_max_num_queries(15):
            browser.get(path)


def test_a_language_that_is_taken_away_is_nobodys_any_more(omar, alice):
    browser = browser_of(alice)
    browser.post("/language/", {"language": "cy", "next": "/"})
    assert '<html lang="cy"' in page(browser, "/")[1]
    assert "Cymraeg" in page(browser, "/")[1]
    change_council(topic="council.languages", values={"languages": ["en-gb"]}, by=omar)
    words = page(browser, "/")[1]
    assert '<html lang="en-gb"' in words
    assert "Cymraeg" not in words


def test_nothing_is_sent_before_the_council_is_open_and_every_answer_stays(not_open, alice):
    draft = fill(small_draft(alice), alice, {"has_pets": "no"})
    alice.council.refresh_from_db()
    with pytest.raises(NotSetUp):
        submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    draft.refresh_from_db()
    assert draft.is_draft
    assert draft.answers.exists()


def test_what_was_begun_to_try_it_is_deleted_when_it_opens(not_open, alice, omar):
    draft = fill(small_draft(alice), alice, {"has_pets": "no"})
    assert open_council(by=omar)
    assert not Claim.objects.filter(pk=draft.pk).exists()
    assert AuditEvent.objects.get(code="claims.drafts.deleted").detail == {"number": 1}
    later = small_draft(alice)
    assert not open_council(by=omar)
    assert Claim.objects.filter(pk=later.pk).exists()


def test_no_hand_over_is_an_answer_of_the_checklist(omar, aisha):
    browser, wanted = browser_of(omar), "/staff/settings/handover/none/"
    hint = "say there that you want none"
    assert hint in page(browser, OPENING)[1]
    assert browser.post(wanted, {"none": "yes"}).status_code == 302
    assert hint not in page(browser, OPENING)[1]
    assert "You said that you want no hand-over." in page(browser, "/staff/settings/handover/")[1]
    with pytest.raises(PermissionDenied):
        want_no_handover(wants_none=False, by=aisha)
    undo_change(key=SettingChange.objects.get(code="casework.no_handover").pk, by=omar)
    assert hint in page(browser, OPENING)[1]


def test_messages_are_in_english_once_their_language_is_taken_away(omar, alice):
    resident = alice.resident
    resident.language = "cy"
    resident.save()
    assert {each.language for each in notify(resident=resident, template="claim_submitted", context={}, by=omar)} == {
        "cy"
    }
    omar.council.languages = ["en-gb"]
    assert {each.language for each in notify(resident=resident, template="claim_submitted", context={}, by=omar)} == {
        "en-gb"
    }


NEW = {
    "name": "Northby Council", "slug": "northby", "host": "northby.localhost", "reference_prefix": "NOR",
    "region": "NORTH_WEST", "display_name": "Nia Oak", "email": "nia@northby.example",
}  # fmt: skip


@pytest.fixture
def platform(operator):
    """The operator's browser on the platform's own host."""
    return Browser(browser_of(operator).client, "localhost")


def test_the_operator_adds_a_council_by_a_page(platform):
    assert platform.get("/operator/councils/add/").status_code == 200
    answer = platform.post("/operator/councils/add/", NEW)
    assert answer.status_code == 302
    council = Council.objects.get(slug="northby")
    assert not council.is_open
    with council_scope(council.pk):
        assert StaffInvitation.objects.get().roles == [Role.ADMIN]
        assert FormVersion.objects.filter(state=FormVersion.State.PUBLISHED).exists()
        assert ClaimStatus.objects.filter(stage=ClaimStatus.Stage.NEW).exists()
    assert "http://northby.localhost" in mails_to("nia@northby.example")[0]
    assert "Not open yet" in platform.get("/operator/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"host": "no spaces allowed"}, "Give the host name alone"),
        ({"slug": "calderbrook"}, "There is a council with this short name already"),
        ({"host": "calderbrook.localhost"}, "already answers at this host name"),
        ({"reference_prefix": "N0R"}, "up to four letters"),
        ({"region": ""}, "Choose a region"),
        ({"email": "nobody"}, "Enter an email address"),
    ],
)
def test_a_council_that_cannot_be_is_not_added(platform, wrong, words):
    answer = platform.post("/operator/councils/add/", {**NEW, "email": "no-one@northby.example", **wrong})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Council.objects.count() == 1
    assert not mails_to("no-one@northby.example")
