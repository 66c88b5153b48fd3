"""Whether a partner signs too, as it is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from formspec.rules.answer_types import is_sensitive, type_of
from studio.forms.parts import PartForm
from studio.presenters.words import said
from studio.rules.finding import Part, Source
from studio.rules.sentences import Sentences, value_words


class SignatureForm(PartForm):
    """Whether a partner signs, with which answer there is one, and which answers they see."""

    wanted = forms.ChoiceField(
        label=gettext_lazy("Does a partner sign too?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        error_messages={"required": gettext_lazy("Say whether a partner signs")},
    )  # fmt: skip
    when = forms.ChoiceField(label=gettext_lazy("With which answer is there a partner?"), required=False)
    shows = forms.MultipleChoiceField(
        label=gettext_lazy("Which answers does the partner see before they sign?"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only what is about the partner. Answers that are kept hidden cannot be chosen."),
    )  # fmt: skip

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = source.get("second_signature", {}).get("when")
        as_it_is = "; ".join(said(each) for each in Sentences(source).of(now)) if now else _("Choose")
        asked = [question for section in source["sections"] for question in section["questions"]]
        self.fields["when"].choices = [("", as_it_is), *(each for question in asked for each in _answers(question))]
        seen = [question for question in asked if _may_be_seen(question)]
        self.fields["shows"].choices = [(question["key"], question["label"]) for question in seen]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("wanted") == "yes" and not typed.get("shows") and "shows" not in self.errors:
            self.add_error("shows", _("Choose at least one answer that the partner sees"))
        return typed

    @property
    def parameters(self) -> dict[str, Any]:
        """What the operation takes."""
        key, _colon, answer = self.cleaned_data["when"].partition(":")
        return {"shows": self.cleaned_data["shows"], "question": key, "answer": answer}

    @staticmethod
    def initial_of(source: Source) -> dict[str, Any]:
        """What is there."""
        wanted = source.get("second_signature")
        return {"wanted": "no" if wanted is None else "yes", "when": "", "shows": (wanted or {}).get("shows", [])}


def _answers(question: Part) -> Iterator[tuple[str, str]]:
    kind = type_of(question)
    if kind.is_group or question["type"] not in ("yes_no", "choice"):
        return
    for value in kind.options(question):
        answer = said(value_words(question, value))
        yield f"{question['key']}:{value}", f"{question['label']} – {answer}"


def _may_be_seen(question: Part) -> bool:
    kind = type_of(question)
    return kind.takes_answer and not kind.is_group and not is_sensitive(question)
