"""Putting a claim on hold, and ending that before its day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.models import ClaimHold
from core.govuk.fields import DateField, LongText

WORDS_LENGTH = 1000
# Whoever wants to wait for longer looks at it once meanwhile.
LONGEST = dt.timedelta(days=183)


class HoldForm(forms.Form):
    """What the claim waits for, and until which day."""

    reason = forms.ChoiceField(
        label=_("What does it wait for?"),
        choices=ClaimHold.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what it waits for")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 3}),
        required=False,
        max_length=WORDS_LENGTH,
        error_messages={"max_length": _("Your words must be %(limit_value)d characters or fewer")},
    )
    until = DateField(
        label=_("On which day does it come back?"),
        help_text=_("It comes back by itself, to whoever works on it then."),
        error_messages={"required": _("Enter the day on which it comes back")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        until, today = cleaned.get("until"), timezone.localdate()
        if until and until <= today:
            self.add_error("until", _("The day must be after today"))
        elif until and until > today + LONGEST:
            self.add_error("until", _("The day must be within six months"))
        if cleaned.get("reason") == ClaimHold.Reason.OTHER and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say what it waits for"))
        return cleaned


class EndHoldForm(forms.Form):
    """Why a hold ends before its day, and which hold the page showed."""

    why = forms.CharField(
        label=_("Why does it end now?"),
        widget=LongText(attrs={"rows": 2}),
        max_length=WORDS_LENGTH,
        error_messages={
            "required": _("Say why it ends now"),
            "max_length": _("Your words must be %(limit_value)d characters or fewer"),
        },
    )
    hold = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
