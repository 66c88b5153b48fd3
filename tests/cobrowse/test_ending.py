"""The end of a conversation, and what comes after it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from cobrowse.actions.asking import leave_queue
from cobrowse.actions.ending import end_abandoned, end_conversation, rate, wrap_up
from cobrowse.models import HelpRequest, OpeningTime, Way
from cobrowse.sharing.actions.sharing import share_form, stop_sharing
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask, said
from tests.people import browser_of


@pytest.mark.parametrize("side", ["resident", "adviser"])
def test_either_side_ends_it_once(alice, on_duty, talking, side):
    by = alice if side == "resident" else on_duty
    for _ in range(2):
        ended = end_conversation(request=talking, by=by)
    assert (ended.state, ended.ending) == ("ended", side)
    assert [kind for kind, _ in said(talking, "adviser")].count("ended") == 1


def test_nobody_else_ends_it(talking, bob, sam, visitor):
    for stranger in (bob, sam, visitor):
        with pytest.raises(Http404):
            end_conversation(request=talking, by=stranger)
    assert HelpRequest.objects.get().is_open


def test_what_came_of_it_is_written_down_by_whose_it_was(alice, on_duty, talking, sam):
    with pytest.raises(Http404):
        wrap_up(public_id=talking.public_id, outcome="answered", resolved=True, by=on_duty)
    end_conversation(request=talking, by=alice)
    with pytest.raises(Http404):
        wrap_up(public_id=talking.public_id, outcome="answered", resolved=True, by=sam)
    wrapped = wrap_up(public_id=talking.public_id, outcome="answered", resolved=False, by=on_duty)
    assert (wrapped.outcome, wrapped.resolved) == ("answered", False)
    assert wrapped.wrapped_up_at


def test_the_person_says_how_it_was_afterwards(alice, bob, talking):
    with pytest.raises(Http404):
        rate(public_id=talking.public_id, rating=5, sorted_out="yes", by=alice)
    end_conversation(request=talking, by=alice)
    for by, rating in ((bob, 5), (alice, 0), (alice, 6)):
        with pytest.raises(Http404):
            rate(public_id=talking.public_id, rating=rating, sorted_out="yes", by=by)
    with pytest.raises(Http404):
        rate(public_id=talking.public_id, rating=4, sorted_out="maybe", by=alice)
    for sorted_out in ("not_yet", "no"):
        rated = rate(public_id=talking.public_id, rating=4, sorted_out=sorted_out, by=alice)
        assert (rated.rating, rated.sorted_out) == (4, sorted_out)


def test_who_was_never_answered_says_nothing_of_how_it_was(alice):
    left = leave_queue(public_id=ask(alice).public_id, by=alice)
    with pytest.raises(Http404):
        rate(public_id=left.public_id, rating=1, sorted_out="no", by=alice)


def test_who_has_gone_is_not_waited_for_for_ever(calderbrook, alice, bob, talking):
    # Without opening hours it is closed for the day at any time.
    waits, message = ask(bob), ask(bob, way=Way.MESSAGE)
    platform, now = system_actor(calderbrook, "live help"), timezone.now()
    HelpRequest.objects.filter(pk=waits.pk).update(resident_here_at=now - dt.timedelta(minutes=29))
    HelpRequest.objects.filter(pk=talking.pk).update(resident_here_at=now - dt.timedelta(minutes=59))
    HelpRequest.objects.filter(pk=message.pk).update(resident_here_at=now - dt.timedelta(days=3))
    assert end_abandoned(by=platform) == 0
    for each, minutes in ((waits, 31), (talking, 61)):
        HelpRequest.objects.filter(pk=each.pk).update(resident_here_at=now - dt.timedelta(minutes=minutes))
    # Who fills in a form together need not look at the conversation.
    share = share_form(public_id=talking.public_id, claim_id=small_draft(alice).public_id, access="view", by=alice)
    assert end_abandoned(by=platform) == 1
    stop_sharing(public_id=share.request.public_id, by=alice)
    assert end_abandoned(by=platform) == 1
    assert {each.ending for each in HelpRequest.objects.exclude(pk=message.pk)} == {"gone"}
    assert HelpRequest.objects.get(pk=message.pk).is_open


def test_a_locked_phone_keeps_its_place_until_the_council_closes_for_the_day(calderbrook, open_now, alice):
    waits, platform, now = ask(alice), system_actor(calderbrook, "live help"), timezone.now()
    HelpRequest.objects.update(resident_here_at=now - dt.timedelta(minutes=31))
    assert end_abandoned(by=platform) == 0
    OpeningTime.objects.update(opens=dt.time.min, closes=dt.time(0, 0, 1))
    assert end_abandoned(by=platform) == 1
    page = browser_of(alice).get(reverse("cobrowse:request", args=[waits.public_id])).content.decode()
    assert "We closed before you were back, so you are not in the queue any more." in page
    assert "Ask for help again" in page
