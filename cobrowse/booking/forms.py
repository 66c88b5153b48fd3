"""What may be typed to book a time, to move it, and to set what can be booked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from cobrowse.booking.actions.booking import TimeWanted
from cobrowse.forms.settings import ClockField
from cobrowse.models import BookingWay
from core.govuk.fields import DateField, LongText
from core.rules.phones import clean_phone, takes_texts

ANY_ADVISER = "any"
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
TELL = [
    ("email", _("By email")),
    ("mobile", _("By text message")),
    ("none", _("Do not tell me. I look at my booking in this browser, or phone you")),
]
NOT_SAFE_TO_CALL = _("Then we do not call you. Go back and choose another way to get help. Nothing is booked")
NOT_SAFE_TO_VISIT = _("Then we do not come to you. Go back and choose another way to get help. Nothing is booked")


class CallForm(forms.Form):
    """Which number to call, and whether that is safe."""

    phone = forms.CharField(
        label=_("Which phone number shall we call?"), max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Enter a phone number")},
    )  # fmt: skip
    safe = forms.ChoiceField(
        label=_("Is it safe for us to call you on this number?"),
        help_text=_("For example, nobody who must not know that you ask for help answers it."),
        choices=YES_NO, widget=forms.RadioSelect, error_messages={"required": _("Say whether it is safe")},
    )  # fmt: skip

    def clean_phone(self) -> str:
        found = clean_phone(self.cleaned_data["phone"])
        if found is None:
            raise ValidationError(_("Enter a phone number that we can call, like 01632 960001"))
        return found

    def clean_safe(self) -> str:
        if self.cleaned_data["safe"] == "no":
            raise ValidationError(NOT_SAFE_TO_CALL)
        return self.cleaned_data["safe"]


class VisitForm(forms.Form):
    """Where to come to, and whether that is safe."""

    address = forms.CharField(
        label=_("Which address shall we come to?"), max_length=300,
        widget=LongText(attrs={"rows": 3, "autocomplete": "street-address"}),
        error_messages={"required": _("Enter the address")},
    )  # fmt: skip
    before = forms.CharField(
        label=_("What should we know before we come?"), required=False, max_length=500,
        help_text=_("For example steps, a dog, or how the door is opened."),
        widget=LongText(attrs={"rows": 2}),
    )  # fmt: skip
    safe = forms.ChoiceField(
        label=_("Is it safe for us to come to your home?"),
        help_text=_("For example, nobody is there who must not know that you ask for help."),
        choices=YES_NO, widget=forms.RadioSelect, error_messages={"required": _("Say whether it is safe")},
    )  # fmt: skip

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if source:
            self.fields["address"].help_text = _("Filled in from your form “%(form)s”. Check that it is right.") % {
                "form": source
            }

    def clean_safe(self) -> str:
        if self.cleaned_data["safe"] == "no":
            raise ValidationError(NOT_SAFE_TO_VISIT)
        return self.cleaned_data["safe"]


class AdviserForm(forms.Form):
    """With whom, of those who have a free time; or any of them."""

    adviser = forms.ChoiceField(
        label=_("Which adviser?"), widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an adviser, or any adviser"),
            "invalid_choice": _("This adviser has no free time any more. Choose another. Nothing else is lost"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, advisers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].choices = [(ANY_ADVISER, _("Any adviser")), *advisers]


class ReachForm(forms.Form):
    """Who a visitor is and how to tell them of a change; both only if they like."""

    name = forms.CharField(
        label=_("Your name"), required=False, max_length=200, help_text=_("You need not say it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    tell = forms.ChoiceField(
        label=_("How can we tell you if we have to move or cancel it?"), choices=TELL, widget=forms.RadioSelect,
        help_text=_("Choose only what is safe: nobody who must not know that you ask for help reads it."),
        error_messages={"required": _("Say how we can tell you, or that we should not")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Email address"), required=False, help_text=_("Only if you chose email."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Enter an email address, like name@example.com")},
    )  # fmt: skip
    mobile = forms.CharField(
        label=_("Mobile phone number"), required=False, max_length=40, help_text=_("Only if you chose text messages."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        tell = cleaned.get("tell")
        # What was not chosen is not kept, whatever was typed there.
        email, mobile = (cleaned.get(name, "") if tell == name else "" for name in ("email", "mobile"))
        if tell == "email" and not email and "email" not in self.errors:
            self.add_error("email", _("Enter your email address"))
        if tell == "mobile":
            mobile = clean_phone(mobile) or ""
            if not takes_texts(mobile):
                self.add_error("mobile", _("Enter a UK mobile number that we can send texts to, like 07700 900123"))
        return {**cleaned, "email": email, "mobile": mobile}


class DayForm(forms.Form):
    """On which day, of those with a free time."""

    day = forms.ChoiceField(
        label=_("Which day?"), widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a day"),
            "invalid_choice": _("On this day nothing is free any more. Choose another. Nothing else is lost"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, days: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = days


class TimeForm(forms.Form):
    """At which time of the day, of those that are free."""

    time = forms.ChoiceField(
        label=_("Which time?"), widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a time"),
            "invalid_choice": _("This time has just been taken. Choose another. Nothing else is lost"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, times: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time"].choices = times

    def wanted(self) -> TimeWanted:
        """The time of a valid form."""
        return time_wanted(self.cleaned_data["time"])


class MoveForm(TimeForm):
    """Another time; `revision` says how the booking stood when the page was drawn."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class RevisionForm(forms.Form):
    """How the booking stood when the page was drawn."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class OutcomeForm(forms.Form):
    """What came of a booking."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"), widget=forms.RadioSelect, error_messages={"required": _("Say what came of it")}
    )

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes


class PlaceForm(forms.Form):
    """Where people can come to."""

    name = forms.CharField(label=_("Name of the place"), max_length=80, error_messages={"required": _("Enter a name")})
    address = forms.CharField(
        label=_("Address, and how to find the room"), max_length=300, widget=LongText(attrs={"rows": 3}),
        error_messages={"required": _("Enter the address")},
    )  # fmt: skip


class BookingTimeForm(forms.Form):
    """When one adviser can be booked on one weekday, for what, and how far ahead."""

    membership = forms.TypedChoiceField(label=_("Adviser"), coerce=int)
    weekday = forms.TypedChoiceField(label=_("Day of the week"), choices=list(WEEKDAYS.items()), coerce=int)
    opens = ClockField(label=_("From"), help_text=_("For example, 9:00"))
    closes = ClockField(label=_("Until"), help_text=_("For example, 12:30"))
    minutes = forms.IntegerField(label=_("Length of each booking, in minutes"), min_value=5, max_value=480)
    ways = forms.MultipleChoiceField(
        label=_("What for?"), choices=BookingWay.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one")},
    )  # fmt: skip
    place = forms.TypedChoiceField(label=_("Place, for appointments"), required=False, coerce=int, empty_value=None)
    notice_hours = forms.IntegerField(
        label=_("Hours before it begins until which people can book"), min_value=0, max_value=720, initial=24
    )
    days_ahead = forms.IntegerField(label=_("Days ahead that people can book"), min_value=1, max_value=180, initial=28)
    first_on = DateField(label=_("First day, if it does not count yet"), required=False)
    last_on = DateField(label=_("Last day, if it is to end"), required=False)

    def __init__(self, *args: Any, advisers: dict[int, str], places: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = list(advisers.items())
        self.fields["place"].choices = [("", _("No appointments at a place")), *places.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens, closes, minutes = (cleaned.get(name) for name in ("opens", "closes", "minutes"))
        if opens is not None and closes is not None and minutes:
            day = dt.date.min
            length = dt.datetime.combine(day, closes) - dt.datetime.combine(day, opens)
            if length < dt.timedelta(minutes=minutes):
                self.add_error("closes", _("No booking of this length fits in. Nothing was saved"))
        if BookingWay.APPOINTMENT in cleaned.get("ways", ()) and cleaned.get("place") is None:
            self.add_error("place", _("Choose a place, or take away the appointments"))
        _days_in_order(self, cleaned)
        return cleaned


class LeaveForm(forms.Form):
    """From which day to which day an adviser is away."""

    membership = forms.TypedChoiceField(label=_("Adviser"), coerce=int)
    first_on = DateField(label=_("First day away"))
    last_on = DateField(label=_("Last day away"))

    def __init__(self, *args: Any, advisers: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = list(advisers.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _days_in_order(self, cleaned)
        return cleaned


def _days_in_order(form: forms.Form, cleaned: dict[str, Any]) -> None:
    first, last = cleaned.get("first_on"), cleaned.get("last_on")
    if first is not None and last is not None and last < first:
        form.add_error("last_on", _("The last day must not be before the first. Nothing was saved"))


def time_wanted(value: str) -> TimeWanted:
    """A time as a form sent it: moment, place and, from staff, adviser. Raises ValueError."""
    moment, place, *adviser = value.split("/")
    return TimeWanted(
        dt.datetime.fromisoformat(moment), int(place) if place else None, int(adviser[0]) if adviser else None
    )
