"""Live help in figures."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cobrowse.actions.asking import leave_queue
from cobrowse.actions.ending import end_conversation, rate, wrap_up
from cobrowse.actions.queueing import accept
from cobrowse.models import HelpRequest, Topic, Way
from cobrowse.presenters.figures import figures_content
from cobrowse.readers.figures import asked_between
from cobrowse.rules.figures import Asked, by_topic, figures_of
from tests.cobrowse.conftest import ask
from tests.people import browser_of

PAGE = reverse("reports:help")


def minutes(number: float) -> dt.timedelta:
    return dt.timedelta(minutes=number)


def asked(waited: float | None, took: float | None = None, topic: str = "", **more) -> Asked:
    known = {"gave_up": False, "resolved": None, "rating": None, "sorted_out": None, **more}
    return Asked(topic, minutes(waited) if waited is not None else None, minutes(took) if took else None, **known)


def test_waits_are_the_middle_one_and_that_of_nine_in_ten():
    found = figures_of([asked(wait) for wait in range(1, 12)])
    assert (found.waited, found.nine_in_ten) == (minutes(6), minutes(10))
    assert figures_of([asked(5.0)]).nine_in_ten == minutes(5)
    nothing = figures_of([asked(None, gave_up=True)])
    assert (nothing.asked, nothing.answered, nothing.gave_up) == (1, 0, 1)
    assert (nothing.waited, nothing.nine_in_ten, nothing.took, nothing.rating) == (None, None, None, None)


def test_what_was_not_said_is_not_counted_as_no():
    found = figures_of([asked(1, 4, resolved=True, rating=5), asked(1, 6, resolved=False, rating=2), asked(1, 20)])
    assert (found.resolved, found.judged, found.rated, found.rating, found.took) == (1, 2, 2, 3.5, minutes(6))


def test_topics_come_by_how_often_they_were_set():
    topics = [topic for topic, _ in by_topic([asked(1, topic=each) for each in ("b", "a", "c", "c", "")])]
    assert topics == ["c", "", "a", "b"]


def test_an_empty_period_has_no_table():
    assert figures_content([])["rows"] == []


def test_every_chat_of_the_period_counts_once_with_its_topic(alice, bob, visitor, omar, on_duty):
    topic = Topic.objects.create(name="Rent and housing")
    helped = accept(public_id=ask(alice).public_id, by=on_duty)
    end_conversation(request=helped, by=alice)
    wrap_up(public_id=helped.public_id, outcome="answered", resolved=True, topic=topic.pk, by=on_duty)
    rate(public_id=helped.public_id, rating=4, sorted_out="not_yet", by=alice)
    leave_queue(public_id=ask(bob).public_id, by=bob)
    ask(alice, way=Way.MESSAGE)
    long_ago = ask(visitor)
    HelpRequest.objects.filter(pk=long_ago.pk).update(asked_at=timezone.now() - dt.timedelta(days=40))
    today = timezone.localdate()
    assert len(asked_between(omar, today, today)) == 2
    page = " ".join(browser_of(omar).get(PAGE).content.decode().split())
    assert "Rent and housing" in page
    assert "No topic set" in page
    assert "4.0 of 5 (1)" in page
    assert "1 of 1" in page
    first = today - dt.timedelta(days=50)
    parts = {f"first-{part}": str(getattr(first, part)) for part in ("day", "month", "year")}
    assert browser_of(omar).get(f"{PAGE}?{urlencode(parts)}").status_code == 200
    assert len(asked_between(omar, first, today)) == 3


def test_a_period_that_ends_before_it_begins_is_refused(omar):
    parts = {"first-day": "2", "first-month": "3", "first-year": "2026"}
    parts |= {"last-day": "1", "last-month": "3", "last-year": "2026"}
    page = browser_of(omar).get(f"{PAGE}?{urlencode(parts)}").content.decode()
    assert "must not be before" in page


def test_figures_are_for_admins(aisha):
    with pytest.raises(PermissionDenied):
        asked_between(aisha, timezone.localdate(), timezone.localdate())
    assert browser_of(aisha).get(PAGE).status_code == 403
