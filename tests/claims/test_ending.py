"""Forms that were not sent: two reminders, then they go, unless something keeps them."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent, Resident
from claims.actions.answering import AnswerChange, save_answers
from claims.actions.retention import delete_old_drafts, remind_of_drafts
from claims.models import Answer, Claim
from claims.tasks import end_old_drafts
from cobrowse.models import HelpRequest
from notifications.actions import send_due_messages
from notifications.models import Message
from notifications.readers import mailbox
from records.models import Hold
from tests.claims.making import small_draft
from tests.people import browser_of

NOW = timezone.now()


@pytest.fixture(autouse=True)
def own_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


def left(actor, days: int) -> Claim:
    """A draft with an answer, left alone for so many days."""
    claim = small_draft(actor)
    save_answers(public_id=claim.public_id, changes=[AnswerChange("has_pets", "", "no", 0)], by=actor)
    then = timezone.now() - dt.timedelta(days=days)
    Claim.objects.filter(pk=claim.pk).update(started_at=then)
    Answer.objects.filter(claim=claim).update(saved_at=then)
    return claim


def run(council, days: int = 0) -> tuple[int, int]:
    """The task of a day so many days from now: reminded, deleted."""
    by, now = system_actor(council, "retention"), timezone.now() + dt.timedelta(days=days)
    return remind_of_drafts(now=now, by=by), delete_old_drafts(now=now, by=by)


def test_its_person_is_told_twice_and_then_it_goes(calderbrook, alice):
    claim, young = left(alice, 153), left(alice, 100)
    assert [run(calderbrook, day) for day in (0, 1, 20, 21, 26, 28)] == [(1, 0), (0, 0), (1, 0), (0, 0), (0, 0), (0, 1)]
    assert list(Claim.objects.all()) == [young]
    told = Message.objects.filter(template="draft_ends", channel="email").order_by("pk")
    assert told.count() == 2
    day = timezone.localdate() + dt.timedelta(days=27)
    assert set(told[0].context) == {"draft", "form", "form_title", "day"}
    assert told[0].context["day"] == day.isoformat()
    event = AuditEvent.objects.get(code="claims.draft.ended")
    assert (event.resident, event.subject) == (alice.resident, f"draft {claim.public_id}")
    send_due_messages(limit=5, by=system_actor(calderbrook, "messages"))
    assert not mailbox(), "what it says is not so any more"


def test_the_message_and_the_pages_say_the_day(calderbrook, alice):
    claim, browser = left(alice, 153), browser_of(alice)
    url = reverse("claims:task_list", args=[claim.public_id])
    assert "We delete it on" not in browser.get(url).content.decode()
    end_old_drafts()
    on = timezone.localdate() + dt.timedelta(days=27)
    day = f"{on.day} {on:%B %Y}"
    send_due_messages(limit=5, by=system_actor(calderbrook, "messages"))
    assert f"We delete it on {day}. To keep it, sign in to go on with it" in mailbox()[0].text
    assert f"We delete it on {day}." in browser.get(url).content.decode()
    saved = browser.get(reverse("claims:save_for_later", args=[claim.public_id])).content.decode()
    assert "saved for 180 days after your last answer" in " ".join(saved.split())


def test_whoever_goes_on_with_it_keeps_it_and_is_told_anew_later(calderbrook, alice):
    claim = left(alice, 153)
    assert run(calderbrook) == (1, 0)
    save_answers(public_id=claim.public_id, changes=[AnswerChange("has_pets", "", "yes", 1)], by=alice)
    url = reverse("claims:task_list", args=[claim.public_id])
    assert "We delete it on" not in browser_of(alice).get(url).content.decode()
    send_due_messages(limit=5, by=system_actor(calderbrook, "messages"))
    assert not mailbox()
    assert run(calderbrook, 100) == (0, 0)
    assert run(calderbrook, 153) == (1, 0)


def test_a_rule_made_shorter_still_gives_a_week(calderbrook, alice):
    left(alice, 100)
    calderbrook.draft_days = 60
    assert [run(calderbrook, day) for day in (0, 6, 7)] == [(1, 0), (0, 0), (0, 1)]


def hold(resident) -> None:
    Hold.objects.create(resident=resident, reason="Appeal", until=NOW.date() + dt.timedelta(days=300), placed_at=NOW)


def talk(resident) -> None:
    HelpRequest.objects.create(resident=resident, about="other", way="chat", asked_at=NOW, ranked_at=NOW)


@pytest.mark.parametrize("keep", [hold, talk])
def test_a_hold_or_a_conversation_keeps_it_and_nobody_is_told_otherwise(calderbrook, alice, keep):
    claim = left(alice, 153)
    assert run(calderbrook) == (1, 0)
    keep(alice.resident)
    assert run(calderbrook, 28) == (0, 0)
    assert Claim.objects.get() == claim


def test_what_nobody_could_be_told_of_is_not_among_them(calderbrook, visitor):
    claim = left(replace(visitor, resident=Resident.objects.create()), 400)
    assert run(calderbrook) == (0, 0)
    Resident.objects.filter(pk=claim.resident_id).update(phone="+447700900982")
    assert run(calderbrook) == (1, 0)
