"""Against what an answer was verified."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models.verifying import Against

WORDS_LENGTH = 200


class VerifyForm(forms.Form):
    """What it was compared with, and which of those; `based_on` is the version of the answers that the page shows."""

    against = forms.ChoiceField(
        label=_("What did you compare it with?"), widget=forms.RadioSelect, choices=Against.choices,
        error_messages={"required": _("Choose what you compared it with")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Which one?"),
        help_text=_("For example: payslip of October 2026"),
        max_length=WORDS_LENGTH,
        error_messages={
            "required": _("Say which one you compared it with"),
            "max_length": _("It must be %(limit_value)d characters or fewer"),
        },
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class TakeBackForm(forms.Form):
    """The key of the mark that the page shows."""

    which = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
