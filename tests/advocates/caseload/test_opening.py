"""An organisation has one open case with a person, and it goes along when records become one."""

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, Membership, Organisation
from accounts.permissions import Role
from advocates.caseload.actions.opening import move_cases, open_case
from advocates.models import Case


@pytest.fixture
def pat(omar):
    homes = Organisation.objects.create(name="Brook Homes")
    membership = omar.membership
    membership.organisation, membership.roles = homes, [Role.PARTNER]
    membership.save()
    return membership


def test_a_case_is_opened_once_and_is_whoevers_began_it(alice, omar, pat):
    case = open_case(resident=alice.resident, responsible=pat, by=omar)
    assert (case.organisation, case.responsible) == (pat.organisation, pat)
    assert open_case(resident=alice.resident, responsible=pat, by=omar) == case
    assert AuditEvent.objects.filter(code="advocates.case.opened", resident=alice.resident).count() == 1


def test_of_two_open_cases_with_one_organisation_the_one_in_the_lasting_record_goes_on(alice, bob, omar, pat):
    lasting = open_case(resident=alice.resident, responsible=pat, by=omar)
    other = open_case(resident=bob.resident, responsible=pat, by=omar)
    of_the_council = Case.objects.create(resident=bob.resident, opened_at=timezone.now())
    move_cases(source=bob.resident, target=alice.resident)
    assert set(Case.objects.filter(resident=alice.resident, closed_at=None)) == {lasting, of_the_council}
    other.refresh_from_db()
    assert other.resident == alice.resident
    assert other.closed_at is not None


def test_membership_without_an_organisation_is_the_councils(alice, omar):
    assert open_case(resident=alice.resident, responsible=omar.membership, by=omar).organisation is None
    assert Membership.objects.get(pk=omar.membership.pk).cases.count() == 1
