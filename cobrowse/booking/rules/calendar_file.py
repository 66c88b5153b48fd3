"""One booking as a calendar file (iCalendar, RFC 5545): times in UTC, lines of 75 bytes, text with its escapes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LINE_BYTES = 75
# RFC 5545, 3.3.11. Of control characters a text may hold none but the tab.
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True)
class CalendarEvent:
    """What stands in the file. `uid` is the same in every version of a booking and `sequence` goes up, so that a
    calendar changes its entry instead of adding another. `written_at` says when it was made.
    """

    uid: str
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    location: str
    url: str
    written_at: dt.datetime
    is_cancelled: bool = False


def calendar_file(event: CalendarEvent) -> bytes:
    """The bytes of the file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//BetterOff//Bookings//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_utc(event.written_at)}",
        f"DTSTART:{_utc(event.starts_at)}",
        f"DTEND:{_utc(event.ends_at)}",
        f"SUMMARY:{_text(event.title)}",
        *([f"LOCATION:{_text(event.location)}"] if event.location else []),
        f"URL:{event.url}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    plain = "\n".join(words.splitlines())
    return "".join(ESCAPES.get(each, each) for each in plain if each in "\n\t" or each.isprintable())


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 bytes, each but the first after a line break and a space. Letters stay whole."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        encoded = letter.encode()
        if len(piece) + len(encoded) > LINE_BYTES - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += encoded
    return b"\r\n ".join([*pieces, piece])
