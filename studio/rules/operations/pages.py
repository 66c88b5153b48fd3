"""Pages of a section: adding, renaming, moving, removing."""

from __future__ import annotations

from collections.abc import Collection

from studio.rules.finding import Source, all_of, ordered, page_of, section_of
from studio.rules.operations.moving import moved
from studio.rules.operations.questions import new_question
from studio.rules.operations.removing import drop_questions
from studio.rules.operations.sections import page_key


def add_page(source: Source, *, section: str, title: str, label: str, type: str, published: Collection[str]) -> None:
    """A page at the end of a section, with its first question."""
    question = new_question(source, label=label, type=type, published=published)
    its = section_of(source, section)
    its["pages"].append({"key": page_key(source, title), "title": title, "questions": [question["key"]]})
    its["questions"].append(question)


def rename_page(source: Source, *, key: str, title: str) -> None:
    """Its title; its key, which is its address, stays."""
    page_of(source, key)[0]["title"] = title


def move_page(source: Source, *, key: str, by: int) -> None:
    """One place up or down within its section; beyond its end it goes into the next one."""
    page, section = page_of(source, key)
    place = section["pages"].index(page)
    if 0 <= place + by < len(section["pages"]):
        section["pages"] = moved(section["pages"], place, by)
        ordered(section)
        return
    here = source["sections"].index(section)
    moved(source["sections"], here, by)
    other = source["sections"][here + by]
    going = [question for question in section["questions"] if question["key"] in page["questions"]]
    section["pages"].remove(page)
    section["questions"] = [question for question in section["questions"] if question not in going]
    other["pages"].insert(0 if by > 0 else len(other["pages"]), page)
    other["questions"] += going
    ordered(other)
    source["sections"] = [each for each in source["sections"] if each["pages"]]


def remove_page(source: Source, *, key: str, seen: str = "", along: Collection[str] = ()) -> None:
    """With its questions, and those that go along. Raises InUse, Refused."""
    page, _section = page_of(source, key)
    on_it = {
        question["key"]
        for question, _its, group in all_of(source)
        if question["key"] in page["questions"] or (group is not None and group["key"] in page["questions"])
    }
    drop_questions(source, on_it, seen, along)
