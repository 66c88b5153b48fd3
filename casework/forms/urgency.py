"""Why a claim cannot wait its turn, said by hand."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Urgency
from core.govuk.fields import LongText

WORDS_LENGTH = 1000


class UrgencyForm(forms.Form):
    """The reasons, none for "in turn", and how one knows; `based_on` is what the page saw."""

    urgencies = forms.MultipleChoiceField(
        label=_("Why can it not wait?"),
        help_text=_("Tick all that are so. Tick nothing when it can wait its turn."),
        widget=forms.CheckboxSelectMultiple,
        choices=Urgency.choices,
        required=False,
    )
    because = forms.CharField(
        label=_("How do you know?"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 3}),
        max_length=WORDS_LENGTH,
        error_messages={
            "required": _("Say how you know"),
            "max_length": _("The reason must be %(limit_value)d characters or fewer"),
        },
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
