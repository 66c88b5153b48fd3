"""What each role may do, said once more than in the code, and how an actor is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.actors import Actor, system_actor
from accounts.models import Organisation
from accounts.permissions import Permission, Role, Scope
from tests.people import make_staff

# What a role may do is a promise to councils: a change here is one there.
MAY = {
    "advisor": {
        "claim.view",
        "claim.progress",
        "claim.note",
        "claim.show_hidden",
        "help.live",
        "person.register",
        "person.look_after",
        "case.work",
        "legal.check",
    },
    "admin": {"claim.view", "form.manage", "council.manage", "person.look_after", "case.manage", "legal.check"},
    "partner": {"person.register", "case.work"},
    "partner_admin": {"organisation.manage", "case.manage"},
    "jobcentre": {"journal.shared"},
}


def staff(council, role: str) -> Actor:
    return make_staff(council, "Pat Staff", f"{role}@calderbrook.example", role)


@pytest.mark.parametrize("role", Role.values)
def test_a_role_may_do_this_and_nothing_else(calderbrook, role):
    actor = staff(calderbrook, role)
    assert {each.value for each in Permission if actor.may(each)} == MAY[role]


@pytest.mark.parametrize("role", Role.values)
def test_the_navigation_offers_what_the_role_may_do(calderbrook, role):
    actor = staff(calderbrook, role)
    offered = (actor.manages_council, actor.works_on_claims, actor.reads_shared_journals)
    assert offered == tuple(code in MAY[role] for code in ("council.manage", "claim.view", "journal.shared"))


def test_residents_visitors_operators_and_the_platform_may_do_nothing(alice, visitor, operator, calderbrook):
    for actor in (alice, visitor, operator, replace(alice, second_factor=True), system_actor(calderbrook, "tests")):
        assert not actor.is_staff
        assert not any(actor.may(each) for each in Permission)


def test_scopes_are_a_verb_on_a_part_of_the_record():
    assert set(Scope.values) == {
        "view:claims", "fill:claims", "submit:claims", "view:journal", "fill:journal", "view:messages", "view:money",
        "fill:money", "view:contact", "fill:contact", "view:shared_form", "fill:shared_form", "view:papers",
        "fill:papers", "fill:messages",
    }  # fmt: skip


# --- names ---


def test_staff_are_named_with_who_they_work_for(aisha):
    assert aisha.label == "Aisha Khan (Calderbrook Council)"
    aisha.membership.organisation = Organisation.objects.create(name="Calder Homes")
    assert aisha.label == "Aisha Khan (Calder Homes)"


def test_everybody_else_is_named_as_what_they_are(alice, visitor, calderbrook):
    assert alice.label == "Alice Ashworth"
    assert visitor.label == "A visitor who had not signed in"
    assert replace(visitor, resident=alice.resident).label == "A visitor who had not signed in"
    assert replace(alice, resident=None).label == "The account holder"
    alice.resident.name = ""
    assert alice.label == "The account holder"
    assert system_actor(calderbrook, "estimates").label == "The platform: estimates"
