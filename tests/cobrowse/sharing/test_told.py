"""Screens are told a saved answer itself: it is what they would have read, and nobody is told what they may not see."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from django.db import connection
from django.utils import timezone

from claims.readers.answer_store import StoredAnswer
from cobrowse.sharing.actions.editing import save_shared_answer
from cobrowse.sharing.actions.sharing import note_place, stop_sharing
from cobrowse.sharing.presenters.drawn import MustRead
from cobrowse.sharing.readers.shares import topic_of_answers, topic_of_share
from cobrowse.sharing.readers.told import encrypted_answers, newer_in
from core.live import NEWS, Ear, say_in_passing
from tests.claims.test_page_queries import queries_of
from tests.cobrowse.sharing.conftest import answer, change
from tests.cobrowse.sharing.test_statements import screen_of


def told() -> list[tuple[str, bytes]]:
    """(topic, payload) for the screens of the form of all that goes off when this transaction ends, and forget it."""
    waiting = [each for _ids, each, *_more in connection.run_on_commit]
    connection.run_on_commit.clear()
    said = [each.args for each in waiting if getattr(each, "func", None) is say_in_passing]
    return [each for each in said if not each[0].startswith("help:")]


def news_of(payloads: list[tuple[str, bytes]]) -> list[bytes]:
    return [payload.partition(NEWS)[2] for _topic, payload in payloads]


def followed(screen, news):
    """What the screen shows of it, and the statements that it took."""
    found = []

    def follow():
        # Sockets run on a loop, on which nothing may be asked of the database.
        found.append(asyncio.run(screen.follow(news)))

    statements = queries_of(lambda: follow() or _Done())
    return found[0], statements


class _Done:
    status_code = 200


def typing(screen):
    """A screen on which somebody types just now, and which has looked."""
    screen._news_at = screen._looked = time.monotonic()
    screen.hears = True
    screen.take(screen.find())
    return screen


@pytest.fixture
def page(together):
    note_place(share=together, view="page", page="your-pets")
    told()
    return together


def test_the_advisers_screen_shows_without_reading_what_a_look_would_find(alice, on_duty, draft, page):
    follows, reads = (typing(screen_of(on_duty, page, "adviser")) for _ in range(2))
    for raw in ("A heron", "", "A stork"):
        revision = answer(draft, alice, "pet_kind", raw)
        payloads = told()
        assert [topic for topic, _ in payloads] == [topic_of_answers(page.request.public_id)]
        assert all(b"heron" not in payload and b"stork" not in payload for _, payload in payloads), "Redis has it not"
        found, statements = followed(follows, news_of(payloads))
        assert statements == []
        assert found["upto"] == revision
        assert found == reads.take(reads.find())
        # What is told twice is on the screen already.
        assert followed(follows, news_of(payloads))[0] is None


def test_the_residents_screen_shows_without_reading_what_the_adviser_typed(alice, on_duty, draft, page):
    hers, reads = (typing(screen_of(alice, page, "resident")) for _ in range(2))
    base = draft.answers.get(key="pet_kind").revision
    for raw in ("A heron", "A stork"):
        saved = save_shared_answer(public_id=page.request.public_id, change=change("pet_kind", raw, base), by=on_duty)
        base = saved.revisions["pet_kind", ""]
        payloads = told()
        assert [topic for topic, _ in payloads] == [topic_of_share(page.request.public_id)]
        found, statements = followed(hers, news_of(payloads))
        assert statements == []
        assert [each["raw"] for each in found["answers"]] == [raw]
        assert found == reads.take(reads.find())
        # Her own answer stands on her page, and is no gap for what comes next.
        own = {"question": "anything_else", "raw": raw, "base": base, "id": "page.1", "claim": str(draft.public_id)}
        reply, _found = hers._save(own)
        hers._count(reply)
        told()
        reads.take(reads.find())


def test_of_what_is_masked_nothing_is_told(alice, draft, page):
    answer(draft, alice, "nino", "QQ123456C")
    assert [NEWS in payload for _topic, payload in told()] == [False]


def test_what_else_hangs_on_is_read(alice, on_duty, draft, page):
    screen = typing(screen_of(on_duty, page, "adviser"))
    answer(draft, alice, "has_pets", "no")
    with pytest.raises(MustRead):
        asyncio.run(screen.follow(news_of(told())))
    assert "pet_kind" not in json.dumps(screen.take(screen.find())["form"]["parts"])


def test_after_a_gap_or_a_while_and_of_another_share_it_is_read(alice, on_duty, draft, page):
    screen = typing(screen_of(on_duty, page, "adviser"))
    answer(draft, alice, "pet_kind", "A heron")
    told()
    answer(draft, alice, "pet_kind", "A stork")
    with pytest.raises(MustRead):
        asyncio.run(screen.follow(news_of(told())))
    screen.take(screen.find())
    answer(draft, alice, "pet_kind", "A crane")
    news = news_of(told())
    screen._looked -= screen.rest()
    with pytest.raises(MustRead):
        asyncio.run(screen.follow(news))
    draft.refresh_from_db()
    assert newer_in(news, page.pk, draft.head_revision - 1) is not None
    assert newer_in(news, page.pk + 1, draft.head_revision - 1) is None


def test_what_was_told_before_sharing_ended_is_not_shown_after_it(alice, on_duty, draft, page):
    screen = typing(screen_of(on_duty, page, "adviser"))
    answer(draft, alice, "pet_kind", "A heron")
    news = news_of(told())
    stop_sharing(public_id=page.request.public_id, by=alice)
    assert not screen.take(screen.find())["now"]["shared"]
    with pytest.raises(MustRead):
        asyncio.run(screen.follow(news))
    told()
    answer(draft, alice, "pet_kind", "A stork")
    assert told() == []


def test_a_screen_on_which_nobody_types_holds_nothing(on_duty, draft, page):
    screen = typing(screen_of(on_duty, page, "adviser"))
    assert screen.seen
    screen._news_at -= 6
    screen.find()
    assert screen.seen is None


def test_an_ear_says_what_was_told_only_where_all_of_it_was():
    ear = Ear("me")
    for payload, news in (
        ([b"changed-by:other\n1 a", b"\n2 b"], [b"1 a", b"2 b"]),
        ([b"changed-by:other\n1 a", b""], []),
        ([b"", b"\n2 b"], []),
        ([b"changed-by:me\n1 a"], []),
        ([b"show:dob"], []),
        ([b"\n%d x" % number for number in range(60)], []),
    ):
        for each in payload:
            ear.ring(each)
        asyncio.run(ear.wait(0))
        assert ear.news == news
        assert ear.rows_changed == (payload not in ([b"changed-by:me\n1 a"], [b"show:dob"]))


def test_what_is_told_is_as_it_is_stored(draft):
    stored = StoredAnswer({"a": 1}, 4, "typed", "", timezone.now(), "page.1", ["x"])
    news = [encrypted_answers(7, 4, {("key", "row"): stored})]
    assert newer_in(news, 7, 3) == (3, {("key", "row"): stored})
