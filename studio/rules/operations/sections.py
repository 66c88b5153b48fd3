"""Sections: adding, changing, moving, removing."""

from __future__ import annotations

from collections.abc import Collection

from core.rules.messages import say
from studio.rules.finding import Part, Source, all_of, key_for, pages_of, section_of
from studio.rules.operations.moving import moved
from studio.rules.operations.questions import new_question
from studio.rules.operations.removing import drop_questions
from studio.rules.refusals import Refused


def add_section(source: Source, *, title: str, label: str, type: str, published: Collection[str]) -> None:
    """A section at the end, with one page and its first question."""
    if len(source["sections"]) >= 60:
        raise Refused(say("A form has at most 60 sections."))
    question = new_question(source, label=label, type=type, published=published)
    source["sections"].append(
        {
            "key": key_for(title, [section["key"] for section in source["sections"]], otherwise="section"),
            "title": title,
            "pages": [{"key": page_key(source, title), "title": title, "questions": [question["key"]]}],
            "questions": [question],
        }
    )


def page_key(source: Source, title: str) -> str:
    """The address of a new page."""
    return key_for(title, [page["key"] for page in pages_of(source)], joined="-", otherwise="page")


def change_section(source: Source, *, key: str, title: str, intro: str) -> None:
    """Its title, and what stands above its questions; its key stays."""
    section: Part = section_of(source, key)
    section["title"] = title
    section.pop("intro", None)
    if intro:
        section["intro"] = intro


def move_section(source: Source, *, key: str, by: int) -> None:
    """One place up (-1) or down (1)."""
    source["sections"] = moved(source["sections"], source["sections"].index(section_of(source, key)), by)


def remove_section(source: Source, *, key: str, seen: str = "", along: Collection[str] = ()) -> None:
    """With everything in it, and the questions that go along. Raises InUse, Refused."""
    section = section_of(source, key)
    fields = {question["key"] for question, its, _group in all_of(source) if its is section}
    drop_questions(source, fields, seen, along)
