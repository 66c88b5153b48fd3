"""Advisers come on duty and go, and lose nobody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent
from cobrowse.actions.duty import change_duty, end_absent_duties, note_desk_open
from cobrowse.actions.queueing import accept
from cobrowse.models import Duty, HelpRequest, Way
from cobrowse.readers.queue import place_of, places
from tests.cobrowse.conftest import ask, said
from tests.people import browser_of


def test_places_are_those_of_advisers_who_take_people_now(alice, on_duty, sam, talking):
    change_duty(state=Duty.State.HERE, most_people=5, by=sam)
    assert (places(timezone.now()).all, places(timezone.now()).free) == (8, 7)
    change_duty(state=Duty.State.AWAY, by=sam)
    assert (places(timezone.now()).all, places(timezone.now()).free) == (3, 2)
    assert (places(timezone.now() + dt.timedelta(seconds=61)).all) == 0


def test_away_keeps_conversations_and_off_gives_them_back(bob, on_duty, talking):
    later = ask(bob)
    change_duty(state=Duty.State.AWAY, by=on_duty)
    assert HelpRequest.objects.get(pk=talking.pk).state == "talking"
    change_duty(state=Duty.State.OFF, by=on_duty)
    back = HelpRequest.objects.get(pk=talking.pk)
    assert (back.state, back.adviser, place_of(back), place_of(later)) == ("waiting", None, 1, 2)
    assert said(back, "resident")[-1] == ("put_back", "")


def test_a_desk_that_is_gone_for_a_minute_loses_nobody(calderbrook, on_duty, sam, talking):
    platform = system_actor(calderbrook, "live help")
    Duty.objects.filter(membership=on_duty.membership).update(seen_at=timezone.now() - dt.timedelta(seconds=59))
    assert end_absent_duties(by=platform) == 0
    Duty.objects.filter(membership=on_duty.membership).update(seen_at=timezone.now() - dt.timedelta(seconds=61))
    assert end_absent_duties(by=platform) == 1
    assert HelpRequest.objects.get().state == "waiting"
    assert {duty.membership.display_name: duty.state for duty in Duty.objects.all()} == {
        "Aisha Khan": "off", "Sam Okoro": "here",
    }  # fmt: skip
    assert AuditEvent.objects.filter(code="cobrowse.duty.lost").count() == 1


def test_who_signs_out_is_off_duty_in_a_minute_and_nobody_stays_tied_to_them(calderbrook, bob, on_duty, talking):
    message = accept(public_id=ask(bob, way=Way.MESSAGE).public_id, by=on_duty)
    browser = browser_of(on_duty)
    assert browser.get(reverse("cobrowse:desk")).status_code == 200
    browser.post(reverse("accounts:sign_out"))
    Duty.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=61))
    # A window of theirs that stayed open does not say for them that they are there.
    assert browser.get(reverse("cobrowse:desk_here")).status_code != 200
    assert end_absent_duties(by=system_actor(calderbrook, "live help")) == 1
    for each in (talking, message):
        back = HelpRequest.objects.get(pk=each.pk)
        assert (back.state, back.adviser) == ("waiting", None)
        assert said(back, "resident")[-1] == ("put_back", "")


def test_who_works_here_no_more_is_off_duty(calderbrook, on_duty, talking):
    on_duty.membership.is_active = False
    on_duty.membership.save()
    assert places(timezone.now()).all == 0
    assert end_absent_duties(by=system_actor(calderbrook, "live help")) == 1
    assert HelpRequest.objects.get().state == "waiting"


def test_an_open_desk_is_noted_now_and_then(on_duty, django_assert_num_queries):
    duty = Duty.objects.get()
    with django_assert_num_queries(0):
        note_desk_open(duty=duty)
    Duty.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=20))
    note_desk_open(duty=Duty.objects.get())
    assert timezone.now() - Duty.objects.get().seen_at < dt.timedelta(seconds=5)


@pytest.mark.parametrize(("asked", "kept"), [(0, 1), (4, 4), (99, 10)])
def test_between_one_person_and_ten(aisha, asked, kept):
    assert change_duty(state=Duty.State.HERE, most_people=asked, by=aisha).most_people == kept


def test_who_may_come_on_duty(alice, omar, visitor):
    for stranger, refusal in ((alice, Http404), (visitor, Http404), (omar, PermissionDenied)):
        with pytest.raises(refusal):
            change_duty(state=Duty.State.HERE, by=stranger)
