"""Raw answers, exactly what a person typed: their shape by type, reading them from a posted page, and emptiness."""

import math
import re
from collections.abc import Mapping
from typing import Any, Protocol

from core.rules.typed import readable
from formspec.rules.answer_types import type_of
from formspec.rules.answer_types.answer_type import LISTED, NOTHING, PARTED

# Longer than any answer we take, so that a person is told it is too long rather than losing words silently.
MAX_RAW_TEXT = 10_000
MAX_RAW_ITEMS = 200

# Control characters and lone surrogates: nobody types them, and a database refuses some of them.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class PostData(Protocol):
    """What is asked of a posted page: Django's QueryDict has it."""

    def get(self, key: str, default: Any = None) -> Any: ...

    def getlist(self, key: str) -> list[Any]: ...


def field_name(key: str, row: str = "", part: str = "") -> str:
    """Return the HTML name of a control: `key`, `key-part`, and with a row `key--row`, `key--row-part`."""
    return key + (f"--{row}" if row else "") + (f"-{part}" if part else "")


def raw_from_post(question: dict[str, Any], data: PostData, row: str = "") -> Any:
    """Return the raw answer to a question from a posted page; what is missing reads as empty."""
    answer_type = type_of(question)
    name = field_name(question["key"], row)
    if answer_type.shape == PARTED:
        parts = {part: data.get(field_name(question["key"], row, part), "") for part in answer_type.parts}
        return shape_raw(question, parts)
    return shape_raw(question, data.getlist(name) if answer_type.shape == LISTED else data.get(name, ""))


def shape_raw(question: dict[str, Any], raw: Any) -> Any:
    """Return any JSON value as a raw answer of the question's type, safe to store; what does not fit is dropped.

    Returns a str, a dict of str, a list of str, or None for a type that takes no answer.
    """
    answer_type = type_of(question)
    shape = answer_type.shape
    if shape == NOTHING:
        return None
    if shape == PARTED:
        parts: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
        return {part: _text(parts.get(part)) for part in answer_type.parts}
    if shape == LISTED:
        items = raw if isinstance(raw, list) else [raw]
        texts = (_text(item) for item in items[:MAX_RAW_ITEMS])
        return list(dict.fromkeys(text for text in texts if text))
    return _text(raw)


def _text(raw: Any) -> str:
    if isinstance(raw, str):
        return _UNSTORABLE.sub("", raw[:MAX_RAW_TEXT].replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(raw, bool):
        return ""
    if isinstance(raw, int) and raw.bit_length() <= 64:
        return str(raw)
    if isinstance(raw, float) and math.isfinite(raw):
        return str(raw)
    return ""


def is_blank(question: dict[str, Any], raw: Any) -> bool:
    """Say whether nothing was answered."""
    return is_shaped_blank(question, shape_raw(question, raw))


def is_shaped_blank(question: dict[str, Any], shaped: Any) -> bool:
    """As `is_blank`, for what `shape_raw` returned: a form asks it of every answer on every page."""
    if isinstance(shaped, str):
        return not readable(shaped).strip()
    if isinstance(shaped, dict):
        return not any(readable(shaped[part]).strip() for part in type_of(question).counted)
    return not shaped


def readable_raw(shaped: Any) -> Any:
    """A shaped answer without marks that nobody sees: the one step before the rules of any type."""
    if isinstance(shaped, str):
        return readable(shaped)
    if isinstance(shaped, dict):
        return {part: readable(text) for part, text in shaped.items()}
    return shaped
