"""Why an award is reviewed and by when, and what staff do with a review that is open."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims.reviewing.rules import LEAST_DAYS, MOST_WORDS
from core.govuk.fields import DateField, LongText

MORE_TIME, BY_PHONE, CANCEL = "more_time", "by_phone", "cancel"
LONGEST = dt.timedelta(days=183)


def because_field() -> forms.CharField:
    """Why we ask, for claimants to read."""
    return forms.CharField(
        label=_("Why do you ask?"),
        help_text=_("The claimant reads this. Use plain words, and nothing about health or money."),
        widget=LongText(attrs={"rows": 3}),
        max_length=MOST_WORDS,
        error_messages={
            "required": _("Say why you ask, for the claimant to read"),
            "max_length": _("Your words must be %(limit_value)d characters or fewer"),
        },
    )


def last_day_field() -> DateField:
    """The last day of a review that begins now."""
    return DateField(
        label=_("By when should they answer?"),
        help_text=format_lazy(
            _("At least {days} days from today. Choose a working day, so that they can phone on it."), days=LEAST_DAYS
        ),
        error_messages={"required": _("Enter the day by which they should answer")},
    )


def check_last_day(form: forms.Form, day: dt.date | None, *, soonest: int) -> None:
    """Refuse a last day that is too near, in days from today, or too far."""
    today = timezone.localdate()
    if day is not None and day < today + dt.timedelta(days=soonest):
        near = _("The day must be at least %(days)s days from today") % {"days": soonest}
        form.add_error("last_day", near if soonest else _("The day must not be in the past"))
    elif day is not None and day > today + LONGEST:
        form.add_error("last_day", _("The day must be within six months"))


class AskReviewForm(forms.Form):
    """A review of one award."""

    because = because_field()
    last_day = last_day_field()
    asked_with = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        check_last_day(self, cleaned.get("last_day"), soonest=LEAST_DAYS)
        return cleaned


class OpenReviewForm(forms.Form):
    """What to do with the review that the page showed."""

    what = forms.ChoiceField(
        label=_("What would you like to do?"),
        choices=[
            (MORE_TIME, _("Give more time")),
            (BY_PHONE, _("Close it: the claimant told us that nothing has changed")),
            (CANCEL, _("Cancel it: we do not need it any more")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to do")},
    )
    last_day = DateField(label=_("The new last day"), help_text=_("Only to give more time."), required=False)
    words = forms.CharField(
        label=_("How did they tell you, or why?"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 3}),
        max_length=MOST_WORDS,
        error_messages={
            "required": _("Say how they told you, or why"),
            "max_length": _("Your words must be %(limit_value)d characters or fewer"),
        },
    )
    review = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("what") != MORE_TIME:
            return cleaned
        if not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Enter the new last day"))
        check_last_day(self, cleaned.get("last_day"), soonest=0)
        return cleaned
