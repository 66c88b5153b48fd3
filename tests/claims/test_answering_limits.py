"""Saving answers at the edges: pages gone through, rows of groups, a page's own writing, what helpers leave behind."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from claims.actions.answering import (
    AnswerChange,
    add_row,
    lock_draft,
    remove_row,
    save_answers,
    start_claim,
)
from claims.actions.opening import FormClosed
from claims.actions.sending import submit_claim
from claims.models import Answer, Claim
from claims.readers.answer_store import stored_answers
from formspec.models import Form
from tests.claims.making import fill, publish_small, small_draft

NAME = {"first": "Alice", "last": "Ashworth"}
ACCOUNT = {"name": "A Ashworth", "sort_code": "20-29-59", "account_number": "63748472", "roll_number": ""}
NOTHING = dict.fromkeys(ACCOUNT, "")


def save(claim, by, *changes, page=""):
    return save_answers(public_id=claim.public_id, changes=list(changes), page=page, by=by)


def typed(key, raw, base=0, row="", page_id=""):
    return AnswerChange(key, row, raw, base, page_id)


def helping(alice, bob, *scopes):
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=scopes, starts_on=today, ends_on=today
    )


@pytest.fixture
def claim(alice):
    return small_draft(alice)


# --- starting ---


def test_a_closed_scheme_starts_nothing(alice):
    publish_small(alice)
    Form.objects.update(is_open=False)
    with pytest.raises(FormClosed):
        start_claim(slug="small-form", language="en-gb", by=alice)
    assert not Claim.objects.exists()


def test_starting_is_in_the_trail(alice, claim):
    event = AuditEvent.objects.get(code="claims.claim.started")
    assert (event.actor, event.resident, event.subject) == (alice.user, alice.resident, "form small-form")


def test_only_a_draft_to_copy_from_is_copied_from(alice, claim):
    copied = AuditEvent.objects.filter(code="claims.answers.copied", resident=alice.resident)
    assert not copied.exists()
    start_claim(slug="small-form", language="en-gb", by=alice, copy_from=claim)
    assert copied.count() == 1


# --- who may, at this moment ---


def test_a_draft_is_locked_for_who_may_fill_it_in(alice, bob, claim):
    assert lock_draft(claim.public_id, alice) == (claim, None)
    grant = helping(alice, bob, Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS)
    assert lock_draft(claim.public_id, bob) == (claim, grant)


def test_without_the_right_to_look_it_does_not_exist(alice, bob, claim):
    helping(alice, bob, Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS)
    with pytest.raises(Http404):
        lock_draft(claim.public_id, bob)


def test_looking_is_not_filling_in(alice, bob, claim):
    helping(alice, bob, Scope.VIEW_CLAIMS, Scope.SUBMIT_CLAIMS)
    with pytest.raises(PermissionDenied):
        lock_draft(claim.public_id, bob)


def test_what_is_not_there_or_was_sent_is_no_draft(alice):
    with pytest.raises(Http404):
        lock_draft(uuid.uuid4(), alice)
    draft = fill(small_draft(alice), alice, {"has_pets": "no"})
    submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    with pytest.raises(Http404):
        lock_draft(draft.public_id, alice)


# --- what is saved ---


def test_an_answer_keeps_who_typed_it_when_and_where(alice, claim):
    before = timezone.now()
    save(claim, alice, typed("name", NAME, page_id="one"))
    answer = Answer.objects.get()
    assert (answer.by, answer.provenance, answer.source) == (alice.user, Answer.Provenance.TYPED, "")
    assert answer.written_from == "one"
    assert before <= answer.saved_at <= timezone.now()


def test_a_page_follows_up_its_own_writing_and_no_other(alice, claim):
    save(claim, alice, typed("anything_else", "a", page_id="one"))
    assert save(claim, alice, typed("anything_else", "ab", page_id="one")).conflicts == {}
    assert save(claim, alice, typed("anything_else", "x", page_id="two")).conflicts
    assert save(claim, alice, typed("anything_else", "x")).conflicts
    assert stored_answers(claim)["anything_else", ""].raw == "ab"


def test_two_writings_without_a_page_are_not_each_others(alice, claim):
    save(claim, alice, typed("anything_else", "a"))
    assert save(claim, alice, typed("anything_else", "b")).conflicts == {("anything_else", ""): ("a", 1)}


def test_emptied_boxes_keep_bank_details_and_empty_other_answers(alice, claim):
    save(claim, alice, typed("account", ACCOUNT), typed("anything_else", "a"))
    saved = save(claim, alice, typed("account", NOTHING, base=1), typed("anything_else", "", base=2))
    assert saved.revisions == {("account", ""): 1, ("anything_else", ""): 3}
    stored = stored_answers(claim)
    assert (stored["account", ""].raw, stored["anything_else", ""].raw) == (ACCOUNT, "")


def test_other_bank_details_replace_them(alice, claim):
    save(claim, alice, typed("account", ACCOUNT))
    other = {**ACCOUNT, "account_number": "11112222"}
    save(claim, alice, typed("account", other, base=1))
    assert stored_answers(claim)["account", ""].raw == other


def test_one_draft_is_written_and_no_other(alice, claim):
    other = small_draft(alice)
    save(other, alice, typed("anything_else", "other"))
    save(claim, alice, typed("anything_else", "this"))
    assert stored_answers(other)["anything_else", ""].raw == "other"
    assert stored_answers(claim)["anything_else", ""].raw == "this"


# --- pages gone through ---


def test_a_page_is_marked_once_whether_it_was_changed_or_not(alice, claim):
    save(claim, alice, page="your-pets")
    claim.refresh_from_db()
    assert (claim.visited_pages, claim.head_revision) == (["your-pets"], 0)
    save(claim, alice, typed("name", NAME), page="your-pets")
    save(claim, alice, page="who-you-are")
    claim.refresh_from_db()
    assert claim.visited_pages == ["your-pets", "who-you-are"]
    assert claim.head_revision == 1


def test_a_single_answer_marks_no_page(alice, claim):
    save(claim, alice, typed("name", NAME))
    claim.refresh_from_db()
    assert claim.visited_pages == []


def test_a_whole_page_is_drawn_again_from_what_was_saved(alice, claim):
    save(claim, alice, typed("anything_else", "before"), typed("has_pets", "no"))
    changes = [
        typed("name", NAME), typed("has_pets", "no", base=2), typed("anything_else", "stale", base=0),
        typed("dob", {"day": "", "month": "", "year": ""}),
    ]  # fmt: skip
    saved = save(claim, alice, *changes, page="who-you-are")
    assert {place: answer.raw for place, answer in saved.before.items()} == {
        ("anything_else", ""): "before", ("has_pets", ""): "no",
    }  # fmt: skip
    after = saved.after(changes)
    assert {place: (answer.raw, answer.revision) for place, answer in after.items()} == {
        ("name", ""): (NAME, 3), ("has_pets", ""): ("no", 2), ("anything_else", ""): ("before", 1),
    }  # fmt: skip
    assert after["has_pets", ""] == saved.before["has_pets", ""]
    assert {after[key, ""].provenance for key in ("name", "anything_else")} == {Answer.Provenance.TYPED}


def test_one_answer_alone_reads_no_others(alice, claim):
    save(claim, alice, typed("anything_else", "before"))
    assert save(claim, alice, typed("name", NAME)).before == {}


# --- rows ---


def rows_of(claim) -> list[str]:
    return stored_answers(claim)["pets", ""].raw


def add(claim, by) -> str:
    return add_row(public_id=claim.public_id, group="pets", by=by)


def test_rows_have_names_of_their_own_and_revisions_in_turn(alice, claim):
    first, second = add(claim, alice), add(claim, alice)
    assert len(first) == len(second) == 8
    assert rows_of(claim) == [first, second]
    assert stored_answers(claim)["pets", ""].revision == 2
    claim.refresh_from_db()
    assert claim.head_revision == 2


def test_at_the_maximum_the_last_row_is_given_again(alice, claim):
    rows = [add(claim, alice) for _ in range(3)]
    assert add(claim, alice) == rows[-1]
    assert rows_of(claim) == rows


def test_a_row_goes_with_its_own_answers_alone(alice, claim):
    first, second = add(claim, alice), add(claim, alice)
    save(claim, alice, typed("pet_name", "Rex", row=first), typed("pet_name", "Tom", row=second))
    save(claim, alice, typed("anything_else", "a"))
    remove_row(public_id=claim.public_id, group="pets", row=first, by=alice)
    assert {place: answer.raw for place, answer in stored_answers(claim).items()} == {
        ("pets", ""): [second], ("pet_name", second): "Tom", ("anything_else", ""): "a",
    }  # fmt: skip


def test_a_row_of_the_same_name_in_another_draft_stays(alice, claim):
    row, other = add(claim, alice), small_draft(alice)
    add(other, alice)
    Answer.objects.filter(claim=other, key="pets").update(value=[row])
    for draft in (claim, other):
        save(draft, alice, typed("pet_name", "Rex", row=row))
    remove_row(public_id=claim.public_id, group="pets", row=row, by=alice)
    assert stored_answers(other)["pet_name", row].raw == "Rex"
    assert ("pet_name", row) not in stored_answers(claim)


def test_taking_out_a_row_that_is_not_there_changes_nothing(alice, claim):
    row = add(claim, alice)
    remove_row(public_id=claim.public_id, group="pets", row="made-up", by=alice)
    assert rows_of(claim) == [row]
    claim.refresh_from_db()
    assert claim.head_revision == 1


@pytest.mark.parametrize("group", ["name", "made-up", "pet_name"])
def test_only_groups_have_rows(alice, claim, group):
    with pytest.raises(Http404):
        add_row(public_id=claim.public_id, group=group, by=alice)
    with pytest.raises(Http404):
        remove_row(public_id=claim.public_id, group=group, row="x", by=alice)


def test_a_field_is_answered_in_a_row_that_is_there(alice, claim):
    row = add(claim, alice)
    assert save(claim, alice, typed("pet_name", "Rex", row="made-up")).revisions == {}
    assert save(claim, alice, typed("pet_name", "Rex")).revisions == {}
    assert save(claim, alice, typed("pet_name", "Rex", row=row)).revisions == {("pet_name", row): 2}
    saved = save(claim, alice, typed("pet_name", "Max", row=row, base=2), page="each-pet")
    assert saved.revisions == {("pet_name", row): 3}


# --- helpers ---


def test_what_a_helper_saved_is_named_in_the_trail_once_each(alice, bob, claim):
    grant = helping(alice, bob, Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS)
    row = add(claim, bob)
    save(claim, bob, typed("pet_name", "Rex", row=row), typed("has_pets", "yes"), typed("anything_else", ""))
    events = AuditEvent.objects.filter(code="claims.answers.saved_by_helper").order_by("number")
    assert [each.detail for each in events] == [{"questions": ["pets"]}, {"questions": ["has_pets", "pet_name"]}]
    for event in events:
        assert (event.actor, event.delegation, event.subject) == (bob.user, grant, f"draft {claim.public_id}")
    assert set(Answer.objects.values_list("provenance", flat=True)) == {Answer.Provenance.HELPER}


def test_nothing_saved_and_ones_own_answers_leave_no_such_trace(alice, bob, claim):
    helping(alice, bob, Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS)
    save(claim, alice, typed("has_pets", "yes"))
    save(claim, bob, typed("has_pets", "yes"), page="your-pets")
    save(claim, bob, typed("has_pets", "no", base=99))
    assert not AuditEvent.objects.filter(code="claims.answers.saved_by_helper").exists()
    assert stored_answers(claim)["has_pets", ""].raw == "yes"


def test_a_grant_that_ended_yesterday_saves_no_row(alice, bob, claim):
    grant = helping(alice, bob, Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS)
    row = add(claim, bob)
    grant.starts_on = grant.ends_on = timezone.localdate() - dt.timedelta(days=1)
    grant.save()
    with pytest.raises(Http404):
        add(claim, bob)
    with pytest.raises(Http404):
        remove_row(public_id=claim.public_id, group="pets", row=row, by=bob)
    assert rows_of(claim) == [row]
