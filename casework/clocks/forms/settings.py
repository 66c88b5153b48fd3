"""In how many days a council means to act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.reviewing.rules import LEAST_DAYS

MOST_DAYS = 250
MOST_REVIEW_DAYS = 180


def _days(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=MOST_DAYS,
        error_messages={
            "required": _("Enter a number of working days, 0 for no target"),
            "invalid": _("Enter a number of working days, 0 for no target"),
            "min_value": _("Enter a number of working days, 0 for no target"),
            "max_value": _("The number must be %(limit_value)s or fewer"),
        },
    )


class TargetsForm(forms.Form):
    """The council's targets, in working days; 0: none."""

    touch_within = _days(
        _("Working days until somebody first does something about a claim"),
        _("From the day on which it was sent. 0: no target."),
    )
    decide_within = _days(
        _("Working days until it is decided"),
        _("From the day on which it was sent, without the days on which you wait for the claimant. 0: no target."),
    )
    review_within = forms.IntegerField(
        label=_("Days that claimants usually have to answer a review"),
        help_text=_("Days of the calendar. Whoever asks for a review can choose another day."),
        min_value=LEAST_DAYS,
        max_value=MOST_REVIEW_DAYS,
        error_messages={
            "required": _("Enter a number of days for a review"),
            "invalid": _("Enter a number of days for a review"),
            "min_value": _("Claimants need at least %(limit_value)s days"),
            "max_value": _("The number must be %(limit_value)s or fewer"),
        },
    )


class FormTargetsForm(forms.Form):
    """The targets of one form, in working days; empty: the council's; 0: none."""

    touch_within = _days(
        _("Working days until somebody first does something about a claim"),
        _("Empty: as for your other forms. 0: no target."),
    )
    decide_within = _days(_("Working days until it is decided"), _("Empty: as for your other forms. 0: no target."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
