"""What residents read in forms, guidance and estimates, sentence by sentence, and where each stands."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.catalogue import messages_in_use
from formspec.rules.compile import compile_library_form, library_optional_questions, library_slugs
from formspec.rules.translation import texts_of_question, translatable_texts

ROOT = Path(__file__).resolve().parent.parent.parent
LIBRARY = "formspec/library"
# Estimates and passported help; what only a council's officers, operators and programmers read is left out.
FOLDERS = ("calculator", "estimates", "templates/estimates")
FOR_OFFICERS = re.compile(
    r"calculator/(?:ctr/scheme|engine/external/|household/(?:parsing|plausible|.*\.schema\.json))"
    r"|estimates/(?:api/|forms/(?:engines|scheme)|presenters/(?:engines|scheme)|views/(?:engines|schemes))"
    r"|estimates/actions/(?:engines|schemes)|templates/estimates/_?(?:engine|scheme)"
)
_BLOCKS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )")
_MARKUP = re.compile(r"^\s*(?:[-*]|\d+\.|#+) +|[*_`]|\]\([^)]*\)|\[")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])[”\"]?\s+(?=[“\"‘(£%{]*[A-Z0-9£%{])")
_LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, order=True)
class Text:
    """One sentence, or a label; `place` is a file, with the question and what part of it where there is one."""

    place: str
    sentence: str


def everything() -> list[Text]:
    """Every sentence once, at the first place where it stands."""
    places: dict[str, str] = {}
    for place, text in [*_of_forms(), *_of_messages()]:
        for sentence in sentences(text):
            places.setdefault(sentence, place)
    return [Text(place, sentence) for sentence, place in places.items()]


def passages() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Texts that are read together, with their place: those of a question, otherwise each by itself."""
    for form, spec in _forms():
        for question in _questions(spec):
            yield f"{form} {question['key']}", tuple(_plain(text) for _kind, text in texts_of_question(question))
        yield from ((f"{form} ({kind})", (text,)) for kind, text in _of_form_itself(spec))
    yield from ((place, (text,)) for place, text in _of_messages())


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, which may be Markdown; a line of a list is a sentence."""
    for block in _BLOCKS.split(text):
        plain = " ".join(_MARKUP.sub("", line) for line in block.splitlines())
        for sentence in _END_OF_SENTENCE.split(" ".join(plain.split())):
            if _LETTER.search(sentence):
                yield sentence


def _plain(text: str) -> str:
    return " ".join(text.split())


@functools.cache
def _forms() -> tuple[tuple[str, dict[str, Any]], ...]:
    optional = {slug: [each.key for each in library_optional_questions(slug)] for slug in library_slugs()}
    return tuple((f"{LIBRARY}/{slug}.yaml", compile_library_form(slug, asked)) for slug, asked in optional.items())


def _questions(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The questions of a form and those of its rows, each without the others."""
    for section in spec["sections"]:
        for question in section["questions"]:
            yield from ({**each, "fields": []} for each in (question, *question.get("fields", ())))


def _of_form_itself(spec: dict[str, Any]) -> list[tuple[str, str]]:
    """What belongs to no question: titles, who it is for, what happens next, papers."""
    bare = [{**section, "questions": []} for section in spec["sections"]]
    return list(translatable_texts({**spec, "sections": bare}))


def _of_forms() -> Iterator[tuple[str, str]]:
    for form, spec in _forms():
        for question in _questions(spec):
            yield from ((f"{form} {question['key']} ({kind})", text) for kind, text in texts_of_question(question))
        yield from ((f"{form} ({kind})", text) for kind, text in _of_form_itself(spec))


@functools.cache
def _of_messages() -> tuple[tuple[str, str], ...]:
    return tuple(_messages())


def _messages() -> Iterator[tuple[str, str]]:
    for message in messages_in_use(ROOT, FOLDERS):
        for file, _line in message.locations:
            if not FOR_OFFICERS.match(file):
                texts = message.id if isinstance(message.id, tuple) else (message.id,)
                yield from ((file, text) for text in texts)
                break
