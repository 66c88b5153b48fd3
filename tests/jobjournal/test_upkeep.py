"""What happens by itself: old parts are deleted, people are reminded once, keys are rotated."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.actors import system_actor
from core.crypto import key_id_of
from core.rotating import rotate_rows
from jobjournal import tasks
from jobjournal.actions import retention
from jobjournal.actions.drafting import BoxChange, DraftOf, save_draft
from jobjournal.actions.planning import set_reminder
from jobjournal.actions.recording import remove_entry
from jobjournal.actions.reminding import send_reminders
from jobjournal.actions.retention import delete_old_parts
from jobjournal.actions.rotating import KINDS
from jobjournal.models import Entry, EntryDraft, EntryRevision, Job, Journal
from jobjournal.readers.drafts import typed_in
from jobjournal.readers.entry_words import words_of
from jobjournal.readers.journal import revisions_of
from jobjournal.sharing import tasks as share_tasks
from notifications.models import Message
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


def test_tasks_run_in_every_council(alice):
    set_reminder(resident=alice.resident, day=timezone.localdate().weekday(), by=alice)
    tasks.send_reminders()
    tasks.delete_old_parts()
    share_tasks.close_ended_shares()
    share_tasks.delete_old_shares()
    assert Message.objects.filter(template="journal_reminder").exists()


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
