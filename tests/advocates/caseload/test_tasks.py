"""What waits in a case is worked out from claims, notes and grants; what is the same stays seen."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Delegation
from accounts.permissions import Scope
from advocates.caseload.actions.notes import NoteInput, write_note
from advocates.caseload.actions.tasks import keep_tasks, mark_seen
from advocates.caseload.readers.caseload import tasks_shown
from advocates.caseload.tasks import look_after_caseloads
from advocates.models import Absence, CaseTask
from claims.models import Claim, CorrectionAsk, Paper, ResidentAct, ThreadMessage
from notifications.models import Message
from tests.advocates.caseload.making import make_case
from tests.claims.making import publish_small, small_draft
from tests.claims.reached import begun, sent_as

NOW = timezone.now
AGO = dt.timedelta(days=5)


def kinds(case, actor):
    keep_tasks()
    return {task.kind for task in tasks_shown(actor, [case])[case.pk]}


@pytest.fixture
def claim(alice, omar):
    publish_small(omar)
    sent_as(alice)
    return Claim.objects.get(resident=alice.resident)


def add(kind, claim):
    if kind == "paper":
        Paper.objects.create(claim=claim, name="Payslip", asked_at=NOW() - AGO, state="not_right")
    elif kind == "message":
        ThreadMessage.objects.create(
            claim=claim, client_id="1" * 32, direction="council", secret=b"x", written_at=NOW() - AGO,
            send_after=NOW() - AGO, by_label="x",
        )  # fmt: skip
    elif kind == "fix":
        CorrectionAsk.objects.create(
            claim=claim,
            keys=["name"],
            reason="wrong",
            words="x",
            asked_by_id=claim.resident.user_id,
            asked_at=NOW(),
            due_on=NOW().date(),
        )
    elif kind == "council":
        ResidentAct.objects.create(claim=claim, kind="message", at=NOW() - AGO)


@pytest.mark.parametrize("kind", ["paper", "message", "fix", "council"])
def test_what_waits_in_a_sent_claim_is_seen_with_a_grant_for_claims_only(kind, claim, case, pat):
    assert kinds(case, pat) == set()
    add(kind, claim)
    assert kinds(case, pat) == {kind}
    Delegation.objects.update(scopes=[Scope.VIEW_JOURNAL])
    assert {task.kind for task in tasks_shown(pat, [case])[case.pk]} == set()
    assert kinds(case, pat) == set()
    assert not CaseTask.objects.exists()


def test_waiting_for_the_council_is_no_clock_of_ours(claim, case, pat):
    add("council", claim)
    kinds(case, pat)
    case.refresh_from_db()
    assert case.waits_since is None
    add("paper", claim)
    kinds(case, pat)
    case.refresh_from_db()
    assert case.waits_since == Paper.objects.get().asked_at


def test_a_draft_waits_for_the_partner_and_is_nothing_for_the_council(alice, omar, aisha, case, pat):
    publish_small(omar)
    small_draft(alice)
    assert kinds(case, pat) == {"draft"}
    assert kinds(make_case(alice.resident, aisha), aisha) == set()


@pytest.mark.parametrize(("days", "there"), [(13, True), (14, True), (15, False)])
def test_a_permission_is_a_task_fourteen_days_before_its_last_day(days, there, case, pat):
    Delegation.objects.update(ends_on=timezone.localdate() + dt.timedelta(days=days))
    assert kinds(case, pat) == ({"ending"} if there else set())


def test_a_permission_that_goes_on_is_no_task(case, pat, alice, homes):
    Delegation.objects.update(ends_on=timezone.localdate() + dt.timedelta(days=3))
    Delegation.objects.create(
        resident=alice.resident, organisation=homes, scopes=[Scope.VIEW_CLAIMS], basis="in_person",
        starts_on=timezone.localdate() + dt.timedelta(days=2), ends_on=timezone.localdate() + dt.timedelta(days=99),
    )  # fmt: skip
    assert kinds(case, pat) == set()


@pytest.mark.parametrize(("days", "there"), [(-1, True), (0, True), (1, False)])
def test_a_note_waits_from_its_day_on(days, there, case, pat):
    today = timezone.localdate()
    said = NoteInput("Ring her", today, due_on=today + dt.timedelta(days=days))
    write_note(public_id=case.public_id, said=said, client_id="2" * 32, by=pat)
    assert kinds(case, pat) == ({"note"} if there else set())


def test_what_was_seen_stays_seen_until_it_comes_again(claim, case, pat):
    add("paper", claim)
    kinds(case, pat)
    mark_seen(public_id=case.public_id, until=NOW(), by=pat)
    kinds(case, pat)
    assert CaseTask.objects.get().seen_at is not None
    Paper.objects.update(asked_at=NOW())
    kinds(case, pat)
    assert CaseTask.objects.get().seen_at is None


def test_what_came_after_the_page_was_drawn_stays_new(claim, case, pat):
    add("paper", claim)
    kinds(case, pat)
    mark_seen(public_id=case.public_id, until=NOW() - 2 * AGO, by=pat)
    assert CaseTask.objects.get().seen_at is None


def test_nothing_waits_in_what_is_done(claim, case, pat):
    add("paper", claim)
    kinds(case, pat)
    Paper.objects.update(state="accepted")
    assert kinds(case, pat) == set()
    case.refresh_from_db()
    assert case.waits_since is None


def test_the_work_does_not_grow_with_the_cases(calderbrook, claim, case, pat, bob, django_assert_max_num_queries):
    add("paper", claim)
    make_case(bob.resident, pat)
    begun(bob)
    with django_assert_max_num_queries(25):
        keep_tasks()


def test_every_minute_cover_begins_what_waits_is_kept_and_people_are_told(calderbrook, alice, claim, case, pat, priya):
    add("paper", claim)
    today = timezone.localdate()
    Absence.objects.create(membership=pat.membership, cover=priya.membership, starts_on=today, by_label="x")
    look_after_caseloads()
    case.refresh_from_db()
    assert case.responsible == priya.membership
    assert case.waits_since is not None
    assert Message.objects.filter(resident=alice.resident, template="case_covered").exists()
