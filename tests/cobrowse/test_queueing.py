"""Advisers and the queue."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.events import HasEnded
from cobrowse.actions.queueing import AlreadyTaken, TooManyPeople, accept, pass_on, put_back, take_next
from cobrowse.actions.talking import say
from cobrowse.models import Duty, HelpRequest, Way
from cobrowse.readers.queue import place_of, waiting
from tests.cobrowse.conftest import ask, new_id, said
from tests.people import browser_of


def test_an_adviser_takes_who_waits_and_both_are_told(alice, on_duty):
    request = accept(public_id=ask(alice).public_id, by=on_duty)
    assert (request.state, request.adviser) == ("talking", on_duty.membership)
    assert said(request, "resident")[-1] == ("joined", "")
    assert AuditEvent.objects.get(code="cobrowse.help.accepted").resident == alice.resident
    assert accept(public_id=request.public_id, by=on_duty).head == request.head


def test_a_colleague_who_is_slower_is_told_who_was_quicker(talking, sam):
    with pytest.raises(AlreadyTaken) as told:
        accept(public_id=talking.public_id, by=sam)
    assert told.value.by == "Aisha Khan"


def test_who_has_left_is_not_taken(alice, talking, sam):
    end_conversation(request=talking, by=alice)
    with pytest.raises(HasEnded):
        accept(public_id=talking.public_id, by=sam)


def test_the_next_one_is_whoever_is_first(alice, bob, on_duty, sam):
    first, second = ask(alice), ask(bob)
    assert take_next(by=on_duty) == first
    assert take_next(by=sam) == second
    assert take_next(by=sam) is None


def test_no_more_people_than_the_adviser_takes(alice, bob, on_duty):
    change_duty(state=Duty.State.HERE, most_people=1, by=on_duty)
    take = [ask(alice), ask(bob)]
    accept(public_id=take[0].public_id, by=on_duty)
    with pytest.raises(TooManyPeople):
        accept(public_id=take[1].public_id, by=on_duty)
    with pytest.raises(TooManyPeople):
        take_next(by=on_duty)
    assert list(waiting()) == [take[1]]


def test_put_back_somebody_has_the_place_they_had(alice, bob, on_duty, sam):
    first, second = ask(alice), ask(bob)
    accept(public_id=first.public_id, by=on_duty)
    assert place_of(second) == 1
    back = put_back(public_id=first.public_id, by=on_duty)
    assert (back.state, back.adviser, place_of(back), place_of(second)) == ("waiting", None, 1, 2)
    assert said(first, "resident")[-1] == ("put_back", "")
    with pytest.raises(Http404):
        say(request=back, words="One more thing", client_id=new_id(), by=on_duty)


def test_who_is_away_keeps_their_place_and_is_passed_over_until_they_are_back(alice, bob, on_duty):
    first, second = ask(alice), ask(bob)
    heard = dt.timedelta(minutes=31)
    HelpRequest.objects.filter(pk=first.pk).update(resident_here_at=timezone.now() - heard)
    assert place_of(second) == 1
    desk = browser_of(on_duty)
    page = desk.get(reverse("cobrowse:desk")).content.decode()
    since = timezone.localtime(timezone.now() - heard)
    assert page.count("They keep their place") == 1
    assert f"Away since {since:%H:%M}." in page
    assert take_next(by=on_duty).pk == second.pk
    assert take_next(by=on_duty) is None
    # Whoever opens the page again is heard of, and stands where they stood.
    browser_of(alice).get(reverse("cobrowse:request", args=[first.public_id]))
    put_back(public_id=second.public_id, by=on_duty)
    assert (place_of(first), place_of(second)) == (1, 2)
    # Who was called and did not answer is not called again and again.
    accept(public_id=first.public_id, by=on_duty)
    put_back(public_id=first.public_id, by=on_duty)
    HelpRequest.objects.filter(pk=first.pk).update(resident_here_at=timezone.now() - dt.timedelta(minutes=3))
    assert take_next(by=on_duty).pk == second.pk


def test_passed_on_with_a_note_that_only_staff_read(alice, talking, on_duty, sam):
    pass_on(public_id=talking.public_id, to=sam.membership.pk, words="She is upset. Go gently.", by=on_duty)
    request = HelpRequest.objects.get()
    assert (request.state, request.adviser) == ("talking", sam.membership)
    assert said(request, "adviser")[-2:] == [("noted", "She is upset. Go gently."), ("passed_on", "Sam Okoro")]
    assert said(request, "resident")[-1] == ("passed_on", "Sam Okoro")
    assert "upset" not in str(said(request, "resident"))
    say(request=request, words="Hello, I am Sam.", client_id=new_id(), by=sam)
    with pytest.raises(Http404):
        say(request=request, words="I am still here", client_id=new_id(), by=on_duty)


def test_nobody_is_passed_on_to_somebody_who_cannot_help(talking, on_duty, omar, sian):
    for nobody in (omar, sian):
        with pytest.raises(Http404):
            pass_on(public_id=talking.public_id, to=nobody.membership.pk, words="", by=on_duty)


def test_who_may_take_people(alice, bob, omar, sian, visitor, aisha):
    request = ask(alice)
    for stranger, refusal in ((bob, Http404), (visitor, Http404), (omar, PermissionDenied)):
        with pytest.raises(refusal):
            accept(public_id=request.public_id, by=stranger)
        with pytest.raises(refusal):
            take_next(by=stranger)
    # Never on duty, so with no desk to take anybody to.
    with pytest.raises(Http404):
        accept(public_id=request.public_id, by=aisha)
    change_duty(state=Duty.State.HERE, by=aisha)
    change_duty(state=Duty.State.OFF, by=aisha)
    with pytest.raises(Http404):
        take_next(by=aisha)


def test_only_whose_conversation_it_is_puts_back_or_passes_on(talking, sam, on_duty):
    with pytest.raises(Http404):
        put_back(public_id=talking.public_id, by=sam)
    with pytest.raises(Http404):
        pass_on(public_id=talking.public_id, to=on_duty.membership.pk, words="", by=sam)


def test_a_message_that_was_left_is_taken_beside_the_people_one_talks_with(alice, bob, on_duty):
    change_duty(state=Duty.State.HERE, most_people=1, by=on_duty)
    accept(public_id=ask(bob).public_id, by=on_duty)
    message = accept(public_id=ask(alice, "Please write to me", way=Way.MESSAGE).public_id, by=on_duty)
    say(request=message, words="We have it.", client_id=new_id(), by=on_duty)
    assert said(message, "resident")[-1] == ("said", "We have it.")
