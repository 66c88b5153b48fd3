"""Of how many decisions the quality is checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import Outcome

MOST, MOST_POUNDS = 1000, 1_000_000


def _number(label: str, most: int, **more: Any) -> forms.IntegerField:
    words = _("Enter a whole number from 1 to %(limit_value)s") % {"limit_value": most}
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)
    return forms.IntegerField(label=label, min_value=1, max_value=most, error_messages=errors, **more)


class RateForm(forms.Form):
    """One rate: the decisions that it is for, how many of a hundred, and how many a month at most."""

    form = forms.ChoiceField(label=_("Form"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    percent = _number(_("Of a hundred decisions, how many?"), 100)
    most_a_month = _number(_("How many a month at most?"), MOST)
    above_pounds = _number(
        _("Above how many pounds a year are decisions checked more often?"), MOST_POUNDS, required=False,
        help_text=_("For large awards. Leave it empty to check all of them at the same rate."),
    )  # fmt: skip
    percent_above = _number(
        _("Of a hundred decisions above that amount, how many?"), 100, required=False,
        help_text=_("They are checked whatever was checked in the month. 100 checks every one."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, other in (("above_pounds", "percent_above"), ("percent_above", "above_pounds")):
            if cleaned.get(name) and not cleaned.get(other) and other not in self.errors:
                self.add_error(other, _("Fill in both the amount and how many, or neither"))
        return cleaned

    def __init__(self, *args: Any, titles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [("", _("Every form")), *titles]
        self.fields["outcome"].choices = [("", _("Every outcome")), *Outcome.choices]
