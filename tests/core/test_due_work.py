"""Work that is due: taken once, tried so often, given back, kept once; by the database's clock."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from core.due_work import (
    Clock,
    Done,
    DueWork,
    Postponed,
    Retrying,
    WorkFailed,
    do,
    doubling,
    due_ids,
    take,
)
from jobjournal.models import JournalPdf

RETRYING = Retrying(waits=(dt.timedelta(seconds=10), dt.timedelta(minutes=1)), lease=dt.timedelta(seconds=30))
FOR_PEOPLE = Retrying(waits=(), lease=dt.timedelta(seconds=30), given_up="We could not do this.")
State = DueWork.State


@pytest.fixture
def row(alice) -> JournalPdf:
    today = timezone.localdate()
    return JournalPdf.objects.create(resident=alice.resident, first_day=today, last_day=today)


def run(row: JournalPdf, work, retrying: Retrying = RETRYING) -> JournalPdf:
    do(JournalPdf, council_id=row.council_id, public_id=row.public_id, work=work, retrying=retrying)
    row.refresh_from_db()
    return row


def now_due(row: JournalPdf) -> None:
    JournalPdf.objects.filter(pk=row.pk).update(due_at=Clock())


def seconds_until(row: JournalPdf) -> float:
    return (row.due_at - timezone.now()).total_seconds()


def never(row):
    raise AssertionError("Nobody may work on this row.")


def test_a_new_row_is_due_at_once(row):
    assert due_ids(JournalPdf) == [str(row.public_id)]
    assert due_ids(JournalPdf, limit=0) == []


def test_what_is_done_is_kept_and_not_done_again(row):
    assert run(row, lambda taken: Done({"content": b"%PDF-"})).state == State.READY
    assert (bytes(row.content), row.attempts, row.error) == (b"%PDF-", 1, "")
    assert run(row, never).attempts == 1
    assert due_ids(JournalPdf) == []


def test_a_row_that_was_taken_is_left_alone_for_the_lease_and_then_given_back(row):
    taken = take(JournalPdf.objects.all(), RETRYING)
    assert (taken.pk, taken.attempts) == (row.pk, 1)
    assert run(row, never).state == State.DUE
    assert 25 < seconds_until(row) <= 30
    now_due(row)
    assert run(row, lambda taken: Done()).attempts == 2


def test_the_longest_waiting_comes_first(row, alice):
    today = timezone.localdate()
    older = JournalPdf.objects.create(
        resident=alice.resident, first_day=today, last_day=today, due_at=timezone.now() - dt.timedelta(hours=1)
    )
    assert take(JournalPdf.objects.all(), RETRYING) == older
    assert take(JournalPdf.objects.all(), RETRYING) == row
    assert take(JournalPdf.objects.all(), RETRYING) is None


def test_a_failure_is_tried_again_later_and_in_the_end_given_up(row):
    def fails(taken):
        raise ConnectionError("a secret of somebody")

    for wait in (10, 60):
        assert run(row, fails).state == State.DUE
        assert wait - 5 < seconds_until(row) <= wait
        assert row.error == "ConnectionError", "the kind alone: the message may hold what somebody told us"
        now_due(row)
    assert run(row, fails).state == State.FAILED
    assert (row.attempts, row.error) == (3, "ConnectionError")
    now_due(row)
    assert run(row, never).state == State.FAILED


def test_people_read_no_kind_of_error(row):
    assert run(row, lambda taken: 1 / 0, FOR_PEOPLE).error == "We could not do this."


def test_what_cannot_succeed_is_given_up_at_once(row):
    def fails(taken):
        raise WorkFailed("There is no address.", permanent=True, values={"language": "cy"})

    assert run(row, fails).state == State.FAILED
    assert (row.attempts, row.error, row.language) == (1, "There is no address.", "cy")


def test_what_may_succeed_later_keeps_its_values_until_then(row):
    def fails(taken):
        raise WorkFailed("Come back later.", values={"language": "cy"})

    assert run(row, fails).state == State.DUE
    assert (row.error, row.language) == ("Come back later.", "en-gb")


def test_while_the_other_side_is_away_no_try_is_counted(row):
    assert run(row, lambda taken: Postponed(dt.timedelta(minutes=5), "It is away.")).state == State.DUE
    assert (row.attempts, row.error) == (0, "It is away.")
    assert 290 < seconds_until(row) <= 300


def test_work_that_kills_every_worker_comes_to_an_end(row):
    for _ in range(RETRYING.tries):
        assert take(JournalPdf.objects.all(), RETRYING) == row
        now_due(row)
    assert run(row, never).state == State.FAILED


def test_of_two_results_the_first_is_kept(row):
    def slow(taken):
        JournalPdf.objects.filter(pk=taken.pk).update(state=State.READY, content=b"the other's")
        return Done({"content": b"ours"})

    assert bytes(run(row, slow).content) == b"the other's"


def test_a_host_whose_clock_is_wrong_holds_nothing_up(row, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2040, 1, 1, tzinfo=dt.UTC))
    assert run(row, lambda taken: Postponed(dt.timedelta(seconds=5))).state == State.DUE
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM %s - clock_timestamp())", [row.due_at])
        assert 0 < cursor.fetchone()[0] <= 5


def test_every_kind_of_work_is_due_by_the_databases_clock():
    kinds = [model for model in apps.get_models() if issubclass(model, DueWork)]
    assert len(kinds) > 4
    for model in kinds:
        due_at = model._meta.get_field("due_at")
        assert isinstance(due_at.db_default, Now), model
        assert not due_at.has_default(), model


def test_waits_double():
    minutes = [wait.total_seconds() / 60 for wait in doubling(dt.timedelta(minutes=1), tries=4)]
    assert minutes == [1, 2, 4]
    assert Retrying(waits=doubling(dt.timedelta(minutes=1), tries=4), lease=dt.timedelta(minutes=1)).tries == 4
