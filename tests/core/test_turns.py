"""Whose due work is next: each council in turn, people before machines, and nothing lost without the cache."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisAway

from core import turns
from core.due_work import Done, Retrying, do
from core.tenancy import council_scope
from core.turns import DueKind, add_kind, note_due, poll, queue_of, take_turn, take_turns
from jobjournal.models import JournalPdf

QUEUE = "tests"
ONCE = Retrying(waits=(), lease=dt.timedelta(seconds=30))
# Rows in Welsh are what machines asked for.
MACHINES = Q(language="cy")


@pytest.fixture
def done(monkeypatch) -> list[tuple[int, str]]:
    """What was done, in order: council and language."""
    found: list[tuple[int, str]] = []

    def run(*, council_id: int, public_id: str) -> bool:
        def work(row):
            found.append((council_id, row.language))
            return Done()

        return do(JournalPdf, council_id=council_id, public_id=public_id, work=work, retrying=ONCE)

    monkeypatch.setattr(turns, "_kinds", {})
    add_kind(QUEUE, DueKind(JournalPdf, run, only=~MACHINES))
    add_kind(QUEUE, DueKind(JournalPdf, run, only=MACHINES, for_machines=True))
    return found


def make(actor, number: int = 1, language: str = "en-gb") -> None:
    today, council_id = timezone.localdate(), actor.council.pk
    with council_scope(council_id):
        for _ in range(number):
            JournalPdf.objects.create(resident=actor.resident, first_day=today, last_day=today, language=language)
    note_due(QUEUE, council_id)


def test_councils_take_turns(alice, carol, done):
    ours, theirs = alice.council.pk, carol.council.pk
    make(alice, 10)
    for _ in range(3):
        take_turn(QUEUE, [ours, theirs])
    make(carol, 3)
    assert take_turns(QUEUE, [ours, theirs]) == 10
    assert [council for council, _ in done] == [ours] * 3 + [theirs, ours] * 3 + [ours] * 4


def test_people_come_before_machines_in_every_council(alice, carol, done):
    make(alice, 5, "cy")
    make(carol, 1, "cy")
    make(carol, 2)
    councils = [alice.council.pk, carol.council.pk]
    take_turns(QUEUE, councils)
    assert [language for _, language in done] == ["en-gb"] * 2 + ["cy"] * 6
    assert done[2][0] == alice.council.pk, "who had the last turn longest ago"
    make(alice, 1, "cy")
    assert not take_turn(QUEUE, councils, people_only=True)
    assert take_turn(QUEUE, councils)
    assert not take_turn(QUEUE, councils)


def test_as_many_wake_ups_as_rows_do_them_all(alice, carol, done):
    make(alice, 4)
    make(carol, 4)
    councils = [alice.council.pk, carol.council.pk]
    assert [take_turn(QUEUE, councils, at=alice.council.pk) for _ in range(9)] == [True] * 8 + [False]


def test_a_worker_that_is_woken_looks_at_who_woke_it_without_the_cache(alice, carol, done):
    make(alice)
    make(carol)
    cache.clear()
    councils = [alice.council.pk, carol.council.pk]
    assert take_turn(QUEUE, councils, at=carol.council.pk)
    assert not take_turn(QUEUE, councils, at=carol.council.pk)
    assert poll(QUEUE, councils, JournalPdf) == 1
    assert [council for council, _ in done] == [carol.council.pk, alice.council.pk]


def test_without_redis_work_goes_on(alice, carol, done, monkeypatch):
    def away(*args, **kwargs):
        raise RedisAway

    for name in ("add", "set", "get_many", "delete_many"):
        monkeypatch.setattr(type(cache._connections["default"]), name, away)
    make(alice)
    make(carol)
    councils = [alice.council.pk, carol.council.pk]
    assert take_turn(QUEUE, councils, at=alice.council.pk)
    assert not take_turn(QUEUE, councils, at=alice.council.pk)
    assert take_turn(QUEUE, councils, at=carol.council.pk)


def test_what_another_worker_is_at_does_not_stop_the_turn(alice, done, monkeypatch):
    monkeypatch.setattr(turns, "_kinds", {})
    add_kind(QUEUE, DueKind(JournalPdf, lambda **row: False))
    make(alice, 3)
    assert not take_turn(QUEUE, [alice.council.pk])


def test_a_council_that_is_closed_gets_no_turn(alice, carol, done):
    make(alice)
    make(carol)
    assert take_turns(QUEUE, [carol.council.pk]) == 1


def test_a_queue_without_work_of_ours_is_empty(alice, monkeypatch):
    monkeypatch.setattr(turns, "_kinds", {})
    note_due(QUEUE, alice.council.pk)
    assert not take_turn(QUEUE, [alice.council.pk])


def test_tasks_have_their_queues():
    assert queue_of("estimates.run_estimate") == "estimates"
    assert queue_of("claims.make_document") == "documents"
    assert queue_of("notifications.send_due_messages") == "default"
