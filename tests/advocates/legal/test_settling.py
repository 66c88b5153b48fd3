"""The council says who checks whether somebody acts by law, and how long that is kept; what is old goes
with its papers.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor, system_actor
from accounts.history import settings_kept
from accounts.models import AuditEvent, Delegation, SettingChange
from accounts.permissions import Role
from advocates.legal.actions.checking import SamePerson, end_by_council
from advocates.legal.actions.objecting import object_to_grant
from advocates.legal.actions.saying import take_back_said
from advocates.legal.actions.settling import CODE, NotPossible, delete_old_bases, save_legal_rules
from advocates.legal.readers import one_for_council, rules_in_force, to_check
from advocates.models import LegalBasis, LegalPaper, LegalRules
from advocates.planning.tasks import delete_what_is_old
from core.rules.dates import add_months
from records.actions.keeping import lift_hold
from records.models import Hold
from tests.advocates.legal.making import acting, agreed, found, make_second, said
from tests.claims.sent import sent_claim
from tests.people import browser_of, make_staff

RULES, DESK = "/staff/by-law/rules/", "/staff/by-law/"
ADVISER, ADMIN = Role.ADVISOR.value, Role.ADMIN.value


def save(by: Actor, *roles: str, months: int = 24) -> None:
    save_legal_rules(check_roles=list(roles), months_kept=months, by=by)


# --- who checks ---


@pytest.mark.parametrize(
    ("roles", "adviser", "admin"), [((), 1, 0), ((ADVISER,), 1, 0), ((ADMIN,), 0, 1), ((ADVISER, ADMIN), 1, 1)]
)
def test_who_has_a_chosen_role_checks_and_nobody_else(bob, aisha, omar, roles, adviser, admin):
    if roles:
        save(omar, *roles)
    row = said(bob)
    for actor, may in ((aisha, adviser), (omar, admin)):
        assert browser_of(actor).get(DESK).status_code == (200 if may else 403)
        shown = DESK in browser_of(actor).get(reverse("casework:work_list")).content.decode()
        assert shown is bool(may)
        if may:
            assert to_check(actor) == [row]
            continue
        with pytest.raises(PermissionDenied):
            one_for_council(actor, row.public_id)
        with pytest.raises(PermissionDenied):
            found(row, actor)


def test_two_admins_find_and_confirm_where_they_check_and_one_alone_never(bob, omar, calderbrook):
    save(omar, ADMIN)
    row, second = said(bob), make_staff(calderbrook, "Ada Second", "ada@calderbrook.example", Role.ADMIN)
    found(row, omar)
    with pytest.raises(SamePerson):
        agreed(row, omar)
    assert agreed(row, second).state == LegalBasis.State.RIGHT


@pytest.mark.parametrize(("roles", "months"), [([], 24), (["partner"], 24), ([ADMIN, "jobcentre"], 24), ([ADMIN], 0),
                                               ([ADMIN], 121)])  # fmt: skip
def test_what_cannot_be_said_is_not_saved(omar, roles, months):
    with pytest.raises(NotPossible):
        save(omar, *roles, months=months)
    assert not LegalRules.objects.exists()


def test_the_table_knows_somebody_who_checks_and_one_row_a_council(calderbrook):
    LegalRules.objects.create()
    with pytest.raises(IntegrityError, match="legal_rules_once"), transaction.atomic():
        LegalRules.objects.create()
    for wrong in ({"check_roles": []}, {"months_kept": 0}, {"months_kept": 121}):
        with pytest.raises(IntegrityError, match="legal_rules_"), transaction.atomic():
            LegalRules.objects.update(**wrong)


def test_only_admins_of_the_council_say_so(aisha, alice, omar, sian):
    for actor, error in ((aisha, PermissionDenied), (alice, Http404)):
        with pytest.raises(error):
            save(actor, ADMIN)
    assert browser_of(aisha).get(RULES).status_code == 403


# --- the page and the history ---


def test_the_page_says_what_holds_and_keeps_what_is_chosen(omar):
    browser = browser_of(omar)
    assert RULES in browser.get(reverse("council_settings")).content.decode()
    assert 'value="24"' in browser.get(RULES).content.decode()
    for wrong in ({"check_roles": [], "months_kept": "24"}, {"check_roles": [ADMIN], "months_kept": "0"},
                  {"check_roles": ["partner"], "months_kept": "24"}):  # fmt: skip
        assert browser.post(RULES, wrong).status_code == 422
    assert browser.post(RULES, {"check_roles": [ADMIN, ADVISER], "months_kept": "12"})["Location"] == RULES
    assert (sorted(rules_in_force().check_roles), rules_in_force().months_kept) == ([ADMIN, ADVISER], 12)


def test_a_change_is_in_the_history_and_the_same_again_is_none(omar):
    save(omar, ADMIN, months=12)
    save(omar, ADMIN, months=12)
    change = SettingChange.objects.get(code=CODE)
    assert change.before == {"check_roles": [ADVISER], "months_kept": 24}
    assert change.after == {"check_roles": [ADMIN], "months_kept": 12}
    assert AuditEvent.objects.get(code="advocates.legal.rules_changed").actor == omar.user
    setting = settings_kept()[CODE]
    assert setting.in_words["check_roles"]([ADMIN, ADVISER]) == "Admins, Advisers"
    setting.put_back("", change.before, omar)
    assert setting.now(omar.council, "") == change.before


# --- what is old goes ---


@pytest.fixture
def by(calderbrook):
    return system_actor(calderbrook, "retention")


def ended(row: LegalBasis, day: dt.date) -> None:
    """By its last day, which was this one."""
    Delegation.objects.filter(pk=row.delegation_id).update(starts_on=day, ends_on=day)


@pytest.mark.parametrize(("days", "goes"), [(-1, True), (0, False), (1, False)])
def test_what_ended_goes_after_so_many_months_with_its_papers(bob, alice, aisha, omar, calderbrook, by, days, goes):
    save(omar, ADVISER, months=6)
    today = timezone.localdate()
    row = acting(bob, aisha, make_second(calderbrook), of=alice)
    ended(row, add_months(today, -6) + dt.timedelta(days=days))
    assert delete_old_bases(today=today, by=by) == int(goes)
    assert LegalBasis.objects.exists() is LegalPaper.objects.exists() is not goes
    deleted = AuditEvent.objects.filter(code="advocates.legal.deleted", resident=alice.resident)
    assert deleted.exists() is goes
    assert Delegation.objects.exists()


@pytest.mark.parametrize("held", ["whom it is about", "a claim of theirs", "who acts"])
def test_papers_of_somebody_who_is_held_stay_until_the_hold_is_over(
    bob, alice, aisha, omar, calderbrook, by, held
):  # fmt: skip
    row = acting(bob, aisha, make_second(calderbrook), of=alice)
    ended(row, timezone.localdate() - dt.timedelta(days=4000))
    on = {"claim": sent_claim(alice)} if held == "a claim of theirs" else {"resident": alice.resident}
    on = {"resident": bob.resident} if held == "who acts" else on
    hold = Hold.objects.create(**on, reason="A tribunal", until=timezone.localdate(), by_label="Omar",
                               placed_at=timezone.now())  # fmt: skip
    assert delete_old_bases(today=timezone.localdate(), by=by) == 0
    assert LegalPaper.objects.exists()
    lift_hold(public_id=hold.public_id, by=omar)
    assert delete_old_bases(today=timezone.localdate(), by=by) == 1
    assert not LegalPaper.objects.exists()


def test_what_goes_on_waits_or_is_looked_at_again_stays_however_old(bob, alice, aisha, calderbrook, by):
    second, long_ago = make_second(calderbrook), timezone.now() - dt.timedelta(days=4000)
    goes_on = acting(bob, aisha, second)
    waits = said(bob)
    again = acting(bob, aisha, second, of=alice)
    object_to_grant(public_id=again.delegation.public_id, words="No", quietly=False, by=alice)
    Delegation.objects.filter(revoked_at__isnull=False).update(revoked_at=long_ago)
    LegalBasis.objects.update(said_at=long_ago, second_at=long_ago, first_at=long_ago)
    assert delete_old_bases(today=timezone.localdate(), by=by) == 0
    assert set(LegalBasis.objects.all()) == {goes_on, waits, again}


@pytest.mark.parametrize("how", ["refused", "taken back", "ended by the council"])
def test_what_came_to_nothing_or_was_ended_goes_too(bob, aisha, calderbrook, by, how):
    second, long_ago = make_second(calderbrook), timezone.now() - dt.timedelta(days=800)
    if how == "refused":
        row = said(bob)
        found(row, aisha, is_right=False)
        agreed(row, second)
        LegalBasis.objects.update(said_at=long_ago)
    elif how == "taken back":
        row = said(bob)
        take_back_said(public_id=row.public_id, by=bob)
    else:
        row = acting(bob, aisha, second)
        end_by_council(public_id=row.public_id, ended_why="regained", words_why="They said so", by=aisha)
    assert delete_old_bases(today=timezone.localdate(), by=by) == 0
    LegalBasis.objects.update(said_at=long_ago)
    LegalBasis.objects.filter(second_at__isnull=False).update(second_at=long_ago)
    Delegation.objects.filter(revoked_at__isnull=False).update(revoked_at=long_ago)
    assert delete_old_bases(today=timezone.localdate(), by=by) == 1
    assert not LegalPaper.objects.exists()


def test_by_night_it_is_done_in_every_council(bob, alice, aisha, calderbrook):
    row = acting(bob, aisha, make_second(calderbrook), of=alice)
    ended(row, timezone.localdate() - dt.timedelta(days=1000))
    delete_what_is_old()
    assert not LegalBasis.objects.exists()
