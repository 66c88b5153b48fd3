"""What a script on either side's page gets of a shared form, whatever the way: a poll, a poll that waits, a socket."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cobrowse.models import SharedForm
from cobrowse.sharing.presenters.drawn import DrawnForm
from cobrowse.sharing.presenters.form import FormContent, order_of, place_of
from cobrowse.sharing.presenters.presence import Presence, presence_of
from cobrowse.sharing.readers.subjects import as_stored, question_of, stored_of
from cobrowse.sharing.readers.told import Newer

NOTHING = {"shared": False, "access": "", "place": ""}
# Between what a screen knows of the page and of the person.
AND = "~"


def adviser_screen(
    share: SharedForm | None, *, after: int, known: str, drawn: DrawnForm | None = None, at: str = "",
    newer: Newer | None = None, reads: bool = True,
) -> dict[str, Any]:  # fmt: skip
    """JSON for the adviser: `now` is how things stand, with whether the person is there (`live`, and in words `seen`),
    `known` the same in one word, `form` the page when a screen that knows `known` has another one. `upto` is the
    revision of the latest answer in it, `of` which share that counts for. `drawn` is the page as this screen had it
    last, `at` the box in which the person is ("" for none), `newer` what was saved last, where that is known. Without
    `reads` nothing is read, and MustRead is raised where more than that is to be drawn.
    """
    if share is None:
        return {"upto": after, "now": NOTHING, "known": "none", "html": ""}
    upto, presence = share.subject.head_revision, presence_of(share, timezone.now())
    now = {
        "shared": True, "access": str(share.access), "place": place_of(share), "upto": upto, "live": presence.live,
        "seen": presence.words,
    }  # fmt: skip
    known_now = with_where(known_of(share, presence), at)
    screen = {"upto": upto, "of": order_of(share), "now": now, "known": known_now, "html": "", "at": at}
    drawn = drawn or DrawnForm()
    if _page_in(known) == _page_in(known_now):
        drawn.rest()
        return screen
    return screen | {"form": form_json(*drawn.again(share, newer, reads=reads))}


def known_of(share: SharedForm, presence: Presence) -> str:
    """In one word, what an adviser's screen shows of the page and of the person."""
    version = "" if share.kind else f"-{share.claim.form_version_id}"
    return f"{share.access}-{place_of(share)}-{share.subject.head_revision}{version}{AND}{presence.code}"


def with_where(known: str, at: str) -> str:
    """In one word, also in which box the other side is: a poll that says another one is answered at once."""
    return f"{known}{AND}{at}" if at else known


def _page_in(known: str) -> str:
    return known.partition(AND)[0]


def form_json(content: FormContent, markup: dict[str, str], rest: str) -> dict[str, Any]:
    """A page for a script: `parts` are [id, markup] of each question, `rest` the markup of what is no question,
    `pages` (key, title) of the person's other pages.
    """
    return {
        "title": content.title,
        "place": content.place,
        "parts": [[part.id, markup[part.id]] for part in content.parts],
        "pages": content.pages,
        "rest": rest,
    }


def resident_screen(
    share: SharedForm | None, *, after: int, at: str = "", newer: Newer | None = None
) -> dict[str, Any]:  # fmt: skip
    """JSON for the resident: `now` is how things stand (`go`: the page that they are shown the way to), `answers` what
    the adviser saved after revision `after`, `at` the box in which the adviser is ("" for none). `newer`: all that was
    saved after that, where it is known and need not be read.
    """
    if share is None:
        return {"upto": after, "now": NOTHING, "known": "none", "html": "", "answers": []}
    upto = share.subject.head_revision
    return {
        "upto": upto,
        "now": {"shared": True, "access": str(share.access), "upto": upto, "go": share.way},
        "known": with_where(f"{share.access}-{upto}-{share.way}", at),
        "html": "",
        "at": at,
        "answers": _saved_by_helpers(share, after, newer) if upto > after else [],
    }


def _saved_by_helpers(share: SharedForm, after: int, newer: Newer | None) -> list[dict[str, Any]]:
    found = []
    stored = stored_of(share, after=after) if newer is None else as_stored(newer.answers)
    for (key, row), answer in stored.items():
        question = question_of(share, key, row) if answer.revision > after and answer.by_helper else None
        if question is not None:
            found.append(
                {
                    "question": key,
                    "row": row,
                    "raw": answer.raw,
                    "revision": answer.revision,
                    "label": question["label"],
                }
            )
    return sorted(found, key=lambda each: each["revision"])
