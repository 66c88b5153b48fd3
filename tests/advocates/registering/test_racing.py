"""Two at the same moment: one person registered twice is marked, a code is used once, an ended consent ends all."""

from __future__ import annotations

import pytest
from django.http import Http404

from accounts.models import Council, Delegation, Resident
from advocates.models import PossibleDuplicate, Registration, TakeOverCode
from advocates.registering.actions.consents import end_consent
from advocates.registering.actions.registering import register_person
from advocates.registering.actions.taking_over import Outcome, make_code, take_over
from advocates.registering.rules import read_code
from core.tenancy import council_scope
from tests.advocates.registering.making import BORN, consent_of, make_partner, new_person, registered
from tests.parallel import Held, Waiting, in_parallel
from tests.people import make_resident

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def council(transactional_db):
    return Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")


@pytest.fixture
def advisers(council):
    with council_scope(council.pk):
        return make_partner(council), make_partner(council, "Zoe Far", "Other Homes")


def test_two_advisers_make_a_record_of_one_person_at_once(council, advisers):
    def work(number):
        with council_scope(council.pk):
            return registered(advisers[number])

    made = in_parallel(2, work)
    assert all(isinstance(each, Registration) for each in made), made
    with council_scope(council.pk):
        duplicate = PossibleDuplicate.objects.get()
        assert {duplicate.registration.resident_id, duplicate.other_id} == {each.resident_id for each in made}


def test_one_page_sent_twice_at_once_makes_one_record(council, advisers):
    person, adviser = new_person(), advisers[0]

    def work(number):
        with council_scope(council.pk):
            return register_person(person=person, consent=consent_of(person, adviser), by=adviser)

    first, second = in_parallel(2, work)
    assert first == second
    with council_scope(council.pk):
        assert (Resident.objects.count(), Delegation.objects.count()) == (1, 1)


def test_one_code_at_once_in_two_accounts_is_used_once(council, advisers):
    with council_scope(council.pk):
        registration = registered(advisers[0])
        code = read_code(make_code(grant_id=registration.delegation.public_id, by=advisers[0]))
    people = [make_resident(council, "", f"r{number}@example.org") for number in range(2)]

    def work(number):
        with council_scope(council.pk):
            return take_over(code=code, born_on=BORN, by=people[number])

    assert sorted(each.value for each in in_parallel(2, work)) == [Outcome.TAKEN.value, Outcome.WRONG.value]
    with council_scope(council.pk):
        assert TakeOverCode.objects.filter(used_at__isnull=False).count() == 1
        assert Resident.objects.filter(joined_into__isnull=False).count() == 1


def test_a_code_that_is_on_its_way_when_the_consent_ends_is_not_made(council, advisers):
    with council_scope(council.pk):
        registration = registered(advisers[0])
    grant = registration.delegation.public_id

    def late():
        with council_scope(council.pk):
            return make_code(grant_id=grant, by=advisers[0])

    with Held(council.pk, lambda: end_consent(grant_id=grant, by=advisers[0])) as ended:
        on_its_way = Waiting(late)
        ended.commit()
        assert isinstance(on_its_way.result(), Http404)
    with council_scope(council.pk):
        assert not TakeOverCode.objects.exists()
