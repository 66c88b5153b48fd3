"""Recording, changing, repeating and removing entries: once each, in order, with their history, by who may."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.permissions import Scope
from jobjournal.actions.recording import EntryRefused, add_to_days, change_entry, remove_entry, repeat_entry
from jobjournal.models import Entry, EntryRevision, Job
from jobjournal.readers import journal as readers
from jobjournal.readers.entry_words import words_of
from tests.jobjournal.making import applied, helping, own_words, recorded

pytestmark = pytest.mark.usefixtures("library")


def test_an_entry_keeps_the_sentence_and_what_it_was_made_of(alice):
    day = dt.date(2026, 11, 17) if timezone.localdate() >= dt.date(2026, 11, 17) else timezone.localdate()
    entry = recorded(alice, applied(day, reference="KA-2291", next_step="phone them", next_date="2026-11-23"))
    words = words_of(Entry.objects.get(pk=entry.pk))
    assert words.sentence.endswith(
        "I applied online for a kitchen assistant job with Northgate Foods in Leigh. I found it on Find a Job, "
        "reference KA-2291. The application took me 45 minutes. Next I will phone them on Monday 23 November."
    )
    assert words.slots["employer"] == "Northgate Foods"
    assert (entry.minutes, entry.happened_on, entry.sequence, entry.number) == (45, day, 1, 1)
    assert "{employer}" in words.template_text
    assert b"Northgate" not in bytes(entry.secret)


def test_the_same_id_again_is_the_same_entry(alice):
    client_id = uuid.uuid4()
    first = recorded(alice, client_id=client_id)
    again = recorded(alice, applied(employer="Somebody else"), client_id=client_id)
    assert first.pk == again.pk
    assert words_of(again).slots["employer"] == "Northgate Foods"
    assert Entry.objects.count() == EntryRevision.objects.count() == 1
    assert AuditEvent.objects.filter(code="jobjournal.entry.recorded").count() == 1


def test_two_people_may_choose_the_same_id(alice, bob):
    client_id = uuid.uuid4()
    assert recorded(alice, client_id=client_id).pk != recorded(bob, client_id=client_id).pk


def test_a_removed_entry_is_not_taken_again(alice):
    client_id = uuid.uuid4()
    entry = recorded(alice, client_id=client_id)
    remove_entry(public_id=entry.public_id, by=alice)
    assert recorded(alice, client_id=client_id).pk == entry.pk
    assert readers.entries_page(alice.resident) == []


def test_numbers_follow_the_order_of_receipt(alice, bob):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert [recorded(alice).sequence, recorded(alice, applied(yesterday)).sequence] == [1, 2]
    assert recorded(bob).sequence == 1
    assert [view.entry.sequence for view in readers.entries_page(alice.resident)] == [1, 2]


@pytest.mark.parametrize(
    ("slots", "problems"),
    [
        ({"employer": " . "}, {"employer": "answer_this"}),
        ({"duration": "soon"}, {"duration": "wrong_minutes"}),
        ({"duration": "901"}, {"duration": "wrong_minutes"}),
        ({"date": "31/02/2026"}, {"date": "wrong_date"}),
        ({"date": "2999-01-01"}, {"date": "future_date"}),
        ({"date": "2001-01-01", "place": ""}, {"date": "too_old", "place": "answer_this"}),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(alice, slots, problems):
    with pytest.raises(EntryRefused) as refused:
        recorded(alice, applied(**slots))
    assert refused.value.problems == problems
    assert not Entry.objects.exists()


def test_own_words_in_english_are_the_sentence(alice):
    words = words_of(recorded(alice, own_words("i asked at the bakery,\n they may call", minutes="20")))
    assert words.sentence == "I asked at the bakery, they may call."
    assert words.own_words == "i asked at the bakery,\n they may call"


def test_own_words_in_another_language_stand_beside_an_english_sentence(alice):
    entry = recorded(alice, own_words("میں بیکری گیا", language="ur"))
    assert words_of(entry).sentence.endswith(": visited an employer. I wrote the details in Urdu.")
    assert words_of(entry).own_words == "میں بیکری گیا"
    assert readers.settings_of(alice.resident).language == "ur"


def test_changing_makes_a_version_and_the_old_one_stays(alice):
    entry = recorded(alice)
    change_entry(public_id=entry.public_id, given=applied(employer="Southgate Foods"), by=alice)
    first, second = readers.revisions_of(entry)
    assert "Northgate" in first.words.sentence
    assert "Southgate" in second.words.sentence
    entry.refresh_from_db()
    assert entry.number == 2
    assert entry.changed_at is not None
    change_entry(public_id=entry.public_id, given=applied(employer="Southgate Foods"), by=alice)
    assert EntryRevision.objects.count() == 2


def test_a_version_cannot_be_changed(alice):
    recorded(alice)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        EntryRevision.objects.update(happened_on="2020-01-01")


def test_repeating_and_several_days(alice):
    today = timezone.localdate()
    entry = recorded(alice, applied(today - dt.timedelta(days=1)))
    again = repeat_entry(public_id=entry.public_id, day=today, client_id=uuid.uuid4(), by=alice)
    assert (again.happened_on, again.minutes) == (today, 45)
    client_id, days = uuid.uuid4(), [today - dt.timedelta(days=number) for number in (1, 2, 3)]
    added = add_to_days(public_id=entry.public_id, days=days, client_id=client_id, by=alice)
    assert [each.happened_on for each in added] == sorted(days[1:])
    assert add_to_days(public_id=entry.public_id, days=days, client_id=client_id, by=alice) == added


def test_nobody_else_reads_or_writes(alice, bob, aisha):
    entry = recorded(alice)
    for stranger in (bob, aisha):
        with pytest.raises(Http404):
            readers.entry_for(stranger, entry.public_id)
        with pytest.raises(Http404):
            recorded(stranger, resident=alice.resident)
        with pytest.raises(Http404):
            change_entry(public_id=entry.public_id, given=applied(), by=stranger)
        with pytest.raises(Http404):
            remove_entry(public_id=entry.public_id, by=stranger)


def test_a_helper_who_may_look_may_not_write_and_one_who_may_is_named(alice, bob):
    grant = helping(bob, alice.resident, Scope.VIEW_JOURNAL)
    entry = recorded(alice)
    assert readers.entry_for(bob, entry.public_id) == entry
    with pytest.raises(PermissionDenied):
        recorded(bob, resident=alice.resident)
    grant.scopes = [Scope.VIEW_JOURNAL, Scope.FILL_JOURNAL]
    grant.save()
    recorded(bob, resident=alice.resident)
    event = AuditEvent.objects.filter(code="jobjournal.entry.recorded").latest("number")
    assert (event.delegation, event.resident) == (grant, alice.resident)
    grant.revoked_at = timezone.now()
    grant.save()
    with pytest.raises(Http404):
        recorded(bob, resident=alice.resident)


def test_a_job_of_somebody_else_is_not_linked(alice, bob):
    job = Job.objects.create(resident=bob.resident, title="Cook", saved_on=timezone.localdate())
    given = applied()
    assert recorded(alice, type(given)(**{**given.__dict__, "job": job})).job is None


def test_adding_costs_at_most_ten_queries(alice):
    recorded(alice)
    with CaptureQueriesContext(connection) as queries:
        recorded(alice)
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 10, "\n".join(asked)
