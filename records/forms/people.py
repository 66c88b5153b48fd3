"""Whose records, and why."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk.fields import LongText

REASON_LENGTH = 1000


class PersonForm(forms.Form):
    """One person, by the reference of a claim or an email address."""

    who = forms.CharField(
        label=_("Whose records?"),
        help_text=_("The reference of a claim of theirs, or the email address in their account"),
        max_length=254,
        error_messages={"required": _("Enter a reference or an email address")},
    )


class ExportForm(PersonForm):
    """Whose records are gathered, and why."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("For example “Asked for in a letter of 3 May”. The person may ask to see it."),
        widget=LongText(attrs={"rows": 3}),
        max_length=REASON_LENGTH,
        error_messages={
            "required": _("Say why"),
            "max_length": _("The reason must be %(limit_value)d characters or fewer"),
        },
    )
