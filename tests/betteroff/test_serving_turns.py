"""A free thread goes to each council in turn, whoever has more people waiting."""

from __future__ import annotations

import asyncio

import pytest

from betteroff.serving.turns import Busy, Turns

NETWORK = "198.51.100.7"


def order(coming: list[str], *, waiting: int = 100) -> list[str]:
    """In which order they are let in, one at a time, when all come while somebody is at work."""
    let_in = []

    async def ask(turns, host):
        await turns.take(host, NETWORK)
        let_in.append(host)
        turns.give_back(host)

    async def all_of_them():
        turns = Turns(1, waiting=waiting)
        await turns.take("first", NETWORK)
        asking = [asyncio.create_task(ask(turns, host)) for host in coming]
        await asyncio.sleep(0)
        turns.give_back("first")
        await asyncio.gather(*asking)

    asyncio.run(all_of_them())
    return let_in


def test_the_council_with_few_waits_for_one_of_each_other_only():
    assert order(["big"] * 20 + ["small", "small", "third"])[:6] == ["big", "small", "third", "big", "small", "big"]


def test_those_of_one_council_keep_their_order():
    async def asked():
        turns, let_in = Turns(1, waiting=20), []
        await turns.take("a", NETWORK)

        async def ask(number):
            await turns.take("a", NETWORK)
            let_in.append(number)
            turns.give_back("a")

        asking = [asyncio.create_task(ask(number)) for number in range(5)]
        await asyncio.sleep(0)
        turns.give_back("a")
        await asyncio.gather(*asking)
        return let_in

    assert asyncio.run(asked()) == [0, 1, 2, 3, 4]


def test_one_council_leaves_places_to_wait_for_the_others():
    async def asked():
        turns = Turns(1, waiting=4)
        await turns.take("big", NETWORK)
        waiting = [asyncio.create_task(turns.take("big", f"network {number}")) for number in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await turns.take("big", NETWORK)
        waiting += [asyncio.create_task(turns.take("small", f"network {number}")) for number in range(2, 4)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await turns.take("third", NETWORK)
        for host in ("big", "big", "small", "big"):
            turns.give_back(host)
        await asyncio.gather(*waiting)

    asyncio.run(asked())


def test_whoever_goes_away_while_waiting_takes_no_thread():
    async def asked():
        turns = Turns(1, waiting=12)
        await turns.take("a", NETWORK)
        first, second = (asyncio.create_task(turns.take("a", NETWORK)) for _ in range(2))
        stays = asyncio.create_task(turns.take("b", NETWORK))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        turns.give_back("a")
        # It is second's turn, which goes away just as it is let in; then b's.
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        await asyncio.wait_for(stays, 1)
        turns.give_back("b")
        await asyncio.wait_for(turns.take("c", NETWORK), 1)

    asyncio.run(asked())


def test_one_council_never_has_more_than_half_of_the_threads():
    async def asked():
        turns, at_work = Turns(4, waiting=100), []

        async def ask(host):
            await turns.take(host, NETWORK)
            at_work.append(host)

        asking = [asyncio.create_task(ask("big")) for _ in range(5)]
        await asyncio.sleep(0)
        assert at_work == ["big", "big"]
        # There is room for others at once, and theirs is not the big one's when they have done.
        await asyncio.wait_for(ask("small"), 1)
        turns.give_back("small")
        await asyncio.sleep(0)
        assert at_work == ["big", "big", "small"]
        turns.give_back("big")
        await asyncio.sleep(0)
        assert at_work == ["big", "big", "small", "big"]
        for each in asking:
            each.cancel()

    asyncio.run(asked())


def test_one_network_leaves_places_to_wait_for_others_of_its_council():
    async def asked():
        turns = Turns(1, waiting=8)
        await turns.take("a", NETWORK)
        waiting = [asyncio.create_task(turns.take("a", NETWORK)) for _ in range(2)]
        await asyncio.sleep(0)
        for host in ("a", "b"):
            with pytest.raises(Busy):
                await turns.take(host, NETWORK)
        waiting.append(asyncio.create_task(turns.take("a", "203.0.113.9")))
        await asyncio.sleep(0)
        # Whoever was let in, or went away, waits no longer.
        turns.give_back("a")
        await waiting[0]
        waiting[1].cancel()
        await asyncio.sleep(0)
        waiting += [asyncio.create_task(turns.take("a", NETWORK)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await turns.take("a", NETWORK)
        for each in waiting[2:]:
            turns.give_back("a")
            await each

    asyncio.run(asked())
