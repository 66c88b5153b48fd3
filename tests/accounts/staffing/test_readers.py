"""Who is in whose reach, and which roles are those of where somebody works."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import Organisation
from accounts.permissions import Role
from accounts.staffing.readers import (
    has_other_admin,
    invitations_for,
    organisations_for,
    people_for,
    resets_for,
    roles_within,
)
from tests.people import make_staff


def test_roles_are_those_of_where_somebody_works(calderbrook):
    assert set(roles_within(None)) == {Role.ADVISOR, Role.ADMIN}
    assert set(roles_within(Organisation(kind="jobcentre"))) == {Role.JOBCENTRE, Role.PARTNER_ADMIN}
    assert set(roles_within(Organisation(kind="college"))) == {Role.PARTNER, Role.PARTNER_ADMIN}


def test_a_partners_admin_of_no_partner_reaches_nobody(calderbrook, omar):
    lost = make_staff(calderbrook, "Pia Partner", "pia@homes.example", Role.PARTNER_ADMIN)
    for read in (people_for, invitations_for):
        with pytest.raises(PermissionDenied):
            read(lost)


@pytest.mark.parametrize("read", [people_for, invitations_for, resets_for, organisations_for])
def test_people_are_read_by_who_looks_after_them(aisha, alice, read):
    with pytest.raises(PermissionDenied):
        read(aisha)
    with pytest.raises(Http404):
        read(alice)


def test_another_admin_is_one_who_works_here_now(calderbrook, omar, aisha):
    assert has_other_admin([aisha.user.pk])
    assert not has_other_admin([omar.user.pk])
