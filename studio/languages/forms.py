"""The boxes of one part of a form in another language, and choosing another language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.govuk.fields import LongText
from core.languages.rules import direction_of
from studio.languages.actions import Typed
from studio.languages.presenters import name_of, offered_names
from studio.languages.rules import Text, tidy
from studio.languages.rules.sheet import MOST_BYTES, SheetRefused, problems_of, read_sheet
from studio.presenters.words import said
from studio.rules.operations.words import placeholders

LONGEST = 6000
# Of a sheet at once.
MOST_PROBLEMS = 50
LETTERS_IN_A_LINE, MOST_LINES = 50, 12
BOX, SEEN = "text-", "seen-"


class TranslationsForm(forms.Form):
    """A box for each text; beside it, hidden, the digest of what it held when it was shown."""

    def __init__(self, *args: Any, texts: Sequence[Text], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {text.key: text for text in texts}
        direction = direction_of(language)
        for key, text in self.texts.items():
            rows = min(MOST_LINES, 1 + len(text.english) // LETTERS_IN_A_LINE)
            self.fields[BOX + key] = forms.CharField(
                label=format_html(
                    '{} <span class="govuk-visually-hidden" lang="en">{}</span>', name_of(language), text.english
                ),
                required=False, max_length=LONGEST, initial=text.translation,
                error_messages={"max_length": _("Shorten this to %(limit_value)d letters")},
                widget=LongText(attrs={"rows": rows, "lang": language, "dir": direction}),
            )  # fmt: skip
            seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64, initial=text.seen)
            self.fields[SEEN + key] = seen

    def clean(self) -> dict[str, Any]:
        """What stands for an answer in the English stands in the translation, too."""
        said: dict[str, Any] = super().clean() or {}
        for key, text in self.texts.items():
            words, needed = said.get(BOX + key), placeholders(text.english)
            if words and tidy(words) != tidy(text.translation) and placeholders(words) != needed:
                names = ", ".join(sorted(needed))
                error = _("Keep %(names)s as it is") % {"names": names} if names else _("Leave out what is in { }")
                self.add_error(BOX + key, error)
        return said

    @property
    def typed(self) -> dict[str, Typed]:
        """What the boxes hold, by the keys of their texts."""
        return {key: Typed(self.cleaned_data[BOX + key], self.cleaned_data[SEEN + key]) for key in self.texts}

    def showing(self, theirs: Mapping[str, str]) -> list[dict[str, Any]]:
        """The rows of the page: `theirs` is what somebody else wrote meanwhile."""
        return [
            {"text": text, "box": self[BOX + key], "seen": self[SEEN + key], "theirs": theirs.get(key)}
            for key, text in self.texts.items()
        ]


def strays(posted: Mapping[str, str], texts: Sequence[Text]) -> dict[str, Typed]:
    """What was posted for other texts than the page has now."""
    keys = {name.removeprefix(BOX) for name in posted if name.startswith(BOX)} - {text.key for text in texts}
    return {key: Typed(posted[BOX + key][:LONGEST], posted.get(SEEN + key, "")) for key in keys}


class SheetForm(forms.Form):
    """A sheet that a translator filled in."""

    file = forms.FileField(
        label=_("The sheet with translations"), help_text=_("A CSV file that was saved here, with its columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose the sheet"), "empty": _("The file is empty. Choose another one.")},
    )  # fmt: skip

    def __init__(self, *args: Any, texts: Mapping[str, Text], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts, self.language = texts, language

    def clean_file(self) -> dict[str, Typed]:
        """What is typed in it, by the keys of texts; each line that is wrong is named."""
        try:
            rows = read_sheet(self.cleaned_data["file"].read(MOST_BYTES + 1), self.language)
        except SheetRefused as refused:
            raise forms.ValidationError([said(why) for why in refused.why]) from None
        wrong = problems_of(rows, self.texts)
        if wrong:
            raise forms.ValidationError([said(why) for why in wrong[:MOST_PROBLEMS]])
        if not rows:
            raise forms.ValidationError(gettext("No line of the sheet has a translation."))
        return {row.key: Typed(row.words, row.seen) for row in rows}


class AnotherForm(forms.Form):
    """Which language next."""

    language = forms.ChoiceField(
        label=_("Another language"), error_messages={"required": _("Choose a language")},
        choices=lambda: [("", _("Choose")), *offered_names()],
    )  # fmt: skip
