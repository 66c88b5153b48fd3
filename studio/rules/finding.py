"""Finding the parts of a form's source: sections, pages, questions, and what is asked in the rows of a group."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from core.rules.messages import say
from studio.rules.refusals import Refused

Source = dict[str, Any]
Part = dict[str, Any]
LONGEST_KEY = 50


def all_of(source: Source) -> Iterator[tuple[Part, Part, Part | None]]:
    """Every question with its section, and the group in whose rows it is asked, if any; in order."""
    for section in source["sections"]:
        for question in section["questions"]:
            yield question, section, None
            yield from ((field, section, question) for field in question.get("fields", ()))


def place_of(source: Source, key: str) -> tuple[Part, Part, Part | None]:
    """A question with its section and its group; raises Refused."""
    found = next((each for each in all_of(source) if each[0]["key"] == key), None)
    if found is None:
        raise Refused(say("This question is not in the form any more."))
    return found


def question_of(source: Source, key: str) -> Part:
    """A question; raises Refused."""
    return place_of(source, key)[0]


def section_of(source: Source, key: str) -> Part:
    """A section; raises Refused."""
    found = next((section for section in source["sections"] if section["key"] == key), None)
    if found is None:
        raise Refused(say("This section is not in the form any more."))
    return found


def page_of(source: Source, key: str) -> tuple[Part, Part]:
    """A page and its section; raises Refused."""
    for section in source["sections"]:
        for page in section["pages"]:
            if page["key"] == key:
                return page, section
    raise Refused(say("This page is not in the form any more."))


def named_of(source: Source, key: str) -> Part:
    """A named condition; raises Refused."""
    found = next((each for each in source.get("conditions", ()) if each["key"] == key), None)
    if found is None:
        raise Refused(say("This condition is not in the form any more."))
    return found


def eligibility_question_of(source: Source, key: str) -> Part:
    """A question of the eligibility check; raises Refused."""
    asked = source.get("eligibility", {}).get("questions", ())
    found: Part | None = next((each for each in asked if each["key"] == key), None)
    if found is None:
        raise Refused(say("This question is not in the eligibility check any more."))
    return found


def pages_of(source: Source) -> Iterator[Part]:
    """Every page, in order."""
    for section in source["sections"]:
        yield from section["pages"]


def ordered(section: Part) -> None:
    """Put the questions of a section into the order of its pages."""
    by_key = {question["key"]: question for question in section["questions"]}
    section["questions"] = [by_key[key] for page in section["pages"] for key in page["questions"]]


def key_for(label: str, taken: Collection[str], *, joined: str = "_", otherwise: str = "question") -> str:
    """The key of something new, made once from its label; nothing else has it."""
    words = re.sub(r"[^a-z0-9]+", joined, label[:200].lower().replace("'", "").replace("’", ""))
    stem = words.strip(f"{joined}0123456789")[:LONGEST_KEY].strip(joined) or otherwise
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}{joined}{number}", number + 1
    return key


def digest(part: Any) -> str:
    """What a page posts back of the part that it showed, so that it changes only what it saw."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:24]


def part_of(source: Source, kind: str, key: str) -> Any:
    """What a page of this kind edits: of "question", "page", "section", "form", "named", "signature", "eligibility"
    (its own words), "eligibility question"; raises Refused.
    """
    if kind == "question":
        return {name: value for name, value in question_of(source, key).items() if name != "fields"}
    if kind == "page":
        return page_of(source, key)[0]
    if kind == "section":
        return {name: value for name, value in section_of(source, key).items() if name not in ("pages", "questions")}
    if kind == "named":
        return named_of(source, key)
    if kind == "signature":
        return source.get("second_signature", {})
    if kind == "eligibility":
        return {name: value for name, value in source.get("eligibility", {}).items() if name != "questions"}
    if kind == "eligibility question":
        return eligibility_question_of(source, key)
    return {name: value for name, value in source.items() if isinstance(value, str | int) or name in WORDS_OF_FORM}


WORDS_OF_FORM = ("before_you_start", "after_you_send")
