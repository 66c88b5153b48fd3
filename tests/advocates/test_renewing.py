"""A grant goes on: the same terms and no others, without a gap, by whoever gave it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from accounts.readers import grants_for, in_force
from advocates.actions.ending import end_own_grant, give_up_grant
from advocates.actions.leaving_out import leave_out
from advocates.actions.renewing import renew_grant
from advocates.rules.ending import RENEWED_FOR
from advocates.rules.terms import last_day
from notifications.models import Message
from tests.advocates.test_ending import DAY, grant_of
from tests.claims.making import small_draft


def renewed(grant: Delegation, by, period: str = "month") -> Delegation:
    return renew_grant(public_id=grant.public_id, period=period, by=by)


def test_it_goes_on_the_day_after_in_the_same_terms_and_both_are_told(alice, bob):
    left = small_draft(alice).public_id
    old = grant_of(alice, helper=bob.user, why="My eyes", left_out=[left], basis=Delegation.Basis.IN_PERSON)
    new = renewed(old, alice)
    same = ("resident_id", "helper_id", "organisation_id", "named", "scopes", "left_out", "why")
    assert [getattr(new, name) for name in same] == [getattr(old, name) for name in same]
    assert new.basis == Delegation.Basis.CONSENT
    assert (new.starts_on, new.ends_on) == (old.ends_on + DAY, last_day("month", old.ends_on + DAY))
    # On each day one of the two counts.
    for days, counts in ((0, old), (1, old), (2, new), (20, new)):
        day = timezone.localdate() + days * DAY
        assert list(in_force(day)) == [counts]
        assert list(grants_for(bob, Scope.FILL_CLAIMS, today=day)) == [counts]
    assert Message.objects.filter(resident=alice.resident, template="helper_renewed", channel="in_app").exists()
    assert Message.objects.filter(resident=bob.resident, template="helping_renewed", channel="email").exists()
    assert AuditEvent.objects.get(code="advocates.grant.renewed").delegation == new


@pytest.mark.parametrize(("ago", "may"), [(1, True), (RENEWED_FOR, True), (RENEWED_FOR + 1, False)])
def test_what_ran_out_begins_again_today_for_a_while(alice, bob, ago, may):
    today = timezone.localdate()
    old = grant_of(alice, helper=bob.user, starts_on=today - dt.timedelta(days=90), ends_on=today - ago * DAY)
    if not may:
        with pytest.raises(Http404):
            renewed(old, alice)
        return
    assert renewed(old, alice).starts_on == today


def test_nobody_else_renews_it_nor_twice_nor_what_was_ended_nor_what_the_law_gave(alice, bob):
    old = grant_of(alice, helper=bob.user)
    with pytest.raises(Http404):
        renewed(old, bob)
    new = renewed(old, alice)
    for each in (old, new):
        with pytest.raises(Http404):
            renewed(each, alice)
    ended = grant_of(alice, helper=bob.user)
    end_own_grant(public_id=ended.public_id, by=alice)
    with pytest.raises(Http404):
        renewed(ended, alice)
    by_law = grant_of(alice, helper=bob.user, basis=Delegation.Basis.DEPUTY, ends_on=None)
    with pytest.raises(Http404):
        renewed(by_law, alice)


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_either_side_ends_both_at_once(request, alice, bob, who):
    old = grant_of(alice, helper=bob.user)
    new = renewed(old, alice)
    act = end_own_grant if who == "alice" else give_up_grant
    act(public_id=old.public_id, by=request.getfixturevalue(who))
    new.refresh_from_db()
    assert new.revoked_at is not None
    assert not new.ended_quietly


def test_what_is_left_out_now_is_left_out_later(alice, bob):
    old, draft = grant_of(alice, helper=bob.user), small_draft(alice)
    new = renewed(old, alice)
    leave_out(public_id=old.public_id, claims=[draft.public_id], by=alice)
    new.refresh_from_db()
    assert new.left_out == [draft.public_id]
