"""The interface's own sentences: which ones the code and templates use, and which of them a language lacks."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WIDTH = 110
FOLDERS = (
    "core", "calculator", "accounts", "notifications", "formspec", "claims", "jobjournal", "estimates", "casework",
    "cobrowse", "studio", "advocates", "records", "reports", "betteroff", "templates",
)  # fmt: skip
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    # Messages of core/rules/messages.py, and conditions of the calculator's explanations.
    "say": None,
    "say_count": (1, 2),
    "met": None,
    "not_met": None,
}
# Problems name a field by its title (core/rules/schemas.py).
SCHEMA = ".schema.json"
SUFFIXES = (".py", ".html", ".txt", SCHEMA)
# Django and allauth have little Welsh: what our pages show of theirs is in our catalogue, under this comment.
FROM_LIBRARY = "From a library."
# What templatize leaves of a template's tags: calls with plain strings, between spaces.
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"(?<= )(?:n?p?gettext|_)\({_STRING}(?:, {_STRING})*(?:, ?count)?\)(?= )")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


def messages_in_use(root: Path, folders: tuple[str, ...] = FOLDERS) -> Catalog:
    """Return every message that code, templates and JSON schemas in these folders mark for translation, with files."""
    catalogue = Catalog()
    for path in _sources(root, folders):
        for msgid, context in _read(path):
            catalogue.add(msgid, locations=[(str(path.relative_to(root)), None)], context=context)
    return catalogue


def _read(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    if path.name.endswith(SCHEMA):
        return ((title, None) for title in _titles(json.loads(path.read_text(encoding="utf-8"))))
    return _of_python(path) if path.suffix == ".py" else _of_template(path)


def _titles(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict) and isinstance(schema.get("title"), str):
        yield schema["title"]
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _titles(part)


def _sources(root: Path, folders: tuple[str, ...]) -> Iterator[Path]:
    for folder in folders:
        files = sorted(path for path in (root / folder).rglob("*") if path.name.endswith(SUFFIXES))
        yield from (path for path in files if "migrations" not in path.parts)


def _of_python(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    with path.open("rb") as file:
        for _line, message, _comments, context in extract("python", file, keywords=KEYWORDS):
            yield message, context


def _of_template(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    for call in _CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        parsed = ast.parse(call, mode="eval").body
        texts = [part.value for part in parsed.args if isinstance(part, ast.Constant)]
        context = texts.pop(0) if "pgettext" in parsed.func.id else None
        yield (tuple(texts) if len(texts) > 1 else texts[0]), context


def read_catalogue(path: Path) -> Catalog:
    """Return the catalogue of a .po file."""
    with path.open("rb") as file:
        return read_po(file)


def missing_from(catalogue: Catalog, used: Catalog) -> list[Message]:
    """Return the messages in use that the catalogue has no finished translation for, by file."""
    return [
        message for message in used if message.id and not _is_translated(catalogue.get(message.id, message.context))
    ]


def _is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def unused_in(catalogue: Catalog, used: Catalog) -> list[Message]:
    """Return the messages of a catalogue that nothing uses any more; those of libraries say so in a comment."""
    ours = [message for message in catalogue if message.id and FROM_LIBRARY not in message.user_comments]
    return [message for message in ours if used.get(message.id, message.context) is None]


def update_catalogue(path: Path, used: Catalog) -> None:
    """Bring a .po file in line with the code: new messages come in empty, unused ones go."""
    catalogue = read_catalogue(path)
    for message in unused_in(catalogue, used):
        catalogue.delete(message.id, message.context)
    for message in used:
        if message.id and catalogue.get(message.id, message.context) is None:
            catalogue.add(message.id, locations=message.locations, context=message.context)
    with path.open("wb") as file:
        write_po(file, catalogue, width=WIDTH, include_lineno=False)


def placeholders(text: str) -> set[str]:
    """Return what a message leaves room for: "%(name)s", "%d", "{time}"."""
    return set(_PLACEHOLDER.findall(text))
