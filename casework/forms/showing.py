"""Why a member of staff has a hidden answer shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.models import ShowingReason

WORDS_LENGTH = 200


class ShowingForm(forms.Form):
    """The reason, with words for one that is not in the list. `asked_with` names the page, which shows once."""

    reason = forms.ChoiceField(label=_("Why do you need it?"), widget=forms.RadioSelect, choices=ShowingReason.choices)
    words = forms.CharField(
        label=_("Something else: say what"),
        help_text=_("The claimant reads this."),
        required=False,
        max_length=WORDS_LENGTH,
        error_messages={"max_length": _("The reason must be %(limit_value)d characters or fewer")},
    )
    asked_with = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        words = cleaned.get("words", "")
        if cleaned.get("reason") != ShowingReason.OTHER:
            return cleaned | {"words": ""}
        if not words and "words" not in self.errors:
            self.add_error("words", ValidationError(_("Say what you need the answer for")))
        return cleaned
