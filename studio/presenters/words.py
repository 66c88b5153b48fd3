"""The studio's own words: types of answer, what was done, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.rules.messages import Phrase
from studio.rules.finding import all_of

TYPES = {
    "text": _("A line of text"),
    "long_text": _("Several lines of text"),
    "yes_no": _("Yes or no"),
    "yes_no_unsure": _("Yes, no or not sure"),
    "choice": _("One of several choices"),
    "multi_choice": _("Any of several choices"),
    "number": _("A number"),
    "money": _("An amount of money"),
    "money_frequency": _("An amount of money and how often"),
    "date": _("A date"),
    "month_year": _("A month and a year"),
    "name": _("A name"),
    "email": _("An email address"),
    "phone": _("A phone number"),
    "nino": _("A National Insurance number"),
    "address": _("An address"),
    "bank_account": _("A bank account"),
    "file_upload": _("Files"),
    "repeating_group": _("Rows: several questions asked again and again"),
    "declaration": _("A declaration to agree to"),
    "information": _("Information, with nothing to answer"),
}
OPERATIONS = {
    "add_section": _("Added a section"),
    "change_section": _("Changed a section"),
    "move_section": _("Moved a section"),
    "remove_section": _("Removed a section"),
    "add_page": _("Added a page"),
    "rename_page": _("Renamed a page"),
    "move_page": _("Moved a page"),
    "remove_page": _("Removed a page"),
    "add_question": _("Added a question"),
    "copy_question": _("Added a question from the bank"),
    "move_question": _("Moved a question"),
    "move_question_to": _("Moved a question"),
    "remove_question": _("Removed a question"),
    "change_question": _("Changed a question"),
    "set_type": _("Changed the type of a question"),
    "add_option": _("Added a choice"),
    "rename_option": _("Renamed a choice"),
    "move_option": _("Moved a choice"),
    "remove_option": _("Removed a choice"),
    "set_condition": _("Changed when something is shown"),
    "add_named": _("Added a condition"),
    "change_named": _("Changed a condition"),
    "change_named_when": _("Changed when a condition holds"),
    "remove_named": _("Removed a condition"),
    "set_sound": _("Added sound to a question"),
    "remove_sound": _("Removed the sound of a question"),
    "set_film": _("Added a film to a question"),
    "remove_film": _("Removed the film of a question"),
    "change_eligibility": _("Changed the words of the eligibility check"),
    "add_eligibility_question": _("Added a question to the eligibility check"),
    "change_eligibility_question": _("Changed a question of the eligibility check"),
    "move_eligibility_question": _("Moved a question of the eligibility check"),
    "remove_eligibility_question": _("Removed a question from the eligibility check"),
    "set_signature": _("Changed what a partner signs"),
    "remove_signature": _("Said that no partner signs"),
    "change_words": _("Changed the form’s own words"),
    "set_translations": _("Changed translations"),
    "add_example": _("Added an example"),
    "remove_example": _("Removed an example"),
}


def problem_said(problem: Phrase | str, source: Mapping[str, Any]) -> str:
    """A problem of a source in the language of the page, with labels and titles in place of keys."""
    return said(_with_names(problem, _names_in(source))) if isinstance(problem, Phrase) else problem


def _with_names(phrase: Phrase, names: Mapping[str, str]) -> Phrase:
    params = dict(phrase.params)
    for name, value in phrase.params.items():
        if isinstance(value, Phrase):
            params[name] = _with_names(value, names)
        elif isinstance(value, str) and value in names:
            # Some sentences have the quotation marks already.
            params[name] = names[value] if f'"%({name})s"' in phrase.text else f"“{names[value]}”"
    return replace(phrase, params=params)


def _names_in(source: Mapping[str, Any]) -> dict[str, str]:
    """What whoever edits the form calls its sections, pages, questions and papers, by their keys."""
    sections = source["sections"]
    titled = [*sections, *(page for section in sections for page in section.get("pages", ()) if "key" in page)]
    names: dict[str, str] = {part["key"]: part["title"] for part in titled}
    names |= {paper["id"]: paper["name"] for paper in source.get("evidence", ())}
    names |= {question["key"]: question["label"] for question, _section, _group in all_of(source)}
    return names


def said(phrase: Phrase | str) -> str:
    """A phrase of the rules in the language of the page."""
    return phrase.said(gettext, ngettext) if isinstance(phrase, Phrase) else phrase
