"""What is found of a grant that is to go on: whose consents, who may ask, until when; and how it was used."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from accounts import audit
from accounts.models import Delegation, Resident
from accounts.permissions import Role, Scope
from advocates.actions.renewing import renew_grant
from advocates.readers import grants
from tests.advocates.test_getters import DAY, NOW, at_work, give, names, opens, petra, states, today  # noqa: F401
from tests.claims.sent import sent_claim
from tests.people import make_staff

BASES = list(Delegation.Basis)
CONSENTS = ["consent", "by_code", "in_person"]


def of_each_basis(who, **more) -> dict[str, Delegation]:
    return {basis.value: give(who, basis=basis, **more) for basis in BASES}


def test_staff_read_the_consents_of_a_person_that_are_in_force(alice, bob, petra, django_assert_num_queries):  # noqa: F811
    made = states(alice, helper=bob.user)
    made |= of_each_basis(alice, organisation=petra.membership.organisation)
    give(bob, helper=alice.user)
    with django_assert_num_queries(1):
        found = list(grants.consents_of(alice.resident))
        assert [each.organisation and each.organisation.name for each in found] == [None] * 3 + ["Calder Homes"] * 3
    assert names(made, found) == ["in force", "first day", "last day", *CONSENTS]


def test_whoever_acts_by_one_may_ask_and_of_staff_who_works_on_claims_of_any(
    alice, bob, petra, aisha, omar, visitor, calderbrook, django_assert_num_queries  # noqa: F811
):  # fmt: skip
    made = states(alice, helper=bob.user) | of_each_basis(alice, helper=bob.user)
    of_homes = give(alice, organisation=petra.membership.organisation)
    passed_on = {name for name, each in made.items() if opens(grants.passable_grant, bob, each)}
    assert passed_on == {*NOW, *CONSENTS} - {"open"}
    assert {name for name, each in made.items() if opens(grants.passable_grant, aisha, each)} == passed_on
    may = {"bob": False, "petra": True, "aisha": True, "omar": False, "alice": False, "visitor": False}
    who = {"bob": bob, "petra": petra, "aisha": aisha, "omar": omar, "alice": alice, "visitor": visitor}
    assert {name: opens(grants.passable_grant, each, of_homes) for name, each in who.items()} == may
    assert not opens(grants.passable_grant, replace(aisha, second_factor=False), of_homes)
    assert not opens(grants.passable_grant, at_work(calderbrook, "Quin Other", "Mill Trust"), of_homes)
    with django_assert_num_queries(1):
        found = grants.passable_grant(aisha, of_homes.public_id)
        assert (found.resident.name, found.organisation.name) == (alice.resident.name, "Calder Homes")


@pytest.mark.parametrize("basis", BASES)
def test_what_the_resident_alone_can_change(alice, bob, aisha, petra, basis):  # noqa: F811
    for to, may in (
        ({"helper": bob.user}, True), ({"helper": aisha.user}, False),
        ({"organisation": petra.membership.organisation}, True),
    ):  # fmt: skip
        grant = give(alice, basis=basis, **to)
        assert grants.can_be_changed(grant) is (may and basis in CONSENTS)
        assert opens(grants.changeable_grant, alice, grant) is (may and basis in CONSENTS)


def test_the_last_day_is_that_of_what_goes_on(alice, bob):
    alone = give(alice, helper=bob.user)
    assert grants.last_day_given(alone) == today() + DAY
    later = renew_grant(public_id=alone.public_id, period="month", by=alice)
    alone.refresh_from_db()
    assert grants.last_day_given(alone) == later.ends_on != alone.ends_on
    assert grants.last_day_given(later) == later.ends_on
    assert grants.last_day_given(give(alice, helper=bob.user, basis="attorney", ends_on=None)) is None


def test_who_gives_it_up_is_the_helper_or_whoever_manages_the_cases(alice, bob, petra, calderbrook):  # noqa: F811
    homes = petra.membership.organisation
    manager = make_staff(calderbrook, "Mo Manager", "mo@homes.example", Role.PARTNER_ADMIN)
    manager.membership.organisation = homes
    own, theirs = give(alice, helper=bob.user), give(alice, organisation=homes)
    for actor, may in ((bob, (True, False)), (petra, (False, False)), (manager, (False, True)),
                       (replace(manager, second_factor=False), (False, False))):  # fmt: skip
        assert (grants.may_give_up(actor, own), grants.may_give_up(actor, theirs)) == may


def test_how_a_claim_was_sent_is_what_the_trail_says_of_this_one_by_a_grant(
    alice, bob, django_assert_num_queries
):  # fmt: skip
    claim = sent_claim(alice)
    grant, code, subject = give(alice, helper=bob.user), grants.SENT, claim.reference
    for more in ({"resident": bob.resident}, {"code": "claims.claim.started"}, {"subject": "CB-0"}, {"grant": None}):
        said = {"code": code, "by": bob, "resident": alice.resident, "subject": subject, "grant": grant, **more}
        audit.record(said.pop("code"), **said)
    assert grants.sending_for(claim) is None
    joined = Resident.objects.create(joined_into=alice.resident)
    for detail in ({"first": True}, {"first": False}):
        audit.record(code, by=bob, resident=joined, subject=subject, grant=grant, detail=detail)
    with django_assert_num_queries(1):
        found = grants.sending_for(claim)
        assert (found.detail, found.delegation.basis) == ({"first": True}, "consent")


def test_only_whoever_is_signed_in_has_ended_ones(alice, bob, visitor):
    ended = give(alice, helper=bob.user, revoked_at=timezone.now())
    assert list(grants.ended_grants(alice)) == [ended]
    for actor in (visitor, replace(alice, user=None), replace(alice, resident=None)):
        assert not grants.ended_grants(actor).exists()


def test_the_last_acts_are_those_in_the_record_of_the_grant(alice, bob):
    grant = give(alice, helper=bob.user, scopes=[Scope.VIEW_CLAIMS], created_at=timezone.now())
    audit.record("claims.claim.started", by=bob, resident=bob.resident, grant=grant)
    assert list(grants.last_acts(grant)) == []
