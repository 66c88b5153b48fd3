"""How a partner signed, or why a claim goes on without."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.signing.actions import BY_STAFF
from claims.models import SecondSignature
from claims.signing.rules import MOST_WORDS
from core.govuk.fields import LongText


class RecordForm(forms.Form):
    """One of the ways, and who saw it or why."""

    how = forms.ChoiceField(
        label=_("How did they sign?"), widget=forms.RadioSelect,
        choices=[(state.value, state.label) for state in (SecondSignature.State(each) for each in BY_STAFF)],
        error_messages={"required": _("Say how they signed")},
    )  # fmt: skip
    because = forms.CharField(
        label=_("Who saw it and when, or why the claim goes on without it"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 3}), max_length=MOST_WORDS,
        error_messages={
            "required": _("Say who saw it, or why it is not needed"),
            "max_length": _("Your words must be %(limit_value)d characters or fewer"),
        },
    )  # fmt: skip
