"""How somebody wants to be reached: said once, in a form or in the account, and obeyed by every message."""

from __future__ import annotations

import io

import pypdf
import pytest
from django.http import Http404
from django.urls import reverse

from accounts.actions.preferences import set_preferences
from accounts.actions.taking_over import join_records
from accounts.models import AuditEvent, Council, Resident
from claims.actions.remembering import remember
from claims.documents import claim_pdf
from core.mail import MessageNotSent
from notifications.actions import deliver, notify
from notifications.readers import reaches
from tests.claims.making import library_draft
from tests.claims.reached import begun, sent_as
from tests.people import browser_of

CONTEXT = {"reference": "CAL-1", "form_title": "Rent"}
LINK = {"url": "http://x/"}


@pytest.fixture
def reachable(alice):
    """Alice, who can be reached by e-mail and text."""
    alice.resident.phone = "+447700900123"
    alice.resident.save()
    return alice


def channels(actor, template="claim_submitted", context=CONTEXT, **more) -> list[str]:
    resident = Resident.objects.get(pk=actor.resident.pk)
    return [
        message.channel for message in notify(resident=resident, template=template, context=context, by=actor, **more)
    ]


def main_of(page) -> str:
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("asked_for", "used"),
    [
        ([], ["email", "sms", "in_app"]),
        (["email"], ["email", "in_app"]),
        (["sms", "post"], ["sms", "in_app"]),
        (["post"], ["in_app"]),
        (["portal"], ["in_app"]),
    ],
)
def test_every_message_goes_only_by_the_ways_asked_for(reachable, asked_for, used):
    set_preferences(contact_by=asked_for, safe_to_contact=True, by=reachable)
    assert channels(reachable) == used


def test_what_a_form_says_is_obeyed_at_once(reachable):
    sent_as(reachable, ways=["email"])
    assert channels(reachable) == ["email", "in_app"]
    assert list(reachable.resident.messages.filter(channel="sms")) == []


def test_a_form_that_does_not_say_leaves_it(reachable):
    set_preferences(contact_by=["sms"], safe_to_contact=True, by=reachable)
    sent_as(reachable, ways=[])
    assert Resident.objects.get(pk=reachable.resident.pk).contact_by == ["sms"]


def test_the_next_form_offers_what_was_said_in_the_account_last(reachable):
    sent_as(reachable, ways=["email"])
    set_preferences(contact_by=["sms"], safe_to_contact=True, by=reachable)
    reachable.resident.refresh_from_db()
    assert begun(reachable).answers.get(key="ways").value == ["sms"]


def test_what_somebody_asks_for_there_and_then_is_sent(reachable):
    set_preferences(contact_by=["post"], safe_to_contact=False, by=reachable)
    assert channels(reachable, "resume_link", LINK, channels=["sms"]) == ["sms"]


def test_a_message_that_waits_is_not_sent_against_a_new_wish(reachable):
    message = next(
        each
        for each in notify(resident=reachable.resident, template="claim_submitted", context=CONTEXT, by=reachable)
        if each.channel == "sms"
    )
    set_preferences(contact_by=["email"], safe_to_contact=True, by=reachable)
    message.resident.refresh_from_db()
    with pytest.raises(MessageNotSent) as refused:
        deliver(message, reachable)
    assert refused.value.permanent


def test_who_is_reached(reachable):
    person = reachable.resident
    assert (reaches(person, "email"), reaches(person, "sms")) == (True, True)
    person.contact_by = ["sms"]
    assert (reaches(person, "email"), reaches(person, "sms")) == (False, True)
    person.safe_to_contact = False
    assert not reaches(person, "sms")
    person.safe_to_contact, person.phone = True, ""
    assert not reaches(person, "sms")


def test_the_account_page_changes_it(reachable):
    browser, page = browser_of(reachable), reverse("accounts:preferences")
    assert "Text message" in browser.get(page).content.decode()
    assert (
        "There is a problem"
        in browser.post(page, {"contact_by": ["email"], "message_language": "en-gb"}).content.decode()
    )
    assert browser.post(
        page, {"contact_by": ["post", "email"], "message_language": "en-gb", "safe": "no"}
    ).url == reverse("accounts:home")
    person = Resident.objects.get(pk=reachable.resident.pk)
    assert (person.contact_by, person.safe_to_contact) == (["email", "post"], False)
    assert "not safe to contact you" in browser.get(reverse("accounts:home")).content.decode()
    assert AuditEvent.objects.filter(code="accounts.preferences.set").count() == 1
    browser.post(page, {"message_language": "en-gb", "safe": "yes"})
    person.refresh_from_db()
    assert (person.contact_by, person.safe_to_contact) == ([], True)


def test_only_somebody_signed_in_says_that_it_is_safe(visitor, aisha):
    first = sent_as(visitor, safe="no")
    for actor in (visitor, type(visitor)(visitor.council, resident=first.resident), aisha):
        with pytest.raises(Http404):
            set_preferences(contact_by=[], safe_to_contact=True, by=actor)
    assert not Resident.objects.get(pk=first.resident_id).safe_to_contact


def test_what_somebody_needs_is_said_once_and_offered_in_the_next_form(reachable):
    page = browser_of(reachable).post(
        reverse("accounts:preferences"),
        {"access_needs": ["bsl", "large_print"], "good_times": ["evening"], "message_language": "cy", "safe": "yes"},
    )
    assert page.url == reverse("accounts:home")
    person = Resident.objects.get(pk=reachable.resident.pk)
    assert (person.access_needs, person.good_times, person.language) == (["large_print", "bsl"], ["evening"], "cy")
    reachable.resident.refresh_from_db()
    draft = library_draft("change-of-circumstances", reachable)
    answer = draft.answers.get(key="access_needs")
    assert (answer.value, answer.source) == (["large_print", "bsl"], "your account")


def test_a_form_says_what_somebody_needs(reachable):
    claim = sent_as(reachable)
    remember(claim, {"person.access_needs": ["audio", "made_up"]}, reachable)
    assert Resident.objects.get(pk=reachable.resident.pk).access_needs == ["audio"]
    claim.for_whom = "other"
    remember(claim, {"person.access_needs": ["braille"]}, reachable)
    assert Resident.objects.get(pk=reachable.resident.pk).access_needs == ["audio"]


def test_a_language_that_the_council_has_not_is_no_choice(reachable):
    browser, page = browser_of(reachable), reverse("accounts:preferences")
    assert "There is a problem" in browser.post(page, {"message_language": "fr", "safe": "yes"}).content.decode()
    set_preferences(contact_by=[], safe_to_contact=True, language="fr", by=reachable)
    assert Resident.objects.get(pk=reachable.resident.pk).language == "en-gb"
    Council.objects.update(languages=["en-gb"])
    assert 'name="message_language"' not in main_of(browser.get(page))
    assert browser.post(page, {"safe": "yes"}).url == reverse("accounts:home")


def test_messages_are_in_the_language_asked_for(reachable):
    set_preferences(contact_by=["email"], safe_to_contact=True, language="cy", by=reachable)
    resident = Resident.objects.get(pk=reachable.resident.pk)
    made = notify(resident=resident, template="claim_submitted", context=CONTEXT, by=reachable)
    assert {message.language for message in made} == {"cy"}
    assert sent_as(reachable).pdf.language == "cy"


def sizes(pdf: bytes) -> set[float]:
    """The sizes of the letters on the first page, in points."""
    found: set[float] = set()

    def note(text, matrix, text_matrix, font, size):
        if text.strip():
            found.add(round(abs(size * text_matrix[0] * matrix[0]), 1))

    pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=note)
    return found


def test_pdfs_are_in_large_print_for_who_needs_it(reachable):
    claim = sent_as(reachable)
    small = sizes(claim_pdf(claim, "en-gb"))
    claim.resident.access_needs = ["large_print"]
    large = sizes(claim_pdf(claim, "en-gb"))
    assert min(small) < 12
    assert min(large) >= 17.9, large
    assert max(large) > max(small)


def test_staff_see_what_somebody_needs_before_they_write(reachable, aisha):
    set_preferences(
        contact_by=["phone"], safe_to_contact=True, access_needs=["bsl", "extra_time"], good_times=["morning"],
        language="cy", by=reachable,
    )  # fmt: skip
    claim = sent_as(reachable)
    for name in ("casework:staff_claim", "casework:set_status"):
        page = browser_of(aisha).get(reverse(name, args=[claim.reference])).content.decode()
        for said in ("British Sign Language, More time to reply", "Phone call", "Mornings", "Cymraeg"):
            assert said in page, (name, said)


def test_needs_of_two_records_of_one_person_are_all_kept(alice, bob):
    Resident.objects.filter(pk=alice.resident.pk).update(access_needs=["bsl"], good_times=["morning"])
    Resident.objects.filter(pk=bob.resident.pk).update(access_needs=["large_print"])
    join_records(source=alice.resident, target=bob.resident, by=bob)
    joined = Resident.objects.get(pk=bob.resident.pk)
    assert (joined.access_needs, joined.good_times) == (["large_print", "bsl"], ["morning"])
