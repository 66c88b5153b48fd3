"""An adviser who fills in with somebody meets a form that changed like everybody else."""

from __future__ import annotations

import pytest

from claims.models import Claim
from claims.moving.actions import FormChanged
from cobrowse.models import SharedEdit
from cobrowse.sharing.actions.editing import ChangedSince, save_shared_answer, undo_edit
from cobrowse.sharing.presenters.saving import save_from_script
from tests.claims.moving.changing import MUST, publish, with_question
from tests.cobrowse.sharing.conftest import change, raw_of
from tests.cobrowse.sharing.test_editing import edit


def test_what_the_adviser_typed_on_the_old_version_is_refused_and_the_draft_moves(on_duty, together, draft, omar):
    before = raw_of(draft, "pet_kind")
    after = publish(omar, MUST, with_question)
    typed = change("pet_kind", "A cat", 10**6)
    status, reply = save_from_script(typed, public_id=together.request.public_id, by=on_duty)
    assert (status, reply) == (422, {"state": "refused"})
    assert raw_of(draft, "pet_kind") == before
    assert Claim.objects.get(pk=draft.pk).form_version == after
    edit(together, on_duty, "pet_kind", "A cat")
    assert raw_of(draft, "pet_kind") == "A cat"


def test_without_scripts_too(on_duty, together, omar):
    publish(omar, MUST, with_question)
    with pytest.raises(FormChanged):
        save_shared_answer(public_id=together.request.public_id, change=change("pet_kind", "A cat", 10**6), by=on_duty)


def test_nothing_is_taken_back_from_a_form_that_changed(on_duty, together, draft, omar, alice):
    edit(together, on_duty, "pet_kind", "A cat")
    publish(omar, MUST, with_question)
    made = SharedEdit.objects.get(shared=together)
    with pytest.raises(ChangedSince):
        undo_edit(public_id=together.request.public_id, edit_id=made.public_id, by=alice)
    assert raw_of(draft, "pet_kind") == "A cat"
