"""How somebody wants to be reached: said once, in a form or in the account, and obeyed by every message."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

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


@pytest.mark.slow
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
    Resident.objects.filter(pk=alice.resident.pk).update(
        access_needs=["bsl", "interpreter"], interpreter_language="Polish", professionals=["advocate"],
        good_times=["morning"], review_on=dt.date(2027, 5, 3),
    )  # fmt: skip
    Resident.objects.filter(pk=bob.resident.pk).update(
        access_needs=["large_print"], professionals=["lipspeaker"], review_on=dt.date(2028, 1, 1)
    )
    join_records(source=alice.resident, target=bob.resident, by=bob)
    joined = Resident.objects.get(pk=bob.resident.pk)
    assert (joined.access_needs, joined.good_times) == (["large_print", "bsl", "interpreter"], ["morning"])
    assert (joined.interpreter_language, joined.professionals) == ("Polish", ["lipspeaker", "advocate"])
    assert joined.review_on == dt.date(2027, 5, 3)


def in_days(days: int) -> dict[str, int]:
    """The boxes of the day on which to ask again, so many days from today."""
    day = timezone.localdate() + dt.timedelta(days=days)
    return {"review_on-day": day.day, "review_on-month": day.month, "review_on-year": day.year}


def said(actor, **more):
    """The page "How we contact you", saved with these answers."""
    return browser_of(actor).post(reverse("accounts:preferences"), {"message_language": "en-gb", "safe": "yes"} | more)


def record_of(actor) -> Resident:
    return Resident.objects.get(pk=actor.resident.pk)


@pytest.mark.slow
def test_who_has_to_be_there_which_interpreter_and_where_are_asked_once_and_shown_to_staff(reachable, aisha):
    claim = sent_as(reachable)
    page = said(
        reachable,
        access_needs=["home_visit", "interpreter", "reading"],
        interpreter_language=" Kurdish\u200b  Sorani ",
        professionals=["advocate", "lipspeaker"],
    )
    assert page.url == reverse("accounts:home")
    person = record_of(reachable)
    assert person.access_needs == ["interpreter", "reading", "home_visit"]
    assert (person.interpreter_language, person.professionals) == ("Kurdish Sorani", ["lipspeaker", "advocate"])
    for name in ("casework:staff_claim", "casework:set_status"):
        page = browser_of(aisha).get(reverse(name, args=[claim.reference])).content.decode()
        for words in ("interpreter (Kurdish Sorani)", "Help with reading", "A visit at home", "Lipspeaker, Advocate"):
            assert words in page, (name, words)
    browser = browser_of(reachable)
    again = main_of(browser.get(reverse("accounts:preferences")))
    assert 'value="Kurdish Sorani"' in again
    browser.client.cookies["django_language"] = "cy"
    assert "Eiriolwr" in main_of(browser.get(reverse("accounts:preferences")))


def test_only_who_has_to_be_there_is_shown_to_staff_too(reachable, aisha):
    claim = sent_as(reachable)
    said(reachable, professionals=["note_taker"])
    page = browser_of(aisha).get(reverse("casework:set_status", args=[claim.reference])).content.decode()
    assert "Note taker" in page


def test_the_language_of_an_interpreter_goes_with_the_interpreter(reachable):
    page = said(reachable, interpreter_language="Polish").content.decode()
    assert "Choose “A spoken language interpreter” in the question above too" in page
    assert 'value="Polish"' in page
    assert record_of(reachable).interpreter_language == ""
    assert (
        "60 characters or fewer"
        in said(reachable, access_needs=["interpreter"], interpreter_language="x" * 61).content.decode()
    )
    set_preferences(contact_by=[], safe_to_contact=True, interpreter_language="Polish", by=reachable)
    assert record_of(reachable).interpreter_language == ""


@pytest.mark.slow
@pytest.mark.parametrize(("days", "taken"), [(-1, False), (0, False), (1, True), (366 * 5, True), (366 * 5 + 1, False)])
def test_the_day_to_ask_again_is_ahead(reachable, days, taken):
    page = said(reachable, **in_days(days))
    if taken:
        assert page.url == reverse("accounts:home")
        assert record_of(reachable).review_on == timezone.localdate() + dt.timedelta(days=days)
    else:
        assert "must be after today and within 5 years" in page.content.decode()
        assert record_of(reachable).review_on is None


@pytest.mark.slow
@pytest.mark.parametrize(("days", "asks"), [(-30, True), (0, True), (1, False), (None, False)])
def test_the_account_asks_from_the_day_on_that_somebody_chose(reachable, aisha, days, asks):
    day = None if days is None else timezone.localdate() + dt.timedelta(days=days)
    Resident.objects.filter(pk=reachable.resident.pk).update(review_on=day)
    claim, browser = sent_as(reachable), browser_of(reachable)
    assert ("You asked us to" in main_of(browser.get(reverse("accounts:home")))) == asks
    seen = browser_of(aisha).get(reverse("casework:set_status", args=[claim.reference])).content.decode()
    assert ("Ask if this is still right" in seen) == asks


@pytest.mark.slow
def test_whoever_has_looked_is_asked_again_in_a_year(reachable):
    Resident.objects.filter(pk=reachable.resident.pk).update(review_on=timezone.localdate())
    browser, page = browser_of(reachable), reverse("accounts:preferences")
    for name, value in in_days(365).items():
        assert f'name="{name}" type="text" value="{value}"' in main_of(browser.get(page)), name
    said(reachable, **in_days(365))
    assert "You asked us to" not in main_of(browser.get(reverse("accounts:home")))
    said(reachable)
    assert record_of(reachable).review_on is None


def test_a_form_offers_what_it_can_of_the_needs_and_takes_none_of_the_others_away(reachable):
    said(reachable, access_needs=["reading", "interpreter", "large_print"], interpreter_language="Polish")
    reachable.resident.refresh_from_db()
    draft = library_draft("change-of-circumstances", reachable)
    assert draft.answers.get(key="access_needs").value == ["large_print", "interpreter"]
    draft.submitted_at = timezone.now()
    remember(draft, {"person.access_needs": ["interpreter", "bsl"]}, reachable)
    person = record_of(reachable)
    assert (person.access_needs, person.interpreter_language) == (["bsl", "interpreter", "reading"], "Polish")
    remember(draft, {"person.access_needs": ["bsl"]}, reachable)
    person.refresh_from_db()
    assert (person.access_needs, person.interpreter_language) == (["bsl", "reading"], "")
