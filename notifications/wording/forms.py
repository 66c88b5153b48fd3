"""The form in which an admin words a kind of message in a language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk.fields import LongText
from core.rules.typed import readable, without_controls
from notifications.rules import MOST_IN_FIRST, Problem, problems_of
from notifications.wording.presenters import placeholder_words
from notifications.wording.readers import Kind


class WordsForm(forms.Form):
    """Subject and words, with placeholders in braces."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"), max_length=120,
        help_text=gettext_lazy("Of the email and of the message in the account. A text message has none."),
        error_messages={"required": gettext_lazy("Write a subject")},
    )  # fmt: skip
    body = forms.CharField(
        label=gettext_lazy("Words"), max_length=2000,
        help_text=gettext_lazy(
            "Leave an empty line between paragraphs. A text message has the first paragraph only. A later paragraph "
            "is left out where a value in it is not known."
        ),
        widget=LongText(attrs={"rows": 10}),
        error_messages={"required": gettext_lazy("Write the words of the message")},
    )  # fmt: skip

    def __init__(self, *args: Any, kind: Kind, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def clean_subject(self) -> str:
        return readable(without_controls(self.cleaned_data["subject"])).strip()

    def clean_body(self) -> str:
        return readable(without_controls(self.cleaned_data["body"])).strip()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.keys() >= {"subject", "body"}:
            kind = self.kind
            self.refuse(problems_of(said["subject"], said["body"], allowed=kind.allowed, needed=kind.needed))
        return said

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong beside its box."""
        for problem in problems:
            self.add_error(problem.field, problem_in_words(problem))


def problem_in_words(problem: Problem) -> str:
    """What is wrong, and what to do."""
    words = {
        "unknown": _("%(part)s is none of the placeholders of this message. Choose one from the list"),
        "brace": _("Use { and } around placeholders of the list only"),
        "address": _("Take the address out: links come from placeholders, so that nobody is led astray"),
        "unseen": _("Take out the invisible characters"),
        "lines": _("Write the subject on one line"),
        "missing": _("Put %(part)s into the first paragraph. %(why)s"),
        "long": _("Shorten the first paragraph to %(most)s characters or fewer: it is the text message"),
    }[problem.code]
    return words % {
        "part": problem.part, "most": MOST_IN_FIRST, "why": placeholder_words().get(problem.part.strip("{}"), ""),
    }  # fmt: skip
