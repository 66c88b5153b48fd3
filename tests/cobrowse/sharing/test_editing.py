"""What the adviser may change, that they never overwrite what they have not seen, and taking it back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import AuditEvent
from claims.actions.answering import AnswerChange, save_answers
from claims.models import Answer
from cobrowse.models import Access, SharedEdit, SharedForm
from cobrowse.sharing.actions.editing import (
    ChangedSince,
    MayOnlySee,
    NotSharedAnyMore,
    point_at,
    point_to_page,
    save_shared_answer,
    say_where,
    undo_edit,
)
from cobrowse.sharing.actions.sharing import share_form, stop_editing, stop_sharing
from cobrowse.sharing.presenters.changes import changes_content
from cobrowse.sharing.readers.shares import changed_in, has_changes
from tests.cobrowse.sharing.conftest import answer, change, raw_of


def edit(together: SharedForm, by, key: str, raw, **more):
    """The adviser saves one answer with the revision that is there."""
    known = together.claim.answers.filter(key=key, row=more.get("row", "")).first()
    base = more.pop("base", known.revision if known else 0)
    return save_shared_answer(public_id=together.request.public_id, change=change(key, raw, base, **more), by=by)


def undo(together: SharedForm, by, number: int) -> None:
    edit_id = SharedEdit.objects.get(shared=together, number=number).public_id
    undo_edit(public_id=together.request.public_id, edit_id=edit_id, by=by)


def test_the_adviser_fills_in_what_they_may(on_duty, together, draft):
    saved = edit(together, on_duty, "pet_kind", "A cat")
    assert raw_of(draft, "pet_kind") == "A cat"
    stored = draft.answers.get(key="pet_kind")
    assert (stored.provenance, stored.by, stored.revision) == (
        Answer.Provenance.HELPER, on_duty.user, saved.revisions["pet_kind", ""],
    )  # fmt: skip
    event = AuditEvent.objects.get(code="claims.answers.saved_by_helper")
    assert (event.delegation, event.detail) == (together.delegation, {"questions": ["pet_kind"]})


def test_a_field_of_a_row_too(on_duty, together, draft):
    row = draft.answers.get(key="pets").value[0]
    edit(together, on_duty, "pet_name", "Rex", row=row)
    assert raw_of(draft, "pet_name", row) == "Rex"


@pytest.mark.parametrize("key", ["nino", "account", "pets"])
def test_what_is_masked_or_not_typed_is_never_the_advisers_to_give(on_duty, together, draft, key):
    before = draft.answers.get(key=key)
    with pytest.raises(MayOnlySee):
        edit(together, on_duty, key, "CD123456A")
    after = draft.answers.get(key=key)
    assert (after.revision, bytes(after.secret or b""), after.value) == (
        before.revision, bytes(before.secret or b""), before.value,
    )  # fmt: skip


def test_an_edit_that_was_not_allowed_changes_nothing(alice, on_duty, sam, bob, seen, draft):
    head = type(draft).objects.get(pk=draft.pk).head_revision
    with pytest.raises(MayOnlySee):
        edit(seen, on_duty, "pet_kind", "A cat")
    for stranger, refusal in ((sam, NotSharedAnyMore), (bob, Http404), (alice, Http404)):
        with pytest.raises(refusal):
            edit(seen, stranger, "pet_kind", "A cat")
    draft.refresh_from_db()
    assert (draft.head_revision, raw_of(draft, "pet_kind")) == (head, "A parrot")
    assert not SharedEdit.objects.exists()


def test_a_question_that_there_is_not_is_404(on_duty, together):
    with pytest.raises(Http404):
        edit(together, on_duty, "password", "x")


def test_after_stop_nothing_more_is_saved_and_a_new_grant_brings_nothing_back(alice, on_duty, together, talking, draft):
    edit(together, on_duty, "pet_kind", "A cat")
    stop_editing(public_id=talking.public_id, by=alice)
    with pytest.raises(MayOnlySee):
        edit(together, on_duty, "pet_kind", "A dog")
    stop_sharing(public_id=talking.public_id, by=alice)
    with pytest.raises(NotSharedAnyMore):
        edit(together, on_duty, "pet_kind", "A dog")
    share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.EDIT, by=alice)
    assert raw_of(draft, "pet_kind") == "A cat"


def test_what_the_person_answered_meanwhile_is_not_overwritten(alice, on_duty, together, draft):
    base = draft.answers.get(key="pet_kind").revision
    answer(draft, alice, "pet_kind", "Two parrots")
    saved = edit(together, on_duty, "pet_kind", "A cat", base=base)
    assert saved.conflicts["pet_kind", ""][0] == "Two parrots"
    assert raw_of(draft, "pet_kind") == "Two parrots"
    assert not has_changes(together.request)


def test_the_changes_are_told_with_what_was_there_before_the_first(on_duty, together):
    for words in ("A c", "A ca", "A cat"):
        edit(together, on_duty, "pet_kind", words)
    edit(together, on_duty, "name", {"first": "Alicia", "last": "Ashworth"})
    changed = [(each.key, each.before, each.after, each.number) for each in changed_in(together)]
    assert changed == [
        ("pet_kind", "A parrot", "A cat", 3),
        ("name", {"first": "Alice", "last": "Ashworth"}, {"first": "Alicia", "last": "Ashworth"}, 4),
    ]
    # What was changed is kept encrypted.
    assert b"parrot" not in b"".join(bytes(edit.secret) for edit in SharedEdit.objects.order_by("pk"))


def test_undo_puts_back_what_was_there(alice, on_duty, together, draft):
    edit(together, on_duty, "pet_kind", "A c")
    edit(together, on_duty, "pet_kind", "A cat")
    undo(together, alice, 2)
    assert raw_of(draft, "pet_kind") == "A parrot"
    assert [each.is_undone for each in changed_in(together)] == [True]
    with pytest.raises(Http404):
        undo(together, alice, 2)
    # Changed again, it is a change from what was put back.
    edit(together, on_duty, "pet_kind", "A dog")
    assert [(each.before, each.is_undone) for each in changed_in(together)] == [("A parrot", False)]


def test_undo_of_an_answer_that_there_was_not(alice, on_duty, together, draft):
    draft.answers.filter(key="anything_else").delete()
    edit(together, on_duty, "anything_else", "Words of mine")
    undo(together, alice, 1)
    assert raw_of(draft, "anything_else") == ""


def test_undo_never_overwrites_something_newer(alice, on_duty, together, draft):
    edit(together, on_duty, "pet_kind", "A cat")
    answer(draft, alice, "pet_kind", "A cat and a dog")
    with pytest.raises(ChangedSince):
        undo(together, alice, 1)
    assert raw_of(draft, "pet_kind") == "A cat and a dog"
    edit(together, on_duty, "name", {"first": "A", "last": "B"})
    edit(together, on_duty, "name", {"first": "C", "last": "D"})
    with pytest.raises(ChangedSince):
        undo(together, alice, 2)


def test_both_write_in_one_long_text_and_undo_takes_out_the_advisers_words_only(alice, on_duty, together, draft):
    base = draft.answers.get(key="anything_else").revision
    known = (("", "My rent went up"),)

    def write(words: str, base: int, by, save, known=known) -> None:
        made = AnswerChange("anything_else", "", words, base, known=known)
        save(public_id=together.request.public_id if by is on_duty else draft.public_id, by=by, **(
            {"change": made} if by is on_duty else {"changes": [made]}))  # fmt: skip

    write("My weekly rent went up", base, alice, save_answers)
    write("My rent went up in May", base, on_duty, save_shared_answer)
    assert raw_of(draft, "anything_else") == "My weekly rent went up in May"
    changed = changed_in(together)[0]
    assert (changed.before, changed.after) == ("My weekly rent went up", "My weekly rent went up in May")
    # She goes on, the adviser too, and she again.
    answer(draft, alice, "anything_else", "My weekly rent went up in May. Help")
    now = draft.answers.get(key="anything_else")
    write(f"{now.value} them please", now.revision, on_duty, save_shared_answer, ())
    answer(draft, alice, "anything_else", "So: My weekly rent went up in May. Help them please")
    assert changes_content(alice, together.request.public_id)[0].lines[0].may_undo
    undo(together, alice, 2)
    assert raw_of(draft, "anything_else") == "So: My weekly rent went up. Help"
    assert [each.is_undone for each in changed_in(together)] == [True]


def test_undo_of_long_words_that_are_gone(alice, on_duty, together, draft):
    edit(together, on_duty, "anything_else", "Words of mine")
    draft.answers.filter(key="anything_else").delete()
    with pytest.raises(ChangedSince):
        undo(together, alice, 1)


def test_undo_is_the_residents_own(bob, on_duty, together):
    edit(together, on_duty, "pet_kind", "A cat")
    for stranger in (bob, on_duty):
        with pytest.raises((Http404, PermissionDenied)):
            undo(together, stranger, 1)


def test_a_question_is_shown_only_by_whom_the_form_is_shared_with(on_duty, sam, together, talking):
    point_at(public_id=talking.public_id, key="pet_kind", by=on_duty)
    with pytest.raises(NotSharedAnyMore):
        point_at(public_id=talking.public_id, key="pet_kind", by=sam)


def test_the_way_to_a_page_is_shown_only_by_whom_the_form_is_shared_with(on_duty, sam, together, talking):
    point_to_page(public_id=talking.public_id, page="your-pets", by=on_duty)
    with pytest.raises(Http404):
        point_to_page(public_id=talking.public_id, page="your-secrets", by=on_duty)
    with pytest.raises(NotSharedAnyMore):
        point_to_page(public_id=talking.public_id, page="your-pets", by=sam)


def test_where_somebody_is_is_said_by_the_two_only(alice, bob, on_duty, sam, together, talking):
    for one in (alice, on_duty):
        say_where(public_id=talking.public_id, key="dob", by=one)
    for stranger in (bob, sam):
        with pytest.raises(NotSharedAnyMore):
            say_where(public_id=talking.public_id, key="dob", by=stranger)
    stop_sharing(public_id=talking.public_id, by=alice)
    for one in (alice, on_duty):
        with pytest.raises(NotSharedAnyMore):
            say_where(public_id=talking.public_id, key="dob", by=one)
