"""Questions: adding, copying, moving, removing; in the rows of a group too."""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import Any

from core.rules.messages import say
from formspec.rules.answer_types import ANSWER_TYPES
from studio.rules.finding import Part, Source, all_of, key_for, ordered, page_of, place_of
from studio.rules.operations.moving import moved
from studio.rules.operations.removing import drop_questions
from studio.rules.refusals import Refused

# Of a copied question what only its own form can mean.
OF_ITS_FORM = ("show_if", "each", "optional", "evidence", "urgent", "prefill", "alone", "note", "says")


def new_question(source: Source, *, label: str, type: str, published: Collection[str]) -> Part:
    """A question that is in no form yet, of the least that its type needs."""
    if type not in ANSWER_TYPES:
        raise Refused(say("There is no such type of answer."))
    key = key_for(label, {*(each["key"] for each, _section, _group in all_of(source)), *published})
    return {"key": key, "label": label, "type": type, **least_of(type, key)}


def least_of(type: str, key: str) -> dict[str, Any]:
    """The settings without which a question of this type is none."""
    settings = ANSWER_TYPES[type].settings
    if "options" in settings:
        return {"options": [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]}
    if "statements" in settings:
        return {"statements": ["What I have said is true."]}
    if "rows" in settings:
        field = {"key": f"{key}_name", "label": "Name", "type": "text"}
        rows = {"min": 0, "max": 10, "row_title": f"{{{field['key']}}}", "called": "Entry"}
        return {"rows": rows, "fields": [field]}
    return {}


def add_question(
    source: Source, *, page: str = "", group: str = "", label: str, type: str, published: Collection[str]
) -> None:
    """At the end of a page, or of what is asked in each row of a group."""
    question = new_question(source, label=label, type=type, published=published)
    _place(source, question, page, group)


def _place(source: Source, question: Part, page: str, group: str) -> None:
    if group:
        holder = place_of(source, group)[0]
        if "fields" not in holder:
            raise Refused(say("Only a question with rows can have questions in them."))
        if "fields" in question or ANSWER_TYPES[question["type"]].in_rows is False:
            raise Refused(say("A question of this type cannot be asked in rows."))
        holder["fields"].append(question)
        return
    on, section = page_of(source, page)
    if "fields" in question or any("fields" in each for each in section["questions"] if each["key"] in on["questions"]):
        raise Refused(say("A question with rows has a page of its own. Add a page for it."))
    on["questions"].append(question["key"])
    section["questions"].append(question)
    ordered(section)


def copy_question(
    source: Source, *, page: str, question: dict[str, Any], form: str, words: str, published: Collection[str]
) -> None:
    """A question of another form, copied at the end of a page; words: the digest of what it says there."""
    taken = {*(each["key"] for each, _section, _group in all_of(source)), *published}
    copied = {name: value for name, value in copy.deepcopy(question).items() if name not in OF_ITS_FORM}
    copied |= {
        "key": key_for(question["key"], taken),
        "copied_from": {"form": form, "key": question["key"], "words": words},
    }
    for option in copied.get("options", ()):
        for name in ("show_if", "evidence", "says"):
            option.pop(name, None)
    if "fields" in copied:
        names = {field["key"]: key_for(field["key"], {*taken, copied["key"]}) for field in copied["fields"]}
        copied["fields"] = [
            {name: value for name, value in field.items() if name not in OF_ITS_FORM} | {"key": names[field["key"]]}
            for field in copied["fields"]
        ]
        for old, new in names.items():
            copied["rows"]["row_title"] = copied["rows"]["row_title"].replace(f"{{{old}}}", f"{{{new}}}")
    _place(source, copied, page, "")


def move_question(source: Source, *, key: str, by: int) -> None:
    """One place up or down: on its page, then to the page before or after it; in a row, among its questions."""
    question, section, group = place_of(source, key)
    if group is not None:
        group["fields"] = moved(group["fields"], group["fields"].index(question), by)
        return
    page = next(each for each in section["pages"] if key in each["questions"])
    place = page["questions"].index(key)
    if 0 <= place + by < len(page["questions"]):
        page["questions"] = moved(page["questions"], place, by)
        ordered(section)
        return
    pages = [each for its in source["sections"] for each in its["pages"]]
    here = pages.index(page)
    moved(pages, here, by)
    move_question_to(source, key=key, page=pages[here + by]["key"], place=0 if by > 0 else -1)


def move_question_to(source: Source, *, key: str, page: str, place: int) -> None:
    """To a place on a page, counted from 0 without itself; -1: its end."""
    question, section, group = place_of(source, key)
    if group is not None:
        raise Refused(say("A question in rows stays in them."))
    old = next(each for each in section["pages"] if key in each["questions"])
    to, its = page_of(source, page)
    others = [each for each in its["questions"] if each["key"] in to["questions"] and each is not question]
    if others and ("fields" in question or any("fields" in each for each in others)):
        raise Refused(say("A question with rows has a page of its own."))
    if old is not to and len(old["questions"]) == 1:
        raise Refused(say("A page has at least one question. Remove or move the page instead."))
    old["questions"].remove(key)
    to["questions"].insert(len(to["questions"]) if place < 0 else place, key)
    if section is not its:
        section["questions"].remove(question)
        its["questions"].append(question)
    ordered(section)
    ordered(its)


def remove_question(source: Source, *, key: str, seen: str = "", along: Collection[str] = ()) -> None:
    """With what is asked in its rows, and with the questions that go along. Raises InUse, Refused."""
    question = place_of(source, key)[0]
    drop_questions(source, {key, *(field["key"] for field in question.get("fields", ()))}, seen, along)
