"""How long to keep claims, and what to hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.rules.drafts import FEWEST_DAYS, MOST_DAYS
from core.govuk.fields import DateField, LongText
from records.rules import MONTHS_A_YEAR, MOST_YEARS, Keeping

REASON_LENGTH = 1000
CLAIM, PERSON = "claim", "person"


class RuleForm(forms.Form):
    """Years for claims, and months for files that go before them."""

    years = forms.IntegerField(
        label=_("How many years are claims kept?"),
        help_text=_("After the decision, or after sending if nothing was ever decided. 6 is usual."),
        min_value=1, max_value=MOST_YEARS,
        error_messages={
            "required": _("Enter how many years claims are kept"), "invalid": _("Years must be a whole number"),
            "min_value": _("Years must be 1 or more"), "max_value": _("Years must be %(limit_value)s or fewer"),
        },
    )  # fmt: skip
    months_of_files = forms.IntegerField(
        label=_("After how many months do photos and files go?"),
        help_text=_("Leave it empty to keep them as long as the claim."),
        required=False, min_value=1,
        error_messages={
            "invalid": _("Months must be a whole number"), "min_value": _("Months must be 1 or more"),
        },
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        years, months = cleaned.get("years"), cleaned.get("months_of_files")
        if years and months and months > years * MONTHS_A_YEAR:
            self.add_error("months_of_files", ValidationError(_("Files cannot be kept longer than the claim")))
        return cleaned

    @property
    def keeping(self) -> Keeping:
        """What a valid form says."""
        return Keeping(**self.cleaned_data)


class DraftDaysForm(forms.Form):
    """Days for forms that were not sent."""

    days = forms.IntegerField(
        label=_("After how many days without a change is a form that was not sent deleted?"),
        help_text=_("Its person is reminded twice before."),
        min_value=FEWEST_DAYS, max_value=MOST_DAYS,
        error_messages={
            "required": _("Enter a number of days"), "invalid": _("Days must be a whole number"),
            "min_value": _("Days must be %(limit_value)s or more"),
            "max_value": _("Days must be %(limit_value)s or fewer"),
        },
    )  # fmt: skip


class HoldForm(forms.Form):
    """Which claim or person, why, and until when."""

    reference = forms.CharField(
        label=_("Reference of the claim"), max_length=20, error_messages={"required": _("Enter a reference")}
    )
    on = forms.ChoiceField(
        label=_("What is kept?"),
        choices=[(CLAIM, _("This claim")), (PERSON, _("Every claim and draft of this person"))],
        widget=forms.RadioSelect, initial=CLAIM, error_messages={"required": _("Say what is kept")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("For example an appeal, a court case or a fraud inquiry. The person may ask to see it."),
        widget=LongText(attrs={"rows": 3}), max_length=REASON_LENGTH,
        error_messages={
            "required": _("Say why it is kept"),
            "max_length": _("The reason must be %(limit_value)d characters or fewer"),
        },
    )  # fmt: skip
    until = DateField(label=_("Until which day?"), error_messages={"required": _("Enter the last day of the hold")})

    def __init__(self, *args: Any, today: dt.date, latest: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.latest = today, latest

    def clean_reference(self) -> str:
        return self.cleaned_data["reference"].strip().upper()

    def clean_until(self) -> dt.date:
        until = self.cleaned_data["until"]
        if not self.today <= until <= self.latest:
            raise ValidationError(_("The last day must be today or later, and at most ten years from now"))
        return until
