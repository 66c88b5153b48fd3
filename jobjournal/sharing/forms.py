"""Forms of sharing: what to share and for how long, code and PIN, and the jobcentre's answer."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms import ContactForm
from core.govuk.fields import DateField, LongText
from core.rules.numbers import whole_number
from jobjournal.models import ShareNote
from jobjournal.sharing.actions.opening import HOURS_ONCE_OPENED
from jobjournal.sharing.readers.codes import read_code, read_pin

LONGEST_PERIOD_DAYS = 366
PERIODS = [
    ("7", _("The last 7 days")),
    ("14", _("The last 2 weeks")),
    ("28", _("The last 4 weeks")),
    ("dates", _("Other days")),
]
HOW_LONG = [
    ("0", _("Until it has been opened once")),
    ("1", _("1 day")),
    ("3", _("3 days")),
    ("7", _("7 days")),
    ("14", _("14 days")),
]


class PeriodForm(forms.Form):
    """Which days to show; cleans to `first_day` and `last_day`."""

    period = forms.ChoiceField(label=_("Which days"), choices=PERIODS, widget=forms.RadioSelect, initial="7")
    first_day = DateField(label=_("First day"), help_text=_("Only for “Other days”"), required=False)
    last_day = DateField(label=_("Last day"), required=False)
    with_files = forms.BooleanField(label=_("Show my photos and documents too"), required=False, initial=True)
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        period = cleaned.get("period", "")
        days = whole_number(period, most=LONGEST_PERIOD_DAYS)
        if days:
            cleaned["last_day"] = timezone.localdate()
            cleaned["first_day"] = cleaned["last_day"] - dt.timedelta(days=days - 1)
        elif period:
            self._check_days(cleaned.get("first_day"), cleaned.get("last_day"))
        return cleaned

    def _check_days(self, first: dt.date | None, last: dt.date | None) -> None:
        for name, day in (("first_day", first), ("last_day", last)):
            if day is None and name not in self.errors:
                self.add_error(name, ValidationError(_("Fill in the first and the last day")))
        if first and last and not dt.timedelta() <= last - first <= dt.timedelta(days=LONGEST_PERIOD_DAYS):
            self.add_error("last_day", ValidationError(_("The last day must be after the first, within a year of it")))

    @property
    def selection(self) -> dict[str, str]:
        """What a share keeps of a valid form."""
        return {name: self.cleaned_data[name].isoformat() for name in ("first_day", "last_day")}

    def carried(self) -> list[tuple[str, str]]:
        """What was typed, to be sent again with the next page: names and values."""
        return [
            (name, value)
            for name, value in self.data.items()
            if name.split("-")[0] in self.fields and isinstance(value, str)
        ]


class ShareForm(ContactForm, PeriodForm):
    """A new share by PIN."""

    how_long = forms.ChoiceField(
        label=_("For how long"), choices=HOW_LONG, widget=forms.RadioSelect, initial="0",
        help_text=format_lazy(
            _("Whoever opens it once can read it for {hours} hours. You can take it back at any time."),
            hours=HOURS_ONCE_OPENED,
        ),
    )  # fmt: skip
    print_allowed = forms.BooleanField(label=_("They may print it"), required=False)
    contact = forms.CharField(
        label=_("Send them the address (optional)"),
        help_text=_("Their email address or mobile number. We never send the PIN: tell it to them yourself."),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": False, "autocapitalize": "none"}),
    )
    field_order = ["period", "first_day", "last_day", "with_files", "how_long", "print_allowed", "contact", "client_id"]

    def clean_contact(self) -> tuple[str, str] | None:
        return super().clean_contact() if self.cleaned_data["contact"].strip() else None


class SendForm(ContactForm):
    """Where to send the address of a share."""

    contact = forms.CharField(
        label=_("Their email address or mobile number"),
        max_length=254,
        error_messages={"required": _("Enter an email address or mobile number")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": False, "autocapitalize": "none"}),
    )


class CodeField(forms.CharField):
    """A share code, however it was typed."""

    def clean(self, value: Any) -> str:
        code = read_code(super().clean(value))
        if not code:
            raise ValidationError(_("The code has 8 letters and numbers, like 7KQ4-9M2X"))
        return code


def code_field(label: str) -> CodeField:
    """The box for a code."""
    return CodeField(
        label=label,
        help_text=_("8 letters and numbers"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input--width-10", "autocomplete": "off", "autocapitalize": "characters",
                "spellcheck": False,
            }
        ),
    )  # fmt: skip


class OpenForm(forms.Form):
    """Code, PIN and the viewer's name; staff of a jobcentre are known by their account and may keep the share."""

    code = code_field(_("Share code"))
    pin = forms.CharField(
        label=_("PIN"),
        help_text=_("6 numbers"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "autocomplete": "off", "inputmode": "numeric", "spellcheck": False}
        ),
    )
    viewer_name = forms.CharField(
        label=_("Your name"),
        help_text=_("The person whose journal it is will see that you opened it, and when."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": False}),
    )
    keep = forms.BooleanField(label=_("Keep it on my list for as long as it is shared"), required=False)

    def __init__(self, *args: Any, is_jobcentre: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["viewer_name" if is_jobcentre else "keep"]

    def clean_pin(self) -> str:
        pin = read_pin(self.cleaned_data["pin"])
        if not pin:
            raise ValidationError(_("The PIN has 6 numbers, like 482017"))
        return pin

    def forget_pin(self) -> None:
        """Take the PIN out of what is drawn again."""
        self.data = {**self.data.dict(), "pin": ""}


class ScreenForm(PeriodForm):
    """The code that a computer shows, and what to show there."""

    code = code_field(_("The code on the computer"))
    field_order = ["code", "period", "first_day", "last_day", "with_files", "client_id"]


class NoteForm(forms.Form):
    """What the jobcentre answers."""

    kind = forms.ChoiceField(
        label=_("What do you want to write?"),
        choices=[(ShareNote.Kind.COMMENT, _("A comment")), (ShareNote.Kind.ACTION, _("An action you agreed on"))],
        widget=forms.RadioSelect,
        initial=ShareNote.Kind.COMMENT,
    )
    text = forms.CharField(
        label=_("Your words"),
        help_text=_("The person reads them in their journal."),
        widget=LongText(attrs={"rows": 4}),
        max_length=2000,
    )
    due_on = DateField(label=_("When the action is due (optional)"), required=False)
