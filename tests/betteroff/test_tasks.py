"""Housekeeping: sessions that ended are no rows any more."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from betteroff.tasks import clear_sessions


@pytest.mark.django_db
def test_ended_sessions_are_cleared_and_others_stay():
    now = timezone.now()
    for key, until in (("ended", now - dt.timedelta(seconds=1)), ("used", now + dt.timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=until)
    clear_sessions()
    assert [session.session_key for session in Session.objects.order_by("session_key")] == ["used"]


def test_they_are_cleared_every_day():
    (entry,) = [each for each in settings.CELERY_BEAT_SCHEDULE.values() if each["task"] == clear_sessions.name]
    assert entry["schedule"].remaining_estimate(timezone.now()) <= dt.timedelta(days=1)
