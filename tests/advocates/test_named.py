"""A grant to an organisation that names some of its people is theirs alone; one that names nobody is everybody's."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Delegation, Organisation
from accounts.permissions import Role, Scope
from accounts.readers import grant_for, grants_for, is_grant_for
from advocates.readers.grants import grants_to
from tests.advocates.test_ending import DAY, grant_of
from tests.people import browser_of, make_staff

PEOPLE = ["petra", "quinn", "rosa", "ulla"]


@pytest.fixture
def staff(calderbrook):
    """Petra, Quinn and Rosa of Calder Homes, and Ulla of another organisation."""
    made = {}
    for name in PEOPLE:
        who = make_staff(calderbrook, name.title(), f"{name}@homes.example", Role.PARTNER)
        home = "Other Homes" if name == "ulla" else "Calder Homes"
        who.membership.organisation = Organisation.objects.get_or_create(name=home, defaults={"kind": "housing"})[0]
        who.membership.save()
        made[name] = who
    return made


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    named=st.frozensets(st.sampled_from(PEOPLE)), counts=st.booleans(),
    scopes=st.frozensets(st.sampled_from([Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS]), min_size=1),
)  # fmt: skip
def test_whoever_it_names_may_act_and_nobody_else(alice, staff, named, counts, scopes):
    homes = staff["petra"].membership.organisation
    with transaction.atomic():
        today = timezone.localdate()
        grant = grant_of(
            alice, organisation=homes, named=[staff[name].membership.pk for name in sorted(named)],
            scopes=sorted(scopes), starts_on=today - 2 * DAY, ends_on=today if counts else today - DAY,
        )  # fmt: skip
        theirs = named or {"petra", "quinn", "rosa"}
        for name, who in staff.items():
            may = counts and name in theirs and who.membership.organisation == homes
            assert grants_to(who).filter(pk=grant.pk).exists() is may
            for scope in Scope.values:
                allowed = may and scope in scopes
                assert (grant_for(who, alice.resident.pk, scope) == grant) is allowed
                assert (grant_for(who, alice.resident.pk, scope, lock=True) == grant) is allowed
                assert grants_for(who, scope).filter(pk=grant.pk).exists() is allowed
                assert is_grant_for(who, grant, scope) is allowed
        transaction.set_rollback(True)


def test_a_person_cannot_be_narrowed_to_people(alice, bob):
    with pytest.raises(IntegrityError), transaction.atomic():
        grant_of(alice, helper=bob.user, named=[1])


def test_the_page_says_who_of_them(alice, staff):
    homes = staff["petra"].membership.organisation
    grant = grant_of(alice, organisation=homes, named=[staff["petra"].membership.pk, staff["rosa"].membership.pk])
    address = f"/account/helpers/{grant.public_id}/"
    page = browser_of(alice).get(address).content.decode()
    assert "Petra<br>Rosa" in page
    assert "Quinn" not in page
    Delegation.objects.filter(pk=grant.pk).update(named=[])
    assert "Everybody who works there" in browser_of(alice).get(address).content.decode()


def test_the_bar_leads_whoever_is_named_to_their_people(alice, staff):
    homes = staff["petra"].membership.organisation
    grant_of(alice, organisation=homes, named=[staff["petra"].membership.pk])
    led = [name for name, who in staff.items() if "/helping/" in bar_of(browser_of(who))]
    assert led == ["petra"]


def bar_of(browser) -> str:
    return browser.get("/account/").content.decode().partition("<main")[0]
