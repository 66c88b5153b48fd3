"""Who was asked for something until tomorrow is reminded once, of what they have not done."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.actors import system_actor
from claims.actions.reminding import remind_on_the_eve
from claims.models import Claim, ClaimStatus, CorrectionAsk, Paper
from claims.tasks import remind_on_the_eve as remind_everywhere
from notifications.actions import _is_still_true
from notifications.models import Message
from tests.claims.correcting.asking import ask, send
from tests.claims.sent import sent_claim


@pytest.fixture
def by(aisha):
    return system_actor(aisha.council, "messages")


def tomorrow() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=1)


def reminders():
    return Message.objects.filter(template="asked_tomorrow", channel="in_app")


def test_one_message_is_for_everything_that_is_due_tomorrow(alice, aisha, by):
    claim = sent_claim(alice)
    assert Paper.objects.filter(claim=claim, state="wanted").exists()
    assert remind_on_the_eve(by=by) == 0, "nothing is due tomorrow"
    ask(claim, aisha, "story", due_on=tomorrow())
    Paper.objects.filter(claim=claim).update(due_on=tomorrow())
    remind_everywhere()
    assert remind_on_the_eve(by=by) == 0, "they were reminded"
    assert [each.context for each in reminders()] == [{"form": "full-form", "reference": claim.reference}]


def test_a_day_that_was_moved_has_an_eve_of_its_own(alice, aisha, by):
    claim = sent_claim(alice)
    asked = ask(claim, aisha, "story", due_on=tomorrow())
    CorrectionAsk.objects.update(reminded_for=timezone.localdate())
    assert remind_on_the_eve(by=by) == 1
    asked.refresh_from_db()
    assert asked.reminded_for == tomorrow()


def test_nobody_is_reminded_of_what_is_done(alice, aisha, by):
    answered, officers, done, accepted = (sent_claim(alice) for _ in range(4))
    Paper.objects.update(due_on=None)
    asked = ask(answered, aisha, "story", due_on=tomorrow())
    assert remind_on_the_eve(by=by) == 1
    message = reminders().get()
    assert _is_still_true(message)
    send(asked, alice, {"story": "No, it is gone."})
    assert not _is_still_true(message), "what waits in the outbox is not sent any more"
    asked = ask(officers, aisha, "story", whose="officer", due_on=None)
    CorrectionAsk.objects.filter(pk=asked.pk).update(due_on=tomorrow())
    ask(done, aisha, "story", due_on=tomorrow())
    Claim.objects.filter(pk=done.pk).update(status=ClaimStatus.objects.get(code="decided"))
    Paper.objects.filter(claim=accepted).update(due_on=tomorrow(), state="accepted")
    assert remind_on_the_eve(by=by) == 0
