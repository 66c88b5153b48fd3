"""Bad lines and bad guests, while a form is shared: what nobody is told of, floods, strangers, and several at once."""

from __future__ import annotations

import asyncio
import json
import threading

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.urls import reverse

from accounts.actions.passwords import set_password
from accounts.models import Membership
from cobrowse import consumers
from cobrowse.actions.duty import change_duty
from cobrowse.actions.queueing import accept, pass_on
from cobrowse.models import Access, Duty
from cobrowse.sharing.actions.editing import save_shared_answer, say_where
from cobrowse.sharing.actions.sharing import note_place, share_form
from cobrowse.sharing.rules.presence import BEAT_SECONDS
from core import live
from core.tenancy import council_scope
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask
from tests.cobrowse.sharing.conftest import answer, change, raw_of
from tests.cobrowse.sharing.test_consumers import (  # noqa: F401 - fixtures of the same room
    aisha,
    alice,
    council,
    draft,
    headers_of,
    in_scope,
    markup,
    path_of,
    played,
    share,
    talking,
)
from tests.cobrowse.talking_to import Socket
from tests.people import browser_of, make_resident, make_staff

pytestmark = pytest.mark.django_db(transaction=True)
HOST, SOON = "c.localhost", 10


async def opened(request, actor_headers, side="resident") -> Socket:
    socket = Socket(path_of(request, side), actor_headers)
    assert await socket.connect() == 0
    return socket


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["every one", "the last", "none, but each comes three times"])
def test_screens_are_right_in_the_end(council, alice, aisha, talking, draft, share, monkeypatch, lost):  # noqa: F811
    """Wake-ups carry nothing, so that their order is none; without any a screen looks by itself, soon enough."""
    assert min(consumers.LOOK_SECONDS, BEAT_SECONDS) < 6
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 0.2)
    say = live.say_in_passing
    words, is_last = [f"Word {number}" for number in range(5)], threading.Event()

    def unreliable(topic: str, payload: bytes) -> None:
        if lost.startswith("none"):
            for _ in range(3):
                say(topic, payload)
        elif lost == "the last" and not is_last.is_set():
            say(topic, payload)

    monkeypatch.setattr(live, "say_in_passing", unreliable)
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def story():
        resident, adviser = await opened(talking, hers), await opened(talking, theirs, "adviser")
        await in_scope(council, note_place, share=share, view="page", page="paying-you")
        for each in words[:-1]:
            await in_scope(council, answer, draft, alice, "anything_else", each)
        # What came before is on the screen: no look at it is on its way any more that would find the last one too.
        await asyncio.wait_for(adviser.news(lambda message: words[-2] in markup(message)), SOON)
        known = await in_scope(council, lambda: draft.answers.get(key="anything_else").revision)
        made = change("anything_else", words[-1], known)
        is_last.set()
        await in_scope(council, save_shared_answer, public_id=talking.public_id, change=made, by=aisha)
        # A screen is sent something every moment: without a limit what never comes would be waited for.
        await asyncio.wait_for(adviser.news(lambda message: words[-1] in markup(message)), SOON)
        hers_now = resident.news(lambda message: words[-1] in json.dumps(message.get("answers", [])))
        told = await asyncio.wait_for(hers_now, SOON)
        assert [each["raw"] for each in told["answers"]] == [words[-1]]
        await resident.disconnect()
        await adviser.disconnect()

    played(story)


def test_both_of_her_tabs_are_told_once(council, alice, aisha, talking, draft, share):  # noqa: F811
    hers = headers_of(alice)

    async def story():
        tabs = [await opened(talking, hers), await opened(talking, hers)]
        made = {"public_id": talking.public_id, "change": change("anything_else", "From Aisha")}
        await in_scope(council, save_shared_answer, **made, by=aisha)
        for tab in tabs:
            told = await tab.news(lambda message: message.get("answers"))
            assert [each["raw"] for each in told["answers"]] == ["From Aisha"]
            await tab.disconnect()

    played(story)


@pytest.mark.slow
@pytest.mark.parametrize("side", ["resident", "adviser"])
@pytest.mark.parametrize("text", ["", "[]", "not JSON", '{"at": 1, "more": 2}', "x" * 1_000_000, "[" * 9000])
def test_what_cannot_be_read_closes_the_sender_alone(council, alice, aisha, talking, draft, share, side, text):  # noqa: F811
    headers = {"resident": headers_of(alice), "adviser": headers_of(aisha)}
    other_side = "adviser" if side == "resident" else "resident"

    async def story():
        sender, other = (
            await opened(talking, headers[side], side),
            await opened(talking, headers[other_side], other_side),
        )
        await sender.send(text)
        assert await sender.closed() == consumers.NOT_UNDERSTOOD
        await in_scope(council, answer, draft, alice, "has_pets", "yes")
        await other.news(lambda message: message.get("upto", 0) > 1)
        await other.disconnect()

    played(story)


def test_a_flood_closes_the_sender_alone(council, alice, aisha, talking, draft, share):  # noqa: F811
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def story():
        resident, adviser = await opened(talking, hers), await opened(talking, theirs, "adviser")
        for _ in range(consumers.MOST_WORDS + 1):
            await adviser.send('{"at": "dob"}')
        assert await adviser.closed() == consumers.TOO_FAST
        await resident.send('{"here": true}')
        assert not resident.future.done()
        await resident.disconnect()

    played(story)


@pytest.mark.slow
@pytest.mark.parametrize("origin", [b"https://evil.example", b"http://c.localhost.evil.example", b"null", b""])
def test_pages_of_others_open_no_socket(council, alice, aisha, talking, share, origin):  # noqa: F811
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def story():
        for side, headers in (("resident", hers), ("adviser", theirs)):
            forged = [(name, origin if name == b"origin" else value) for name, value in headers]
            assert await Socket(path_of(talking, side), forged).connect() == consumers.REFUSED

    played(story)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("side", "how"),
    [
        ("adviser", "role ends"),
        *[(side, how) for side in ("resident", "adviser") for how in ("new password", "signs out everywhere")],
    ],
)
def test_whoever_may_look_no_more_has_no_socket(council, alice, aisha, talking, share, monkeypatch, side, how):  # noqa: F811
    assert consumers.LOOK_SECONDS <= 5
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 0.1)
    actor = alice if side == "resident" else aisha
    headers, other = headers_of(actor), browser_of(actor)

    async def story():
        socket = await opened(talking, headers, side)
        if how == "role ends":
            await in_scope(council, Membership.objects.filter(pk=aisha.membership.pk).update, is_active=False)
        elif how == "new password":
            await in_scope(council, set_password, password="a long and quite new pass phrase", by=actor)
        else:
            await sync_to_async(other.post)(reverse("accounts:sign_out_everywhere"))
        assert await asyncio.wait_for(socket.closed(), consumers.LOOK_SECONDS + 5) == consumers.REFUSED

    played(story)


def test_once_passed_on_the_former_adviser_sees_nothing_nor_does_the_next(council, alice, aisha, talking, share):  # noqa: F811
    with council_scope(council.pk):
        sam = make_staff(council, "Sam", "sam@c.example", "advisor")
        change_duty(state=Duty.State.HERE, by=sam)
    theirs, next_ones = headers_of(aisha), headers_of(sam)

    async def story():
        before = await opened(talking, theirs, "adviser")
        to = {"to": sam.membership.pk, "words": "She is stuck", "by": aisha}
        await in_scope(council, pass_on, public_id=talking.public_id, **to)
        over = await before.news(lambda message: message.get("now", {}).get("shared") is False)
        assert "form" not in over
        after = await opened(talking, next_ones, "adviser")
        assert (await after.news(lambda message: "now" in message))["now"]["shared"] is False
        await before.disconnect()
        await after.disconnect()

    played(story)


@pytest.mark.slow
def test_five_forms_of_one_adviser_never_mix(council, aisha):  # noqa: F811
    people, told = [], {}
    with council_scope(council.pk):
        Duty.objects.update(most_people=5)
        for number in range(5):
            person = make_resident(council, f"Person {number}", f"p{number}@c.example")
            claim = small_draft(person)
            request = accept(public_id=ask(person).public_id, by=aisha)
            made = share_form(public_id=request.public_id, claim_id=claim.public_id, access=Access.EDIT, by=person)
            note_place(share=made, view="page", page="paying-you")
            people.append((person, claim, request))
    theirs, desk = headers_of(aisha), browser_of(aisha)

    def save(number: int) -> int:
        edit = {"question": "anything_else", "row": "", "raw": f"For person {number}", "base": 0}
        path = reverse("cobrowse:shared_form", args=[people[number][2].public_id])
        return desk.client.post(path, json.dumps(edit), content_type="application/json", HTTP_HOST=HOST).status_code

    async def story():
        sockets = [await opened(request, theirs, "adviser") for _person, _claim, request in people]
        for number in (3, 0, 4, 1, 2):
            assert await in_scope(council, save, number) == 200
        for number, socket in enumerate(sockets):
            news = await socket.news(lambda message: "For person" in markup(message))
            told[number] = markup(news)
            await socket.disconnect()

    played(story)
    with council_scope(council.pk):
        for number, (_person, claim, _request) in enumerate(people):
            assert raw_of(claim, "anything_else") == f"For person {number}"
            assert [each for each in range(5) if f"For person {each}" in told[number]] == [number]


def test_without_scripts_from_asking_to_stopping(council, alice, aisha, talking, draft):  # noqa: F811
    """Ordinary forms and pages alone: she agrees, the adviser answers, she reads it and stops."""
    hers, desk = browser_of(alice), browser_of(aisha)
    with council_scope(council.pk):
        form, staff = (reverse(f"cobrowse:{name}", args=[talking.public_id]) for name in ("share", "shared_form"))
        stop = reverse("cobrowse:stop_sharing", args=[talking.public_id])
        changes = reverse("cobrowse:shared_edits", args=[talking.public_id])
    page = hers.get(form).content.decode()
    mark = page.partition('name="drawn_for" value="')[2].partition('"')[0]
    agreed = {"claim": str(draft.public_id), "access": Access.EDIT, "drawn_for": mark}
    assert hers.post(form, agreed).status_code == 302
    assert hers.get(f"/claims/{draft.public_id}/page/paying-you/").status_code == 200
    assert 'name="anything_else"' in desk.get(staff).content.decode()
    sent = desk.post(staff, {"question": "anything_else", "_base-anything_else": 0, "anything_else": "By Aisha"})
    assert sent.status_code == 302
    assert "By Aisha" in hers.get(f"/claims/{draft.public_id}/page/paying-you/").content.decode()
    assert "By Aisha" in hers.get(changes).content.decode()
    assert hers.post(stop).status_code == 302
    assert "By Aisha" not in desk.get(staff).content.decode()
    assert Client().get(form, HTTP_HOST=HOST).status_code in (302, 404)


@pytest.mark.parametrize("way", ["socket", "post"])
def test_whoever_leaves_one_of_two_tabs_stays_in_the_box_of_the_other(
    council, alice, aisha, talking, draft, share, way  # noqa: F811
):  # fmt: skip
    hers, theirs = headers_of(alice), headers_of(aisha)

    async def story():
        adviser = await opened(talking, theirs, "adviser")
        tabs = {tab: Socket(path_of(talking, query=f"?tab={tab}"), hers) for tab in (7, 8)}
        for socket in tabs.values():
            assert await socket.connect() == 0

        async def says(tab, key):
            if way == "socket":
                await tabs[tab].send(json.dumps({"at": key}))
            else:
                await in_scope(council, say_where, public_id=talking.public_id, key=key, tab=tab, by=alice)
            return (await adviser.news(lambda message: "passing" in message))["passing"]["at"]

        assert [await says(7, "dob"), await says(8, "name")] == ["dob", "name"]
        # The tab that goes says so, and the other one is where it was: on open screens, and on those that come later.
        assert await says(8, "") == "dob"
        later = await opened(talking, theirs, "adviser")
        assert (await later.news(lambda message: "now" in message))["at"] == "dob"
        assert await says(7, "") == ""
        for socket in (adviser, later, *tabs.values()):
            await socket.disconnect()

    played(story)
