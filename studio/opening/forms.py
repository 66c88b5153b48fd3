"""What is typed about the opening of a form."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk.fields import DateField, LongText
from formspec.presenters.opening import STARTERS_NAMED
from formspec.rules.opening import ANYBODY, TIMES

MOST = 100_000
MOST_DAYS = 366
CLOCK = ["%H:%M", "%H.%M", "%H"]
PROBLEMS = {
    "order": gettext_lazy("It must close after it opens"),
    "early": gettext_lazy("The deadline must not be before it closes"),
    "why": gettext_lazy("Write the reason: people read it while the form is not open"),
    "unknown": gettext_lazy("Say who may start it"),
}


def _date(label: Any) -> DateField:
    return DateField(label=label, required=False)


def _clock(label: Any) -> forms.TimeField:
    wrong = {"invalid": gettext_lazy("Write the time like 9:00 or 17:30")}
    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off", "spellcheck": "false"})
    return forms.TimeField(label=label, required=False, input_formats=CLOCK, widget=widget, error_messages=wrong)


def _reason(label: Any, language: str, hint: Any = "") -> forms.CharField:
    box = LongText(attrs={"rows": 3, "lang": language})
    return forms.CharField(label=label, required=False, max_length=500, widget=box, help_text=hint)


def _in_english() -> forms.CharField:
    hint = gettext_lazy("People read it on the form’s page and in lists.")
    return _reason(gettext_lazy("Why is it not open?"), "en", hint)


def _in_welsh() -> forms.CharField:
    return _reason(gettext_lazy("The same in Welsh, if you have it"), "cy")


class OpeningForm(forms.Form):
    """From when until when, how many, and by whom. Points in time are on the council's clock."""

    is_offered = forms.ChoiceField(
        label=gettext_lazy("Do you offer this form?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No: the scheme is closed"))],
        error_messages={"required": gettext_lazy("Say whether you offer this form")},
    )  # fmt: skip
    opens_at = _date(gettext_lazy("Opens on (optional)"))
    opens_at_time = _clock(gettext_lazy("Opens at"))
    closes_at = _date(gettext_lazy("Closes on (optional)"))
    closes_at_time = _clock(gettext_lazy("Closes at"))
    days_after = forms.IntegerField(
        label=gettext_lazy("For how many days after closing can drafts be sent?"), required=False, min_value=0,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("0: not at all. Empty: until the deadline, or always where there is none."),
    )  # fmt: skip
    deadline = _date(gettext_lazy("Deadline (optional): from then on nothing is sent"))
    deadline_time = _clock(gettext_lazy("Deadline at"))
    cap = forms.IntegerField(
        label=gettext_lazy("How many do you take? (optional)"), required=False, min_value=1, max_value=MOST,
        help_text=gettext_lazy("Those that are sent first. Withdrawn ones count."),
    )  # fmt: skip
    starters = forms.ChoiceField(
        label=gettext_lazy("Who may start it?"), widget=forms.RadioSelect, choices=list(STARTERS_NAMED.items()),
        error_messages={"required": PROBLEMS["unknown"]},
    )  # fmt: skip
    reason = _in_english()
    reason_cy = _in_welsh()

    def clean(self) -> dict[str, Any]:
        """A day has a time, and that time is on the clock of that day."""
        said: dict[str, Any] = super().clean() or {}
        for name in TIMES:
            day, clock = said.get(name), said.get(f"{name}_time")
            if day is not None and clock is None and f"{name}_time" not in self.errors:
                self.add_error(f"{name}_time", _("Write the time like 9:00 or 17:30"))
            elif day is None and clock is not None and name not in self.errors:
                self.add_error(name, _("Write the day too"))
            elif day is not None and clock is not None:
                try:
                    said[name] = on_the_clock(day, clock)
                except ValidationError as error:
                    self.add_error(f"{name}_time", error)
        return said

    @property
    def values(self) -> dict[str, Any]:
        """What formspec.actions.opening.save_opening takes."""
        said = {name: value for name, value in self.cleaned_data.items() if not name.endswith("_time")}
        for name in TIMES:
            if said[name] is not None:
                said[name] = said[name].isoformat()
        return said | {"is_offered": said["is_offered"] == "yes"}

    @staticmethod
    def initial_of(values: dict[str, Any]) -> dict[str, Any]:
        """What the page begins with, of what holds."""
        initial = {"starters": ANYBODY, **values, "is_offered": "yes" if values["is_offered"] else "no"}
        for name in TIMES:
            if values.get(name):
                local = timezone.localtime(dt.datetime.fromisoformat(values[name]))
                initial |= {name: local.date(), f"{name}_time": f"{local:%H:%M}"}
        return initial


class CloseForm(forms.Form):
    """Why a form is closed now."""

    reason = _in_english()
    reason_cy = _in_welsh()


def on_the_clock(day: dt.date, clock: dt.time) -> dt.datetime:
    """That time of that day where the council is. A time that this day does not have, or has twice, is refused."""
    plain = dt.datetime.combine(day, clock)
    zone = timezone.get_current_timezone()
    first, second = plain.replace(tzinfo=zone, fold=0), plain.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        raise ValidationError(_("The clocks change on that day: choose a time before 1:00 or after 2:00"))
    return first
