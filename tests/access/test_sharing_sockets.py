"""The access matrix of shared forms: every kind of person × every message × every way in which a form is shared."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.cache import cache
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Role
from betteroff.asgi import live_application
from claims.actions.sending import submit_claim
from claims.models import Answer, Claim
from cobrowse import consumers
from cobrowse import routing as help_routing
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import accept, pass_on
from cobrowse.models import Access, Duty, HelpRequest, SharedForm, Way
from cobrowse.sharing import routing
from cobrowse.sharing.actions.sharing import share_form, stop_sharing
from cobrowse.sharing.readers.shares import topic_of_share
from cobrowse.sharing.views.shared_form import SAID
from core.live import hub
from core.tenancy import council_scope
from tests.access.sharing_table import GRANTS, LOOK, SET, SHARERS, expected_of, messages_of, sharing_lines
from tests.access.test_sockets import (
    HOST,
    Town,
    by_route,
    cookie_of,
    heard_meanwhile,
    in_scope,
    town,  # noqa: F401 - a fixture
)
from tests.claims.making import fill, small_draft
from tests.cobrowse.conftest import ask
from tests.cobrowse.talking_to import Poll, Socket
from tests.people import browser_of, make_staff

SOCKETS, POLLS = by_route(routing.SHARING_SOCKETS), by_route(routing.SHARING_POLLS)
# Of the pages' scripts: the address of each, and what it takes.
POSTS = {
    "staff/help/form": ("cobrowse:shared_form", [SET, *SAID]),
    "help/form/changes": ("cobrowse:sharing_changes", ["at"]),
}


# --- The table is complete ------------------------------------------------------------------------------------


def messages() -> dict[str, list[str]]:
    """What may come over each route."""
    found = {route: messages_of(app.consumer_class) for route, app in SOCKETS.items()}
    return found | {route: [LOOK] for route in POLLS} | {route: taken for route, (_name, taken) in POSTS.items()}


def test_every_route_and_message_is_in_the_table():
    needed = {(route, message) for route, taken in messages().items() for message in taken}
    lines = [(line.route, line.message, line.person) for line in sharing_lines()]
    assert {(route, message) for route, message, _person in lines} == needed, "Say in sharing_table.py who may do this."
    assert len(lines) == len(set(lines))
    assert {person for _route, _message, person in lines} <= set(SHARERS)


def test_every_route_that_stays_open_is_in_one_of_the_tables():
    tables = [*help_routing.SOCKETS, *help_routing.POLLS, *help_routing.DESK_SOCKETS]
    tables += [*routing.SHARING_SOCKETS, *routing.SHARING_POLLS]
    served = [route for router in live_application._routers.values() for route in router.routes]
    assert [route for route in served if route not in tables] == []
    assert len(served) == len(tables)


def test_every_way_in_which_sharing_ends_is_tried():
    """Those that no state stands for end what is shared by the same action; each has a test of its own."""
    elsewhere = {"another", "deleted", "moved"}
    assert {"stopped", "left", "sent", "gone"} | elsewhere == set(SharedForm.Ending.values)


# --- Each of them is tried ------------------------------------------------------------------------------------


@dataclass
class Street:
    """A town in which the owner shares a draft of theirs in every way."""

    town: Town
    requests: dict[str, HelpRequest]
    claims: dict[str, Claim]


@pytest.fixture
def street(town):  # noqa: F811 - a fixture
    with council_scope(town.council.pk):
        owner, former = town.actors["owner"], make_staff(town.council, "former", "former@c.example", Role.ADVISOR)
        change_duty(state=Duty.State.HERE, by=former)
        made = Street(town, {}, {})
        # Signing out ends whatever is shared just then.
        for grant in ("out", *(each for each in GRANTS if each != "out")):
            _share(made, grant, former if grant == "former" else town.actors["advisor"])
            if grant == "out":
                browser_of(owner).post(reverse("accounts:sign_out_everywhere"))
        # Signed in again.
        owner.user.refresh_from_db()
        town.cookies |= {"owner": cookie_of(owner), "former": cookie_of(former)}
        Membership.objects.filter(pk=former.membership.pk).update(is_active=False)
        return made


def _share(street: Street, grant: str, adviser: Actor) -> None:
    # Nobody asks for help as often as this.
    cache.clear()
    owner = street.town.actors["owner"]
    claim = small_draft(owner)
    request = accept(public_id=ask(owner, way=Way.MESSAGE).public_id, by=adviser)
    street.requests[grant], street.claims[grant] = request, claim
    if grant == "none":
        return
    access = Access.VIEW if grant == "view" else Access.EDIT
    share = share_form(public_id=request.public_id, claim_id=claim.public_id, access=access, by=owner)
    SharedForm.objects.filter(pk=share.pk).update(view=SharedForm.View.PAGE, page="who-you-are")
    if grant == "stopped":
        stop_sharing(public_id=request.public_id, by=owner)
    if grant == "ended":
        end_conversation(request=request, by=owner)
    if grant == "passed":
        to = street.town.actors["colleague"].membership.pk
        pass_on(public_id=request.public_id, to=to, words="They know it all", by=adviser)
    if grant == "sent":
        submit_claim(public_id=fill(claim, owner).public_id, by=owner, for_whom="self")
    if grant == "gone":
        SharedForm.objects.filter(pk=share.pk).update(resident_here_at=timezone.now() - dt.timedelta(minutes=6))


async def looked(street: Street, route: str, person: str, grant: str) -> tuple[str, Socket | None]:
    """What comes of being there, and the socket if there is one."""
    first, _, last = route.rpartition("/form/")
    path = f"/{first}/{street.requests[grant].public_id}/form/{last}/?after=0&saw=0&known="
    if route in POLLS:
        poll = Poll(path, street.town.headers(person))
        await poll.ask()
        status, found, _headers = await poll.answer()
        if status == 403:
            return ("no" if not found else "?"), None
        return _shown(found, person), None
    socket = Socket(path, street.town.headers(person))
    if code := await socket.connect():
        return ("no" if code == consumers.REFUSED else "?"), None
    return _shown(await socket.news(lambda message: "now" in message), person), socket


def _shown(found: dict[str, Any], person: str) -> str:
    if not found["now"]["shared"]:
        # Nothing of it, in no part of the message.
        nothing = {"shared": False, "access": "", "place": ""}
        return "-" if found["now"] == nothing and not found.get("form") and not found.get("answers") else "?"
    return "yes" if person == "owner" or found["form"]["parts"] else "?"


async def spoken(street: Street, socket: Socket, message: str, grant: str) -> str:
    """What comes of one message over an open socket, which is closed by it."""

    async def send(text: str) -> None:
        await socket.send(text)
        # What is not in the table closes the line: so whatever came before it has been dealt with.
        await socket.send('{"not in the table": 1}')
        assert await socket.closed() == consumers.NOT_UNDERSTOOD

    if message == "at":
        return await _heard(street, grant, lambda: send('{"at": "dob"}'), b"at:", "-")
    if message == SET:
        found = await _set(street, socket, grant)
        await send('{"saw": 1}')
        return found
    before = await in_scope(street.town, lambda: heard_of(street, grant, older=message == "here"))
    await send('{"here": true}' if message == "here" else '{"saw": 1}')
    after = await in_scope(street.town, lambda: heard_of(street, grant))
    return "yes" if after != before else "-"


async def _set(street: Street, socket: Socket, grant: str) -> str:
    """What comes of an answer over an open socket, and that what it is told of it is true."""
    claim, shares = street.claims[grant], SharedForm.objects.filter(request=street.requests[grant])
    answers = Answer.objects.filter(claim=claim).order_by("pk")
    if grant != "gone":
        await in_scope(street.town, lambda: shares.update(resident_here_at=timezone.now()))
    before = await in_scope(street.town, lambda: list(answers.values_list("key", "revision")))
    change = {**await in_scope(street.town, lambda: _edit(claim, secrets.token_hex(4))), "id": "page.1"}
    await socket.send(json.dumps({"set": {**change, "claim": str(claim.public_id)}}))
    told = (await socket.news(lambda message: "set" in message))["set"]
    after = await in_scope(street.town, lambda: list(answers.values_list("key", "revision")))
    found = "yes" if after != before else "-"
    return found if (found == "yes") == (told["status"] == 200) else f"{found} by {told['status']}"


def _edit(claim: Claim, words: str) -> dict[str, Any]:
    """An answer to a question that both may answer, as a script sends it."""
    known = Answer.objects.filter(claim=claim, key="anything_else").first()
    return {"question": "anything_else", "row": "", "raw": words, "base": known.revision if known else 0}


def heard_of(street: Street, grant: str, *, older: bool = False) -> list[tuple[Any, ...]]:
    """When somebody was heard of whose form is shared; `older`: after it was made a while ago."""
    shares = SharedForm.objects.filter(request=street.requests[grant])
    if older:
        recently = Q(resident_here_at__gt=timezone.now() - dt.timedelta(minutes=1))
        shares.filter(recently).update(resident_here_at=timezone.now() - dt.timedelta(seconds=30))
    return list(shares.values_list("resident_here_at", "access", "ended_at"))


async def posted(street: Street, route: str, message: str, person: str, grant: str) -> str:
    """What comes of one post of a page's script."""
    claim, status = street.claims[grant], 0

    def send() -> None:
        nonlocal status
        # They are there, unless they are gone.
        shares = SharedForm.objects.filter(request=street.requests[grant])
        if grant != "gone":
            shares.update(resident_here_at=timezone.now())
        status = _post(street, route, message, person, grant)

    if message == SET:
        answers = Answer.objects.filter(claim=claim).order_by("pk")
        before = await in_scope(street.town, lambda: list(answers.values_list("key", "revision")))
        await in_scope(street.town, send)
        after = await in_scope(street.town, lambda: list(answers.values_list("key", "revision")))
        found = "yes" if after != before else "no"
    elif message == "go":
        shares = SharedForm.objects.filter(request=street.requests[grant])
        await in_scope(street.town, lambda: shares.update(way=""))
        await in_scope(street.town, send)
        found = "yes" if await in_scope(street.town, lambda: shares.exclude(way="").exists()) else "no"
    else:
        found = await _heard(street, grant, lambda: in_scope(street.town, send), message.encode() + b":", "no")
    return found if (found == "yes") == (status == 200) else f"{found} by {status}"


def _post(street: Street, route: str, message: str, person: str, grant: str) -> int:
    path = reverse(POSTS[route][0], args=[street.requests[grant].public_id])
    sent = {"HTTP_HOST": HOST, "HTTP_COOKIE": street.town.cookies[person], "HTTP_ACCEPT": "application/json"}
    if not route.startswith("staff"):
        return Client().post(path, {"at": "dob"}, **sent).status_code
    edit = _edit(street.claims[grant], f"by {person}")
    body = edit if message == SET else {message: "your-pets" if message == "go" else "dob"}
    return Client().post(path, json.dumps(body), content_type="application/json", **sent).status_code


async def _heard(street: Street, grant: str, send: Any, prefix: bytes, otherwise: str) -> str:
    topic = await in_scope(street.town, lambda: topic_of_share(street.requests[grant].public_id))
    heard = await heard_meanwhile(topic, send)
    return "yes" if any(each.startswith(prefix) for each in heard) else otherwise


async def tried(street: Street, route: str, person: str, grant: str) -> dict[str, str]:
    """What comes of each message of one person over one route; who is not let in cannot say anything."""
    if route in POSTS:
        return {each: await posted(street, route, each, person, grant) for each in messages()[route]}
    found, socket = await looked(street, route, person, grant)
    said = {LOOK: found}
    for message in messages()[route][1:]:
        if socket is None:
            said[message] = found
            continue
        said[message] = await spoken(street, socket, message, grant)
        socket = (await looked(street, route, person, grant))[1]
    if socket is not None:
        await socket.disconnect()
    return said


@pytest.mark.slow
@pytest.mark.parametrize("route", messages())
def test_everybody_may_do_what_the_table_says_and_nothing_else(street, route):
    async def story() -> list[str]:
        try:
            wrong = []
            for person in SHARERS:
                for grant in GRANTS:
                    for message, found in (await tried(street, route, person, grant)).items():
                        expected = expected_of(route, message, person, grant)
                        if found != expected:
                            wrong.append(f"{message} {grant} {person}: {found}, not {expected}")
            return wrong
        finally:
            await hub().close()

    cache.clear()
    assert async_to_sync(story)() == []
