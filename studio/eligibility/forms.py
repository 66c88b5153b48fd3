"""What is typed of an eligibility check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from formspec.rules.eligibility import CHOICE, answers_to
from studio.forms.parts import PartForm, line, words

YES_NO_WORDS = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}


def _choices(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]


class CheckWordsForm(PartForm):
    """What stands above the questions, and what is said where nothing speaks against it."""

    intro = words(gettext_lazy("What stands above the questions (optional)"))
    fine = words(
        gettext_lazy("What people read when nothing speaks against it (optional)"),
        help_text=gettext_lazy("Left empty, it says: Nothing that you said speaks against it."),
    )

    @staticmethod
    def initial_of(source: dict[str, Any]) -> dict[str, Any]:
        """What is there."""
        check = source.get("eligibility", {})
        return {"intro": check.get("intro", ""), "fine": check.get("fine", "")}


class NewCheckQuestionForm(forms.Form):
    """A question to add."""

    label = line(gettext_lazy("What do you ask?"), gettext_lazy("Write what you ask"))
    choices = words(
        gettext_lazy("Choices, each on its own line"), 6000,
        help_text=gettext_lazy("Leave this empty for a question that is answered with yes or no."),
    )  # fmt: skip

    @property
    def said(self) -> dict[str, Any]:
        """The question as the operation takes it."""
        return {"label": self.cleaned_data["label"], "choices": _choices(self.cleaned_data["choices"])}


class CheckQuestionForm(PartForm):
    """A question: its words, its choices, which answers speak against it, and what is said then."""

    label = line(gettext_lazy("What do you ask?"), gettext_lazy("Write what you ask"))
    choices = words(
        gettext_lazy("Choices, each on its own line"), 6000,
        help_text=gettext_lazy("New choices can be ticked below once they are saved."),
    )  # fmt: skip
    may_not = forms.MultipleChoiceField(
        label=gettext_lazy("With which answers may people not be able to get it?"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    because = words(
        gettext_lazy("What do they read then?"),
        help_text=gettext_lazy("Say why, and what may still be open to them. They can always apply anyway."),
    )

    def __init__(self, *args: Any, question: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {option["value"]: option["label"] for option in question.get("options", ())}
        self.fields["may_not"].choices = [
            (answer, labels.get(answer) or YES_NO_WORDS[answer]) for answer in answers_to(question)
        ]
        if question["type"] != CHOICE:
            del self.fields["choices"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("may_not") and not said.get("because") and "because" not in self.errors:
            self.add_error("because", _("Write what people read with the answers that you ticked"))
        return said

    @property
    def said(self) -> dict[str, Any]:
        """The question as the operation takes it."""
        said = super().said
        if "choices" in said:
            said["choices"] = _choices(said["choices"])
        return said

    @staticmethod
    def initial_of(question: dict[str, Any]) -> dict[str, Any]:
        """What is there."""
        return {
            "label": question["label"],
            "choices": "\n".join(option["label"] for option in question.get("options", ())),
            "may_not": question.get("may_not", []),
            "because": question.get("because", ""),
        }
