"""The values that fill the gaps of a sentence: their types, reading what was typed, and saying them in English."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from core.rules.dates import MONTHS

# day: as date, but said without the day of the week ("30 November").
TYPES = ("text", "choice", "number", "minutes", "date", "day", "time")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Control characters, spaces without width, and marks that change the direction of what follows.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
MOST_LETTERS = 200
MOST_MINUTES = 900


def tidy(raw: Any) -> str:
    """Typed words on one line, without the marks of the grammar and without a stop of their own."""
    text = UNSEEN.sub(" ", str(raw)).replace("{", "(").replace("}", ")").replace("[", "(").replace("]", ")")
    text = " ".join(text.split())[:MOST_LETTERS]
    return re.sub(r"[\s.,;:!?…]+$", "", re.sub(r"^[\s.,;:!?…]+", "", text))


def is_empty(kind: str, raw: Any) -> bool:
    """Is there nothing to say? What cannot be read as its type says nothing."""
    return raw is None or not displayed(kind, raw)


def displayed(kind: str, raw: Any) -> str:
    """The value in English words, or "" when it cannot be read as this type."""
    readers = {
        "number": number_words,
        "minutes": lambda value: duration_words(_minutes(value)),
        "date": lambda value: day_words(_day(value)),
        "day": lambda value: day_words(_day(value), weekday=False),
        "time": time_words,
    }
    return readers.get(kind, tidy)(raw)


def number_words(raw: Any) -> str:
    """4 → "4", "7.50" → "7.5", "1,200" → "1200"; "" for what is no number from 0 to 99999."""
    text = str(raw).strip().replace(",", "")
    if isinstance(raw, bool) or not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,2})?", text):
        return ""
    whole, _point, rest = text.partition(".")
    rest = rest.rstrip("0")
    return str(int(whole)) + (f".{rest}" if rest else "")


def _minutes(raw: Any) -> int:
    text = str(raw).strip()
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) and int(text) <= MOST_MINUTES else 0


def duration_words(minutes: int) -> str:
    """45 → "45 minutes", 90 → "1 hour 30 minutes"; "" for none."""
    hours, rest = divmod(minutes, 60)
    parts = ((hours, "hour"), (rest, "minute"))
    return " ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number)


def _day(raw: Any) -> dt.date | None:
    if isinstance(raw, dt.date):
        return raw
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(raw)):
        return None
    try:
        return dt.date.fromisoformat(str(raw))
    except ValueError:
        return None


def day_words(day: dt.date | None, *, weekday: bool = True) -> str:
    """ "Tuesday 17 November", or "17 November" without the weekday; "" for None."""
    if day is None:
        return ""
    return f"{WEEKDAYS[day.weekday()]} " * weekday + f"{day.day} {MONTHS[day.month - 1]}"


def time_words(raw: Any) -> str:
    """ "10:30" → "10:30am", "14.00" → "2pm", "12:00" → "midday"; other words ("first thing") as they are."""
    read = read_time(str(raw))
    if not read:
        return tidy(raw)
    hour, minute = int(read[:2]), int(read[3:])
    if minute == 0 and hour % 12 == 0:
        return "midday" if hour else "midnight"
    return f"{(hour - 1) % 12 + 1}{f':{minute:02}' if minute else ''}{'am' if hour < 12 else 'pm'}"


def read_time(text: str) -> str:
    """A time of day as HH:MM, or "": takes 10:30, 10.30, 1030, 2pm, 2.30 pm."""
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s*(am|pm)?", text.strip().lower())
    if not found or (found[2] is None and found[3] is None):
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour > (12 if found[3] else 23) or (found[3] and hour == 0):
        return ""
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return f"{hour:02}:{minute:02}"
