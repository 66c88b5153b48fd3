"""Who waits while nobody answers: after hours, and in open hours with nobody on duty."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cobrowse.actions.duty import change_duty
from cobrowse.models import Duty, OpeningTime
from cobrowse.presenters.screen import turn_of
from cobrowse.readers.changes import changes_since
from tests.cobrowse.conftest import ask
from tests.people import browser_of

MONDAY = dt.date(2026, 11, 30)


def at(time: str) -> dt.datetime:
    return dt.datetime.combine(MONDAY, dt.time.fromisoformat(time), timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("now", "turn", "opens"),
    [
        ("16:59:59", "waiting", ""),
        ("17:00", "waiting-closed", "2026-12-01T09:00:00+00:00"),
        ("17:00:01", "waiting-closed", "2026-12-01T09:00:00+00:00"),
    ],
)
def test_hours_end_on_an_open_page(alice, on_duty, now, turn, opens):
    OpeningTime.objects.bulk_create(OpeningTime(weekday=day, opens=dt.time(9), closes=dt.time(17)) for day in (0, 1))
    Duty.objects.update(seen_at=at(now))
    request = ask(alice)
    standing = changes_since(request, "resident", 0, at(now))["now"]
    assert (turn_of(request, standing, mine=True), standing["opens"]) == (turn, opens)
    # The adviser's page has the same buttons at any hour.
    theirs = changes_since(request, "adviser", 0, at(now))["now"]
    assert turn_of(request, theirs, mine=True) == "waiting"


def test_without_scripts_the_frame_says_so_and_leads_to_the_page(alice, open_now, on_duty):
    browser, request = browser_of(alice), ask(alice)
    frame = reverse("cobrowse:standing", args=[request.public_id])
    page = browser.get(reverse("cobrowse:request", args=[request.public_id])).content.decode()
    assert f'src="{frame}?was=waiting"' in page
    assert "Something has happened: show it" not in browser.get(f"{frame}?was=waiting").content.decode()
    change_duty(state=Duty.State.OFF, by=on_duty)
    assert "Something has happened: show it" in browser.get(f"{frame}?was=waiting").content.decode()
    OpeningTime.objects.all().delete()
    found = browser.get(f"{frame}?was=waiting-alone").content.decode()
    assert "Nobody can chat with you at the moment." in found
    assert "Something has happened: show it" in found
    assert "Something has happened: show it" not in browser.get(f"{frame}?was=waiting-closed").content.decode()
