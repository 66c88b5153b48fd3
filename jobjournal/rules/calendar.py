"""Appointments as a calendar file (RFC 5545): opened by every phone's and computer's calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

LINE_BYTES = 75


@dataclass(frozen=True)
class Meeting:
    """One appointment; `starts_at` and `changed_at` know their time zone, `uid` is the same in every file."""

    uid: str
    what: str
    starts_at: dt.datetime
    minutes: int
    place: str
    with_whom: str
    changes: int
    changed_at: dt.datetime


def calendar_file(meetings: Iterable[Meeting]) -> str:
    """The file's text: lines end with CR LF, none is longer than 75 bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//BetterOff//Job journal//EN", "METHOD:PUBLISH"]
    for meeting in meetings:
        lines += _event(meeting)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _event(meeting: Meeting) -> list[str]:
    ends_at = meeting.starts_at + dt.timedelta(minutes=meeting.minutes)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{meeting.uid}",
        f"SEQUENCE:{meeting.changes}",
        f"DTSTAMP:{_moment(meeting.changed_at)}",
        f"DTSTART:{_moment(meeting.starts_at)}",
        f"DTEND:{_moment(ends_at)}",
        f"SUMMARY:{_text(meeting.what)}",
    ]
    if meeting.place:
        lines.append(f"LOCATION:{_text(meeting.place)}")
    if meeting.with_whom:
        lines.append(f"DESCRIPTION:{_text(meeting.with_whom)}")
    alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT2H", f"DESCRIPTION:{_text(meeting.what)}", "END:VALARM"]
    return [*lines, *alarm, "END:VEVENT"]


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> list[str]:
    """A long line in pieces, each of the later ones after a space; never in the middle of a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LINE_BYTES:
            pieces.append(piece)
            piece = " "
        piece += letter
    return [*pieces, piece]
