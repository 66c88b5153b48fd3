"""A condition may only ask about earlier questions; and what is required can be reached."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from core.rules.messages import Phrase, say
from formspec.rules.answer_types import type_of
from formspec.rules.conditions import holds, leaves
from formspec.rules.derived import RULES
from formspec.rules.sources.named import with_names
from studio.rules.finding import Part, Source, all_of

# More than these ways to answer are not tried: then it counts as reachable.
MOST_WAYS = 2000


def later_questions(source: Source) -> list[Phrase]:
    """What refers to a question that comes later, or is not there; in words."""
    places: dict[str, tuple[int, str]] = {}
    for number, (question, _section, _group) in enumerate(all_of(source)):
        places[question["key"]] = (number, question["label"])
    whens = {named["key"]: named["when"] for named in source.get("conditions", ())}
    found: list[Phrase] = []
    for section in source["sections"]:
        first = places[section["questions"][0]["key"]][0] if section["questions"] else 0
        found += _later(section, section["title"], first, places, whens)
    for question, _section, _group in all_of(source):
        for item in (question, *question.get("options", ())):
            found += _later(item, item["label"], places[question["key"]][0], places, whens)
    return found


def _later(
    item: Part, label: str, at: int, places: Mapping[str, tuple[int, str]], whens: Mapping[str, Part]
) -> list[Phrase]:
    if "show_if" not in item:
        return []
    found = []
    for key in asked_keys(item["show_if"], whens):
        number, asked = places.get(key, (-1, key))
        if number >= at:
            words = say(
                "“%(label)s” is shown because of the answer to “%(asked)s”, so it must come after it.",
                label=label,
                asked=asked,
            )
            found.append(words)
    return found


def asked_keys(condition: Part, whens: Mapping[str, Part]) -> list[str]:
    """The questions that a condition asks about, itself or through a named one or a derived value."""
    keys: list[str] = []
    for leaf in leaves(condition):
        if "named" in leaf:
            keys += asked_keys(whens[leaf["named"]], {}) if leaf["named"] in whens else []
        elif "derived" in leaf:
            keys += RULES[leaf["derived"]].uses if leaf["derived"] in RULES else ()
        else:
            keys.append(leaf["q"])
    return list(dict.fromkeys(keys))


def can_be_shown(source: Source, key: str) -> bool:
    """Whether any answers show a question, as far as that can be told by trying them."""
    plain = with_names(source)
    asked = {question["key"]: (question, section, group) for question, section, group in all_of(plain)}
    needed = _needed(asked, key)
    names = sorted({leaf["derived"] for each in needed for leaf in _leaves(asked, each) if "derived" in leaf})
    keys = [each for each in asked if each in needed and each != key]
    choices = [[None, *_values(asked, each, needed)] for each in keys]
    ways = 1
    for domain in choices:
        ways *= len(domain)
    if ways * 2 ** len(names) > MOST_WAYS:
        return True
    for truths in itertools.product((False, True), repeat=len(names)):
        derived = dict(zip(names, truths, strict=True))
        for way in itertools.product(*choices):
            if _is_shown(asked, key, dict(zip(keys, way, strict=True)), derived):
                return True
    return False


Asked = Mapping[str, tuple[Part, Part, Part | None]]


def _conditions_of(asked: Asked, key: str) -> list[Part]:
    return [part["show_if"] for part in asked[key] if part is not None and "show_if" in part]


def _leaves(asked: Asked, key: str) -> list[Part]:
    return [leaf for condition in _conditions_of(asked, key) for leaf in leaves(condition)]


def _needed(asked: Asked, key: str) -> set[str]:
    needed, waiting = set(), [key]
    while waiting:
        each = waiting.pop()
        if each not in needed and each in asked:
            needed.add(each)
            waiting += [leaf["q"] for leaf in _leaves(asked, each) if "q" in leaf]
    return needed


def _values(asked: Asked, key: str, needed: set[str]) -> list[Any]:
    """The answers to a question that make a difference to these, and one that makes none."""
    question = asked[key][0]
    named: list[Any] = []
    for each in needed:
        for leaf in _leaves(asked, each):
            if leaf.get("q") == key and "value" in leaf:
                named += leaf["value"] if isinstance(leaf["value"], list) else [leaf["value"]]
    possible = type_of(question).options(question)
    told = list(dict.fromkeys(named))
    other = next((value for value in possible if value not in told), "something else" if not possible else None)
    told += [other] if other is not None else []
    if type_of(question).compared != "many":
        return told
    return [list(some) for size in (1, 2, 3) for some in itertools.combinations(told, size)]


def _is_shown(asked: Asked, key: str, answers: Mapping[str, Any], derived: Mapping[str, bool]) -> bool:
    """Whether a question is shown with these answers, of which only those to shown questions count."""
    known: dict[str, Any] = {}
    for each in asked:
        if each == key:
            break
        if answers.get(each) is not None and all(holds(part, known, derived) for part in _conditions_of(asked, each)):
            known[each] = answers[each]
    return all(holds(part, known, derived) for part in _conditions_of(asked, key))
