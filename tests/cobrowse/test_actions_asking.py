"""Asking for help: once, in the right place, and never for somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import Http404

from accounts import audit
from accounts.actors import Actor, Origin
from accounts.models import AccessNeed, AuditEvent, Resident
from cobrowse.actions.asking import AskedTooOften, leave_queue, limit_asking
from cobrowse.actions.queueing import accept
from cobrowse.models import HelpEvent, HelpRequest, Urgency, Way
from cobrowse.readers.queue import place_of, waiting
from cobrowse.readers.requests import open_request_of
from tests.cobrowse.conftest import ask, said


def test_somebody_asks_and_waits(alice):
    request = ask(alice, "Which form is it?", question="rent_amount", page="rent")
    assert (request.state, request.head, place_of(request)) == ("waiting", 1, 1)
    assert said(request, "resident") == [("asked", "Which form is it?")]
    assert open_request_of(alice) == request
    event = HelpEvent.objects.get(request=request)
    assert b"Which form" not in bytes(event.secret)
    trail = AuditEvent.objects.get(code="cobrowse.help.asked")
    assert (trail.resident, trail.subject, trail.detail) == (alice.resident, str(request.public_id), {"way": "chat"})
    assert audit.broken_links() == []


def test_asking_again_finds_the_place_there_is(alice, bob):
    first = ask(alice)
    ask(bob)
    assert ask(alice, "And another thing") == first
    assert place_of(first) == 1
    assert said(first, "resident") == [("asked", "What is a non-dependant?")]


def test_a_visitor_without_a_record_gets_one(visitor):
    request = ask(visitor)
    assert request.resident.user is None
    assert Resident.objects.count() == 1


def test_a_message_waits_for_an_answer_beside_a_chat(alice):
    chat, message = ask(alice), ask(alice, "Please write to me", way=Way.MESSAGE)
    assert message != chat
    assert list(waiting()) == [chat]


def test_who_is_in_danger_or_needs_time_stands_further_ahead(alice, bob, visitor):
    plain = ask(bob)
    slow = ask(alice, access_needs=[AccessNeed.BSL])
    urgent = ask(visitor, urgencies=[Urgency.NO_ROOF])
    assert list(waiting()) == [urgent, slow, plain]
    assert [place_of(each) for each in (urgent, slow, plain)] == [1, 2, 3]


def test_places_move_up_when_somebody_leaves_and_leaving_twice_is_leaving(alice, bob):
    first, second = ask(alice), ask(bob)
    assert place_of(second) == 2
    left = leave_queue(public_id=first.public_id, by=alice)
    leave_queue(public_id=first.public_id, by=alice)
    assert (left.state, left.ending) == ("ended", "left")
    assert place_of(second) == 1
    assert [kind for kind, _ in said(first, "resident")] == ["asked", "ended"]
    assert open_request_of(alice) is None
    assert ask(alice) != first


def test_leaving_the_queue_does_not_hang_up_on_an_adviser_who_was_quicker(alice, on_duty):
    request = ask(alice)
    accept(public_id=request.public_id, by=on_duty)
    assert leave_queue(public_id=request.public_id, by=alice).state == "talking"


def test_nobody_leaves_for_somebody_else(alice, bob, visitor, aisha):
    request = ask(alice)
    for stranger in (bob, visitor, aisha):
        with pytest.raises(Http404):
            leave_queue(public_id=request.public_id, by=stranger)
    assert place_of(request) == 1


def test_asking_without_end_stops(alice):
    for _ in range(10):
        leave_queue(public_id=ask(alice).public_id, by=alice)
    with pytest.raises(AskedTooOften):
        ask(alice)
    assert HelpRequest.objects.count() == 10


def test_an_address_that_asks_without_end_is_slowed_and_whoever_asks_too_much_uses_up_nothing_of_it(calderbrook, alice):
    library = Origin(network="a library")

    def asked_by(by: Actor) -> bool:
        try:
            limit_asking(by)
        except AskedTooOften:
            return False
        return True

    flood = replace(alice, origin=library)
    assert [asked_by(flood) for _ in range(100)].count(True) == 10
    people = [Actor(calderbrook, origin=replace(library, session=f"s{number}")) for number in range(55)]
    # 60 an hour, ten of them hers, and then one a minute.
    assert [asked_by(person) for person in people] == [True] * 51 + [False] * 4
    assert asked_by(replace(people[0], origin=Origin(network="elsewhere", session="t")))
