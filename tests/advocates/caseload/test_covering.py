"""Somebody is away: their cases go over on the first day and come back after the last, by themselves."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent, Delegation
from accounts.permissions import Role
from accounts.staffing.actions.people import change_person, end_work_of
from advocates.caseload.actions.covering import AlreadyAway, WrongDays, end_absence, keep_absences, say_away
from advocates.caseload.actions.notes import NoteInput, write_note
from advocates.caseload.actions.opening import close_case, reopen_case
from advocates.caseload.actions.passing import CannotTake, pass_on
from advocates.caseload.actions.telling import send_digests
from advocates.caseload.readers.absences import last_absence, passed_meanwhile
from advocates.caseload.readers.cases import case_for
from advocates.caseload.readers.notes import notes_of
from advocates.models import Absence, Case, CaseloadWishes, CaseTask
from notifications.readers import mailbox
from tests.advocates.caseload.making import make_case, make_team, told
from tests.people import browser_of, make_resident

DAY = dt.timedelta(days=1)


def away(who, to, *, by=None, first=0, last=3):
    today = timezone.localdate()
    ends_on = None if last is None else today + last * DAY
    return say_away(membership=who.membership, starts_on=today + first * DAY, ends_on=ends_on, to=to, by=by or who)


def on(council, days):
    keep_absences(today=timezone.localdate() + days * DAY, by=system_actor(council, "caseload"))


def who_has(case):
    case.refresh_from_db()
    return case.responsible or case.team


def test_cases_go_over_on_the_first_day_and_come_back_after_the_last(calderbrook, alice, case, pat, priya):
    away(pat, priya.membership, first=2, last=4)
    held = {}
    for day in range(7):
        on(calderbrook, day)
        held[day] = who_has(case).display_name
        told(calderbrook, alice.resident)
    assert [day for day, name in held.items() if name == "Priya Rao"] == [2, 3, 4]
    assert told(calderbrook, alice.resident) == ["case_covered", "case_back"]


def test_it_begins_at_once_today_and_each_day_changes_it_once(calderbrook, case, pat, priya):
    away(pat, priya.membership, first=0, last=0)
    assert who_has(case) == priya.membership
    for _again in range(2):
        on(calderbrook, 0)
    assert case.changes.filter(kind="covered").count() == 1
    on(calderbrook, 1)
    on(calderbrook, 1)
    assert who_has(case) == pat.membership
    assert case.changes.filter(kind="back").count() == 1


def test_a_manager_sets_sickness_cover_at_once_until_they_are_back(calderbrook, homes, case, pat, priya, pia):
    team = make_team(homes, "North", priya)
    absence = away(pat, team, by=pia, last=None)
    assert who_has(case) == team
    on(calderbrook, 400)
    assert who_has(case) == team
    end_absence(key=absence.pk, by=pia)
    assert who_has(case) == pat.membership
    with pytest.raises(Http404):
        end_absence(key=absence.pk, by=pia)


def test_what_a_manager_gave_to_somebody_meanwhile_stays_there(calderbrook, homes, case, pat, priya, pia):
    third = make_team(homes, "Third", priya)
    away(pat, priya.membership)
    case.refresh_from_db()
    pass_on(public_id=case.public_id, to=third, version=case.version, by=pia)
    on(calderbrook, 4)
    assert who_has(case) == third


def test_whoever_covers_goes_away_too_and_everything_comes_back_to_whose_it_was(
    calderbrook, homes, case, bob, pat, priya, pia
):
    other = make_case(bob.resident, priya)
    team = make_team(homes, "North", priya, pat)
    away(pat, priya.membership, last=9)
    with pytest.raises(CannotTake):
        away(priya, pat.membership, by=pia, last=2)
    away(priya, team, last=2)
    assert {who_has(case), who_has(other)} == {team}
    on(calderbrook, 3)
    assert who_has(other) == priya.membership
    assert who_has(case) == team
    on(calderbrook, 10)
    assert who_has(case) == pat.membership


def test_a_planned_cover_that_is_away_on_the_day_is_followed_to_who_covers_for_them(
    calderbrook, homes, case, pat, priya, pia
):
    away(pat, priya.membership, first=2, last=5)
    team = make_team(homes, "North", priya)
    away(priya, team, first=1, last=9)
    on(calderbrook, 1)
    on(calderbrook, 2)
    assert who_has(case) == team


def test_two_who_cover_for_each_other_leave_nothing_between_them(calderbrook, case, pat, priya):
    away(pat, priya.membership, first=2, last=5)
    away(priya, pat.membership, first=2, last=5)
    on(calderbrook, 2)
    assert who_has(case) is None
    assert case.left_at is not None
    on(calderbrook, 6)
    assert who_has(case) == pat.membership
    assert case.left_at is None


def test_a_new_case_of_somebody_who_is_away_is_whoevers_covers(alice, pat, priya, homes):
    away(pat, priya.membership)
    case = make_case(alice.resident, pat)
    assert (case.responsible, case.covered_for) == (priya.membership, pat.membership)


@pytest.mark.parametrize("why", ["self", "twice", "past", "order", "colleague", "foreign", "admin"])
def test_what_makes_no_sense_is_refused(why, pat, priya, pia, aisha):
    to = priya.membership
    if why == "self":
        with pytest.raises(CannotTake):
            away(pat, pat.membership)
    elif why == "twice":
        away(pat, to, first=3)
        with pytest.raises(AlreadyAway):
            away(pat, to, first=9, last=10)
    elif why == "past":
        with pytest.raises(WrongDays):
            away(pat, to, first=-1)
    elif why == "order":
        with pytest.raises(WrongDays):
            away(pat, to, first=3, last=2)
    elif why == "colleague":
        with pytest.raises(PermissionDenied):
            away(pat, to, by=priya)
    elif why == "foreign":
        with pytest.raises(CannotTake):
            away(pat, aisha.membership)
    else:
        with pytest.raises(PermissionDenied):
            away(aisha, to, by=pia)
    assert Absence.objects.count() == (why == "twice")


def test_somebody_elses_absence_is_not_ended_by_a_colleague(pat, priya):
    absence = away(pat, priya.membership)
    with pytest.raises(Http404):
        end_absence(key=absence.pk, by=priya)


def test_leavers_cases_go_to_their_team_and_the_people_are_told(calderbrook, homes, alice, case, pat, priya, pia):
    team = make_team(homes, "North", pat, priya)
    end_work_of(membership_id=pat.membership.pk, by=pia)
    assert who_has(case) == team
    assert case.left_at is None
    assert told(calderbrook, alice.resident) == ["case_contact"]
    assert AuditEvent.objects.filter(code="advocates.case.left", resident=alice.resident).exists()
    assert mailbox() == [] or all("contact" not in each.text for each in mailbox())


def test_leavers_without_a_team_leave_a_mark_and_their_manager_is_told_without_names(
    calderbrook, alice, case, pat, pia
):
    end_work_of(membership_id=pat.membership.pk, by=pia)
    assert who_has(case) is None
    assert case.left_at is not None
    told(calderbrook, alice.resident)
    [mail] = [each for each in mailbox() if "pia@" in each.to]
    assert "Alice" not in mail.text
    assert "/caseload/" in mail.text


def test_whoever_takes_over_from_a_leaver_reads_their_notes_and_the_leaver_no_more(case, pat, priya, pia):
    said = NoteInput("She rings after four", timezone.localdate())
    note = write_note(public_id=case.public_id, said=said, client_id=uuid.uuid4(), by=pat)
    end_work_of(membership_id=pat.membership.pk, by=pia)
    pass_on(public_id=case.public_id, to=priya.membership, version=Case.objects.get().version, by=pia)
    page = browser_of(priya).get(reverse("advocates:case", args=[case.public_id])).content.decode()
    assert ("She rings after four" in page, pat.membership.display_name in page) == (True, True)
    assert [each.note for each in notes_of(case_for(priya, case.public_id))] == [note]
    assert browser_of(pat).get(reverse("advocates:case", args=[case.public_id])).status_code in (302, 404)


def test_another_role_that_works_with_nobody_is_a_leaving_too(homes, case, pat, pia):
    change_person(membership_id=pat.membership.pk, display_name="Pat", roles=[Role.PARTNER_ADMIN], by=pia)
    assert who_has(case) is None


def test_whoever_leaves_while_away_gets_nothing_back(calderbrook, case, pat, priya, pia):
    away(pat, priya.membership)
    end_work_of(membership_id=pat.membership.pk, by=pia)
    on(calderbrook, 9)
    assert who_has(case) == priya.membership
    assert case.covered_for is None


def test_whoever_covers_and_leaves_passes_it_on_and_it_still_comes_back(calderbrook, case, pat, priya, pia):
    away(pat, priya.membership)
    end_work_of(membership_id=priya.membership.pk, by=pia)
    assert who_has(case) is None
    on(calderbrook, 9)
    assert who_has(case) == pat.membership


def test_a_closed_case_is_left_alone_and_opened_again_it_is_whoevers_stands_in(calderbrook, alice, case, pat, priya):
    close_case(public_id=case.public_id, why=Case.Why.DONE, version=case.version, by=pat)
    away(pat, priya.membership)
    assert who_has(case) == pat.membership
    reopen_case(public_id=case.public_id, by=pat)
    assert who_has(case) == priya.membership
    assert told(calderbrook, alice.resident) == ["case_closed", "case_contact"]


def test_a_thousand_people_go_over_in_few_statements(calderbrook, pat, priya, django_assert_max_num_queries):
    for number in range(20):
        make_case(make_resident(calderbrook, f"R {number}", f"r{number}@example.org").resident, pat)
    with django_assert_max_num_queries(20 + 30):
        away(pat, priya.membership)
    assert Case.objects.filter(responsible=priya.membership).count() == 20


def test_whoever_is_back_hears_what_passed_its_day_meanwhile(calderbrook, case, pat, priya):
    others = [make_resident(calderbrook, name, f"{name}@example.org").resident for name in ("ben", "lea")]
    before, later = (make_case(each, pat) for each in others)
    away(pat, priya.membership, last=None)
    today, now = timezone.localdate(), timezone.now()
    began = now - 9 * DAY
    Absence.objects.update(began_at=began)
    for each, kind, days in ((case, "paper", 3), (case, "note", 1), (before, "paper", 10), (later, "paper", 0)):
        CaseTask.objects.create(case=each, kind=kind, since=began, due_on=today - days * DAY)
    CaseTask.objects.update(seen_at=now)
    page = reverse("advocates:caseload")
    assert "Passed its day" not in browser_of(pat).get(page).content.decode()
    end_absence(key=Absence.objects.get().pk, by=pat)
    html = browser_of(pat).get(page).content.decode()
    _before, _heading, rest = html.partition("Passed its day while you were away")
    told_of = rest.partition("</ul>")[0]
    assert [str(each.public_id) in told_of for each in (case, before, later)] == [True, False, False]
    assert told_of.count("<li>") == 1
    assert "Passed its day" not in browser_of(priya).get(page).content.decode()
    # The e-mail counts, once, and names nobody.
    send_digests(by=system_actor(calderbrook, "caseload"))
    Absence.objects.update(ended_at=now - 2 * DAY)
    CaseloadWishes.objects.update(digest_at=now - DAY)
    send_digests(by=system_actor(calderbrook, "caseload"))
    [mail] = [each for each in mailbox() if each.to == pat.user.email]
    assert "something passed its day while you were away: 1." in mail.text
    assert "Alice" not in mail.text
    # A week later it is over, and so it is at once where nobody may work with the person any more.
    Delegation.objects.filter(resident=case.resident).update(revoked_at=now)
    assert passed_meanwhile(Absence.objects.get()) == {}
    assert last_absence(pat.membership, now + 8 * DAY) is None
