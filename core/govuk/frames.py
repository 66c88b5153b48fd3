"""Questions drawn once: the markup of a question with holes where what a person typed goes.

Drawing a question costs milliseconds of macros; what differs from person to person is a few words. So each question is
drawn once for each state it can be in, with marks in place of the words, and cut at the marks. What is kept holds the
form's own words and which of its options are chosen, never anything that somebody typed: that is escaped and put into
the holes on its way out. Whatever does not fit (errors, files, odd answers) is drawn by `render_question` as it is.
"""

from __future__ import annotations

import re
import secrets
import sys
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from markupsafe import escape as escape_as_macros_do

from core.govuk.control import PARTS
from core.govuk.question_types import type_of
from core.govuk.questions import render_question
from core.rules.kept import Kept
from core.rules.money import PAYMENTS_A_YEAR

BASE, NOTE = "base", "note"

# No form can hold these marks by chance or on purpose: they differ from process to process.
_SECRET = secrets.token_hex(16)
_HOLE = re.compile(rf"hole-{_SECRET}-(\w*)-")


def _mark(name: str) -> str:
    return f"hole-{_SECRET}-{name}-"


@dataclass(frozen=True)
class Frame:
    """Markup in pieces, and the name of the hole after each piece but the last."""

    pieces: tuple[str, ...]
    holes: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return sum(sys.getsizeof(piece) for piece in self.pieces)

    def filled(self, texts: Mapping[str, str], base: int, note: str | None) -> SafeString:
        """The whole markup with these texts, each escaped as it would be when drawn afresh."""
        parts = [self.pieces[0]]
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            if hole == BASE:
                parts.append(str(int(base)))
            else:
                parts.append(escape(note) if hole == NOTE else str(escape_as_macros_do(texts[hole])))
            parts.append(piece)
        return SafeString("".join(parts))


frames: Kept[Frame] = Kept(16 * 1024 * 1024, lambda frame: frame.size)


@dataclass(frozen=True)
class _Answer:
    """An answer taken apart: what its frame depends on, what goes into the holes, and the answer that draws it."""

    state: Hashable = None
    texts: dict[str, str] = field(default_factory=dict)
    marked: Any = None


@dataclass(frozen=True)
class Spot:
    """Where a question is drawn. `document` names the version of the form; its questions differ by `wording` alone."""

    document: Hashable
    in_row: bool = False
    heading: bool = False
    visible: bool = True
    # What tells the words of this person's question from those of others': "" for the document's own.
    wording: Hashable = ""


def draw_question(
    question: Mapping[str, Any],
    spot: Spot,
    *,
    raw: Any,
    base: int = 0,
    source_note: str | None = None,
    more: Callable[[], dict[str, Any]] = dict,
) -> SafeString:
    """Exactly what `render_question` gives for an answer without errors or files, from a frame where it can be.

    `more` gives the parameters of `render_question` that depend on the question and the language alone; it is called
    only when there is no frame yet.
    """
    drawn = {"labels_as_heading": spot.heading, "visible": spot.visible}
    answer = _taken_apart(question, raw)
    if answer is None:
        return render_question(question, raw=raw, base=base, source_note=source_note or None, **drawn, **more())

    def make() -> Frame:
        note = _mark(NOTE) if source_note else None
        return _cut(render_question(question, raw=answer.marked, base=_mark(BASE), source_note=note, **drawn, **more()))

    key = (spot, question["key"], get_language(), bool(source_note), answer.state)
    return frames.get(key, make).filled(answer.texts, base, source_note)


def _cut(html: str) -> Frame:
    found = _HOLE.split(html)
    return Frame(tuple(found[::2]), tuple(found[1::2]))


def _taken_apart(question: Mapping[str, Any], raw: Any) -> _Answer | None:
    """None for an answer that is too odd to be put into holes."""
    kind = type_of(question).control
    if kind in ("", "file"):
        return _Answer()
    if kind in PARTS:
        return _parts(kind, raw)
    return _TAKEN_APART[kind](question, raw)


def _text(question: Mapping[str, Any], raw: Any) -> _Answer | None:
    if raw in (None, ""):
        return _Answer("empty")
    # Macros indent what is inside them line by line, the text of an answer too.
    if not isinstance(raw, str) or not _is_one_line(raw):
        return None
    return _Answer("typed", {"whole": raw}, _mark("whole"))


def _long_text(question: Mapping[str, Any], raw: Any) -> _Answer | None:
    if raw in (None, ""):
        return _Answer("empty")
    return _Answer("typed", {"whole": raw}, _mark("whole")) if isinstance(raw, str) else None


def _is_one_line(text: str) -> bool:
    return text.splitlines() == [text]


def _chosen(question: Mapping[str, Any], raw: Any) -> _Answer | None:
    """One of a few options; what is none of them chooses nothing."""
    offered = type_of(question).choices or [(option["value"], "") for option in question.get("options") or ()]
    values = [str(value) for value, _ in offered]
    return _Answer(raw, {}, raw) if isinstance(raw, str) and raw in values else _Answer()


def _several(question: Mapping[str, Any], raw: Any) -> _Answer | None:
    typed = set(map(str, raw)) if isinstance(raw, list) else set()
    known = (str(option["value"]) for option in question.get("options") or ())
    chosen = tuple(value for value in known if value in typed)
    return _Answer(chosen, {}, list(chosen))


def _agreed(question: Mapping[str, Any], raw: Any) -> _Answer | None:
    return _Answer("agreed", {}, "agreed") if raw == "agreed" else _Answer()


def _parts(kind: str, raw: Any) -> _Answer | None:
    values = raw if isinstance(raw, Mapping) else {}
    frequency, texts = "", {}
    for part in PARTS[kind]:
        text = values.get(part)
        if text in (None, ""):
            continue
        if not isinstance(text, str) or not _is_one_line(text):
            return None
        if part != "frequency":
            texts[part] = text
        elif text in PAYMENTS_A_YEAR:
            frequency = text
        else:
            return None
    return _Answer((frequency, *texts), texts, {part: _mark(part) for part in texts} | {"frequency": frequency})


_TAKEN_APART: dict[str, Callable[[Mapping[str, Any], Any], _Answer | None]] = {
    "text": _text,
    "money": _text,
    "textarea": _long_text,
    "radios": _chosen,
    "checkboxes": _several,
    "agree": _agreed,
}
