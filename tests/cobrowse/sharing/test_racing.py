"""The adviser types while the resident presses "stop"; a record is joined to another while somebody types in either."""

from __future__ import annotations

import datetime as dt
import threading
import uuid

import pytest
from django.utils import timezone

from accounts.actions.taking_over import join_records
from accounts.actors import Actor, system_actor
from accounts.models import Council
from accounts.permissions import Role
from claims.actions.answering import AnswerChange, Saved, save_answers
from cobrowse.actions.duty import change_duty
from cobrowse.actions.queueing import accept
from cobrowse.models import Access, Duty, SharedEdit, SharedForm
from cobrowse.sharing.actions.editing import MayOnlySee, NotSharedAnyMore, ResidentSilent, save_shared_answer
from cobrowse.sharing.actions.sharing import note_beat, share_form, stop_editing, stop_sharing
from core.tenancy import council_scope
from jobjournal.actions.access import locked_journal
from jobjournal.actions.drafting import BoxChange, DraftOf, save_draft
from jobjournal.actions.library import set_up_journal
from jobjournal.models import Entry, EntryDraft
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask
from tests.cobrowse.sharing.conftest import change
from tests.jobjournal.making import recorded
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


# --- an entry of the journal ---


def typed(by: Actor, words: str, client_id: uuid.UUID | None = None) -> EntryDraft:
    of = DraftOf(client_id or uuid.uuid4(), "applied", "apply_online")
    known = EntryDraft.objects.filter(resident=by.resident, client_id=of.client_id).first()
    change = BoxChange("employer", words, known.head_revision if known else 0)
    assert not save_draft(of=of, changes=[change], by=by).conflicts
    return EntryDraft.objects.get(resident=by.resident)


@pytest.fixture
def entries(transactional_db):
    """Alice has two accounts. In each she has a journal, and in one she shares an entry while she types it."""
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    alice = make_resident(council, "Alice", "alice@c.example")
    older = make_resident(council, "Alice", "older@c.example")
    aisha = make_staff(council, "Aisha", "aisha@c.example", Role.ADVISOR)
    with council_scope(council.pk):
        set_up_journal(by=system_actor(council, "tests"))
        change_duty(state=Duty.State.HERE, by=aisha)
        for each in (alice, older):
            request = accept(public_id=ask(each).public_id, by=aisha)
            draft = typed(each, "Northgate")
            share_form(public_id=request.public_id, claim_id=draft.public_id, kind="entry", access=Access.EDIT, by=each)
    return council, alice, older


def begin_another(by: Actor, draft: EntryDraft) -> None:
    typed(by, "Southgate")


def type_on(by: Actor, draft: EntryDraft) -> None:
    typed(by, "Northgate Stores", draft.client_id)


def save_it(by: Actor, draft: EntryDraft) -> None:
    recorded(by, client_id=draft.client_id)


@pytest.mark.slow
@pytest.mark.parametrize("in_older", [True, False])
@pytest.mark.parametrize("write", [type_on, begin_another, save_it])
def test_a_record_is_joined_while_somebody_types_in_either(entries, write, in_older):
    """Whoever writes has locked the journal and comes to what is shared next: the join waits before it locks that."""
    council, alice, older = entries
    by = older if in_older else alice

    def join() -> None:
        with council_scope(council.pk):
            join_records(source=older.resident, target=alice.resident, by=alice)

    def go_on() -> None:
        write(by, EntryDraft.objects.get(resident=by.resident))

    with Held(council.pk, lambda: locked_journal(by.resident), then=go_on) as held:
        waiting = Waiting(join)
    assert (waiting.result(), isinstance(held.result, Exception)) == (None, False), held.result
    with council_scope(council.pk):
        older.resident.refresh_from_db()
        assert older.resident.joined_into == alice.resident
        assert EntryDraft.objects.filter(resident=alice.resident).count() == 1
        assert Entry.objects.filter(resident=alice.resident).count() == (1 if write is save_it else 0)
        assert not SharedForm.objects.filter(ended_at__isnull=True, request__resident=older.resident).exists()


def test_stopped_in_the_middle_of_a_page_it_locks_as_whoever_types(entries):
    """The button above the page stops and saves in one transaction, while another tab of hers types."""
    council, alice, _older = entries

    def stop_and_save() -> None:
        with council_scope(council.pk):
            share = SharedForm.objects.get(request__resident=alice.resident)
            stop_sharing(public_id=share.request.public_id, by=alice)
            type_on(alice, EntryDraft.objects.get(resident=alice.resident))

    def go_on() -> None:
        type_on(alice, EntryDraft.objects.get(resident=alice.resident))

    with Held(council.pk, lambda: locked_journal(alice.resident), then=go_on) as held:
        waiting = Waiting(stop_and_save)
    assert (waiting.result(), isinstance(held.result, Exception)) == (None, False), held.result
