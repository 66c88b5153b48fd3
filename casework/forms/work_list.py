"""The search and filters of the work list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.readers.clocks import ByClock
from casework.readers.kinds_of_people import INTERPRETER, ByAge
from casework.readers.work_list import WorkListFilter
from claims.models import ClaimStatus
from core.govuk.fields import DateField
from core.rules.postcodes import clean_area


class WorkListForm(forms.Form):
    """What to look for and what to show. Everything may stay empty."""

    text = forms.CharField(
        label=_("Search"),
        help_text=_(
            "A name, a reference or a part of one, a date or year of birth, a National Insurance number, a postcode, "
            "an email address or a phone number"
        ),
        required=False,
        max_length=254,
    )
    sounding = forms.BooleanField(label=_("Also names that sound alike"), required=False)
    name = forms.CharField(label=_("Name"), required=False, max_length=100)
    reference = forms.CharField(label=_("Reference"), required=False, max_length=30)
    born_on = DateField(label=_("Date of birth"), required=False)
    form = forms.ChoiceField(label=_("Form"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    sent_from = DateField(label=_("Sent from"), required=False)
    sent_to = DateField(label=_("Sent until"), required=False)
    new_paper = forms.BooleanField(label=_("With a new paper that nobody has dealt with"), required=False)
    clock = forms.ChoiceField(label=_("Clocks"), required=False, choices=ByClock.choices)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("Any")), *settings.LANGUAGES, (INTERPRETER, _("Needs an interpreter"))],
        required=False,
    )
    age = forms.ChoiceField(label=_("Age of the claimant"), required=False, choices=ByAge.choices)
    area = forms.CharField(
        label=_("Area"), help_text=_("The first half of a postcode, such as LS1"), required=False, max_length=8
    )

    def __init__(self, *args: Any, statuses: list[ClaimStatus], titles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", _("Any"))] + [(status.code, status.name) for status in statuses]
        self.fields["form"].choices = [("", _("Any")), *titles]
        self.titles = titles
        for name in ("text", "name", "reference", "area"):
            # Staff look for other people: a browser must not offer what it remembers.
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean_area(self) -> str:
        typed = self.cleaned_data["area"]
        area = clean_area(typed) if typed else ""
        if area is None:
            raise ValidationError(_("Enter the first half of a postcode, such as LS1"))
        return area

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("sent_from"), cleaned.get("sent_to")
        if first and last and last < first:
            self.add_error("sent_to", ValidationError(_("“Sent until” must not be before “Sent from”")))
        return cleaned

    def wanted(self) -> WorkListFilter:
        """What was asked, for the reader; a field with an error asks for nothing."""
        asked = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        if not ("text" in asked or "name" in asked):
            # It says how to look for a name, and nothing by itself.
            asked.pop("sounding", None)
        return WorkListFilter(**asked)
