"""Conditions as sentences, and the choices of which they are built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.rules.messages import Phrase, say
from formspec.rules.answer_types import type_of
from formspec.rules.answer_types.answer_type import MANY, ONE
from formspec.rules.derived import RULES
from formspec.rules.sources.rule_words import rule_words
from studio.rules.finding import Part, Source, all_of

YES_NO = {"yes": say("yes"), "no": say("no"), "unsure": say("not sure")}
# What can be asked of an answer that is one value, and of one that is several; what a condition calls it.
TESTS = {
    ONE: {"is": "equals", "is_not": "not_equals", "is_one_of": "in", "not_answered": "not_answered"},
    MANY: {"includes": "contains", "includes_one_of": "contains_any", "not_answered": "not_answered"},
}
SEVERAL = ("is_one_of", "includes_one_of")
SAID = {
    "equals": say("“%(label)s” is %(value)s"),
    "not_equals": say("“%(label)s” is not %(value)s"),
    "in": say("“%(label)s” is one of %(value)s"),
    "contains": say("“%(label)s” includes %(value)s"),
    "contains_any": say("“%(label)s” includes one of %(value)s"),
    "not_answered": say("“%(label)s” is not answered"),
}


class Sentences:
    """The conditions of one form in words."""

    def __init__(self, source: Source) -> None:
        self.asked = {question["key"]: question for question, _section, _group in all_of(source)}
        self.names = {named["key"]: named["name"] for named in source.get("conditions", ())}

    def of(self, condition: Part) -> list[Phrase]:
        """A condition as phrases, one a line: what holds, with "all", "one" and "not" said."""
        return list(_said(condition, self.asked, self.names, 0))


def _said(condition: Part, asked: Mapping[str, Part], names: Mapping[str, str], depth: int) -> Iterator[Phrase]:
    for joined, words in (("all", say("all of these:")), ("any", say("one of these at least:"))):
        if joined in condition:
            if depth or joined == "any":
                yield words
            for part in condition[joined]:
                yield from _said(part, asked, names, depth + 1)
            return
    if "not" in condition:
        yield say("not:")
        yield from _said(condition["not"], asked, names, depth + 1)
    elif "named" in condition:
        yield say("the condition “%(name)s” holds", name=names.get(condition["named"], condition["named"]))
    elif "derived" in condition:
        words = rule_words(condition["derived"])
        yield words if condition["equals"] else say("it is not so that %(rule)s", rule=words)
    else:
        yield _leaf(condition, asked.get(condition["q"], {"label": condition["q"], "type": "text"}))


def _leaf(leaf: Part, question: Part) -> Phrase:
    value: Phrase | str = ""
    if "value" in leaf:
        values = leaf["value"] if isinstance(leaf["value"], list) else [leaf["value"]]
        said = [value_words(question, each) for each in values]
        value = said[0] if len(said) == 1 else ", ".join(str(each) for each in said)
    return SAID[leaf["op"]].fill(label=question["label"], **({"value": value} if "value" in leaf else {}))


def value_words(question: Part, value: Any) -> Phrase | str:
    """An answer as a condition says it."""
    label = next((each["label"] for each in question.get("options", ()) if each["value"] == value), None)
    return f"“{label}”" if label is not None else YES_NO.get(str(value), str(value))


def asked_before(source: Source, on: str, key: str) -> list[Part]:
    """The questions that a condition may ask about there ("section", "question", "option" of one; "named": all).

    Of a group's rows only those of the same row.
    """
    found: list[Part] = []
    its_group = next(
        (group for each, _section, group in all_of(source) if each["key"] == key and on != "section"), None
    )
    for question, section, group in all_of(source):
        if (on == "section" and section["key"] == key) or (on in ("question", "option") and question["key"] == key):
            break
        fits = group is None or (its_group is not None and group["key"] == its_group["key"])
        if fits and type_of(question).takes_answer and type_of(question).compared in TESTS:
            found.append(question)
    return found


def rules_before(source: Source, asked: list[Part]) -> list[str]:
    """The derived values of the form that only look at these questions, or at none of the form's."""
    earlier = {question["key"] for question in asked}
    there = {question["key"] for question, _section, _group in all_of(source)}
    names = [rule["name"] for rule in source.get("derived", ())]
    return [name for name in names if not ({*RULES[name].uses} & there) - earlier]
