"""When a part of a form is shown, and conditions with names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.rules.messages import say
from formspec.rules.conditions import ConditionError, check_shape, leaves
from studio.rules.finding import Part, Source, all_of, key_for, named_of, place_of, question_of, section_of
from studio.rules.operations.removing import settle
from studio.rules.order import can_be_shown
from studio.rules.refusals import Refused
from studio.rules.uses import Going

MOST_TESTS = 20
Test = Mapping[str, Any]


def condition_of(tests: Sequence[Test], how: str) -> Part:
    """The condition that all ("all") or any ("any") of these tests make. Raises Refused.

    A test is {"q", "op"} with "value" as the form's own conditions have it, {"not": such a test}, {"derived", "equals"}
    or {"named"}.
    """
    if not tests or len(tests) > MOST_TESTS or how not in ("all", "any"):
        raise Refused(say("A condition has 1 to 20 parts."))
    for test in tests:
        try:
            check_shape(_without_names(test))
        except ConditionError as wrong:
            raise Refused(say("This condition makes no sense.")) from wrong
    parts = [dict(test) for test in tests]
    return parts[0] if len(parts) == 1 else {how: parts}


def _without_names(test: Any) -> Any:
    """The test with something of right shape for each condition with a name; it is no deeper than what was posted."""
    if isinstance(test, Mapping):
        if test.keys() == {"named"} and isinstance(test["named"], str):
            return {"q": test["named"], "op": "not_answered"}
        return {name: _without_names(value) for name, value in test.items()}
    return [_without_names(each) for each in test] if isinstance(test, list) else test


def part_shown(source: Source, on: str, key: str, option: str = "") -> Part:
    """What a condition can stand on: a "section", a "question", or a choice of one ("option"). Raises Refused."""
    if on == "section":
        return section_of(source, key)
    question = question_of(source, key)
    if on == "question":
        return question
    found: Part | None = next((each for each in question.get("options", ()) if each["value"] == option), None)
    if found is None:
        raise Refused(say("This choice is not in the question any more."))
    return found


def set_condition(
    source: Source, *, on: str, key: str, option: str = "", tests: Sequence[Test] = (), how: str = "all"
) -> None:
    """Show a section, a question or a choice only where this holds; without tests, always."""
    part = part_shown(source, on, key, option)
    part.pop("show_if", None)
    if not tests:
        return
    part["show_if"] = condition_of(tests, how)
    must_know_names(source, part["show_if"])
    if on == "question":
        must_be_reachable(source, [key])
    if on == "section":
        must_be_reachable(source, [question["key"] for question, its, _group in all_of(source) if its is part])


def must_know_names(source: Source, condition: Part) -> None:
    """Raises Refused where a named condition is not there."""
    for leaf in leaves(condition):
        if "named" in leaf:
            named_of(source, leaf["named"])


def must_be_reachable(source: Source, keys: Sequence[str]) -> None:
    """Raises Refused where a required question can never be shown."""
    for key in keys:
        question, _section, _group = place_of(source, key)
        if question.get("required") and not _can_be_shown(source, key):
            words = say(
                "“%(label)s” must be answered, and with this nobody would ever see it.", label=question["label"]
            )
            raise Refused(words)


def _can_be_shown(source: Source, key: str) -> bool:
    try:
        return can_be_shown(source, key)
    except (ConditionError, KeyError, TypeError):
        # A condition that asks what cannot be asked: compiling says so in words.
        return True


def add_named(source: Source, *, name: str, tests: Sequence[Test], how: str = "all") -> None:
    """A condition with a name, to be used wherever it applies. Raises Refused."""
    when = _made_of_answers(tests, how)
    conditions = source.setdefault("conditions", [])
    key = key_for(name, [each["key"] for each in conditions], otherwise="condition")
    conditions.append({"key": key, "name": name, "when": when})


def _made_of_answers(tests: Sequence[Test], how: str) -> Part:
    when = condition_of(tests, how)
    if any("named" in leaf for leaf in leaves(when)):
        raise Refused(say("A condition with a name is made of answers, not of other conditions."))
    return when


def change_named(source: Source, *, key: str, name: str, tests: Sequence[Test] = (), how: str = "all") -> None:
    """Its name; with tests also when it holds, everywhere it is used. Raises Refused."""
    named = named_of(source, key)
    named["name"] = name
    if tests:
        named["when"] = _made_of_answers(tests, how)
        must_be_reachable(source, [question["key"] for question, _section, _group in all_of(source)])


def change_named_when(source: Source, *, key: str, tests: Sequence[Test], how: str = "all") -> None:
    """When it holds, everywhere it is used. Raises Refused, also without any test."""
    if not tests:
        raise Refused(say("A condition with a name has at least one part. Remove the condition instead."))
    change_named(source, key=key, name=named_of(source, key)["name"], tests=tests, how=how)


def remove_named(source: Source, *, key: str, seen: str = "") -> None:
    """Take it away, and from wherever it is used. Raises InUse."""
    named = named_of(source, key)
    settle(source, Going(named={key}), seen)
    source["conditions"].remove(named)
    if not source["conditions"]:
        del source["conditions"]
