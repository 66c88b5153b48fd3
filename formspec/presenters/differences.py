"""What is different between two versions of a form, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from formspec.presenters.condition_words import condition_words
from formspec.rules.sources.differences import (
    ADDED,
    CHANGED,
    CONDITION,
    MOVED,
    OPTIONAL,
    REMOVED,
    REQUIRED,
    REWORDED,
    Difference,
    differences,
    questions_of,
)

Document = dict[str, Any]
# A longer text is shown shortened where two are compared.
MOST_LETTERS = 300


@dataclass(frozen=True)
class Said:
    """One difference in words: the sentence, and what it was and is, where that can be said."""

    sentence: str
    before: str = ""
    after: str = ""


def told(before: Document, after: Document) -> list[tuple[str, list[Said]]]:
    """Every difference in words, under the heading of what it is of; headings without any are left out."""
    headings = {
        "form": _("The form"),
        "eligibility": _("Eligibility check"),
        "section": _("Sections"),
        "page": _("Pages"),
        "question": _("Questions"),
        "option": _("Choices"),
        "paper": _("Papers"),
        "check": _("Checks"),
        "award": _("Awards"),
        "translation": _("Translations"),
    }
    questions = questions_of(before) | questions_of(after)
    pages = {page["key"]: page["title"] for page in (*before["pages"], *after["pages"])}
    by_piece: dict[str, list[Said]] = {piece: [] for piece in headings}
    for each in differences(before, after):
        by_piece[each.piece].append(_said(each, questions, pages))
    return [(headings[piece], found) for piece, found in by_piece.items() if found]


def _said(each: Difference, questions: dict[str, Any], pages: dict[str, str]) -> Said:
    name = {"name": _name(each, questions)}
    if each.piece == "translation":
        return _translation(each)
    if each.kind == CONDITION:
        words = _("“%(name)s” is asked for in other cases") % name
        return Said(words, condition_words(each.before, questions), condition_words(each.after, questions))
    if each.kind == MOVED:
        return _moved(each, name, pages)
    plain = {
        ADDED: _("“%(name)s” is new"),
        REMOVED: _("“%(name)s” is not there any more"),
        REQUIRED: _("“%(name)s” must be answered now"),
        OPTIONAL: _("“%(name)s” may be left out now"),
    }
    if each.kind in plain:
        return Said(plain[each.kind] % name)
    known = name | {"what": _what(each.what)}
    sentences = {REWORDED: _("“%(name)s” has other words: %(what)s"), CHANGED: _("“%(name)s” is changed: %(what)s")}
    return Said(sentences[each.kind] % known, _short(each.before), _short(each.after))


def _name(each: Difference, questions: dict[str, Any]) -> str:
    question, _dot, option = each.key.partition(".")
    if each.piece == "option" and option and question in questions:
        return _("%(choice)s, of %(question)s") % {"choice": each.name, "question": questions[question]["label"]}
    if each.piece == "eligibility" and not each.key:
        return _("Eligibility check")
    return each.name


def _moved(each: Difference, name: dict[str, str], pages: dict[str, str]) -> Said:
    words = _("“%(name)s” stands at another place") % name
    if each.what != "place":
        return Said(words)
    return Said(words, pages.get(each.before[0], ""), pages.get(each.after[0], ""))


def _translation(each: Difference) -> Said:
    language = get_language_info(each.key)["name_translated"]
    sentences = {
        ADDED: _("Translated into %(language)s: “%(text)s”"),
        REMOVED: _("Not translated into %(language)s any more: “%(text)s”"),
        REWORDED: _("In other words in %(language)s: “%(text)s”"),
    }
    words = sentences[each.kind] % {"language": language, "text": _short(each.name)}
    return Said(words, _short(each.before), _short(each.after))


def _what(what: str) -> str:
    """A setting by the name that the studio gives it."""
    names = {
        "label": _("the question"),
        "title": _("the title"),
        "short_title": _("the short title"),
        "short": _("how messages call it"),
        "hint": _("the hint"),
        "why_we_ask": _("why we ask"),
        "guidance": _("the guidance"),
        "statements": _("what is declared"),
        "alone": _("the words for somebody without a partner"),
        "video": _("the film"),
        "audio": _("what can be heard"),
        "intro": _("the introduction"),
        "name": _("the name"),
        "who_it_is_for": _("who it is for"),
        "before_you_start": _("before you start"),
        "after_you_send": _("after you send"),
        "estimated_minutes": _("how many minutes it takes"),
        "type": _("the kind of answer"),
        "options": _("the choices"),
        "validation": _("what is accepted"),
        "evidence": _("the papers that it calls for"),
        "min": _("how many entries there must be"),
        "max": _("how many entries there may be"),
        "fact": _("what is remembered of it"),
        "adviser": _("what an adviser sees"),
        "prefill": _("what is filled in"),
        "may_not": _("the answers with which people may not be able to get it"),
        "because": _("what is said then"),
        "fine": _("what is said where nothing speaks against it"),
    }
    return names.get(what, what.replace("_", " "))


def _short(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = "; ".join(value)
    if isinstance(value, dict):
        value = {
            key: each["file"] if isinstance(each, dict) and "file" in each else each for key, each in value.items()
        }
        value = "; ".join(f"{key}: {each}" for key, each in value.items())
    text = str(value)
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + "…"
