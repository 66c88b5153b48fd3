"""What is asked of the reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.govuk.fields import DateField
from reports.readers.gain import CLAIMED, FOUND, GainFilter
from reports.readers.partners import ServedBy
from reports.readers.work import By


class PeriodForm(forms.Form):
    """From which day to which, both included; what is left empty is the last four weeks."""

    first = DateField(label=_("From"), required=False)
    last = DateField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", ValidationError(_("“Until” must not be before “From”")))
        return cleaned


class WorkForm(PeriodForm):
    """A period, and what the figures are grouped by."""

    by = forms.ChoiceField(label=_("Group by"), choices=By.choices, required=False)


class PartnersForm(PeriodForm):
    """A period, and what the ways of being served are grouped by."""

    by = forms.ChoiceField(label=_("Group by"), choices=ServedBy.choices, required=False)


class OpeningsForm(PeriodForm):
    """Whose opening of what, and on which days; what is left empty is everybody, everything, the last week."""

    member = forms.TypedChoiceField(label=_("Who opened it"), choices=[], required=False, coerce=int, empty_value=None)
    reference = forms.CharField(
        label=_("Whose records, by the reference of a claim"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": False}),
    )  # fmt: skip

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:
        """`members` are those who may be chosen."""
        super().__init__(*args, **kwargs)
        chosen = [(each.pk, each.display_name) for each in members]
        self.fields["member"].choices = [("", _("Everybody")), *chosen]


class GainForm(forms.Form):
    """Which claims to sum up, and what of their estimates. Everything may stay empty."""

    sent_from = DateField(label=_("Sent from"), required=False)
    sent_to = DateField(label=_("Sent until"), required=False)
    count = forms.ChoiceField(
        label=_("What to count"),
        choices=[(FOUND, _("Everything the estimate found")), (CLAIMED, _("Only what the claim’s form claims"))],
        widget=forms.RadioSelect,
        required=False,
        initial=FOUND,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("sent_from"), cleaned.get("sent_to")
        if first and last and last < first:
            self.add_error("sent_to", ValidationError(_("“Sent until” must not be before “Sent from”")))
        return cleaned

    def wanted(self) -> GainFilter:
        """What was asked, for the reader; a field with an error asks for nothing."""
        cleaned = getattr(self, "cleaned_data", {})
        return GainFilter(**{name: value for name, value in cleaned.items() if value})
