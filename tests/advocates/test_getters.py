"""What each getter of grants finds: by whom, to whom, in which state, in which order; and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import audit, readers
from accounts.actors import Actor
from accounts.models import Delegation, Organisation, Resident
from accounts.permissions import Role, Scope
from advocates.models import Invitation
from advocates.readers import grants
from advocates.rules.ending import RENEWED_FOR
from tests.people import make_resident, make_staff

DAY = dt.timedelta(days=1)
LOOK = [Scope.VIEW_CLAIMS]


def today() -> dt.date:
    return timezone.localdate()


def give(who: Actor, **more) -> Delegation:
    """A grant of this resident's, from yesterday until tomorrow."""
    given = {"scopes": LOOK, "starts_on": today() - DAY, "ends_on": today() + DAY}
    return Delegation.objects.create(resident=who.resident, **given | more)


def states(who: Actor, **to) -> dict[str, Delegation]:
    """A grant in each state, by its name."""
    now = timezone.now()
    return {
        "in force": give(who, **to),
        "first day": give(who, starts_on=today(), **to),
        "last day": give(who, ends_on=today(), **to),
        "open": give(who, ends_on=None, basis=Delegation.Basis.ATTORNEY, **to),
        "to come": give(who, starts_on=today() + DAY, ends_on=today() + 2 * DAY, **to),
        "over": give(who, starts_on=today() - 3 * DAY, ends_on=today() - DAY, **to),
        "ended": give(who, revoked_at=now, **to),
        "ended early": give(who, starts_on=today() + DAY, revoked_at=now - DAY, **to),
        "quietly": give(who, revoked_at=now - 2 * DAY, ended_quietly=True, **to),
        "help": give(who, **to | {"scopes": [Scope.VIEW_SHARED_FORM]}),
        "help to fill": give(who, **to | {"scopes": [Scope.FILL_SHARED_FORM, Scope.VIEW_CLAIMS]}),
        "help ended": give(who, **to | {"scopes": [Scope.FILL_SHARED_FORM], "revoked_at": now, "ended_quietly": True}),
    }


NOW = ["last day", "in force", "first day", "open"]
ENDED = ["ended", "ended early", "quietly", "over"]


@pytest.fixture
def petra(calderbrook) -> Actor:
    """Works for a partner, under its agreement."""
    return at_work(calderbrook, "Petra Patel", "Calder Homes")


def at_work(council, name: str, organisation: str) -> Actor:
    actor = make_staff(council, name, f"{name.split()[0].lower()}@homes.example", Role.PARTNER)
    actor.membership.organisation, _made = Organisation.objects.get_or_create(name=organisation)
    actor.membership.save()
    return actor


def names(made: dict[str, Delegation], found) -> list[str]:
    by_key = {each.pk: name for name, each in made.items()}
    return [by_key[each.pk] for each in found]


def opens(look_up: Callable, actor: Actor, grant: Delegation) -> bool:
    """Whether a getter of one grant finds it; nothing but 404 says that it does not."""
    try:
        found = look_up(actor, grant.public_id)
    except Http404:
        return False
    assert found == grant
    return True


# --- as the resident ---


def test_a_resident_has_theirs_in_force_the_first_to_end_first(alice, bob, visitor):
    made = states(alice, helper=bob.user)
    states(bob, helper=alice.user)
    assert names(made, grants.own_grants(alice)) == NOW
    assert names(made, grants.ended_grants(alice)) == ENDED
    nobody = [visitor, replace(alice, user=None), replace(alice, resident=None)]
    for actor in nobody:
        assert list(grants.own_grants(actor)) == list(grants.ended_grants(actor)) == []


def test_what_ended_on_one_day_stands_in_one_order(alice, bob):
    now = timezone.now()
    ended = [give(alice, helper=bob.user, revoked_at=now, ends_on=today() + each * DAY) for each in (1, 3, 2, 2)]
    over = [give(alice, helper=bob.user, starts_on=today() - 9 * DAY, ends_on=today() - n * DAY) for n in (2, 1, 1)]
    first, second, third, fourth = ended
    assert list(grants.ended_grants(alice)) == [second, fourth, third, first, over[2], over[1], over[0]]
    alike = [give(alice, helper=bob.user) for _ in range(3)]
    assert list(grants.own_grants(alice)) == alike


@pytest.mark.parametrize("getter", ["own_grant", "any_own_grant", "own_consent", "changeable_grant", "renewable_grant"])
def test_which_one_of_theirs_a_resident_opens(alice, bob, visitor, getter):
    look_up, made = getattr(grants, getter), states(alice, helper=bob.user)
    opened = [name for name, each in made.items() if opens(look_up, alice, each)]
    of_live_help = ["help", "help to fill", "help ended"]
    assert (
        opened
        == {
            "own_grant": ["in force", "first day", "last day", "open"],
            "any_own_grant": [name for name in made if name not in of_live_help],
            "own_consent": ["in force", "first day", "last day"],
            "changeable_grant": ["in force", "first day", "last day"],
            "renewable_grant": ["in force", "first day", "last day", "over"],
        }[getter]
    )
    for actor in (bob, visitor, replace(alice, user=None), replace(alice, resident=None)):
        assert not any(opens(look_up, actor, each) for each in made.values())
    with pytest.raises(Http404):
        look_up(alice, "00000000-0000-4000-8000-000000000000")


@pytest.mark.parametrize("basis", Delegation.Basis)
def test_only_what_they_agreed_to_is_renewed_and_left_out_of(alice, bob, basis):
    made = give(alice, helper=bob.user, basis=basis)
    assert grants.can_be_renewed(made, today()) is (basis in Delegation.CONSENTS)
    assert opens(grants.own_consent, alice, made) is (basis in Delegation.CONSENTS)
    assert grants.can_be_changed(made) is (basis in Delegation.CONSENTS)


def test_what_one_of_the_councils_people_has_is_not_changed_and_what_an_organisation_has_is(
    alice, aisha, petra, django_assert_num_queries
):
    of_council, of_partner = give(alice, helper=aisha.user), give(alice, organisation=petra.membership.organisation)
    assert grants.can_be_changed(of_council) is opens(grants.changeable_grant, alice, of_council) is False
    with django_assert_num_queries(0):
        assert grants.can_be_changed(of_partner) is True


@pytest.mark.parametrize(
    ("days", "may"), [(-2, False), (-1, True), (0, True), (1 + RENEWED_FOR, True), (2 + RENEWED_FOR, False)]
)
def test_the_days_on_which_one_is_renewed(alice, bob, days, may):
    made = give(alice, helper=bob.user)
    assert grants.can_be_renewed(made, today() + days * DAY) is may
    made.revoked_at = timezone.now()
    assert grants.can_be_renewed(made, today() + days * DAY) is False


def test_what_was_renewed_is_not_renewed_again(alice, bob):
    made = give(alice, helper=bob.user)
    made.renewed_by = give(alice, helper=bob.user, starts_on=today() + 2 * DAY, ends_on=today() + 9 * DAY)
    made.save()
    assert grants.can_be_renewed(made, today()) is False
    assert not opens(grants.renewable_grant, alice, made)


@pytest.mark.parametrize("getter", ["own_grants", "ended_grants", "any_own_grant"])
def test_one_query_brings_whom_it_was_given_to(alice, petra, django_assert_num_queries, getter):
    homes = petra.membership.organisation
    more = {"revoked_at": timezone.now()} if getter == "ended_grants" else {}
    later = give(alice, organisation=homes, starts_on=today() + 2 * DAY, ends_on=today() + 9 * DAY)
    made = give(alice, organisation=homes, renewed_by=later, **more)
    with django_assert_num_queries(1):
        found = grants.any_own_grant(alice, made.public_id) if getter == "any_own_grant" else next(
            each for each in getattr(grants, getter)(alice) if each == made
        )  # fmt: skip
        assert found.organisation.name == "Calder Homes"
        if getter != "ended_grants":
            assert found.renewed_by == later


# --- as whoever acts ---


def test_a_helper_has_those_in_force_by_name_and_opens_those_alone(alice, bob, calderbrook, visitor):
    zoe, anna = (make_resident(calderbrook, name, f"{name}@example.org") for name in ("Zoe", "Anna"))
    of_zoe = give(zoe, helper=bob.user)
    made = states(alice, helper=bob.user)
    of_anna = [give(anna, helper=bob.user, ends_on=today() + days * DAY) for days in (5, 3, 3)]
    others = give(zoe, helper=alice.user)
    expected = [made[name] for name in NOW] + [of_anna[1], of_anna[2], of_anna[0]] + [of_zoe]
    assert list(grants.grants_to(bob)) == expected
    assert [name for name, each in made.items() if opens(grants.grant_to, bob, each)] == [
        "in force", "first day", "last day", "open",
    ]  # fmt: skip
    assert not opens(grants.grant_to, bob, others)
    for actor in (visitor, replace(bob, user=None)):
        assert list(grants.grants_to(actor)) == []
        assert not opens(grants.grant_to, actor, of_zoe)


def test_the_list_of_people_takes_one_query(alice, bob, django_assert_num_queries):
    give(alice, helper=bob.user)
    with django_assert_num_queries(1):
        assert [each.resident.name for each in grants.grants_to(bob)] == ["Alice Ashworth"]


# --- as staff ---


def test_who_may_see_the_person_sees_what_was_ended_quietly_but_never_what_was_their_own(alice, bob, aisha, petra):
    ends = {"ended_quietly": True}
    now = timezone.now()
    homes = petra.membership.organisation
    made = {
        "niece": give(alice, helper=bob.user, revoked_at=now - DAY, **ends),
        "later": give(alice, helper=bob.user, revoked_at=now, **ends),
        "same": give(alice, helper=bob.user, revoked_at=now - DAY, **ends),
        "homes": give(alice, organisation=homes, revoked_at=now - 2 * DAY, **ends),
        "own": give(alice, helper=aisha.user, revoked_at=now - 3 * DAY, **ends),
        "petra": give(alice, helper=petra.user, revoked_at=now - 4 * DAY, **ends),
    }
    give(alice, helper=bob.user, revoked_at=now)
    give(bob, helper=alice.user, revoked_at=now, **ends)
    give(alice, helper=bob.user, scopes=[Scope.VIEW_SHARED_FORM], revoked_at=now, **ends)
    assert names(made, grants.ended_quietly(alice.resident, aisha)) == ["later", "same", "niece", "homes", "petra"]
    assert names(made, grants.ended_quietly(alice.resident, petra)) == ["later", "same", "niece", "own"]


def test_one_query_brings_the_organisation_of_what_was_ended_quietly(
    alice, aisha, petra, django_assert_num_queries
):  # fmt: skip
    give(alice, organisation=petra.membership.organisation, revoked_at=timezone.now(), ended_quietly=True)
    with django_assert_num_queries(1):
        assert [each.organisation.name for each in grants.ended_quietly(alice.resident, aisha)] == ["Calder Homes"]


# --- what was done, and names ---


def test_the_last_acts_by_a_grant_are_ten_of_its_own(alice, bob, django_assert_num_queries):
    made, other = give(alice, helper=bob.user), give(alice, helper=bob.user)
    of_bob = give(bob, helper=alice.user)
    for number in range(12):
        audit.record("claims.answers.saved", by=bob, resident=alice.resident, grant=made, subject=str(number))
    audit.record("claims.answers.saved", by=bob, resident=alice.resident, grant=other)
    audit.record("claims.answers.saved", by=bob, resident=alice.resident)
    audit.record("claims.answers.saved", by=bob, resident=bob.resident, grant=of_bob)
    with django_assert_num_queries(1):
        found = list(grants.last_acts(made))
        assert {each.delegation for each in found} == {made}
    assert [each.number for each in found] == sorted((each.number for each in found), reverse=True)
    assert len(found) == 10
    assert [each.subject for each in found] == [str(number) for number in range(11, 1, -1)]


def test_a_helper_is_called_as_they_were_invited_or_by_the_organisation_or_by_their_own_name(
    alice, bob, aisha, petra, calderbrook
):  # fmt: skip
    dora = make_resident(calderbrook, "Dora Dean", "dora@example.org")
    homes = petra.membership.organisation
    made = {
        "invited": give(alice, helper=bob.user),
        "record": give(alice, helper=dora.user),
        "staff": give(alice, helper=aisha.user),
        "organisation": give(alice, organisation=homes),
        "asked organisation": give(alice, organisation=homes),
    }
    now = timezone.now()
    for number, name in enumerate(("invited", "asked organisation")):
        Invitation.objects.create(
            resident=alice.resident, name=f"Called {number}", channel="email", contact=f"{number}@example.org",
            scopes=LOOK, period="day", token_hash=str(number), sent_at=now, expires_at=now + DAY, delegation=made[name],
        )  # fmt: skip
    found = grants.names_of_helpers(list(made.values()))
    assert [found[each.pk] for each in made.values()] == [
        "Called 0", "Dora Dean", "Aisha Khan", "Calder Homes", "Called 1",
    ]  # fmt: skip
    Resident.objects.filter(pk=dora.resident.pk).delete()
    assert grants.names_of_helpers([made["record"]]) == {made["record"].pk: ""}


def test_whoever_has_a_record_and_works_here_is_called_as_at_work(alice, aisha):
    Resident.objects.create(user=aisha.user, name="A. Private")
    made = give(alice, helper=aisha.user)
    assert grants.names_of_helpers([made]) == {made.pk: "Aisha Khan"}


def test_names_take_one_query_and_none_for_nobody(alice, bob, petra, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert grants.names_of_helpers([]) == {}
    give(alice, organisation=petra.membership.organisation)
    with django_assert_num_queries(2):
        assert list(grants.names_of_helpers(list(grants.own_grants(alice))).values()) == ["Calder Homes"]
    give(alice, helper=bob.user)
    with django_assert_num_queries(2):
        assert len(grants.names_of_helpers(list(grants.own_grants(alice)))) == 2


def test_names_are_asked_of_these_helpers_and_of_nobody_else(alice, bob, petra):
    made = [give(alice, helper=bob.user)]
    with CaptureQueriesContext(connection) as asked:
        grants.names_of_helpers(made)
    assert len(asked) == 1
    assert f'"accounts_delegation"."id" IN ({made[0].pk})' in asked[0]["sql"]


def test_the_people_whom_a_grant_names_are_those_of_its_organisation(alice, petra, calderbrook, bob):
    quinn, ulla = at_work(calderbrook, "Quinn Q", "Calder Homes"), at_work(calderbrook, "Ulla U", "Other Homes")
    first = at_work(calderbrook, "Abel Able", "Calder Homes")
    at_work(calderbrook, "Zara Zest", "Calder Homes")
    homes = petra.membership.organisation
    keys = [each.membership.pk for each in (quinn, petra, ulla, first)]
    made = give(alice, organisation=homes, named=keys)
    assert grants.names_of_people(made) == ["Abel Able", "Petra Patel", "Quinn Q"]
    assert grants.names_of_people(give(alice, organisation=homes)) == []
    assert grants.names_of_people(give(alice, helper=bob.user)) == []


# --- whether the bar shows the way ---


@pytest.mark.parametrize("scope", Scope.values)
def test_who_may_look_at_something_is_led_to_their_people(alice, bob, petra, scope):
    assert readers.resident_of(bob.user).helps is False
    assert readers.membership_of(petra.user).helps is False
    give(alice, helper=bob.user, scopes=[scope])
    give(alice, organisation=petra.membership.organisation, scopes=[scope])
    looks = scope in (Scope.VIEW_CLAIMS, Scope.VIEW_JOURNAL)
    assert readers.resident_of(bob.user).helps is looks
    assert readers.membership_of(petra.user).helps is looks


def test_nobody_is_led_there_by_what_does_not_count_or_is_another_persons(alice, bob, petra, aisha, calderbrook):
    made = states(alice, helper=bob.user)
    counting = {*NOW, "help to fill"}
    Delegation.objects.filter(pk__in=[made[name].pk for name in counting]).delete()
    other = at_work(calderbrook, "Ulla U", "Other Homes")
    give(alice, organisation=other.membership.organisation)
    give(alice, organisation=petra.membership.organisation, named=[other.membership.pk])
    assert readers.resident_of(bob.user).helps is False
    assert readers.resident_of(alice.user).helps is False
    for actor in (petra, aisha):
        assert readers.membership_of(actor.user).helps is False
    assert readers.membership_of(other.user).helps is True
