"""A council with a rush lets the requests of quieter ones pass, for a moment and no longer."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from betteroff.serving.courtesy import ASIDE_SECONDS, REMEMBERED_SECONDS, RUSH, Courtesy
from core.tenancy import HOST_ANSWERS
from tests.betteroff.serving import served, telling

WHILE = 10


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def asked_for(courtesy: Courtesy, line: str, times: int) -> None:
    """So many requests, each over before the next."""
    for _ in range(times):
        with courtesy.at_work(line):
            pass


def test_a_rush_waits_until_the_quiet_one_is_done():
    courtesy, done = Courtesy(), threading.Event()
    asked_for(courtesy, "big", 20)

    def rush():
        with courtesy.at_work("big"):
            courtesy.wait_for_quieter("big", WHILE)
            done.set()

    thread = threading.Thread(target=rush)
    with courtesy.at_work("small"):
        thread.start()
        assert not done.wait(0.1)
    assert done.wait(WHILE)
    thread.join()


@pytest.mark.parametrize(("mine", "others", "later", "waits"), [
    (20, 1, 0, True),
    (int(RUSH * 4), 4, 0, True),
    (int(RUSH * 4) - 1, 4, 0, False),
    (4, 4, 0, False),
    (1, 20, 0, False),
    # What was long ago counts for neither: who asks first now, and who asks twice.
    (20, 1, 20 * REMEMBERED_SECONDS, False),
])  # fmt: skip
def test_who_waits_for_whom(mine, others, later, waits):
    clock = Clock()
    courtesy = Courtesy(clock=clock)
    asked_for(courtesy, "mine", mine - 1)
    asked_for(courtesy, "others", others - 1)
    clock.now += later
    with courtesy.at_work("mine"), courtesy.at_work("others"):
        assert courtesy._quieter_at_work("mine") is waits


def test_nobody_waits_for_their_own_council_or_for_nobody():
    courtesy = Courtesy()
    asked_for(courtesy, "big", 20)
    with courtesy.at_work("big"), courtesy.at_work("big"):
        assert courtesy.wait_for_quieter("big", WHILE) == 0


def test_one_request_stands_aside_for_so_long_in_all():
    """A quiet council's long page holds nobody up for as long as it takes."""
    courtesy, answers = Courtesy(), []
    asked_for(courtesy, "big", 20)
    with courtesy.at_work("small"), courtesy.at_work("big") as aside:
        for number in range(100):
            answers.append(aside(lambda sql, number=number: (sql, number), "SELECT 1"))
        assert aside._left <= 0
    assert answers == [("SELECT 1", number) for number in range(100)]
    assert ASIDE_SECONDS <= 0.05


@pytest.mark.django_db(transaction=True)
def test_it_is_at_a_question_to_the_database_that_a_request_stands_aside(monkeypatch):
    """With the server: a rush at one council, then a page of each; the quiet one's ends first, though it is longer."""
    monkeypatch.setattr("betteroff.serving.courtesy.ASIDE_SECONDS", WHILE)
    ended, came, rush_ended = [], threading.Barrier(2), threading.Event()

    def application(environ, start_response):
        host = environ["HTTP_HOST"]
        environ[HOST_ANSWERS] = True
        if environ["PATH_INFO"] == "/page":
            came.wait(WHILE)
            if host == "big.localhost":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
                rush_ended.set()
            else:
                rush_ended.wait(0.3)
            ended.append(host)
        connection.close()
        return telling(environ, start_response)

    with served(application, threads=4) as server:
        for host in ["small.localhost", *["big.localhost"] * 20]:
            server.ask(Host=host)
        asking = [
            threading.Thread(target=server.ask, kwargs={"path": "/page", "Host": host})
            for host in ("big.localhost", "small.localhost")
        ]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
    assert ended == ["small.localhost", "big.localhost"]
