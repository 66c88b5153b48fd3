"""Several people press at the same moment."""

from __future__ import annotations

import pytest

from accounts.actors import Actor
from accounts.models import Council, Resident
from accounts.permissions import Role
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import AlreadyTaken, TooManyPeople, accept, take_next
from cobrowse.actions.talking import say
from cobrowse.models import Duty, HelpEvent, HelpRequest
from core.tenancy import council_scope
from tests.cobrowse.conftest import ask, new_id
from tests.parallel import in_parallel
from tests.people import make_resident, make_staff

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def council(transactional_db):
    return Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")


@pytest.fixture
def residents(council):
    return [make_resident(council, f"Resident {each}", f"r{each}@example.org") for each in range(3)]


@pytest.fixture
def advisers(council):
    staff = [make_staff(council, f"Adviser {each}", f"a{each}@c.example", Role.ADVISOR) for each in range(2)]
    for adviser in staff:
        with council_scope(council.pk):
            change_duty(state=Duty.State.HERE, by=adviser)
    return staff


def in_scope(council, work):
    def run(number):
        with council_scope(council.pk):
            return work(number)

    return run


def test_pressing_twice_asks_once(council, residents):
    results = in_parallel(3, in_scope(council, lambda _: ask(residents[0]).pk))
    assert len(set(results)) == 1
    with council_scope(council.pk):
        assert [event.kind for event in HelpEvent.objects.all()] == ["asked"]


def test_a_visitor_without_a_record_who_presses_twice_gets_one(council):
    once, nobody = new_id(), Actor(council)
    results = in_parallel(3, in_scope(council, lambda _: ask(nobody, once=once).pk))
    assert len(set(results)) == 1
    with council_scope(council.pk):
        assert Resident.objects.count() == HelpRequest.objects.count() == 1


def test_two_advisers_accept_and_one_has_the_person(council, residents, advisers):
    with council_scope(council.pk):
        request = ask(residents[0])
    results = in_parallel(2, in_scope(council, lambda number: accept(public_id=request.public_id, by=advisers[number])))
    taken, [told] = (
        [each for each in results if isinstance(each, HelpRequest)],
        [each for each in results if isinstance(each, AlreadyTaken)],
    )
    assert len(taken) == 1
    assert told.by == taken[0].adviser.display_name
    with council_scope(council.pk):
        assert [event.kind for event in HelpEvent.objects.all()] == ["asked", "joined"]


def test_two_advisers_take_the_next_one_and_get_two_people(council, residents, advisers):
    with council_scope(council.pk):
        asked = {ask(each).pk for each in residents[:2]}
    results = in_parallel(2, in_scope(council, lambda number: take_next(by=advisers[number]).pk))
    assert set(results) == asked


def test_an_adviser_with_one_place_takes_one_person_however_often_they_press(council, residents, advisers):
    with council_scope(council.pk):
        change_duty(state=Duty.State.HERE, most_people=1, by=advisers[0])
        for each in residents:
            ask(each)
    results = in_parallel(3, in_scope(council, lambda _: take_next(by=advisers[0]).pk))
    assert sorted(isinstance(each, TooManyPeople) for each in results) == [False, True, True]


def test_both_sides_talk_at_once_and_every_word_has_its_own_number(council, residents, advisers):
    with council_scope(council.pk):
        request = accept(public_id=ask(residents[0]).public_id, by=advisers[0])
    sides = [residents[0], advisers[0]]

    def talk(number):
        for each in range(10):
            say(request=request, words=f"{number}:{each}", client_id=new_id(), by=sides[number % 2])

    assert in_parallel(4, in_scope(council, talk)) == [None] * 4
    with council_scope(council.pk):
        assert list(HelpEvent.objects.values_list("number", flat=True)) == list(range(1, 43))
        assert HelpRequest.objects.get().head == 42


def test_the_same_words_sent_twice_at_once_are_kept_once(council, residents, advisers):
    with council_scope(council.pk):
        request = accept(public_id=ask(residents[0]).public_id, by=advisers[0])
    client_id = new_id()
    work = in_scope(council, lambda _: say(request=request, words="Hello", client_id=client_id, by=residents[0]).number)
    assert set(in_parallel(3, work)) == {3}


def test_ended_from_both_sides_it_ends_once(council, residents, advisers):
    with council_scope(council.pk):
        request = accept(public_id=ask(residents[0]).public_id, by=advisers[0])
    sides = [residents[0], advisers[0]]
    in_parallel(2, in_scope(council, lambda number: end_conversation(request=request, by=sides[number]).pk))
    with council_scope(council.pk):
        assert [event.kind for event in HelpEvent.objects.all()] == ["asked", "joined", "ended"]
