"""Saving answers: kept whatever they are, never overwritten unseen, encrypted where they must be, only by who may."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from claims.actions.answering import AnswerChange, add_row, remove_row, save_answers
from claims.models import Answer, Claim
from claims.readers import claims as readers
from claims.readers.answer_store import stored_answers
from core.tenancy import council_scope
from tests.claims.making import small_draft

NAME = {"first": "Alice", "last": "Ashworth"}


def save(claim, by, key, raw, base=0, row=""):
    return save_answers(public_id=claim.public_id, changes=[AnswerChange(key, row, raw, base)], by=by)


def test_an_answer_is_kept_as_typed_even_when_it_is_wrong(alice):
    claim = small_draft(alice)
    save(claim, alice, "dob", {"day": "31", "month": "2", "year": "1990"})
    assert stored_answers(claim)["dob", ""].raw == {"day": "31", "month": "2", "year": "1990"}
    assert "dob" not in readers.form_state_of(claim).values


def test_each_answer_gets_its_own_revision(alice):
    claim = small_draft(alice)
    assert save(claim, alice, "name", NAME).revisions["name", ""] == 1
    assert save(claim, alice, "has_pets", "no").revisions["has_pets", ""] == 2
    claim.refresh_from_db()
    assert claim.head_revision == 2


def test_a_stale_page_never_overwrites_silently(alice):
    claim = small_draft(alice)
    first = save(claim, alice, "anything_else", "from the first tab").revisions["anything_else", ""]
    saved = save(claim, alice, "anything_else", "from a stale tab", base=0)
    assert saved.conflicts == {("anything_else", ""): ("from the first tab", first)}
    assert stored_answers(claim)["anything_else", ""].raw == "from the first tab"
    save(claim, alice, "anything_else", "seen and replaced", base=first)
    assert stored_answers(claim)["anything_else", ""].raw == "seen and replaced"


def test_saving_the_same_again_changes_nothing(alice):
    claim = small_draft(alice)
    first = save(claim, alice, "name", NAME).revisions
    assert save(claim, alice, "name", NAME, base=0).revisions == first


def test_an_empty_box_that_never_held_anything_is_not_stored(alice):
    claim = small_draft(alice)
    save(claim, alice, "anything_else", "")
    assert not Answer.objects.filter(claim=claim).exists()


def test_sensitive_answers_are_encrypted_at_rest(alice):
    claim = small_draft(alice)
    save(claim, alice, "nino", "AB 12 34 56 C")
    with connection.cursor() as cursor:
        cursor.execute("SELECT value, secret FROM claims_answer WHERE key = 'nino'")
        value, secret = cursor.fetchone()
    assert value is None
    assert b"AB" not in bytes(secret).partition(b":")[2] or b"123456" not in bytes(secret)
    assert stored_answers(claim)["nino", ""].raw == "AB 12 34 56 C"


def test_a_key_that_is_not_in_the_form_is_refused(alice):
    claim = small_draft(alice)
    assert save(claim, alice, "is_admin", "yes").revisions == {}
    assert save(claim, alice, "pets", ["made-up"]).revisions == {}, "rows are added by add_row alone"


def test_rows_are_added_up_to_the_maximum_and_removed_with_their_answers(alice):
    claim = small_draft(alice)
    rows = [add_row(public_id=claim.public_id, group="pets", by=alice) for _ in range(4)]
    assert len(set(rows)) == 3
    save(claim, alice, "pet_name", "Rex", row=rows[0])
    remove_row(public_id=claim.public_id, group="pets", row=rows[0], by=alice)
    assert stored_answers(claim)["pets", ""].raw == rows[1:3]
    assert ("pet_name", rows[0]) not in stored_answers(claim)


def test_nobody_else_reaches_a_draft(alice, bob, aisha, visitor, carol):
    claim = small_draft(alice)
    for stranger in (bob, aisha, visitor):
        with pytest.raises(Http404):
            save(claim, stranger, "name", NAME)
    with council_scope(carol.council.pk), pytest.raises(Http404):
        save(claim, carol, "name", NAME)
    assert not Answer.objects.filter(claim=claim).exists()


def grant(alice, bob, scopes, **dates):
    today = timezone.localdate()
    dates = {"starts_on": today, "ends_on": today + dt.timedelta(days=30)} | dates
    return Delegation.objects.create(resident=alice.resident, helper=bob.user, scopes=scopes, **dates)


def test_a_helper_fills_in_by_grant_and_the_trail_says_so(alice, bob):
    claim = small_draft(alice)
    delegation = grant(alice, bob, [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS])
    save(claim, bob, "name", NAME)
    answer = Answer.objects.get(claim=claim)
    assert (answer.by, answer.provenance) == (bob.user, Answer.Provenance.HELPER)
    event = AuditEvent.objects.get(code="claims.answers.saved_by_helper")
    assert (event.delegation, event.resident) == (delegation, alice.resident)
    assert "Ashworth" not in str(event.detail)


@pytest.mark.parametrize("what", ["revoked", "over", "not begun", "view only"])
def test_a_grant_that_does_not_hold_saves_nothing(alice, bob, what):
    claim = small_draft(alice)
    today = timezone.localdate()
    delegation = grant(alice, bob, [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS])
    if what == "revoked":
        delegation.revoked_at = timezone.now()
    elif what == "over":
        delegation.starts_on, delegation.ends_on = today - dt.timedelta(2), today - dt.timedelta(1)
    elif what == "not begun":
        delegation.starts_on = today + dt.timedelta(days=1)
    else:
        delegation.scopes = [Scope.VIEW_CLAIMS]
    delegation.save()
    with pytest.raises(PermissionDenied if what == "view only" else Http404):
        save(claim, bob, "name", NAME)
    assert not Answer.objects.filter(claim=claim).exists()


def test_a_visitors_draft_is_theirs_alone(visitor, calderbrook):
    from dataclasses import replace

    claim = small_draft(visitor)
    assert claim.resident.user is None
    owner = replace(visitor, resident=claim.resident)
    save(claim, owner, "name", NAME)
    other = replace(visitor, resident=small_draft(visitor).resident)
    assert list(readers.claims_for(other)) == list(Claim.objects.filter(resident=other.resident))
    with pytest.raises(Http404):
        save(claim, other, "name", NAME)


def test_a_link_opens_one_draft(visitor, alice):
    from dataclasses import replace

    claim, second = small_draft(alice), small_draft(alice)
    opened = replace(visitor, opened_claims=frozenset({str(claim.public_id)}))
    save(claim, opened, "name", NAME)
    with pytest.raises(Http404):
        save(second, opened, "name", NAME)
