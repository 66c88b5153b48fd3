"""What happens by itself: old parts are deleted, people are reminded once, keys are rotated."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.actors import system_actor
from accounts.models import Resident
from core.crypto import key_id_of
from core.mail import MessageNotSent
from core.rotating import rotate_rows
from jobjournal import tasks
from jobjournal.actions import retention
from jobjournal.actions.drafting import BoxChange, DraftOf, save_draft
from jobjournal.actions.planning import set_reminder
from jobjournal.actions.recording import remove_entry
from jobjournal.actions.reminding import ENDING, TOLD_DAYS_BEFORE, send_reminders, tell_of_ending_drafts
from jobjournal.actions.retention import DRAFT_DAYS, delete_old_parts
from jobjournal.actions.rotating import KINDS
from jobjournal.models import Entry, EntryDraft, EntryRevision, Job, Journal
from jobjournal.readers.drafts import typed_in
from jobjournal.readers.entry_words import words_of
from jobjournal.readers.journal import revisions_of
from jobjournal.sharing import tasks as share_tasks
from notifications.actions import deliver
from notifications.models import Message
from notifications.texts import render_message
from tests.jobjournal.making import recorded

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def platform(calderbrook):
    return system_actor(calderbrook, "retention")


def test_a_removed_entry_is_deleted_after_thirty_days(alice, platform):
    kept, removed = recorded(alice), recorded(alice)
    remove_entry(public_id=removed.public_id, by=alice)
    assert delete_old_parts(by=platform)["entries"] == 0
    Entry.objects.filter(pk=removed.pk).update(removed_at=timezone.now() - dt.timedelta(days=31))
    assert delete_old_parts(by=platform)["entries"] == 1
    assert list(Entry.objects.all()) == [kept]
    assert EntryRevision.objects.count() == 1


def test_a_journal_nobody_used_for_two_years_is_emptied_and_its_numbers_go_on(alice, bob, platform):
    recorded(alice)
    recorded(bob)
    Job.objects.create(resident=alice.resident, title="Cook", saved_on=timezone.localdate())
    Journal.objects.filter(resident=alice.resident).update(last_used_at=timezone.now() - dt.timedelta(days=732))
    assert delete_old_parts(by=platform)["journals"] == 1
    assert not Entry.objects.filter(resident=alice.resident).exists()
    assert not Job.objects.exists()
    assert Entry.objects.filter(resident=bob.resident).exists()
    assert recorded(alice).sequence == 2
    assert not any(delete_old_parts(by=platform).values())


def test_empty_journals_are_not_in_the_way_of_others(alice, bob, platform, monkeypatch):
    monkeypatch.setattr(retention, "JOURNALS_AT_ONCE", 1)
    for actor in (alice, bob):
        recorded(actor)
    Journal.objects.update(last_used_at=timezone.now() - dt.timedelta(days=732))
    assert [delete_old_parts(by=platform)["journals"] for _ in range(3)] == [1, 1, 0]
    assert not Entry.objects.exists()


def test_reminders_go_out_once_on_the_chosen_day_without_details(alice, bob, platform):
    today = timezone.localdate()
    set_reminder(resident=alice.resident, day=today.weekday(), by=alice)
    set_reminder(resident=bob.resident, day=(today.weekday() + 1) % 7, by=bob)
    assert send_reminders(today=today, by=platform) == 1
    assert send_reminders(today=today, by=platform) == 0
    sent = Message.objects.filter(template="journal_reminder")
    assert {message.resident for message in sent} == {alice.resident}
    assert all(message.context == {} for message in sent)
    assert send_reminders(today=today + dt.timedelta(days=7), by=platform) == 1


def begun(actor, *, days_ago: float) -> EntryDraft:
    of = DraftOf(uuid.uuid4(), "applied", "apply_online")
    save_draft(of=of, changes=[BoxChange("employer", "Northgate Stores")], by=actor)
    EntryDraft.objects.filter(resident=actor.resident).update(saved_at=timezone.now() - dt.timedelta(days=days_ago))
    return EntryDraft.objects.get(resident=actor.resident)


def told() -> list[Message]:
    return list(Message.objects.filter(template=ENDING).order_by("pk"))


def test_whoever_began_an_entry_is_told_once_before_it_goes(alice, bob, platform):
    now = timezone.now()
    draft, _later = begun(alice, days_ago=DRAFT_DAYS - TOLD_DAYS_BEFORE), begun(bob, days_ago=2)
    assert [tell_of_ending_drafts(now=timezone.now(), by=platform) for _ in range(3)] == [1, 0, 0]
    sent = told()
    assert {message.channel for message in sent} == {"email", "in_app"}
    assert {message.resident for message in sent} == {alice.resident}
    goes_on = timezone.localdate(draft.saved_at + dt.timedelta(days=DRAFT_DAYS))
    assert goes_on == timezone.localdate(now + dt.timedelta(days=TOLD_DAYS_BEFORE))
    text = render_message(sent[0], alice.council)
    assert f"We delete it on {date_format(goes_on, 'j F Y')}." in text.short
    for words in ("Northgate", "job", "journal", "Alice"):
        assert words not in f"{text.subject} {text.body}"
    # Told, it goes on that day.
    EntryDraft.objects.filter(pk=draft.pk).update(saved_at=now - dt.timedelta(days=DRAFT_DAYS, minutes=1))
    assert delete_old_parts(by=platform)["drafts"] == 1
    assert EntryDraft.objects.get().resident == bob.resident


def test_typed_in_again_it_stays_and_nobody_is_told_what_is_not_so(alice, platform, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    draft = begun(alice, days_ago=12)
    tell_of_ending_drafts(now=timezone.now(), by=platform)
    by_mail = next(message for message in told() if message.channel == "email")
    of = DraftOf(draft.client_id, "applied", "apply_online")
    save_draft(of=of, changes=[BoxChange("employer", "Southgate", draft.head_revision)], by=alice)
    with pytest.raises(MessageNotSent, match="is not so any more"):
        deliver(by_mail, platform)
    assert tell_of_ending_drafts(now=timezone.now(), by=platform) == 0
    # Left as long again, they are told again.
    left = timezone.now() - dt.timedelta(days=DRAFT_DAYS - TOLD_DAYS_BEFORE)
    EntryDraft.objects.update(saved_at=left, told_at=left - dt.timedelta(days=1))
    assert tell_of_ending_drafts(now=timezone.now(), by=platform) == 1


def test_whom_it_is_not_safe_to_contact_is_told_in_the_account_only(alice, platform):
    Resident.objects.filter(pk=alice.resident.pk).update(safe_to_contact=False)
    begun(alice, days_ago=12)
    assert tell_of_ending_drafts(now=timezone.now(), by=platform) == 1
    assert [message.channel for message in told()] == ["in_app"]


def test_what_is_over_already_is_not_spoken_of(alice, platform):
    begun(alice, days_ago=DRAFT_DAYS + 1)
    assert tell_of_ending_drafts(now=timezone.now(), by=platform) == 0


def test_tasks_run_in_every_council(alice):
    set_reminder(resident=alice.resident, day=timezone.localdate().weekday(), by=alice)
    begun(alice, days_ago=12)
    tasks.send_reminders()
    tasks.tell_of_ending_drafts()
    tasks.delete_old_parts()
    share_tasks.close_ended_shares()
    share_tasks.delete_old_shares()
    assert Message.objects.filter(template="journal_reminder").exists()
    assert told()


def test_words_are_encrypted_again_with_the_new_key(alice, settings):
    entry = recorded(alice)
    save_draft(of=DraftOf(uuid.uuid4(), "applied"), changes=[BoxChange("own_words", "I asked")], by=alice)
    settings.FIELD_KEYS = {"new": b"n" * 32, **settings.FIELD_KEYS}
    for kind in KINDS:
        assert rotate_rows(kind, after=0).rewritten == 1
        assert rotate_rows(kind, after=0).rewritten == 0
    entry.refresh_from_db()
    settings.FIELD_KEYS = {"new": b"n" * 32}
    assert key_id_of(entry.secret) == "new"
    assert typed_in(EntryDraft.objects.get())["own_words"].raw == "I asked"
    assert words_of(entry).sentence == revisions_of(entry)[0].words.sentence
