"""The forms in which an admin words a kind of message or letter in a language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk.fields import LongText
from core.rules.typed import readable, without_controls
from notifications.rules import MOST_IN_FIRST, Problem
from notifications.texts import Text
from notifications.wording.presenters import placeholder_words
from notifications.wording.readers import Kind, LetterKind


class _InBoxes(forms.Form):
    """Words with placeholders in braces, each part in its box."""

    def __init__(self, *args: Any, kind: Kind, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in said:
            said[name] = readable(without_controls(said[name])).strip()
        if said.keys() == self.fields.keys():
            self.refuse(self.kind.problems(self.said))
        return said

    @property
    def said(self) -> Text:
        """What was typed."""
        parts = dict(self.cleaned_data)
        return Text(parts.pop("subject"), parts.pop("body"), parts)

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong beside its box."""
        for problem in problems:
            self.add_error(problem.field, problem_in_words(problem))


class WordsForm(_InBoxes):
    """Subject and words of a message."""

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


class LetterForm(_InBoxes):
    """The paragraphs around a decision, of which each kind of letter has those that it has room for."""

    subject = forms.CharField(
        label=gettext_lazy("Salutation"), max_length=120,
        help_text=gettext_lazy("It is left out where a value in it is not known."),
        error_messages={"required": gettext_lazy("Write a salutation")},
    )  # fmt: skip
    body = forms.CharField(
        label=gettext_lazy("Introduction"), max_length=2000,
        help_text=gettext_lazy(
            "It stands before the decision. Leave an empty line between paragraphs; one is left out where a value in "
            "it is not known."
        ),
        widget=LongText(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Write an introduction")},
    )  # fmt: skip
    review = forms.CharField(
        label=gettext_lazy("How to ask for a review (optional)"), max_length=2000, required=False,
        help_text=gettext_lazy(
            "It is added below what the law says of reviews and time limits, which is in every letter and stays. Say "
            "where to bring a form, or who helps; do not write of a time limit."
        ),
        widget=LongText(attrs={"rows": 4}),
    )  # fmt: skip
    closing = forms.CharField(
        label=gettext_lazy("Closing (optional)"), max_length=1000, required=False,
        help_text=gettext_lazy("The last words of the letter, such as who signs it."),
        widget=LongText(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: LetterKind, language: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, language=language, **kwargs)
        for name in self.fields.keys() - {"subject", "body", *kind.more}:
            del self.fields[name]


def form_of(kind: Kind, language: str, *args: Any, **kwargs: Any) -> WordsForm | LetterForm:
    """The form for the words of a kind."""
    if isinstance(kind, LetterKind):
        return LetterForm(*args, kind=kind, language=language, **kwargs)
    return WordsForm(*args, kind=kind, language=language, **kwargs)


def problem_in_words(problem: Problem) -> str:
    """What is wrong, and what to do."""
    words = {
        "unknown": _("%(part)s is none of the placeholders of these words. Choose one from the list"),
        "brace": _("Use { and } around placeholders of the list only"),
        "address": _("Take the address out: links come from placeholders, so that nobody is led astray"),
        "unseen": _("Take out the invisible characters"),
        "gap": _("Take the square brackets out: a letter with a gap in brackets does not go"),
        "limit": _("Take the time limit out: the law’s own is in the letter, above these words"),
        "lines": _("Write the subject on one line"),
        "missing": _("Put %(part)s into the first paragraph. %(why)s"),
        "long": _("Shorten the first paragraph to %(most)s characters or fewer: it is the text message"),
    }[problem.code]
    return words % {
        "part": problem.part, "most": MOST_IN_FIRST, "why": placeholder_words().get(problem.part.strip("{}"), ""),
    }  # fmt: skip
