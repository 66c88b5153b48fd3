"""Questions that a council may ask and need not: in the source of a form they are marked `optional`.

Each was in the forms once, and no rule of the benefits needs its answer (docs/forms.md). Unless the council asks for
it, a form has no trace of it. One with `otherwise` is in every form, and is asked only where that condition holds
unless the council asks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

Source = dict[str, Any]
Question = dict[str, Any]


@dataclass(frozen=True)
class OptionalQuestion:
    """section: the title it stands under. row: what each row is called for which it is asked once ("Job"), or "".

    narrowed: whether the form has it anyway, and asks it of some people only.
    """

    key: str
    label: str
    section: str
    row: str
    narrowed: bool = False

    def translated(self, texts: dict[str, str]) -> OptionalQuestion:
        """Itself in the words that `texts` has for the form's own."""
        label, section, row = (texts.get(words, words) for words in (self.label, self.section, self.row))
        return replace(self, label=label, section=section, row=row)


def optional_questions(source: Source) -> list[OptionalQuestion]:
    """What the source marks as optional, in its order."""
    return [
        OptionalQuestion(question["key"], question["label"], section["title"], row, question["optional"] is not True)
        for section in source["sections"]
        for question, row in _with_rows(section["questions"])
        if question.get("optional")
    ]


def with_chosen(source: Source, asked: Collection[str]) -> Source:
    """The source without the optional questions whose key is not in `asked`; those in it are like any other.

    Of one with `otherwise` that is not in `asked` the condition is added to its own.
    """
    unwanted = {each.key for each in optional_questions(source)} - set(asked)
    return {**source, "sections": [_section(section, unwanted) for section in source["sections"]]}


def _with_rows(questions: list[Question]) -> Iterator[tuple[Question, str]]:
    for question in questions:
        yield question, ""
        yield from ((field, question["rows"].get("called", question["label"])) for field in question.get("fields", []))


def _section(section: Source, unwanted: set[str]) -> Source:
    kept = {**section, "questions": _questions(section["questions"], unwanted)}
    if "pages" in section:
        gone = {each["key"] for each in section["questions"]} - {each["key"] for each in kept["questions"]}
        pages = [
            {**page, "questions": [key for key in page["questions"] if key not in gone]} for page in section["pages"]
        ]
        kept["pages"] = [page for page in pages if page["questions"]]
    return kept


def _questions(questions: list[Question], unwanted: set[str]) -> list[Question]:
    kept = []
    for question in questions:
        plain = {name: value for name, value in question.items() if name != "optional"}
        if question["key"] in unwanted:
            if question["optional"] is True:
                continue
            shown = [plain["show_if"]] if "show_if" in plain else []
            plain["show_if"] = {"all": [*shown, question["optional"]["otherwise"]]}
        kept.append(plain | {"fields": _questions(plain["fields"], unwanted)} if "fields" in plain else plain)
    return kept
