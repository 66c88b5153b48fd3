"""What is said aloud of a question, and the name of the file that says it.

The name is made of the words and their languages, so a file can never say what is not on the page: a question whose
words have changed has another name, and no file until one is made. Nothing that anybody typed is ever said.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from formspec.rules.form_spec import FormSpec
from formspec.rules.translation import SOURCE_LANGUAGE, in_language

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
# Where a paragraph or an item of a list begins, and the mark of an item.
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )")
_ITEM = re.compile(r"^\s*[-*] +")
_MARKS = re.compile(r"[*_`#>]+")
_ENDS = (".", "?", "!", ":", ";", ",")


@dataclass(frozen=True)
class Piece:
    """Words in one language: "en", "cy"."""

    language: str
    words: str


def pieces_of(question: dict[str, Any], language: str) -> tuple[Piece, ...]:
    """What is said of a question on a page in `language` ("cy", "en-gb"): its words, then the guidance.

    A part without a translation is on the page in English, and is said in English.
    """
    code = language[:2]
    asked = _said(question["label"], question.get("hint") or "")
    pieces = [Piece(question.get("lang", code), asked)]
    if question.get("guidance"):
        pieces.append(Piece(question.get("guidance_lang", code), _said(question["guidance"])))
    return tuple(pieces)


def name_of(pieces: tuple[Piece, ...]) -> str:
    """The name of the file that says these pieces, without its ending."""
    said = json.dumps([[piece.language, piece.words] for piece in pieces], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def spoken_in(form_spec: FormSpec, languages: tuple[str, ...]) -> Iterator[tuple[Piece, ...]]:
    """What is said of every question of a form, and of each in its words for somebody alone, in each language."""
    for language in languages:
        translated = in_language(form_spec, language)
        # A form without translations is in English in every language.
        code = language if translated.data is not form_spec.data else SOURCE_LANGUAGE
        for question in (*translated.questions.values(), *translated.fields.values()):
            yield pieces_of(question, code)
            if "alone" in question:
                yield pieces_of({**question, **question["alone"]}, code)


def _said(*texts: str) -> str:
    """Markdown as sentences for a voice: without marks, each paragraph and item a line that ends."""
    lines: list[str] = []
    for block in (block for text in texts for block in _BLOCK.split(text)):
        line = " ".join(_MARKS.sub("", _LINK.sub(r"\1", _ITEM.sub("", block))).split())
        if line:
            lines.append(line if line.endswith(_ENDS) else f"{line}.")
    return "\n".join(lines)
