"""An entry as a device sends it (frontend/src/journal/shell.js): reading it, and saying plainly what is wrong."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.bodies import read_json
from jobjournal.actions.recording import EntryInput
from jobjournal.library import LANGUAGES, page_words

SLUG = re.compile(r"[a-z0-9_-]{1,40}")
NAME = re.compile(r"[a-z0-9_]{1,80}")
MOST_SLOTS = 60
# A clock of a device that is further out is not worth keeping.
OLDEST, AHEAD = dt.timedelta(days=800), dt.timedelta(days=2)


@dataclass(frozen=True)
class SentEntry:
    """What arrived: whose device made it (presenters.offline.owner_id), under which id, when, and the answers."""

    owner: str
    client_id: uuid.UUID
    recorded_at: dt.datetime | None
    given: EntryInput


def read_sent(body: bytes) -> SentEntry | None:
    """The entry in a request's body, or None when it is not one; anybody may send anything."""
    try:
        sent = read_json(body)
        activity, template, slots = str(sent["activity"]), str(sent.get("template") or ""), sent.get("slots") or {}
        if not SLUG.fullmatch(activity) or (template and not SLUG.fullmatch(template)) or len(slots) > MOST_SLOTS:
            return None
        language = sent.get("language")
        given = EntryInput(
            activity=activity,
            template=template,
            slots={name: _plain(value) for name, value in slots.items() if NAME.fullmatch(name)},
            own_words=_plain(sent.get("own_words")),
            minutes=_plain(sent.get("minutes")) or None,
            language=language if language in LANGUAGES else "en",
        )
        return SentEntry(str(sent["owner"]), uuid.UUID(str(sent["client_id"])), _moment(sent.get("recorded_at")), given)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _plain(value: Any) -> str:
    """Text or a number as text without characters that no database keeps; nothing else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).replace("\x00", "").encode("utf-8", "replace").decode()


def _moment(raw: Any) -> dt.datetime | None:
    moment = parse_datetime(raw) if isinstance(raw, str) else None
    if moment is None or timezone.is_naive(moment):
        return None
    now = timezone.now()
    return moment if now - OLDEST < moment < now + AHEAD else None


def problem_texts(problems: dict[str, str], language: str) -> list[dict[str, str]]:
    """What EntryRefused found, as sentences in the language of the questions."""
    words = page_words(language)
    return [{"name": name, "text": words[code]} for name, code in problems.items()]
