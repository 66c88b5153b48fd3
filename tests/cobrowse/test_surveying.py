"""Some days later people are asked whether it was sorted out, once, and figures take the answer in."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import Resident
from cobrowse.actions import surveying
from cobrowse.actions.asking import leave_queue
from cobrowse.actions.ending import end_conversation, rate
from cobrowse.actions.queueing import accept
from cobrowse.actions.settings import save_rules
from cobrowse.actions.surveying import ask_how_it_was, still_unsaid
from cobrowse.models import HelpRequest
from cobrowse.readers.figures import asked_between
from cobrowse.rules.figures import figures_of
from cobrowse.tasks import ask_later
from core.tenancy import council_scope
from notifications.models import Message
from notifications.texts import render_message
from tests.cobrowse.conftest import ask
from tests.people import browser_of


def noon(days: int) -> dt.datetime:
    """Midday by the council's clock, so many days from now."""
    return (timezone.localtime() + dt.timedelta(days=days)).replace(hour=12)


@pytest.fixture
def helped(alice, on_duty):
    """Alice was helped just now."""

    def make(by=alice) -> HelpRequest:
        talking = accept(public_id=ask(by).public_id, by=on_duty)
        return end_conversation(request=talking, by=by)

    return make


@pytest.fixture
def platform(calderbrook):
    return system_actor(calderbrook, "live help")


def emails() -> int:
    return Message.objects.filter(template="help_survey", channel="email").count()


@pytest.mark.parametrize(("days", "asked"), [(2, 0), (4, 1), (40, 0)])
def test_after_the_days_of_the_council_and_not_of_what_is_long_ago(helped, platform, days, asked):
    helped()
    assert ask_how_it_was(now=noon(days), by=platform) == emails() == asked


def test_once_and_not_who_has_said(alice, helped, platform):
    first = helped()
    assert [ask_how_it_was(now=noon(days), by=platform) for days in (4, 4, 5)] == [1, 0, 0]
    rate(public_id=first.public_id, rating=4, sorted_out="yes", by=alice)
    second = helped()
    rate(public_id=second.public_id, rating=4, sorted_out="no", by=alice)
    assert ask_how_it_was(now=noon(6), by=platform) == 0
    assert emails() == 1


@pytest.mark.parametrize(("sorted_out", "asked"), [("yes", 0), ("no", 0), ("not_yet", 1)])
def test_who_has_said_at_the_end_is_not_asked_for_it_again(alice, helped, platform, sorted_out, asked):
    rate(public_id=helped().public_id, rating=3, sorted_out=sorted_out, by=alice)
    assert ask_how_it_was(now=noon(4), by=platform) == emails() == asked


def test_who_did_not_know_yet_is_asked_and_of_several_the_latest(alice, helped, platform):
    helped()
    latest = helped()
    rate(public_id=latest.public_id, rating=4, sorted_out="not_yet", by=alice)
    assert ask_how_it_was(now=noon(4), by=platform) == 1
    assert Message.objects.get(template="help_survey", channel="email").context["request"] == str(latest.public_id)
    assert ask_how_it_was(now=noon(5), by=platform) == 0


def test_nobody_at_night_and_nobody_where_the_council_does_not_want_it(helped, omar, platform):
    helped()
    assert ask_how_it_was(now=noon(4).replace(hour=3), by=platform) == 0
    save_rules(asked_after_days=0, by=omar)
    assert ask_how_it_was(now=noon(4), by=platform) == 0
    save_rules(asked_after_days=10, by=omar)
    assert ask_how_it_was(now=noon(4), by=platform) == 0


def test_who_was_not_answered_or_has_no_account_is_not_asked(bob, visitor, helped, platform):
    leave_queue(public_id=ask(bob).public_id, by=bob)
    helped()
    Resident.objects.update(user=None)
    assert ask_how_it_was(now=noon(4), by=platform) == 0


def test_who_must_not_be_written_to_finds_it_in_the_account(helped, platform):
    helped()
    Resident.objects.update(safe_to_contact=False)
    ask_how_it_was(now=noon(4), by=platform)
    assert [each.channel for each in Message.objects.filter(template="help_survey")] == ["in_app"]


def test_the_message_leads_to_two_questions_and_figures_take_the_answer_in(
    calderbrook, alice, omar, visitor, helped, platform
):
    request, today = helped(), timezone.localdate()
    page = reverse("cobrowse:rating", args=[request.public_id])
    ask_how_it_was(now=noon(4), by=platform)
    message = Message.objects.get(template="help_survey", channel="email")
    text = render_message(message, calderbrook)
    assert calderbrook.url_of(page) in text.body
    assert "non-dependant" not in text.subject + text.body
    assert figures_of(asked_between(omar, today, today)).told == 0
    assert browser_of(visitor).get(page)["Location"] == f"{reverse('accounts:sign_in')}?next={page}"
    browser = browser_of(alice)
    assert "Is what you needed help with sorted out?" in browser.get(page).content.decode()
    assert browser.post(page, {"after-rating": "5"}).status_code == 422
    assert still_unsaid(message.context)
    browser.post(page, {"after-rating": "5", "after-sorted_out": "yes"})
    assert not still_unsaid(message.context)
    found = figures_of(asked_between(omar, today, today))
    assert (found.sorted_out, found.told) == (1, 1)
    assert "1 of 1" in browser_of(omar).get(reverse("reports:help")).content.decode()
    # They may think of it otherwise later.
    assert "checked" in browser.get(page).content.decode()
    browser.post(page, {"after-rating": "5", "after-sorted_out": "no"})
    assert figures_of(asked_between(omar, today, today)).sorted_out == 0


def test_the_task_asks_in_every_council(calderbrook, southmere, helped, monkeypatch):
    # Whenever the tests run.
    monkeypatch.setattr(surveying, "FROM_HOUR", 0)
    monkeypatch.setattr(surveying, "TO_HOUR", 24)
    request = helped()
    HelpRequest.objects.filter(pk=request.pk).update(ended_at=timezone.now() - dt.timedelta(days=4))
    ask_later()
    with council_scope(calderbrook.pk):
        assert emails() == 1
