"""The adviser types while the resident presses "stop"."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.utils import timezone

from accounts.models import Council
from accounts.permissions import Role
from claims.actions.answering import AnswerChange, Saved, save_answers
from cobrowse.actions.duty import change_duty
from cobrowse.actions.queueing import accept
from cobrowse.models import Access, Duty, SharedEdit, SharedForm
from cobrowse.sharing.actions.editing import MayOnlySee, NotSharedAnyMore, ResidentSilent, save_shared_answer
from cobrowse.sharing.actions.sharing import note_beat, share_form, stop_editing, stop_sharing
from core.tenancy import council_scope
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask
from tests.cobrowse.sharing.conftest import change
from tests.parallel import Held, Waiting, in_parallel
from tests.people import make_resident, make_staff

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH, STOP_AFTER = 5, 10, 12


@pytest.fixture
def shared(transactional_db):
    """Everything committed: the resident, the adviser, and what is shared."""
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    alice = make_resident(council, "Alice", "alice@c.example")
    aisha = make_staff(council, "Aisha", "aisha@c.example", Role.ADVISOR)
    with council_scope(council.pk):
        change_duty(state=Duty.State.HERE, by=aisha)
        claim = small_draft(alice)
        request = accept(public_id=ask(alice).public_id, by=aisha)
        share = share_form(public_id=request.public_id, claim_id=claim.public_id, access=Access.EDIT, by=alice)
    return council, alice, aisha, share


@pytest.mark.slow
@pytest.mark.parametrize("stop", [stop_editing, stop_sharing])
def test_no_edit_lands_after_stop(shared, stop):
    council, alice, aisha, share = shared
    public_id, tried = share.request.public_id, threading.Semaphore(0)

    def edit(words: str):
        tried.release()
        try:
            with council_scope(council.pk):
                known = share.claim.answers.filter(key="anything_else").first()
                made = change("anything_else", words, known.revision if known else 0)
                return save_shared_answer(public_id=public_id, change=made, by=aisha)
        except (MayOnlySee, NotSharedAnyMore) as refusal:
            return refusal

    def work(number: int):
        if number:
            return [edit(f"Words {number} {each}") for each in range(EACH)]
        for _ in range(STOP_AFTER):
            tried.acquire(timeout=30)
        with council_scope(council.pk):
            stop(public_id=public_id, by=alice)
        with council_scope(council.pk):
            return SharedEdit.objects.count()

    there_at_stop, *found = in_parallel(WRITERS + 1, work)
    assert [each for each in [there_at_stop, *found] if isinstance(each, Exception)] == []
    assert any(isinstance(each, Exception) for many in found for each in many), "stop came after every edit"
    with council_scope(council.pk):
        # What was saved when stop had committed is all that ever is; numbered without gaps, and the draft says it.
        numbers = list(SharedEdit.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, there_at_stop + 1))
        assert SharedForm.objects.get(pk=share.pk).edits == there_at_stop
        latest = SharedEdit.objects.order_by("number").last()
        if latest is not None:
            assert share.claim.answers.get(key="anything_else").revision == latest.revision


@pytest.mark.parametrize("there", [True, False])
def test_whether_they_are_there_is_asked_when_everything_is_locked(shared, there):
    """An edit that had to wait is judged by how things are when it is let in, not when it came."""
    council, _alice, aisha, share = shared

    def otherwise() -> None:
        SharedForm.objects.select_for_update().get(pk=share.pk)
        before = timezone.now() - dt.timedelta(seconds=0 if there else 11)
        SharedForm.objects.update(resident_here_at=before, resident_beats=True)

    def edit():
        with council_scope(council.pk):
            return save_shared_answer(
                public_id=share.request.public_id, change=change("anything_else", "Mine", 0), by=aisha
            )

    with council_scope(council.pk):
        note_beat(share=share)
        if there:
            SharedForm.objects.update(resident_here_at=timezone.now() - dt.timedelta(seconds=11))
    with Held(council.pk, otherwise) as held:
        waiting = Waiting(edit)
        held.commit()
    assert isinstance(waiting.result(), Saved if there else ResidentSilent)


def test_both_type_in_one_long_text_at_once_and_no_word_is_lost(shared):
    """Each page knows only what it was told last, as it is on a slow line; every change says what it was made of."""
    council, alice, aisha, share = shared
    public_id, claim_id = share.request.public_id, share.claim.public_id

    def write(number: int) -> list[str]:
        box, base, typed = "", 0, []
        for each in range(EACH):
            typed.append(f"{'hers' if number else 'theirs'}{each}")
            words = f"{box} {typed[-1]}".strip()
            made = AnswerChange("anything_else", "", words, base, f"page{number}", f"page{number}.{each}", (("", box),))
            with council_scope(council.pk):
                if number:
                    saved = save_answers(public_id=claim_id, changes=[made], by=alice)
                else:
                    saved = save_shared_answer(public_id=public_id, change=made, by=aisha)
            place = "anything_else", ""
            box, base = saved.texts.get(place, words), saved.revisions[place]
        return typed

    written = in_parallel(2, write)
    with council_scope(council.pk):
        text = share.claim.answers.get(key="anything_else").value
        assert sorted(text.split()) == sorted(written[0] + written[1])
        assert SharedEdit.objects.count() == EACH
