"""What a later version of a form means for a draft that was begun on an earlier one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from formspec.rules.sources.differences import questions_of

Document = dict[str, Any]
# What decides whether an answer still fits, besides its options.
_FORM_OF_ANSWER = ("type", "validation", "statements")


@dataclass(frozen=True)
class Effect:
    """new: questions that are asked now and were not; gone: those that are not asked any more; again: those whose
    answer may not fit any more. Keys, in the order of the form that asks them.
    """

    new: list[str]
    gone: list[str]
    again: list[str]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.again)


def effect_of(before: Document, after: Document) -> Effect:
    """What changes for somebody who is part-way when `after` takes the place of `before`."""
    was, now = questions_of(before), questions_of(after)
    return Effect(
        [key for key in now if key not in was],
        [key for key in was if key not in now],
        [key for key in now if key in was and _asks_otherwise(was[key], now[key])],
    )


def _asks_otherwise(was: Document, now: Document) -> bool:
    values = {option["value"] for option in now.get("options", ())}
    if any(option["value"] not in values for option in was.get("options", ())):
        return True
    return any(was.get(name) != now.get(name) for name in _FORM_OF_ANSWER)


def to_look_at(effect: Effect, after: Document, raw: Mapping[tuple[str, str], Any]) -> list[str]:
    """Of the questions that are asked otherwise now those that were answered with what may not fit: another type of
    answer, other statements, or an option that there is not any more.
    """
    questions, answered = questions_of(after), {key for key, _row in raw}
    return [key for key in effect.again if key in answered and _is_doubtful(questions[key], _raws(raw, key))]


def _raws(raw: Mapping[tuple[str, str], Any], key: str) -> list[Any]:
    return [value for (known, _row), value in raw.items() if known == key and value not in (None, "", [], {})]


def _is_doubtful(question: Document, given: Collection[Any]) -> bool:
    if "options" not in question:
        return bool(given)
    values = {option["value"] for option in question["options"]}
    picked = [each for value in given for each in (value if isinstance(value, list) else [value])]
    return any(not isinstance(each, str) or each not in values for each in picked)


def pages_to_see(after: Document, keys: Collection[str]) -> set[str]:
    """The pages on which these questions, or fields of groups, stand."""
    groups = {
        field["key"]: question["key"]
        for section in after["sections"]
        for question in section["questions"]
        for field in question.get("fields", ())
    }
    asked = {groups.get(key, key) for key in keys}
    return {page["key"] for page in after["pages"] if asked & set(page["questions"])}
