"""Which letters were posted, and how somebody was told instead."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.govuk.fields import LongText


class ToldForm(forms.Form):
    """How the claimant was told, where no letter is posted."""

    because = forms.CharField(
        label=_("How were they told?"),
        help_text=_("For example: by phone, after they answered their security questions."),
        max_length=300,
        widget=LongText(attrs={"rows": 3}),
        error_messages={
            "required": _("Say how they were told"),
            "max_length": _("Your words must be %(limit_value)d characters or fewer"),
        },
    )
