"""What is written into a thread."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.thread.actions.writing import Words
from claims.thread.rules import MOST_LETTERS
from core.govuk.fields import LongText
from core.rules.typed import without_controls


class WordsField(forms.CharField):
    """Several lines of plain words. What steers machines and is on no keyboard falls away."""

    def to_python(self, value: Any) -> str:
        return super().to_python(without_controls(value) if isinstance(value, str) else value)


class MessageForm(forms.Form):
    """A message of the claimant, and the id of the page that it was written on."""

    words = WordsField(
        label=_("Your message"),
        help_text=_("Write in your own words. Do not put bank details in it."),
        widget=LongText(attrs={"rows": 6}),
        max_length=MOST_LETTERS,
        error_messages={
            "required": _("Write your message first"),
            "max_length": _("Your message must be %(limit_value)d characters or fewer. What you wrote is kept below"),
        },
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls) -> MessageForm:
        """An empty one, for one message."""
        return cls(initial={"client_id": uuid.uuid4()})

    def written(self) -> Words:
        """What is in a valid form."""
        said = self.cleaned_data
        return Words(said["words"], get_language() or "en-gb", said["client_id"])
