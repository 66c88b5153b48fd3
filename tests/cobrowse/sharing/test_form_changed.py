"""An adviser who fills in with somebody meets a form that changed like everybody else."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest

from claims.models import Claim
from claims.moving.actions import FormChanged, open_draft
from claims.views.autosaving import save_from_script as save_of_resident
from cobrowse.models import SharedEdit
from cobrowse.sharing.actions.editing import ChangedSince, save_shared_answer, undo_edit
from cobrowse.sharing.actions.sharing import note_place
from cobrowse.sharing.presenters.saving import save_from_script
from cobrowse.sharing.presenters.screen import adviser_screen
from cobrowse.sharing.readers.shares import share_for_staff
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


def test_a_screen_of_the_old_version_is_refused_after_the_first_save_too(on_duty, together, draft, omar):
    old = draft.form_version_id
    after = publish(omar, MUST, with_question)
    edit_of = functools.partial(save_from_script, public_id=together.request.public_id, by=on_duty)
    typed = change("pet_kind", "A cat", 10**6)
    for _time in range(2):
        assert edit_of(replace(typed, version=old)) == (422, {"state": "refused"})
    base = draft.answers.get(key="pet_kind").revision
    status, _reply = edit_of(replace(typed, base=base, version=after.pk))
    assert (status, raw_of(draft, "pet_kind")) == (200, "A cat")


def test_the_person_over_a_socket_too(together, draft, omar, alice):
    old = draft.form_version_id
    publish(omar, MUST, with_question)
    asked = {"question": "pet_kind", "raw": "A cat", "base": 10**6, "version": str(old)}
    for _time in range(2):
        status, _reply = save_of_resident(asked, public_id=draft.public_id, by=alice)
        assert status == 422
    assert raw_of(draft, "pet_kind") != "A cat"


def test_a_screen_hears_that_the_form_changed_and_says_from_which_version_it_is(on_duty, together, draft, omar, alice):
    note_place(share=together, view="page", page="your-pets")
    before = adviser_screen(share_for_staff(on_duty, together.request.public_id), after=0, known="")
    after = publish(omar, MUST, with_question)
    open_draft(public_id=draft.public_id, by=alice)
    screen = adviser_screen(share_for_staff(on_duty, together.request.public_id), after=0, known=before["known"])
    assert f'name="_version" value="{after.pk}"' in screen["form"]["parts"][0][1]


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
