"""What is typed about an enquiry."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advocates.enquiring.rules import ANSWERED, OPEN, OVERDUE
from advocates.models import Enquiry
from core.govuk.fields import DateField, LongText
from core.rules.typed import plain

MOST_WORDS = 3000
TOO_LONG = _("Your words must be %(limit_value)d characters or fewer")
YES, NO = "yes", "no"


class RecordForm(forms.Form):
    """Who asks what, and when it came."""

    councillor = forms.CharField(
        label=_("Which councillor asks?"), max_length=100, help_text=_("For example Cllr Rees, Canal Ward."),
        error_messages={"required": _("Enter which councillor asks"), "max_length": _("Shorten this to 100 letters")},
    )  # fmt: skip
    question = forms.CharField(
        label=_("What do they ask?"), widget=LongText(attrs={"rows": 5}), max_length=MOST_WORDS,
        help_text=_("The person reads it too."),
        error_messages={"required": _("Write what they ask"), "max_length": TOO_LONG},
    )  # fmt: skip
    received_on = DateField(label=_("When did it come?"), error_messages={"required": _("Enter when it came")})
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def clean_councillor(self) -> str:
        """The name as it is shown."""
        return plain(self.cleaned_data["councillor"])

    def clean_received_on(self) -> dt.date:
        """Not a day to come."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The day must be today or earlier"))
        return day


class ConsentForm(forms.Form):
    """What the person said to an adviser."""

    said = forms.ChoiceField(
        label=_("What did the person say to these words?"), choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect, error_messages={"required": _("Say what the person said")},
    )  # fmt: skip
    how = forms.ChoiceField(
        label=_("How did they say it?"), widget=forms.RadioSelect,
        choices=[(how.value, how.label) for how in (Enquiry.How.IN_PERSON, Enquiry.How.BY_PHONE)],
        error_messages={"required": _("Say how they said it")},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What the councillor is answered."""

    answer = forms.CharField(
        label=_("What is the councillor answered?"), widget=LongText(attrs={"rows": 6}), max_length=MOST_WORDS,
        help_text=_("The person reads it too. It is kept here; send it from your own mailbox."),
        error_messages={"required": _("Write the answer"), "max_length": TOO_LONG},
    )  # fmt: skip
    is_general = forms.BooleanField(label=_("It is general and says nothing about the person"), required=False)


class FilterForm(forms.Form):
    """Which enquiries the list shows."""

    which = forms.ChoiceField(
        label=_("Which"), required=False,
        choices=[
            ("", _("All")), (OPEN, _("To be answered")), (OVERDUE, _("Overdue")), (ANSWERED, _("Answered")),
        ],
    )  # fmt: skip
    councillor = forms.CharField(label=_("Councillor"), max_length=100, required=False)

    def wanted(self) -> dict[str, Any]:
        """What was asked for; nothing where it was asked wrongly."""
        return self.cleaned_data if self.is_valid() else {}
