"""Of how many decisions the quality is checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import Outcome

MOST = 1000


def _number(label: str, most: int) -> forms.IntegerField:
    words = _("Enter a whole number from 1 to %(limit_value)s") % {"limit_value": most}
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)
    return forms.IntegerField(label=label, min_value=1, max_value=most, error_messages=errors)


class RateForm(forms.Form):
    """One rate: the decisions that it is for, how many of a hundred, and how many a month at most."""

    form = forms.ChoiceField(label=_("Form"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    percent = _number(_("Of a hundred decisions, how many?"), 100)
    most_a_month = _number(_("How many a month at most?"), MOST)

    def __init__(self, *args: Any, titles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [("", _("Every form")), *titles]
        self.fields["outcome"].choices = [("", _("Every outcome")), *Outcome.choices]
