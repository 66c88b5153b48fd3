"""A case goes to a colleague, a team or nobody, and the person learns who their contact is."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation
from advocates.caseload.actions.passing import CannotTake, CaseMoved, pass_on
from advocates.models import Absence, CaseChange
from tests.advocates.caseload.making import make_adviser, make_case, make_partner, make_team, told


def give(case, to, by, version=None):
    return pass_on(public_id=case.public_id, to=to, version=case.version if version is None else version, by=by)


def test_a_colleague_gets_it_and_the_person_is_told_once(calderbrook, alice, case, pat, priya):
    case = give(case, priya.membership, pat)
    assert case.responsible == priya.membership
    assert told(calderbrook, alice.resident) == ["case_contact"]
    assert told(calderbrook, alice.resident) == ["case_contact"]
    assert AuditEvent.objects.filter(code="advocates.case.passed_on", resident=alice.resident).count() == 1
    assert CaseChange.objects.filter(case=case, kind="given").get().to_label == "Priya Rao"


def test_nobody_is_told_of_what_did_not_change_for_them(calderbrook, alice, case, pat, priya):
    there = give(case, priya.membership, pat)
    give(there, pat.membership, priya)
    assert told(calderbrook, alice.resident) == []


def test_the_same_twice_changes_once(alice, case, pat, priya):
    once = give(case, priya.membership, pat)
    give(once, priya.membership, priya)
    assert CaseChange.objects.filter(case=case, kind="given").count() == 1


def test_what_somebody_changed_meanwhile_is_refused(case, pat, priya, pia):
    give(case, priya.membership, pia)
    with pytest.raises(CaseMoved):
        give(case, None, pia, version=0)
    case.refresh_from_db()
    assert case.responsible == priya.membership


def test_a_colleague_cannot_take_what_is_somebodys_and_a_manager_can(case, priya, pia):
    with pytest.raises(PermissionDenied):
        give(case, priya.membership, priya)
    assert give(case, priya.membership, pia).responsible == priya.membership


def test_a_colleague_takes_what_is_nobodys_or_their_teams(homes, case, pat, priya, pia):
    team, others = make_team(homes, "North", priya), make_team(homes, "South", pat)
    here = give(case, team, pia)
    here = give(here, None, priya)
    here = give(here, others, pia)
    with pytest.raises(PermissionDenied):
        give(here, priya.membership, priya)
    assert give(here, pat.membership, pat).responsible == pat.membership


@pytest.mark.parametrize("why", ["away", "left", "elsewhere", "other role", "empty team", "council team"])
def test_whoever_cannot_take_it_does_not_get_it(why, calderbrook, homes, case, pat, priya, pia, aisha):
    to = priya.membership
    if why == "away":
        Absence.objects.create(
            membership=to, starts_on=timezone.localdate(), cover=pat.membership, began_at=timezone.now(), by_label="x"
        )
    elif why == "left":
        to.is_active = False
        to.save()
    elif why == "elsewhere":
        to = aisha.membership
    elif why == "other role":
        to = pia.membership
    else:
        to = make_team(homes, "Empty") if why == "empty team" else make_team(None, "Council", aisha)
    with pytest.raises(CannotTake):
        give(case, to, pia)


def test_without_a_grant_it_is_not_there_and_nobody_is_told(calderbrook, alice, case, pat, priya):
    given = give(case, priya.membership, pat)
    Delegation.objects.update(revoked_at=timezone.now())
    with pytest.raises(Http404):
        give(given, pat.membership, priya)
    assert told(calderbrook, alice.resident) == []


def test_another_partner_and_a_resident_find_nothing(calderbrook, alice, case, pat):
    other = make_adviser(calderbrook, make_partner(calderbrook, "Brook Advice"), "Olga Kent")
    for who in (other, alice):
        with pytest.raises(Http404):
            give(case, pat.membership, who)


def test_the_councils_own_cases_are_the_councils(calderbrook, alice, aisha, omar, pat):
    case = make_case(alice.resident, aisha)
    with pytest.raises(Http404):
        give(case, None, pat)
    assert give(case, None, omar).responsible is None
    assert told(calderbrook, alice.resident) == ["case_contact"]
