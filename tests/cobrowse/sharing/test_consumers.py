"""A shared form as it happens, over the application that the server runs: sockets, and polls that wait."""

from __future__ import annotations

import contextlib
import datetime as dt
import json

import pytest
import redis
from django.conf import settings
from django.utils import timezone

from cobrowse import consumers
from cobrowse.actions.queueing import put_back
from cobrowse.models import Access, SharedForm
from cobrowse.sharing import consumers as sharing_consumers
from cobrowse.sharing.actions.editing import point_at, point_to_page, save_shared_answer, say_where
from cobrowse.sharing.actions.sharing import share_form, stop_editing, stop_sharing
from cobrowse.sharing.consumers import ResidentPoll
from cobrowse.sharing.rules.presence import BEAT_SECONDS
from core.live import PREFIX
from core.tenancy import council_scope
from tests.claims.making import small_draft
from tests.cobrowse.markup import with_lines
from tests.cobrowse.sharing.conftest import NINO, answer, change
from tests.cobrowse.talking_to import Poll, Socket
from tests.cobrowse.test_consumers import (  # noqa: F401 - fixtures of the same room
    aisha,
    alice,
    council,
    headers_of,
    in_scope,
    played,
    talking,
)
from tests.people import make_resident, make_staff

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(council, alice):  # noqa: F811 - a fixture
    with council_scope(council.pk):
        claim = small_draft(alice)
        answer(claim, alice, "nino", NINO)
        return claim


@pytest.fixture
def share(council, alice, talking, draft):  # noqa: F811 - a fixture
    with council_scope(council.pk):
        type(talking).objects.filter(pk=talking.pk).update(claim=draft, page="who-you-are")
        return share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.EDIT, by=alice)


def path_of(request, side="resident", last="live", query=""):
    return f"{'/staff' if side == 'adviser' else ''}/help/{request.public_id}/form/{last}/{query}"


def markup(news) -> str:
    return json.dumps(news["form"]["parts"]) if "form" in news else ""


def test_what_she_answers_is_on_the_advisers_screen_and_theirs_on_hers(council, alice, aisha, talking, draft, share):  # noqa: F811
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def story():
        resident, adviser = Socket(path_of(talking), hers), Socket(path_of(talking, "adviser"), theirs)
        assert await resident.connect() == 0
        assert await adviser.connect() == 0
        first = await adviser.news(lambda message: "form" in message)
        assert "You cannot see this answer. It is filled in." in markup(first)
        name = {"first": "Alice", "last": "Ashworth"}
        revision = await in_scope(council, answer, draft, alice, "name", name)
        seen = await adviser.news(lambda message: "Ashworth" in markup(message))
        assert seen["upto"] == revision
        edit = {"public_id": talking.public_id, "change": change("name", {**name, "first": "Al"}, revision)}
        await in_scope(council, save_shared_answer, **edit, by=aisha)
        told = await resident.news(lambda message: message.get("answers"))
        assert [(each["question"], each["raw"]["first"]) for each in told["answers"]] == [("name", "Al")]
        await resident.disconnect()
        await adviser.disconnect()

    played(story)


def test_where_somebody_is_and_what_is_shown_is_said_in_passing(council, alice, aisha, talking, share):  # noqa: F811
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def story():
        resident, adviser = Socket(path_of(talking), hers), Socket(path_of(talking, "adviser"), theirs)
        assert await resident.connect() == 0
        assert await adviser.connect() == 0
        await resident.send('{"at": "dob"}')
        assert (await adviser.news(lambda message: "passing" in message))["passing"] == {"at": "dob"}
        await adviser.send('{"at": "name"}')
        assert (await resident.news(lambda message: "passing" in message))["passing"] == {"at": "name"}
        # What is no name of a question is passed on to nobody.
        await resident.send(json.dumps({"at": "<b>" * 50}))
        await resident.send('{"at": 7}')
        await in_scope(council, point_at, public_id=talking.public_id, key="dob", by=aisha)
        assert (await resident.news(lambda message: "passing" in message))["passing"] == {"show": "dob"}
        await in_scope(council, point_to_page, public_id=talking.public_id, page="your-pets", by=aisha)
        await resident.news(lambda message: message.get("now", {}).get("go") == "your-pets")
        await resident.send('{"at": ""}')
        assert (await adviser.news(lambda message: "passing" in message))["passing"] == {"at": ""}
        await resident.disconnect()
        await adviser.disconnect()

    played(story)


@pytest.mark.slow
def test_where_no_socket_goes_through_it_is_posted_and_a_poll_carries_it(council, alice, aisha, talking, share):  # noqa: F811
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def story():
        for side, headers, other in (("resident", hers, aisha), ("adviser", theirs, alice)):
            first = Poll(path_of(talking, side, "wait", "?after=0&known="), headers)
            await first.ask()
            _status, news, _headers = await first.answer()
            again = Poll(path_of(talking, side, "wait", f"?after={news['upto']}&known={news['known']}"), headers)
            await again.ask()
            assert await again.receive_nothing(0.3)
            await in_scope(council, say_where, public_id=talking.public_id, key="dob", by=other)
            _status, told, _headers = await again.answer()
            assert told["passing"] == {"at": "dob"}

    played(story)


@pytest.mark.slow
def test_where_somebody_is_is_seen_by_whoever_comes_later(council, alice, aisha, talking, share, monkeypatch):  # noqa: F811
    """Said between two polls, or before a page was opened, nobody hears it: it stands for a while."""
    monkeypatch.setattr(consumers, "POLL_SECONDS", 0.3)
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def polled(side, headers, known):
        poll = Poll(path_of(talking, side, "wait", f"?after={share.claim.head_revision}&known={known}"), headers)
        await poll.ask()
        return (await poll.answer())[1]

    async def story():
        for side, headers, other in (("resident", hers, aisha), ("adviser", theirs, alice)):
            nobody = await polled(side, headers, "")
            assert nobody["at"] == ""
            await in_scope(council, say_where, public_id=talking.public_id, key="dob", by=other)
            told = await polled(side, headers, nobody["known"])
            assert (told["at"], "form" in told) == ("dob", False)
            # Nothing new: what stands is said all the same, so that it goes on being shown.
            assert await polled(side, headers, told["known"]) == {"passing": {"at": "dob"}}
            later = Socket(path_of(talking, side), headers)
            assert await later.connect() == 0
            assert (await later.news(lambda message: "now" in message))["at"] == "dob"
            await later.disconnect()
            await in_scope(council, say_where, public_id=talking.public_id, key="", by=other)
            assert (await polled(side, headers, told["known"]))["at"] == ""

    played(story)


@pytest.mark.slow
def test_who_is_not_heard_of_any_more_is_in_no_box(council, alice, aisha, talking, share, monkeypatch):  # noqa: F811
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(sharing_consumers, "WHERE_SECONDS", 0.2)
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def story():
        resident, adviser = Socket(path_of(talking), hers), Socket(path_of(talking, "adviser"), theirs)
        assert await resident.connect() == 0
        assert await adviser.connect() == 0
        await resident.send('{"at": "name"}')
        await resident.send('{"at": "dob"}')
        await adviser.news(lambda message: message.get("passing") == {"at": "dob"})
        assert (await adviser.news(lambda message: "at" in message))["at"] == ""
        # Nothing of it is in another share, or without one.
        await in_scope(council, say_where, public_id=talking.public_id, key="dob", by=alice)
        await in_scope(council, stop_sharing, public_id=talking.public_id, by=alice)
        assert "at" not in await adviser.news(lambda message: message.get("now", {}).get("shared") is False)
        again = {"claim_id": share.claim.public_id, "access": Access.EDIT, "by": alice}
        await in_scope(council, share_form, public_id=talking.public_id, **again)
        assert (await adviser.news(lambda message: message.get("now", {}).get("shared")))["at"] == ""
        await resident.disconnect()
        await adviser.disconnect()

    played(story)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["she stops", "put back"])
def test_the_advisers_screen_shows_at_once_that_it_is_over(council, alice, aisha, talking, draft, share, way):  # noqa: F811
    theirs = headers_of(aisha)

    async def story():
        adviser = Socket(path_of(talking, "adviser"), theirs)
        assert await adviser.connect() == 0
        await in_scope(council, stop_editing, public_id=talking.public_id, by=alice)
        less = await adviser.news(lambda message: message.get("now", {}).get("access") == "view")
        assert "Save this answer" not in markup(less)
        if way == "she stops":
            await in_scope(council, stop_sharing, public_id=talking.public_id, by=alice)
        else:
            await in_scope(council, put_back, public_id=talking.public_id, by=aisha)
        over = await adviser.news(lambda message: message.get("now", {}).get("shared") is False)
        assert "form" not in over
        await in_scope(council, answer, draft, alice, "anything_else", "For nobody else")
        await adviser.send('{"at": "name"}')
        await adviser.disconnect()

    played(story)


def test_a_poll_carries_the_same_and_waits_when_nothing_is_new(council, alice, aisha, talking, draft, share):  # noqa: F811
    theirs = headers_of(aisha)

    async def story():
        first = Poll(path_of(talking, "adviser", "wait", "?after=0&known="), theirs)
        await first.ask()
        _status, news, _headers = await first.answer()
        assert "form" in news
        again = Poll(path_of(talking, "adviser", "wait", f"?after={news['upto']}&known={news['known']}"), theirs)
        await again.ask()
        assert await again.receive_nothing(0.3)
        await in_scope(council, answer, draft, alice, "anything_else", "Something new")
        _status, later, _headers = await again.answer()
        assert later["upto"] > news["upto"]

    played(story)


def test_strangers_get_no_socket_and_colleagues_no_form(council, alice, aisha, talking, share):  # noqa: F811
    bob = make_resident(council, "Bob", "bob@c.example")
    sam = make_staff(council, "Sam", "sam@c.example", "advisor")
    refused, empty = headers_of(bob), headers_of(sam)

    async def story():
        for side, headers in (("resident", refused), ("resident", empty), ("adviser", refused), ("adviser", [])):
            assert await Socket(path_of(talking, side), headers).connect() == 4403
        colleague = Socket(path_of(talking, "adviser"), empty)
        assert await colleague.connect() == 0
        news = await colleague.news(lambda message: "now" in message)
        assert (news["now"]["shared"], "form" in news) == (False, False)
        await colleague.disconnect()

    played(story)


def gone_for(seconds: int) -> None:
    SharedForm.objects.update(resident_here_at=timezone.now() - dt.timedelta(seconds=seconds))


def was_heard() -> bool:
    return timezone.now() - SharedForm.objects.get().resident_here_at < dt.timedelta(seconds=10)


def test_an_open_line_is_no_sign_of_her_but_her_answers_are(council, alice, aisha, talking, share, monkeypatch):  # noqa: F811
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 0.05)
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def story():
        resident, adviser = Socket(path_of(talking), hers), Socket(path_of(talking, "adviser"), theirs)
        assert await resident.connect() == 0
        assert await adviser.connect() == 0
        await in_scope(council, gone_for, 30)
        silent = await adviser.news(lambda message: message.get("now", {}).get("live") is False)
        assert "was last seen 30 seconds ago" in silent["now"]["seen"]
        # The server has looked again and again for her screen meanwhile, and heard nothing.
        for _ in range(3):
            await resident.news(lambda message: message == {})
        assert not await in_scope(council, was_heard)
        await resident.send('{"here": 7}')
        await resident.news(lambda message: message == {})
        assert not await in_scope(council, was_heard)
        await resident.send('{"here": true}')
        await adviser.news(lambda message: message.get("now", {}).get("live") is True)
        assert await in_scope(council, was_heard)
        # Nobody says it for her.
        await in_scope(council, gone_for, 30)
        await adviser.send('{"here": true}')
        await adviser.news(lambda message: message.get("now", {}).get("live") is False)
        assert not await in_scope(council, was_heard)
        await resident.disconnect()
        await adviser.disconnect()

    played(story)


def test_whoever_closes_one_of_two_tabs_is_there_in_the_other(council, alice, aisha, talking, share, monkeypatch):  # noqa: F811
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 0.05)
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def story():
        closed, tab = Socket(path_of(talking), hers), Socket(path_of(talking), hers)
        adviser = Socket(path_of(talking, "adviser"), theirs)
        for socket in (closed, tab, adviser):
            assert await socket.connect() == 0
        await closed.disconnect()
        assert await in_scope(council, was_heard)
        await in_scope(council, gone_for, 30)
        await adviser.news(lambda message: message.get("now", {}).get("live") is False)
        await tab.send('{"here": true}')
        await adviser.news(lambda message: message.get("now", {}).get("live") is True)
        await tab.disconnect()
        await adviser.disconnect()

    played(story)


def test_her_polls_are_so_short_that_each_is_in_time(council, alice, talking, share, monkeypatch):  # noqa: F811
    assert ResidentPoll().patience() <= BEAT_SECONDS
    monkeypatch.setattr(consumers, "POLL_SECONDS", 0.2)
    hers = headers_of(alice)

    async def story():
        await in_scope(council, gone_for, 30)
        poll = Poll(path_of(talking, last="wait", query="?after=0&known="), hers)
        await poll.ask()
        assert (await poll.answer())[0] == 200
        assert await in_scope(council, was_heard)

    played(story)


def test_of_a_page_only_what_has_changed_is_sent_again(council, alice, aisha, talking, draft, share):  # noqa: F811
    theirs = headers_of(aisha)

    async def story():
        adviser = Socket(path_of(talking, "adviser"), theirs)
        assert await adviser.connect() == 0
        first = (await adviser.news(lambda message: "form" in message))["form"]
        assert all(part is not None for _id, part in first["parts"])
        name = {"first": "Alice", "last": "Ashworth"}
        await in_scope(council, answer, draft, alice, "name", name)
        second = (await adviser.news(lambda message: "Ashworth" in markup(message)))["form"]
        assert [key for key, part in second["parts"] if part is not None] == ["name"]
        assert (second["rest"], second["pages"]) == (None, None)
        had = dict(map(tuple, first["parts"]))
        had |= {key: with_lines(had[key], part) for key, part in second["parts"]}
        # Of a question that looks as it did, but for the words in it, only some lines.
        await in_scope(council, answer, draft, alice, "name", {**name, "last": "Ashby"})
        third = (await adviser.news(lambda message: "Ashby" in markup(message)))["form"]
        assert 0 < len(dict(map(tuple, third["parts"]))["name"]["lines"]) < 6
        # What the screen had, with what it is told, is what another one is drawn with.
        now = [[key, with_lines(had[key], part)] for key, part in third["parts"]]
        other = Socket(path_of(talking, "adviser"), theirs)
        assert await other.connect() == 0
        assert (await other.news(lambda message: "form" in message))["form"]["parts"] == now
        # After another leave, and on another page, everything is drawn anew.
        await in_scope(council, stop_editing, public_id=talking.public_id, by=alice)
        fourth = (await adviser.news(lambda message: "form" in message))["form"]
        assert all(isinstance(part, str) for _id, part in fourth["parts"])
        assert fourth["rest"] == first["rest"]
        await adviser.disconnect()
        await other.disconnect()

    played(story)


def test_what_is_shared_again_is_sent_again(council, alice, aisha, talking, draft, share):  # noqa: F811
    theirs = headers_of(aisha)

    async def story():
        adviser = Socket(path_of(talking, "adviser"), theirs)
        assert await adviser.connect() == 0
        first = await adviser.news(lambda message: "form" in message)
        await in_scope(council, stop_sharing, public_id=talking.public_id, by=alice)
        assert not (await adviser.news(lambda message: "now" in message))["now"]["shared"]
        again = {"public_id": talking.public_id, "claim_id": draft.public_id, "access": Access.EDIT, "by": alice}
        await in_scope(council, share_form, **again)
        assert (await adviser.news(lambda message: "form" in message))["form"]["parts"] == first["form"]["parts"]
        await adviser.disconnect()

    played(story)


def test_what_she_answers_wakes_the_advisers_screens_only(council, alice, aisha, talking, draft, share):  # noqa: F811
    name = {"first": "Alice", "last": "Ashworth"}
    line = redis.from_url(settings.REDIS_URL).pubsub(ignore_subscribe_messages=True)
    line.psubscribe(f"{PREFIX}*")

    def woken() -> str:
        while (message := line.get_message(timeout=5)) is None:
            pass
        return message["channel"].decode().split(":")[1]

    with contextlib.closing(line):
        with council_scope(council.pk):
            revision = answer(draft, alice, "name", name)
        assert woken() == "answers"
        # What an adviser gives is news to both.
        with council_scope(council.pk):
            edit = change("name", {**name, "first": "Al"}, revision)
            save_shared_answer(public_id=talking.public_id, change=edit, by=aisha)
        assert woken() == "shared-form"
