"""Several people at the same moment: threads with database connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

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
