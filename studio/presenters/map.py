"""The map of a form: its sections, pages and questions, with what is said of each."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from studio.models import DraftEdit
from studio.presenters.words import OPERATIONS, TYPES, said
from studio.rules.measure import Length, longest, typical
from studio.rules.sentences import Sentences

Source = dict[str, Any]


def map_of(source: Source, newer: frozenset[str]) -> dict[str, Any]:
    """sections: [{"part", "when", "pages": [{"page", "rows"}]}]; longest and typical: how long it is, in words.

    newer: the keys of copied questions that say something newer where they were copied from.
    """
    sentences = Sentences(source)
    names = {str(kind): str(words) for kind, words in TYPES.items()}
    sections = [_section(section, source, sentences, names, newer) for section in source["sections"]]
    return {"sections": sections, "longest": _length(longest(source)), "typical": _length(typical(source))}


def _length(length: Length) -> str:
    """ "12 questions, 1 minute"."""
    questions = ngettext("%(number)s question", "%(number)s questions", length.questions)
    minutes = ngettext("%(number)s minute", "%(number)s minutes", length.minutes)
    return f"{questions % {'number': length.questions}}, {minutes % {'number': length.minutes}}"


def _section(
    section: Source, source: Source, sentences: Sentences, names: dict[str, str], newer: frozenset[str]
) -> dict[str, Any]:
    by_key = {question["key"]: question for question in section["questions"]}
    pages = []
    for page in section["pages"]:
        rows = []
        for question in (by_key[key] for key in page["questions"]):
            rows.append(_row(question, source, sentences, names, newer, False))
            rows += [_row(field, source, sentences, names, newer, True) for field in question.get("fields", ())]
        pages.append({"page": page, "rows": rows})
    return {"part": section, "when": when(section, sentences), "pages": pages}


def when(part: Source, sentences: Sentences) -> str:
    """The condition under which a part is shown, as one line; "" for always."""
    return "; ".join(said(each) for each in sentences.of(part["show_if"])) if "show_if" in part else ""


def _row(
    question: Source, source: Source, sentences: Sentences, names: dict[str, str], newer: frozenset[str], inside: bool
) -> dict[str, Any]:
    return {
        "key": question["key"],
        "label": question["label"],
        "type": names[question["type"]],
        "required": question.get("required", False),
        "when": when(question, sentences),
        "inside": inside,
        "marks": _marks(question, source, newer),
    }


def _marks(question: Source, source: Source, newer: frozenset[str]) -> list[str]:
    marks = []
    if question["label"] in source.get("outdated", {}).get("cy", {}):
        marks.append(_("Welsh is out of date"))
    elif question["label"] not in source.get("translations", {}).get("cy", {}):
        marks.append(_("No Welsh"))
    if question["key"] in newer:
        marks.append(_("Newer wording exists"))
    return marks


def lines_of(edits: list[DraftEdit]) -> list[dict[str, Any]]:
    """What was done to the draft, the newest first."""
    return [
        {
            "title": OPERATIONS[edit.operation],
            "at": edit.at,
            "by": edit.by_label,
            "text": _("Undone") if edit.is_undone else "",
        }
        for edit in edits
    ]
