"""The page of one person, the change of contact, closing and opening again, and who is away, through the browser."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessNeed, Delegation
from advocates.actions.ending import end_own_grant
from advocates.caseload.actions.opening import close_case, open_case
from advocates.caseload.presenters.caseload import days_words
from advocates.models import Absence, CaseTask
from tests.advocates.caseload.making import make_case
from tests.people import browser_of


def url(name, case):
    return reverse(f"advocates:{name}", args=[case.public_id])


def parts(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_the_page_shows_the_way_to_their_forms_and_marks_what_is_new(case, pat, alice):
    CaseTask.objects.create(case=case, kind="ending", since=timezone.now())
    Delegation.objects.update(scopes=["view:claims", "view:contact"])
    browser = browser_of(pat)
    page = browser.get(url("case", case)).content.decode()
    assert "/helping/" in page
    assert "alice@example.org" in page
    assert "The permission ends soon" in page
    browser.post(url("case_seen", case), {"until": timezone.now().isoformat()})
    assert CaseTask.objects.get().seen_at is not None


def test_a_contact_that_is_not_safe_is_not_shown(case, pat, alice):
    alice.resident.safe_to_contact = False
    alice.resident.save()
    page = browser_of(pat).get(url("case", case)).content.decode()
    assert "alice@example.org" not in page
    assert "It is not safe to contact this person" in page


def test_the_contact_is_changed_and_an_older_page_is_not_taken(case, pat, priya):
    browser = browser_of(pat)
    assert browser.post(url("pass_on", case), {"version": 0}).status_code == 422
    typed = {"to": f"person-{priya.membership.pk}", "version": 0}
    assert browser.post(url("pass_on", case), typed).status_code == 302
    assert browser_of(priya).post(url("pass_on", case), {"to": "nobody", "version": 0}).status_code == 409
    assert browser.get(url("pass_on", case)).status_code == 403


def test_closed_with_a_reason_and_opened_again(case, pat):
    browser = browser_of(pat)
    assert browser.post(url("close_case", case), {"version": 0}).status_code == 422
    assert browser.post(url("close_case", case), {"why": "done", "version": 7}).status_code == 409
    assert browser.post(url("close_case", case), {"why": "done", "version": 0}).status_code == 302
    assert "What they needed is done" in browser.get(url("case", case)).content.decode()
    browser.post(url("open_again", case))
    case.refresh_from_db()
    assert case.closed_at is None
    assert [each.kind for each in case.changes.all()] == ["opened", "closed", "reopened"]


def test_a_second_open_case_is_not_made_by_opening_again(case, pat, alice):
    close_case(public_id=case.public_id, why="done", version=0, by=pat)
    open_case(resident=alice.resident, responsible=pat.membership, by=pat)
    browser_of(pat).post(url("open_again", case))
    case.refresh_from_db()
    assert case.closed_at is not None


def test_the_council_personal_adviser_has_a_page_too(alice, aisha, omar):
    case = make_case(alice.resident, aisha)
    assert "Alice Ashworth" in browser_of(aisha).get(url("case", case)).content.decode()
    assert browser_of(omar).get(reverse("advocates:caseload")).status_code == 200


def test_the_account_page_names_the_contact_and_who_is_away(case, pat, priya, alice):
    browser = browser_of(alice)
    assert "Your contact is Pat Moss, Calder Homes." in browser.get(reverse("accounts:home")).content.decode()
    day = timezone.localdate()
    typed = {"who": str(pat.membership.pk), "to": f"person-{priya.membership.pk}", **parts("starts_on", day)}
    later = parts("ends_on", day + dt.timedelta(days=1))
    away = reverse("advocates:away")
    assert browser_of(pat).post(away, typed | parts("starts_on", day - dt.timedelta(days=1))).status_code == 422
    assert browser_of(pat).post(away, typed | {"to": f"person-{pat.membership.pk}"}).status_code == 422
    assert browser_of(pat).post(away, typed | later).status_code == 302
    assert browser_of(pat).post(away, typed | later).status_code == 422
    page = browser.get(reverse("accounts:home")).content.decode()
    assert "Your contact is Priya Rao, Calder Homes." in page
    assert "Pat Moss is away." in page
    back = reverse("advocates:back", args=[Absence.objects.get().pk])
    assert "Is Pat Moss back" in browser_of(pat).post(back).content.decode()
    browser_of(pat).post(back, {"_sure": "yes"})
    assert "Pat Moss, Calder Homes" in browser.get(reverse("accounts:home")).content.decode()


@pytest.mark.parametrize(("scopes", "shown"), [(["view:claims", "view:contact"], True), (["view:claims"], False)])
def test_how_to_reach_somebody_is_for_whoever_sees_their_contact_details(case, pat, alice, scopes, shown):
    Delegation.objects.update(scopes=scopes)
    alice.resident.access_needs = ["bsl"]
    alice.resident.save()
    page = browser_of(pat).get(url("case", case)).content.decode()
    assert ("alice@example.org" in page) == shown
    assert (str(AccessNeed.BSL.label) in page) == shown
    assert ("does not cover how to reach them" in page) != shown


def test_a_day_is_the_one_here_and_not_in_greenwich(case, pat, settings):
    # Half past midnight in summer: in Greenwich it is the day before.
    since = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    assert days_words(since, since + dt.timedelta(hours=24)) == "2 Jul 2026 (1 day)"
    assert days_words(since, since + dt.timedelta(minutes=10)) == "2 Jul 2026 (0 days)"


@pytest.mark.parametrize("quietly", [True, False])
def test_an_end_of_either_kind_leaves_the_partner_the_same_pages(case, pat, pia, alice, quietly):
    end_own_grant(public_id=Delegation.objects.get().public_id, by=alice, quietly=quietly)
    for helper in (pat, pia):
        browser = browser_of(helper)
        page = browser.get(url("case", case)).content.decode()
        assert "This has ended" in page
        assert "Alice" not in page
        for name in ("caseload", "people", "hand_overs"):
            assert "Alice" not in browser.get(reverse(f"advocates:{name}")).content.decode(), name
