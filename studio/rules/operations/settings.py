"""What is set of a question, its type and its choices."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from core.rules.messages import say
from formspec.rules.answer_types import ANSWER_TYPES, type_of
from formspec.rules.conditions import leaves
from studio.rules.finding import Source, key_for, place_of, question_of
from studio.rules.operations.moving import moved
from studio.rules.operations.questions import least_of
from studio.rules.operations.removing import drop_questions
from studio.rules.refusals import Refused
from studio.rules.uses import holders, urgent_without

# Left empty, a setting is not in the source.
SETTINGS = ("hint", "short", "why_we_ask", "guidance", "fact", "validation", "adviser", "evidence", "statements")
OF_TYPE = ("options", "statements", "rows", "fields", "validation", "likely", "each", "urgent")


def change_question(source: Source, *, key: str, settings: Mapping[str, Any]) -> None:
    """Its label, whether it is required, its SETTINGS, and of a group its rows (min, max, row_title, called); what is
    not named stays. Its key stays always.
    """
    question = question_of(source, key)
    if "label" in settings:
        question["label"] = settings["label"]
    for name in SETTINGS:
        if name in settings:
            question.pop(name, None)
            if settings[name]:
                question[name] = settings[name]
    if "required" in settings:
        question.pop("required", None)
        if settings["required"] and type_of(question).takes_answer:
            question["required"] = True
    if "rows" in settings and "rows" in question:
        rows = question["rows"] | {name: value for name, value in settings["rows"].items() if value not in ("", None)}
        if not settings["rows"].get("called", "called"):
            rows.pop("called", None)
        question["rows"] = rows


def set_type(source: Source, *, key: str, type: str, published: Collection[str]) -> None:
    """Another type of answer, for a question that nobody can have answered yet and that no condition asks about."""
    question, _section, group = place_of(source, key)
    if key in published:
        raise Refused(say("People have answered this question, so its type stays. Add a new question instead."))
    if type not in ANSWER_TYPES:
        raise Refused(say("There is no such type of answer."))
    for holder in holders(source):
        if any(leaf.get("q") == key for leaf in leaves(holder.condition)):
            raise Refused(say("A condition asks about this question. Remove the condition first."), holder.what)
    least = least_of(type, key)
    if "fields" in question or ("fields" in least and group is not None):
        raise Refused(say("A question with rows stays one. Add a new question instead."))
    for name in OF_TYPE:
        if name not in ANSWER_TYPES[type].settings:
            question.pop(name, None)
    question |= {"type": type} | {name: value for name, value in least.items() if name not in question}
    if not ANSWER_TYPES[type].takes_answer:
        question.pop("required", None)


def _options(source: Source, key: str) -> list[dict[str, Any]]:
    question = question_of(source, key)
    if "options" not in question:
        raise Refused(say("This question has no choices."))
    options: list[dict[str, Any]] = question["options"]
    return options


def _place_of(options: list[dict[str, Any]], value: str) -> int:
    place = next((place for place, option in enumerate(options) if option["value"] == value), None)
    if place is None:
        raise Refused(say("This choice is not in the question any more."))
    return place


def add_option(source: Source, *, key: str, label: str, published: Collection[str]) -> None:
    """A choice at the end. What is kept of it is made once from its label and never changes."""
    options = _options(source, key)
    before = {each.partition(":")[2] for each in published if each.startswith(f"{key}:")}
    value = key_for(label, {*(option["value"] for option in options), *before}, otherwise="choice")
    options.append({"value": value, "label": label})


def rename_option(source: Source, *, key: str, value: str, label: str) -> None:
    """What people read of a choice; what is kept of it stays."""
    options = _options(source, key)
    options[_place_of(options, value)]["label"] = label


def move_option(source: Source, *, key: str, value: str, by: int) -> None:
    """One place up or down."""
    options = _options(source, key)
    question_of(source, key)["options"] = moved(options, _place_of(options, value), by)


def remove_option(source: Source, *, key: str, value: str, seen: str = "", along: Collection[str] = ()) -> None:
    """Take a choice away, with the questions that go along. Raises InUse, Refused."""
    options = _options(source, key)
    place = _place_of(options, value)
    if len(options) == 1:
        raise Refused(say("A question with choices has at least one."))
    drop_questions(source, set(), seen, along, option=(key, value))
    urgent_without(source, key, value)
    _options(source, key).pop(place)
