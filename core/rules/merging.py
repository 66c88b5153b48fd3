"""Two people changed one text: both of their changes in one text, with every word that either of them typed.

Words are what is moved about, so that no word of one is in the middle of a word of the other. Both orders give the
same text. The browser runs a copy (frontend/src/help/sharing/merging.js) on the same case file.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

# So many steps from one text to the other are looked at; what differs more counts as one change from end to end.
MOST_STEPS = 200
# Scripts that put no spaces between words: each of their letters is moved by itself.
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip


class Change(NamedTuple):
    """Words `start` to before `end` of a text are replaced by others; with none of either, added or removed."""

    start: int
    end: int
    words: list[str]


def merge_texts(base: str, one: str, other: str) -> str:
    """The text that `base` becomes when somebody made `one` of it and somebody else `other`.

    What either added is there, what either removed is not. What both put into one place stands side by side, in an
    order that does not depend on who was first; the same thing put there by both is there once.
    """
    words = words_of(base)
    changes = [changes_between(words, words_of(text)) for text in (one, other)]
    gone = {place for many in changes for change in many for place in range(change.start, change.end)}
    found: list[str] = []
    for place in range(len(words) + 1):
        for number, added in enumerate(_added_at(place, changes)):
            _append(found, added, apart=number > 0)
        if place < len(words) and place not in gone:
            _append(found, [words[place]], apart=False)
    return "".join(found)


def words_of(text: str) -> list[str]:
    """A text in pieces: each word, each space, each sign by itself. Joined, they are the text."""
    found: list[str] = []
    in_word = False
    for letter in text:
        if found and not found[-1].isspace() and unicodedata.category(letter)[0] == "M":
            found[-1] += letter
            continue
        is_word = _is_word(letter)
        if is_word and in_word:
            found[-1] += letter
        else:
            found.append(letter)
        in_word = is_word
    return found


def changes_between(before: list[str], after: list[str]) -> list[Change]:
    """What was changed, from left to right, with something that stayed between any two changes."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    middle, fresh = before[start : len(before) - end], after[start : len(after) - end]
    kept = _kept(middle, fresh) if middle and fresh else []
    changes, at, at_fresh = [], 0, 0
    for place, place_fresh in [*(kept or []), (len(middle), len(fresh))]:
        if place > at or place_fresh > at_fresh:
            changes.append(Change(start + at, start + place, fresh[at_fresh:place_fresh]))
        at, at_fresh = place + 1, place_fresh + 1
    return _in_one_breath(changes, before)


def _kept(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """Pairs of places of what is in both, in order (Myers 1986); none when they differ too much."""
    # How far along `before` each diagonal has come after so many steps.
    reach, history = {1: 0}, []
    for steps in range(min(len(before) + len(after), MOST_STEPS) + 1):
        history.append(dict(reach))
        for diagonal in range(-steps, steps + 1, 2):
            adds = diagonal == -steps or (diagonal != steps and reach[diagonal - 1] < reach[diagonal + 1])
            x = reach[diagonal + 1] if adds else reach[diagonal - 1] + 1
            while x < len(before) and x - diagonal < len(after) and before[x] == after[x - diagonal]:
                x += 1
            reach[diagonal] = x
            if x >= len(before) and x - diagonal >= len(after):
                return _walked_back(history, x, x - diagonal)
    return []


def _walked_back(history: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs = []
    for steps in range(len(history) - 1, -1, -1):
        reach, diagonal = history[steps], x - y
        adds = diagonal == -steps or (diagonal != steps and reach[diagonal - 1] < reach[diagonal + 1])
        before = diagonal + 1 if adds else diagonal - 1
        from_x = reach[before]
        from_y = from_x - before
        while x > max(from_x, 0) and y > max(from_y, 0):
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = from_x, from_y
    return pairs[::-1]


def _in_one_breath(changes: list[Change], before: list[str]) -> list[Change]:
    """Words that were replaced one after the other, with nothing but a space between them, were replaced together."""
    found: list[Change] = []
    for change in changes:
        last = found[-1] if found else None
        between = before[last.end : change.start] if last else []
        if last and last.end > last.start and change.end > change.start and "".join(between).isspace():
            found[-1] = Change(last.start, change.end, [*last.words, *between, *change.words])
        else:
            found.append(change)
    return found


def _added_at(place: int, changes: list[list[Change]]) -> list[list[str]]:
    """What is put in before a word, once each: first what was added there, then what was put in its stead."""
    there = [change for many in changes for change in many if change.start == place and change.words]
    there.sort(key=lambda change: (change.end > change.start, "".join(change.words)))
    if len(there) > 1 and there[0] == there[1]:
        del there[1]
    return [change.words for change in there]


def _append(found: list[str], words: list[str], *, apart: bool) -> None:
    """Words behind others. Two words that meet here for the first time get a space between them, and so does (`apart`)
    what two people put into one place.
    """
    last, first = (found[-1][-1] if found else ""), words[0]
    meets = _is_word(first[0]) and bool(last) and not last.isspace()
    if meets and (_is_word(last) or (apart and not _is_unspaced(last))):
        found.append(" ")
    found += words


def _is_word(letter: str) -> bool:
    return (letter == "_" or unicodedata.category(letter)[0] in "LMN") and not _is_unspaced(letter)


def _is_unspaced(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _UNSPACED)
