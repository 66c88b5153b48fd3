"""Why a claim is withdrawn."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.withdrawing.rules import MOST_WORDS
from core.govuk.fields import LongText


class WithdrawForm(forms.Form):
    """The claimant may say why."""

    because = forms.CharField(
        label=_("Why do you not want it to go on?"), help_text=_("You do not have to say."),
        widget=LongText(attrs={"rows": 3}), max_length=MOST_WORDS, required=False,
        error_messages={"max_length": _("Your words must be %(limit_value)d characters or fewer")},
    )  # fmt: skip
