"""How many statements an edit of a shared form costs, from either side, and a look of the screen that it is news to.

Five edits a second of each pair: every statement counts. A budget that is raised needs a reason.
"""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from cobrowse.sharing.actions.editing import save_shared_answer
from cobrowse.sharing.consumers import SharedScreen
from tests.claims.test_page_queries import queries_of
from tests.cobrowse.sharing.conftest import answer, change
from tests.people import browser_of

# Without the statement that opens the council's scope: here it is open already.
RESIDENT_EDIT, ADVISER_EDIT, LOOK, IDLE_LOOK = 8, 13, 3, 2
OVER_A_SOCKET = {"resident": 5, "adviser": 8}


def statements_of(call) -> list[str]:
    return [sql for sql in queries_of(call) if not sql.startswith("SELECT set_config('app.council_id'")]


def screen_of(actor, share, side: str) -> SharedScreen:
    """A screen that was looked after for a while."""
    cookie = browser_of(actor).client.cookies[settings.SESSION_COOKIE_NAME].value
    headers = [(b"host", actor.council.host.encode()), (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())]
    screen = SharedScreen(
        {
            "type": "websocket", "path": "/", "query_string": b"", "root_path": "", "headers": headers, "scheme": "ws",
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "http_version": "1.1",
            "url_route": {"kwargs": {"public_id": share.request.public_id}},
        },
        side,
    )  # fmt: skip
    for _ in range(3):
        look(screen)
    return screen


def look(screen: SharedScreen) -> HttpResponse:
    """As `Screen.look` does, in this thread."""
    found = screen.find()
    screen.upto, screen.has = found["upto"], found["known"]
    return HttpResponse()


def posted(client, path: str, key: str, raw, base: int):
    body = json.dumps({"question": key, "row": "", "raw": raw, "base": base, "id": "page.1"})
    return client.client.post(path, body, content_type="application/json", HTTP_HOST=client.host)


@pytest.fixture
def edit(draft):
    """The next words for an answer, with the revision that they are made of."""
    known = draft.answers.get(key="pet_kind")
    return "pet_kind", "A heron", known.revision


def test_an_edit_of_the_residents(alice, together, draft, edit):
    browser, path = browser_of(alice), reverse("claims:save_answer", args=[draft.public_id])
    browser.get("/")
    found = statements_of(lambda: posted(browser, path, *edit))
    assert len(found) <= RESIDENT_EDIT, found


def test_an_edit_of_the_advisers(on_duty, together, draft, edit):
    desk, path = browser_of(on_duty), reverse("cobrowse:shared_form", args=[together.request.public_id])
    desk.get(path)
    found = statements_of(lambda: posted(desk, path, *edit))
    assert len(found) <= ADVISER_EDIT, found


def test_a_look_at_what_the_other_did_and_at_nothing_new(alice, on_duty, together, draft):
    hers, theirs = screen_of(alice, together, "resident"), screen_of(on_duty, together, "adviser")
    answer(draft, alice, "pet_kind", "A heron")
    found = statements_of(lambda: look(theirs))
    assert len(found) <= LOOK, found
    found = statements_of(lambda: look(theirs))
    assert len(found) <= IDLE_LOOK, found
    known = draft.answers.get(key="pet_kind")
    edit = change("pet_kind", "A stork", known.revision)
    save_shared_answer(public_id=together.request.public_id, change=edit, by=on_duty)
    found = statements_of(lambda: look(hers))
    assert len(found) <= LOOK, found


@pytest.mark.parametrize("side", OVER_A_SOCKET)
def test_an_edit_over_a_socket(alice, on_duty, together, draft, edit, side):
    """With the look of whose edit it is."""
    screen = screen_of({"resident": alice, "adviser": on_duty}[side], together, side)
    key, raw, base = edit
    asked = {"question": key, "raw": raw, "base": base, "id": "page.1", "claim": str(draft.public_id)}

    def save() -> HttpResponse:
        (status, _body), _found = screen._save(asked)
        return HttpResponse(status=status)

    # Once a minute it is written down that the session is used, and after that who looks is worked out anew.
    screen._save({**asked, "raw": "A crane"})
    look(screen)
    found = statements_of(save)
    assert len(found) <= OVER_A_SOCKET[side], found
