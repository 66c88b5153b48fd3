"""The parts of a form as they are typed: its words, a section, a page, a question, a choice."""

from __future__ import annotations

import functools
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk.fields import LongText
from formspec.rules.answer_types import type_of
from formspec.rules.compile import library_facts
from studio.presenters.words import TYPES

SHORT = {"max_length": _("Shorten this to %(limit_value)d letters")}
LINE, WORDS, GUIDANCE = 250, 2000, 5000


def line(label: Any, required: Any = "", **more: Any) -> forms.CharField:
    """One line of the form's text; `required`: what is said where it is empty, or nothing where it may be."""
    errors = {**SHORT, **({"required": required} if required else {})}
    return forms.CharField(label=label, max_length=LINE, required=bool(required), error_messages=errors, **more)


def words(label: Any, most: int = WORDS, **more: Any) -> forms.CharField:
    """Several lines of the form's text."""
    return forms.CharField(
        label=label, max_length=most, required=False, widget=LongText(attrs={"rows": 3}), error_messages=SHORT, **more
    )


class PartForm(forms.Form):
    """What is typed of one part; `seen` says what the page showed of it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, without `seen`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class TitleForm(forms.Form):
    """What a new form is called, and what it begins from."""

    title = line(_("What is the form called?"), _("Write what the form is called"))
    start = forms.ChoiceField(label=_("What does it start as?"), required=False)

    def __init__(self, *args: Any, library: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        copies = [(slug, _("A copy of “%(title)s”") % {"title": title}) for slug, title in library]
        self.fields["start"].choices = [("", _("Empty, with one question")), *copies]


class FormWordsForm(PartForm):
    """The words of the form itself."""

    title = line(_("Title"), _("Write the title"))
    short_title = line(_("Short title, for lists"), _("Write a short title"))
    who_it_is_for = words(_("Who is it for?"))
    before_you_start = words(
        _("What people need before they start"), 10_000, help_text=_("Each thing on its own line.")
    )
    after_you_send = words(_("What happens after they send it"), 10_000, help_text=_("Each thing on its own line."))
    estimated_minutes = forms.IntegerField(
        label=_("How many minutes does it take?"), min_value=1, max_value=240, required=False,
        error_messages={name: _("Write a number from 1 to 240") for name in ("invalid", "min_value", "max_value")},
    )  # fmt: skip

    @property
    def said(self) -> dict[str, Any]:
        """The words as the source has them."""
        lists = {name: _lines(self.cleaned_data[name]) for name in ("before_you_start", "after_you_send")}
        return {**super().said, **lists}

    @staticmethod
    def initial_of(source: dict[str, Any]) -> dict[str, Any]:
        """What is there."""
        names = ("title", "short_title", "who_it_is_for", "estimated_minutes")
        lists = {name: "\n".join(source.get(name, ())) for name in ("before_you_start", "after_you_send")}
        return {name: source.get(name, "") for name in names} | lists


def _lines(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]


class SectionForm(PartForm):
    """A section."""

    title = line(_("Title"), _("Write the title"))
    intro = words(_("What stands above its questions"))

    @staticmethod
    def initial_of(section: dict[str, Any]) -> dict[str, Any]:
        """What is there."""
        return {"title": section["title"], "intro": section.get("intro", "")}


class PageForm(PartForm):
    """A page."""

    title = line(_("Title"), _("Write the title"))

    @staticmethod
    def initial_of(page: dict[str, Any]) -> dict[str, Any]:
        """What is there."""
        return {"title": page["title"]}


class TypeForm(forms.Form):
    """The type of an answer."""

    type = forms.ChoiceField(
        label=_("What is the answer?"), choices=list(TYPES.items()), error_messages={"required": _("Choose the type")}
    )


class NewQuestionForm(forms.Form):
    """A question to add. One that the form nearly asks already is added only where `anyway` is ticked."""

    label = line(_("What do you ask?"), _("Write what you ask"))
    type = forms.ChoiceField(label=_("What is the answer?"), choices=list(TYPES.items()))
    anyway = forms.BooleanField(label=_("Ask it although the form asks something like it"), required=False)

    def __init__(self, *args: Any, title: str = "", in_rows: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if title:
            self.fields["title"] = line(title, _("Write the title"))
            self.order_fields(["title"])
        if in_rows:
            kinds = [(kind, words) for kind, words in TYPES.items() if type_of({"type": kind}).in_rows]
            self.fields["type"].choices = kinds


@functools.cache
def _facts() -> list[tuple[str, str]]:
    """The data dictionary as choices; it does not change while a process runs."""
    return [(fact, f"{entry['label']} ({fact})") for fact, entry in library_facts().items()]


class QuestionForm(PartForm):
    """What is set of a question."""

    label = line(_("What do you ask?"), _("Write what you ask"))
    required = forms.BooleanField(label=_("People must answer it"), required=False)
    hint = words(_("Hint"), help_text=_("Stands below the question. One short sentence, or nothing."))
    why_we_ask = words(_("Why do you ask?"))
    guidance = words(_("Help with it"), GUIDANCE, help_text=_("People open it where they need it. Markdown."))
    short = line(_("How error messages name it"), help_text=_("For example: your date of birth"))
    fact = forms.ChoiceField(
        label=_("The same as"), required=False, help_text=_("What people said once is offered again.")
    )
    validation = forms.ChoiceField(label=_("What is checked"), required=False)
    adviser = forms.ChoiceField(
        label=_("What does an adviser see who helps live?"), required=False,
        choices=[
            ("", _("As for others of its kind")), ("show", _("The answer")), ("mask", _("That there is an answer")),
            ("hide", _("Nothing")),
        ],
    )  # fmt: skip
    evidence = forms.MultipleChoiceField(
        label=_("Papers that the answer calls for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    statements = words(_("What people agree to"), 10_000, help_text=_("Each statement on its own line."))
    rows_min = forms.IntegerField(label=_("Fewest rows"), min_value=0, max_value=50)
    rows_max = forms.IntegerField(label=_("Most rows"), min_value=1, max_value=50)
    called = line(_("What one row is called"), help_text=_("For example: Child"))

    def __init__(self, *args: Any, question: dict[str, Any], papers: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = type_of(question)
        self.fields["fact"].choices = [("", _("Nothing that other forms ask")), *_facts()]
        self.fields["validation"].choices = [
            ("", _("Nothing more")),
            *((name, VALIDATIONS[name]) for name in kind.validations),
        ]
        self.fields["evidence"].choices = [(paper["id"], paper["name"]) for paper in papers]
        gone = [] if kind.validations else ["validation"]
        gone += [] if papers else ["evidence"]
        gone += [] if "statements" in question else ["statements"]
        gone += [] if "rows" in question else ["rows_min", "rows_max", "called"]
        gone += [] if kind.takes_answer else ["required"]
        for name in gone:
            del self.fields[name]

    @property
    def said(self) -> dict[str, Any]:
        """The settings as studio.rules.operations.settings takes them."""
        said = super().said
        if "statements" in said:
            said["statements"] = _lines(said["statements"])
        if "rows_min" in said:
            said["rows"] = {"min": said.pop("rows_min"), "max": said.pop("rows_max"), "called": said.pop("called")}
        return said

    @staticmethod
    def initial_of(question: dict[str, Any]) -> dict[str, Any]:
        """What is there."""
        names = ("label", "hint", "why_we_ask", "guidance", "short", "fact", "validation", "adviser")
        rows = question.get("rows", {})
        return {name: question.get(name, "") for name in names} | {
            "required": question.get("required", False),
            "evidence": question.get("evidence", []),
            "statements": "\n".join(question.get("statements", ())),
            "rows_min": rows.get("min", 0),
            "rows_max": rows.get("max", 10),
            "called": rows.get("called", ""),
        }


VALIDATIONS = {
    "past_date": _("A date in the past"),
    "past_date_16": _("A date at least 16 years ago"),
    "bank": _("That it can be a bank account"),
    "four_digits": _("Four digits"),
    "nine_digits": _("Nine digits"),
    "signature": _("That it is the person’s name"),
    "uk_address": _("An address in the United Kingdom"),
    "decimal": _("A number that may have a decimal point"),
}


class OptionForm(PartForm):
    """What people read of a choice."""

    label = line(_("Choice"), _("Write the choice"))

    @staticmethod
    def initial_of(option: dict[str, Any]) -> dict[str, Any]:
        """What is there."""
        return {"label": option["label"]}


class BankForm(forms.Form):
    """Which questions are looked for."""

    q = forms.CharField(label=_("What is the question about?"), max_length=100, required=False)
