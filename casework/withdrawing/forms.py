"""How a claimant said that they withdraw."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.withdrawing.rules import MOST_WORDS
from core.govuk.fields import LongText


class WithdrawForm(forms.Form):
    """How they said so, and the status that the page showed."""

    because = forms.CharField(
        label=_("How did they ask for it, and why?"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 3}), max_length=MOST_WORDS,
        error_messages={
            "required": _("Say how they asked for it"),
            "max_length": _("Your words must be %(limit_value)d characters or fewer"),
        },
    )  # fmt: skip
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
