"""The open page of somebody who waits, when hours end or nobody is on duty any more: nothing rings then."""

from __future__ import annotations

import datetime as dt

import pytest

from cobrowse import consumers
from cobrowse.actions.duty import change_duty
from cobrowse.models import Duty, OpeningTime
from core.tenancy import council_scope
from tests.cobrowse.conftest import ask
from tests.cobrowse.talking_to import Poll, Socket
from tests.cobrowse.test_consumers import (  # noqa: F401 - fixtures of the same room
    aisha,
    alice,
    council,
    headers_of,
    in_scope,
    path_of,
    played,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(council, alice, aisha, monkeypatch):  # noqa: F811
    """Alice waits, in open hours, with Aisha on duty."""
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 0.1)
    with council_scope(council.pk):
        always = [OpeningTime(weekday=day, opens=dt.time(0), closes=dt.time.max) for day in range(7)]
        OpeningTime.objects.bulk_create(always)
        return ask(alice)


def closing():
    OpeningTime.objects.all().delete()


@pytest.mark.parametrize("becomes", ["closed", "alone"])
def test_the_page_turns_over_a_socket_and_over_polls(council, alice, aisha, waiting, becomes):  # noqa: F811
    hers = headers_of(alice)
    words = {"closed": "Nobody can chat with you at the moment.", "alone": "No adviser is here just now"}[becomes]

    async def happens():
        if becomes == "closed":
            await in_scope(council, closing)
        else:
            await in_scope(council, change_duty, state=Duty.State.OFF, by=aisha)

    async def asked(query):
        poll = Poll(path_of(waiting, last="wait", query=query), hers)
        await poll.ask()
        return (await poll.answer())[1]

    async def story():
        socket = Socket(path_of(waiting, query="?after=1&saw=1"), hers)
        assert await socket.connect() == 0
        open_page = await socket.news(lambda message: "turn" in message)
        assert (open_page["turn"], open_page["standing"]) == ("waiting", "You are next. An adviser is free now.")
        between = await asked("?after=1&saw=1")
        await happens()
        # Over the socket, and by the poll that comes after it happened: the same, and what a fresh page is drawn with.
        told = await socket.news(lambda message: "turn" in message)
        polled = await asked(f"?after=1&saw=1&known={between['known']}")
        assert told["turn"] == polled["turn"] == f"waiting-{becomes}"
        assert words in told["standing"]
        assert told["standing"] == polled["standing"]
        assert told["now"] == polled["now"] == (await asked("?after=1&saw=1"))["now"]
        await socket.disconnect()

    played(story)
