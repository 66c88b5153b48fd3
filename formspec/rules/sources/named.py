"""Conditions with a name, which a form's source says once: `conditions: [{key, name, when}]`, used as {"named": key}.

Compiling puts in their place what they stand for, so that documents know nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.rules.messages import Phrase, say

Source = dict[str, Any]
Condition = dict[str, Any]


def named_problems(source: Source) -> list[Phrase]:
    """What is wrong with the named conditions of a source of right shape, or with where they are used."""
    conditions = source.get("conditions", [])
    keys = [each["key"] for each in conditions]
    problems = [
        say("condition %(key)s is there more than once", key=key) for key in sorted(set(keys)) if keys.count(key) > 1
    ]
    problems += [
        say("condition %(key)s: it cannot be made of another named condition", key=each["key"])
        for each in conditions
        if any(True for _name in _names_in(each["when"]))
    ]
    used = (name for part in _with_conditions(source) for name in _names_in(part["show_if"]))
    unknown = sorted({str(name)[:60] for name in used if name not in keys})
    return [*problems, *(say("there is no condition called %(name)s", name=name) for name in unknown)]


def with_names(source: Source) -> Source:
    """The source with what they stand for in place of named conditions, and without them. Of checked names only."""
    if "conditions" not in source:
        return source
    whens = {each["key"]: each["when"] for each in source["conditions"]}
    plain = {name: value for name, value in source.items() if name != "conditions"}
    return {**plain, "sections": [_section(section, whens) for section in source["sections"]]}


def _section(section: Source, whens: dict[str, Condition]) -> Source:
    return {**_shown(section, whens), "questions": [_question(question, whens) for question in section["questions"]]}


def _question(question: Source, whens: dict[str, Condition]) -> Source:
    plain = _shown(question, whens)
    if "options" in plain:
        plain = {**plain, "options": [_shown(option, whens) for option in plain["options"]]}
    if "fields" in plain:
        plain = {**plain, "fields": [_question(field, whens) for field in plain["fields"]]}
    return plain


def _shown(part: Source, whens: dict[str, Condition]) -> Source:
    return {**part, "show_if": _expanded(part["show_if"], whens)} if "show_if" in part else part


def _expanded(condition: Any, whens: dict[str, Condition]) -> Any:
    if not isinstance(condition, dict):
        return condition
    if condition.keys() == {"named"}:
        return whens.get(condition["named"], condition) if isinstance(condition["named"], str) else condition
    if "not" in condition:
        return {**condition, "not": _expanded(condition["not"], whens)}
    for name in ("all", "any"):
        if isinstance(condition.get(name), list):
            return {**condition, name: [_expanded(part, whens) for part in condition[name]]}
    return condition


def _names_in(condition: Any) -> Iterator[Any]:
    waiting = [condition]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if "named" in part:
                yield part["named"]
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)


def _with_conditions(source: Source) -> Iterator[Source]:
    for section in source["sections"]:
        questions = [each for question in section["questions"] for each in (question, *question.get("fields", ()))]
        options = [option for question in questions for option in question.get("options", ())]
        yield from (part for part in (section, *questions, *options) if "show_if" in part)
