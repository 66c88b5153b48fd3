"""A partner's admin sets its teams; the council's lists have only the council's."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import Team
from advocates.caseload.actions.passing import pass_on
from advocates.caseload.actions.teams import NameTaken, StillCovers, remove_team, save_team
from advocates.models import Absence
from casework.readers.owning import teams_to_pass_on_to
from cobrowse.readers.teams import teams_with_members
from tests.advocates.caseload.making import make_adviser, make_partner, make_team
from tests.people import browser_of


def test_teams_of_a_partner_are_in_none_of_the_councils_lists(homes, pia, pat, aisha, omar):
    save_team(name="North", members=[pat.membership.pk], by=pia)
    assert teams_to_pass_on_to(aisha) == []
    assert teams_with_members(omar) == []


def test_two_partners_and_the_council_may_have_teams_of_one_name(calderbrook, homes, pia, pat):
    team = save_team(name="North", members=[], by=pia)
    Team.objects.create(name="North")
    with pytest.raises(NameTaken):
        save_team(name="North", members=[], by=pia)
    assert save_team(name="North", members=[pat.membership.pk], key=team.pk, by=pia) == team
    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.create(name="North")


def test_only_its_own_people_are_in_it_and_only_its_admin_sets_it(calderbrook, homes, pia, pat, aisha, omar):
    with pytest.raises(Http404):
        save_team(name="North", members=[aisha.membership.pk], by=pia)
    for who in (pat, omar):
        with pytest.raises(PermissionDenied):
            save_team(name="North", members=[], by=who)
    team = save_team(name="North", members=[], by=pia)
    other = make_adviser(calderbrook, make_partner(calderbrook, "Brook Advice"), "Olga Kent", "partner_admin")
    with pytest.raises(Http404):
        save_team(name="South", members=[], key=team.pk, by=other)
    remove_team(key=team.pk, by=other)
    assert Team.objects.filter(pk=team.pk).exists()


def test_removed_its_cases_are_nobodys_and_one_that_covers_stays(homes, case, pat, priya, pia):
    team = make_team(homes, "North", priya)
    pass_on(public_id=case.public_id, to=team, version=0, by=pia)
    today = timezone.localdate()
    absence = Absence.objects.create(membership=pat.membership, starts_on=today, team=team, by_label="x")
    with pytest.raises(StillCovers):
        remove_team(key=team.pk, by=pia)
    absence.ended_at = timezone.now()
    absence.save()
    remove_team(key=team.pk, by=pia)
    case.refresh_from_db()
    assert case.team is None


def test_the_pages(homes, pia, pat):
    browser = browser_of(pia)
    add = reverse("advocates:add_team")
    assert browser.post(add, {"name": ""}).status_code == 422
    browser.post(add, {"name": "North", "members": [pat.membership.pk]})
    assert browser.post(add, {"name": "North"}).status_code == 422
    team = Team.objects.get()
    assert "Pat Moss" in browser.get(reverse("advocates:teams")).content.decode()
    browser.post(reverse("advocates:team", args=[team.pk]), {"name": "South"})
    remove = reverse("advocates:remove_team", args=[team.pk])
    assert "South" in browser.post(remove).content.decode()
    browser.post(remove, {"_sure": "yes"})
    assert not Team.objects.exists()
