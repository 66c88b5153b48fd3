"""Answers that go over the open sockets of a shared form: saved, seen by the others, refused."""

from __future__ import annotations

import json
import time
import uuid

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from accounts.keeping.session_life import STAFF_SEEN, STAFF_SEEN_EVERY
from accounts.models import AuditEvent
from cobrowse import consumers
from cobrowse.sharing.actions.sharing import note_place, stop_editing, stop_sharing
from core.tenancy import council_scope
from tests.cobrowse.sharing.conftest import raw_of
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

pytestmark = pytest.mark.django_db(transaction=True)


async def saved(socket, key, raw, base, **more):
    """What a page is told of an answer that it sends over its socket."""
    change = {"question": key, "row": "", "raw": raw, "base": base, "id": f"{more.get('claim', 'desk')}.1", **more}
    await socket.send(json.dumps({"set": change}))
    told = (await socket.news(lambda message: "set" in message))["set"]
    assert told["id"] == change["id"]
    return told["status"], told["body"]


def test_answers_go_over_the_sockets_themselves(council, alice, aisha, talking, draft, share):  # noqa: F811
    hers, theirs, claim = headers_of(alice), headers_of(aisha), str(draft.public_id)
    with council_scope(council.pk):
        note_place(share=share, view="page", page="your-pets")

    async def story():
        resident, adviser = Socket(path_of(talking), hers), Socket(path_of(talking, "adviser"), theirs)
        window = Socket(path_of(talking, "adviser"), theirs)
        for socket in (resident, adviser, window):
            assert await socket.connect() == 0
        status, body = await saved(resident, "has_pets", "yes", 0, claim=claim)
        assert (status, body["state"]) == (200, "saved")
        for socket in (adviser, window):
            assert "pet_kind" in markup(await socket.news(lambda message: message.get("upto") == body["revision"]))
        # Whose page it is has what hangs on the answer at once; their other window is woken, and so is hers.
        status, body = await saved(adviser, "has_pets", "no", body["revision"])
        assert (status, body["state"]) == (200, "saved")
        own = json.loads(await adviser.receive())
        assert own["upto"] == body["revision"]
        assert [key for key, _markup in own["form"]["parts"]] == ["has_pets"]
        assert "pet_kind" not in markup(await window.news(lambda message: message.get("upto") == body["revision"]))
        told = await resident.news(lambda message: message.get("answers"))
        assert [(each["question"], each["raw"]) for each in told["answers"]] == [("has_pets", "no")]
        # What somebody else saved since is not overwritten.
        assert await saved(resident, "has_pets", "yes", 0, claim=claim) == (
            409, {"state": "conflict", "saved_display": "No", "revision": body["revision"]},
        )  # fmt: skip
        for socket in (resident, adviser, window):
            await socket.disconnect()

    played(story)


@pytest.mark.slow
def test_an_answer_that_may_not_be_given_is_refused_on_the_open_line(council, alice, aisha, talking, draft, share):  # noqa: F811
    hers, theirs, claim = headers_of(alice), headers_of(aisha), str(draft.public_id)

    async def story():
        resident, adviser = Socket(path_of(talking), hers), Socket(path_of(talking, "adviser"), theirs)
        assert await resident.connect() == 0
        assert await adviser.connect() == 0
        assert (await saved(adviser, "nino", "QQ123456C", 1))[0] == 403
        assert (await saved(adviser, "no_such", "x", 0))[0] == 404
        assert (await saved(resident, "has_pets", "yes", 0, claim="no id"))[0] == 400
        assert (await saved(resident, "has_pets", "yes", 0, claim=str(uuid.uuid4())))[0] == 404
        # From the moment in which it is committed that they only see, nothing of theirs is.
        await in_scope(council, stop_editing, public_id=talking.public_id, by=alice)
        assert (await saved(adviser, "has_pets", "yes", 0))[0] == 403
        await in_scope(council, stop_sharing, public_id=talking.public_id, by=alice)
        assert (await saved(adviser, "has_pets", "yes", 0))[0] == 403
        assert await in_scope(council, raw_of, draft, "has_pets") is None
        refused = await in_scope(council, lambda: AuditEvent.objects.filter(code="cobrowse.form.edit_refused").count())
        assert refused == 3
        # Her own she may answer as before, whoever looks on.
        assert (await saved(resident, "has_pets", "yes", 0, claim=claim))[0] == 200
        await resident.send('{"set": 7}')
        assert await resident.closed() == consumers.NOT_UNDERSTOOD
        await in_scope(council, Session.objects.all().delete)
        await adviser.send(json.dumps({"set": {"question": "has_pets", "raw": "no"}}))
        assert await adviser.closed() == consumers.REFUSED

    played(story)


def test_answering_counts_as_using_the_session(council, alice, aisha, talking, draft, share):  # noqa: F811
    theirs = headers_of(aisha)

    def age():
        session = Session.objects.get(session_key=headers_key(theirs))
        store = SessionStore(session.session_key)
        store[STAFF_SEEN] = time.time() - STAFF_SEEN_EVERY - 60
        store.save()

    def seen():
        return time.time() - SessionStore(headers_key(theirs))[STAFF_SEEN] < STAFF_SEEN_EVERY

    async def story():
        adviser = Socket(path_of(talking, "adviser"), theirs)
        assert await adviser.connect() == 0
        await in_scope(council, age)
        await adviser.send('{"here": true}')
        assert (await saved(adviser, "no_such", "x", 0))[0] == 404
        assert not await in_scope(council, seen)
        assert (await saved(adviser, "has_pets", "yes", 0))[0] == 200
        assert await in_scope(council, seen)
        await adviser.disconnect()

    played(story)


def headers_key(headers) -> str:
    """The session in a cookie."""
    return dict(headers)[b"cookie"].decode().partition("=")[2]
