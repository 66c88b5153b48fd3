"""Several people at the same moment: threads with database connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from core.tenancy import council_scope

# Longer than any of these takes; a thread that hangs fails the test instead of the whole run.
SECONDS = 60


def in_parallel(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run work(number) in so many threads that start together; return what each returned or raised, in order."""
    together, results = threading.Barrier(count), [None] * count

    def run(number: int) -> None:
        try:
            together.wait(SECONDS)
            results[number] = work(number)
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
        assert not thread.is_alive(), "A thread hangs."
    return results


class Held:
    """Work done in a thread inside a transaction that stays open until told to commit.

    `with Held(work) as held:` starts it and waits until the work is done but not committed; leaving commits. What
    `then` does comes between, in the same transaction; `result` is what it raised, if it did.
    """

    def __init__(self, council_id: int, work: Callable[[], Any], then: Callable[[], Any] | None = None):
        self.council_id, self.work, self.then = council_id, work, then
        self.done, self.may_commit, self.result = threading.Event(), threading.Event(), None
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            with council_scope(self.council_id):
                self.result = self.work()
                self.done.set()
                assert self.may_commit.wait(SECONDS)
                if self.then is not None:
                    self.then()
        except Exception as error:
            self.result = error
        finally:
            self.done.set()
            connection.close()

    def __enter__(self) -> Held:
        self.thread.start()
        assert self.done.wait(SECONDS)
        assert not isinstance(self.result, Exception), self.result
        return self

    def __exit__(self, *exception: object) -> None:
        self.commit()

    def commit(self) -> None:
        """Let the transaction end."""
        self.may_commit.set()
        self.thread.join(SECONDS)
        assert not self.thread.is_alive(), "A transaction hangs."


class Waiting:
    """Work started in a thread that must wait for somebody's lock; `result()` is what came of it in the end."""

    def __init__(self, work: Callable[[], Any]):
        self.outcome: list[Any] = []
        self.thread = threading.Thread(target=self._run, args=(work,))
        self.thread.start()
        while not _somebody_waits():
            self.thread.join(0.02)
            assert self.thread.is_alive(), f"It did not wait: {self.outcome}"

    def _run(self, work: Callable[[], Any]) -> None:
        try:
            self.outcome.append(work())
        except Exception as error:
            self.outcome.append(error)
        finally:
            connection.close()

    @property
    def waits(self) -> bool:
        """Is it still waiting?"""
        return self.thread.is_alive() and _somebody_waits()

    def result(self) -> Any:
        """What the work returned or raised."""
        self.thread.join(SECONDS)
        assert self.outcome, "It still waits."
        return self.outcome[0]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0
