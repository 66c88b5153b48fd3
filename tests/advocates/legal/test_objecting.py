"""The person says that it is not right, or whoever acts stops: it counts at once, and the council looks again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import Delegation
from accounts.readers import grant_for
from advocates.actions.ending import end_own_grant
from advocates.actions.reminding import tell_of_ends
from advocates.legal.actions.objecting import object_to_grant, stop_acting
from advocates.legal.actions.upkeep import remind_of_looks
from advocates.legal.presenters import own_lines
from advocates.legal.readers import said_by, to_check, words_of
from advocates.models import LegalBasis
from notifications.models import Message
from tests.advocates.legal.making import acting, agreed, found, make_second
from tests.advocates.registering.making import make_partner
from tests.people import browser_of


@pytest.fixture
def ravi(calderbrook):
    return make_second(calderbrook)


@pytest.fixture
def row(alice, bob, aisha, ravi):
    """Alice acts for Bob by law."""
    return acting(alice, aisha, ravi, of=bob)


def objects(row: LegalBasis, by, *, quietly: bool = False) -> None:
    object_to_grant(public_id=row.delegation.public_id, words="She took my card", quietly=quietly, by=by)


def test_it_stops_at_once_and_waits_for_two_people_again(row, alice, bob, aisha, ravi):
    objects(row, bob)
    assert grant_for(alice, bob.resident.pk, "view:claims") is None
    row = to_check(aisha)[0]
    assert (row.state, row.first_by, row.second_by, row.is_right) == ("waiting", None, None, None)
    assert words_of(row).objection == "She took my card"
    found(row, aisha)
    assert grant_for(alice, bob.resident.pk, "view:claims") is None
    agreed(row, ravi)
    assert grant_for(alice, bob.resident.pk, "view:claims") == LegalBasis.objects.get().delegation
    assert Delegation.objects.count() == 2


def test_found_not_right_it_stays_over_and_the_holder_hears_nothing_more(row, alice, bob, aisha, ravi):
    before = Message.objects.filter(resident=alice.resident).count()
    objects(row, bob, quietly=True)
    found(row, aisha, is_right=False, scopes=())
    agreed(row, ravi)
    assert LegalBasis.objects.get().state == "refused"
    assert grant_for(alice, bob.resident.pk, "view:claims") is None
    assert Message.objects.filter(resident=alice.resident).count() == before
    assert Delegation.objects.get().ended_quietly


@pytest.mark.parametrize("quietly", [False, True])
def test_whoever_acted_is_sent_nothing_and_no_page_says_otherwise(row, alice, bob, calderbrook, quietly):
    page = browser_of(bob).get(reverse("legal:not_right", args=[row.delegation.public_id])).content.decode()
    assert "staff see that they must not tell them" in page
    assert "tomorrow" not in page
    objects(row, bob, quietly=quietly)
    before = Message.objects.filter(resident=alice.resident).count()
    tell_of_ends(by=system_actor(calderbrook, "grants"))
    assert Message.objects.filter(resident=alice.resident).count() == before
    assert Delegation.objects.get().ended_quietly is quietly


def test_to_the_holder_every_end_is_the_same(row, alice, bob, aisha, ravi):
    objects(row, bob, quietly=True)
    seen = own_lines(said_by(alice), timezone.localdate())[0]
    assert (seen["standing"], seen["can_take_back"], seen["grant"]) == ("Over", False, None)
    found(LegalBasis.objects.get(), aisha, is_right=False, scopes=())
    assert own_lines(said_by(alice), timezone.localdate())[0]["standing"] == "Over"


def test_only_the_person_objects_and_only_to_what_the_law_gave(row, alice, aisha, bob):
    for by in (alice, aisha):
        with pytest.raises(Http404):
            objects(row, by)
    today = timezone.localdate()
    consent = Delegation.objects.create(
        resident=bob.resident, helper=alice.user, scopes=["view:claims"], starts_on=today, ends_on=today
    )
    with pytest.raises(Http404):
        object_to_grant(public_id=consent.public_id, words="", quietly=False, by=bob)
    objects(row, bob)
    with pytest.raises(Http404):
        objects(row, bob)


def test_what_the_law_gave_is_not_ended_like_a_consent(row, bob):
    with pytest.raises(Http404):
        end_own_grant(public_id=row.delegation.public_id, by=bob)


def test_whoever_acts_stops(row, alice, bob):
    with pytest.raises(Http404):
        stop_acting(public_id=row.public_id, by=bob)
    stop_acting(public_id=row.public_id, by=alice)
    assert grant_for(alice, bob.resident.pk, "view:claims") is None
    assert Message.objects.filter(resident=bob.resident, template="helper_gave_up").exists()
    with pytest.raises(Http404):
        stop_acting(public_id=row.public_id, by=alice)


def test_somebody_of_the_organisation_stops_for_it(calderbrook, aisha, ravi):
    row = acting(make_partner(calderbrook), aisha, ravi, document="corporate")
    stop_acting(public_id=row.public_id, by=make_partner(calderbrook, "Priya Rao"))
    assert Delegation.objects.get().revoked_at is not None


def test_the_holder_is_reminded_once_of_each_look(calderbrook, row, alice):
    by, today = system_actor(calderbrook, "messages"), timezone.localdate()
    due = row.look_due_on
    assert remind_of_looks(today=due - dt.timedelta(days=31), by=by) == 0
    assert remind_of_looks(today=due - dt.timedelta(days=30), by=by) == 1
    assert remind_of_looks(today=due, by=by) == 0
    LegalBasis.objects.update(look_due_on=today)
    assert remind_of_looks(today=today, by=by) == 1
    assert Message.objects.filter(resident=alice.resident, template="legal_look_soon", channel="in_app").count() == 2


def test_nobody_is_reminded_of_what_has_ended(calderbrook, row, alice):
    stop_acting(public_id=row.public_id, by=alice)
    assert remind_of_looks(today=row.look_due_on, by=system_actor(calderbrook, "messages")) == 0
