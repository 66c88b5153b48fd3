"""Forms of jobs, the plan, appointments, the reminder and a period."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk.fields import DateField
from jobjournal.models import Job
from jobjournal.presenters.export import LONGEST
from jobjournal.rules.slot_words import read_time

NARROW = {"class": "govuk-input--width-5", "inputmode": "decimal"}


class JobForm(forms.Form):
    """A job: only its title must be there."""

    title = forms.CharField(label=gettext_lazy("Job title"), max_length=150)
    employer = forms.CharField(label=gettext_lazy("Employer (optional)"), max_length=150, required=False)
    place = forms.CharField(label=gettext_lazy("Town or area (optional)"), max_length=100, required=False)
    seen_at = forms.CharField(
        label=gettext_lazy("Where you saw it (optional)"), max_length=100, required=False,
        help_text=gettext_lazy("A website, an app, a shop window"),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Link (optional)"), max_length=500, required=False, assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Copy the whole link, starting with https://")},
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )  # fmt: skip
    job_reference = forms.CharField(label=gettext_lazy("Reference (optional)"), max_length=60, required=False)
    closes_on = DateField(label=gettext_lazy("Closing date (optional)"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("How far has it got?"), widget=forms.RadioSelect,
        choices=[
            (Job.Status.SAVED, gettext_lazy("Saved")),
            (Job.Status.APPLIED, gettext_lazy("Applied")),
            (Job.Status.HEARD_BACK, gettext_lazy("Heard back")),
            (Job.Status.CLOSED, gettext_lazy("Closed")),
        ],
    )  # fmt: skip


class PlanForm(forms.Form):
    """What was agreed with the work coach."""

    hours = forms.DecimalField(
        label=gettext_lazy("Hours a week you agreed"), min_value=0, max_value=70, decimal_places=1,
        help_text=gettext_lazy("It is in your commitments. 35 is usual when nothing limits your time."),
        error_messages={
            "invalid": gettext_lazy("Write the hours in figures, like 35 or 17.5"),
            "min_value": gettext_lazy("Hours must be 0 or more"),
            "max_value": gettext_lazy("Hours must be 70 or fewer"),
            "max_decimal_places": gettext_lazy("Write the hours in figures, like 35 or 17.5"),
        },
        widget=forms.TextInput(attrs=NARROW),
    )  # fmt: skip
    from_day = DateField(label=gettext_lazy("From which day?"))
    week_starts = forms.TypedChoiceField(
        label=gettext_lazy("Your week starts on"), coerce=int, choices=list(WEEKDAYS.items()), widget=forms.Select
    )
    activities = forms.MultipleChoiceField(
        label=gettext_lazy("What did you agree to do? (optional)"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, activities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activities"].choices = activities


class AppointmentForm(forms.Form):
    """An appointment, in local time."""

    what = forms.CharField(
        label=gettext_lazy("What is it?"), max_length=150, help_text=gettext_lazy("Work coach, interview, job club")
    )
    day = DateField(label=gettext_lazy("Which day?"))
    time = forms.CharField(
        label=gettext_lazy("What time?"), max_length=10, help_text=gettext_lazy("Like 10:30 or 2pm"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes? (optional)"), min_value=5, max_value=720, required=False,
        error_messages={"invalid": gettext_lazy("Write the minutes in figures, like 30")},
        widget=forms.TextInput(attrs={**NARROW, "inputmode": "numeric"}),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Where? (optional)"), max_length=200, required=False)
    with_whom = forms.CharField(label=gettext_lazy("With whom? (optional)"), max_length=150, required=False)

    def clean_time(self) -> str:
        read = read_time(self.cleaned_data["time"])
        if not read:
            raise ValidationError(_("Write the time like 10:30 or 2pm"))
        return read

    def fields_of_row(self) -> dict[str, Any]:
        """The columns of Appointment."""
        clean = self.cleaned_data
        local = dt.datetime.combine(clean["day"], dt.time.fromisoformat(clean["time"]))
        return {
            "what": clean["what"],
            "starts_at": timezone.make_aware(local),
            "minutes": clean["minutes"] or 30,
            "place": clean["place"],
            "with_whom": clean["with_whom"],
        }


class ReminderForm(forms.Form):
    """On which day, or never."""

    day = forms.TypedChoiceField(
        label=gettext_lazy("Remind me to add to my journal"), required=False, empty_value=None, coerce=int,
        choices=[("", gettext_lazy("Never")), *WEEKDAYS.items()], widget=forms.Select,
    )  # fmt: skip


class PeriodForm(forms.Form):
    """From one day to another."""

    first = DateField(label=gettext_lazy("First day"))
    last = DateField(label=gettext_lazy("Last day"))

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        first, last = clean.get("first"), clean.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day must be the first day or later"))
        elif first and last and last - first > LONGEST:
            self.add_error("last", _("Choose two years or less"))
        return clean
