"""The lists: whose, what waits, in which order, of whom nothing is shown any more, and what they cost."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delegation, Resident, Team, TeamMember
from accounts.permissions import Role, Scope
from advocates.caseload.actions.passing import pass_on
from advocates.caseload.readers.caseload import CaseloadFilter, Near, Sort, Tab, caseload, count_by_tab, near
from advocates.caseload.readers.cases import case_for
from advocates.models import Case, CaseTask, PlanAction, PlanShare
from tests.advocates.caseload.making import make_adviser, make_case, make_partner, make_team
from tests.people import browser_of, make_resident


@pytest.fixture
def people(calderbrook, homes, pat, priya, pia):
    """Ann is Pat's, Bea is Priya's, Cal is of the team that both are in, Dot is nobody's."""
    team = make_team(homes, "North", pat, priya)
    found = {}
    for name, to in (("Ann", pat.membership), ("Bea", priya.membership), ("Cal", team), ("Dot", None)):
        case = make_case(make_resident(calderbrook, name, f"{name}@example.org").resident, pat)
        found[name] = pass_on(public_id=case.public_id, to=to, version=0, by=pia)
    return found


def names(actor, tab, **more):
    found = caseload(actor, CaseloadFilter(tab=tab, **more), near(actor))
    return [case.resident.name for case in found]


def test_each_list_has_its_people_and_says_how_many(people, pat, pia):
    assert {tab: names(pat, tab) for tab in (Tab.MINE, Tab.TEAM, Tab.NOBODY)} == {
        Tab.MINE: ["Ann"], Tab.TEAM: ["Bea", "Cal"], Tab.NOBODY: ["Dot"],
    }  # fmt: skip
    assert count_by_tab(pat, near(pat)) == {"mine": 1, "team": 2, "nobody": 1}
    assert count_by_tab(pia, near(pia)) == {"mine": 0, "team": 0, "nobody": 1, "all": 4}
    assert names(pia, Tab.ALL) == ["Ann", "Bea", "Cal", "Dot"]


def test_whoevers_grants_have_ended_leaves_the_lists_and_the_page_says_only_that(people, pia):
    Delegation.objects.filter(resident=people["Ann"].resident).update(revoked_at=timezone.now())
    assert names(pia, Tab.ALL) == ["Bea", "Cal", "Dot"]
    with pytest.raises(Http404):
        case_for(pia, people["Ann"].public_id)
    page = browser_of(pia).get(reverse("advocates:case", args=[people["Ann"].public_id]))
    assert page.status_code == 200
    assert "This has ended" in page.content.decode()
    assert "Ann" not in page.content.decode()


def test_what_a_team_has_in_which_nobody_works_any_more_is_nobodys(people, pat, priya, pia):
    for who in (pat, priya):
        who.membership.is_active = False
        who.membership.save()
    assert names(pia, Tab.NOBODY) == ["Cal", "Dot"]


def test_the_longest_waiting_come_first_and_names_on_demand(people, pia):
    for number, name in enumerate(("Dot", "Bea")):
        Case.objects.filter(pk=people[name].pk).update(waits_since=timezone.now() + dt.timedelta(hours=number))
    assert names(pia, Tab.ALL) == ["Dot", "Bea", "Ann", "Cal"]
    assert names(pia, Tab.ALL, sort="name") == ["Ann", "Bea", "Cal", "Dot"]


def test_lists_are_filtered_by_what_waits_as_far_as_the_grant_goes(people, pia):
    for name, kind in (("Ann", "paper"), ("Bea", "paper"), ("Cal", "note")):
        CaseTask.objects.create(case=people[name], kind=kind, since=timezone.now())
    assert names(pia, Tab.ALL, waits="paper") == ["Ann", "Bea"]
    Delegation.objects.filter(resident=people["Ann"].resident).update(scopes=[Scope.VIEW_JOURNAL])
    assert names(pia, Tab.ALL, waits="paper") == ["Bea"]
    assert names(pia, Tab.ALL, waits="note") == ["Cal"]


def test_a_name_is_found_and_stands_in_no_address(people, pia):
    browser = browser_of(pia)
    response = browser.post(reverse("advocates:caseload") + "?tab=all", {"name": "be"})
    assert "be" not in response.url.partition("?")[2]
    page = browser.get(response.url).content.decode()
    assert "Bea" in page
    assert "Ann" not in page
    browser.post(reverse("advocates:caseload"), {"name": "be", "clear": "1"})
    assert "Ann" in browser.get(response.url).content.decode()


def test_another_partner_the_council_and_residents_see_none_of_them(calderbrook, people, aisha, alice):
    other = make_adviser(calderbrook, make_partner(calderbrook, "Brook Advice"), "Olga Kent", Role.PARTNER_ADMIN)
    assert names(other, Tab.ALL) == names(aisha, Tab.NOBODY) == []
    for who in (other, aisha):
        assert browser_of(who).get(reverse("advocates:case", args=[people["Ann"].public_id])).status_code == 404
    with pytest.raises(Http404):
        names(alice, Tab.MINE)


def test_roles_that_work_with_nobody_and_partners_without_an_agreement_are_refused(calderbrook, homes, pat):
    coach = make_adviser(calderbrook, homes, "Wendy Platt", Role.JOBCENTRE)
    with pytest.raises(PermissionDenied):
        names(coach, Tab.MINE)
    homes.agreement_to = timezone.localdate() - dt.timedelta(days=1)
    homes.save()
    pat.membership.organisation = homes
    with pytest.raises(PermissionDenied):
        names(pat, Tab.MINE)


def test_a_page_of_any_length_costs_few_queries(calderbrook, homes, people, pia, django_assert_max_num_queries):
    for number in range(30):
        case = make_case(make_resident(calderbrook, f"R{number}", f"r{number}@example.org").resident, pia)
        CaseTask.objects.create(case=case, kind="paper", since=timezone.now())
    browser = browser_of(pia)
    browser.get(reverse("advocates:caseload"))
    for query in ("", "?waits=paper", "?page=2", "?sort=name"):
        with django_assert_max_num_queries(15):
            assert browser.get(reverse("advocates:caseload") + query).status_code == 200
    assert browser.get(reverse("advocates:caseload") + "?page=2").content.decode().count("data-row") == 9


def test_with_steps_and_teams_and_news_it_costs_no_more(
    calderbrook, homes, people, pat, priya, pia, django_assert_max_num_queries
):
    TeamMember.objects.create(team=make_team(homes, "South", priya), membership=pia.membership)
    make_team(homes, "Empty")
    today = timezone.localdate()
    for number in range(30):
        case = make_case(make_resident(calderbrook, f"R{number}", f"r{number}@example.org").resident, pia)
        CaseTask.objects.create(case=case, kind="paper", since=timezone.now())
        PlanAction.objects.create(
            resident=case.resident, client_id=uuid.uuid4(), secret=b"", owner="organisation", organisation=homes,
            member=pia.membership, due_on=today, made_at=timezone.now(),
        )  # fmt: skip
        PlanShare.objects.create(
            resident=case.resident, organisation=homes, basis="in_person", wording="They may", starts_on=today,
            ends_on=today, given_at=timezone.now(),
        )  # fmt: skip
    browser = browser_of(pia)
    browser.get(reverse("advocates:caseload"))
    for query in ("", "?tab=team", "?tab=nobody", "?waits=paper", "?page=2"):
        with django_assert_max_num_queries(15):
            page = browser.get(reverse("advocates:caseload") + query).content.decode()
        if not query:
            assert "R0" in page


def test_who_is_near_takes_one_query(people, homes, pat, priya, pia, django_assert_num_queries):
    north = Team.objects.get(name="North")
    empty = make_team(homes, "Empty")
    away = make_team(make_partner(pat.council, "Brook Advice"), "Theirs")
    both = sorted([pat.membership.pk, priya.membership.pk])
    with django_assert_num_queries(1):
        found = near(pat)
    assert found == Near(pat.membership.pk, [north.pk], both, [empty.pk])
    assert near(pia) == Near(pia.membership.pk, [], [], [empty.pk])
    assert away.pk not in found.empty


def test_what_waits_is_shown_in_narrow_windows_too(case, pat):
    CaseTask.objects.create(case=case, kind="paper", since=timezone.now())
    page = browser_of(pat).get(reverse("advocates:caseload")).content.decode()
    cell = page.partition('data-title="What waits"')[2].partition("</td>")[0]
    assert "paper wanted" in cell
    # Without words a cell is left out there.
    assert "data-empty" not in cell.partition(">")[0]


def test_a_list_is_in_order_of_names_as_they_are_now_whoever_wrote_them(calderbrook, pat):
    zoe, adam = (make_resident(calderbrook, name, f"{name[0]}@example.org").resident for name in ("zoë Ash", "Adam"))
    first, second = make_case(zoe, pat), make_case(adam, pat)
    assert names(pat, Tab.MINE, sort=Sort.NAME) == ["Adam", "zoë Ash"]
    Resident.objects.filter(pk=zoe.pk).update(name="AARON")
    assert names(pat, Tab.MINE, sort=Sort.NAME) == ["AARON", "Adam"]
    # A page that was read before the change writes the row whole.
    first.save()
    assert Case.objects.get(pk=first.pk).sort_name == "aaron"
    Case.objects.filter(pk=second.pk).update(sort_name="0")
    assert Case.objects.get(pk=second.pk).sort_name == "adam"
    other = make_resident(calderbrook, "Bea", "bea@example.org").resident
    Case.objects.filter(pk=first.pk).update(resident=other)
    assert Case.objects.get(pk=first.pk).sort_name == "bea"
