"""What is to be corrected of a claim, by whom, why, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.correcting.actions import Wanted
from claims.correcting.rules import MOST_WORDS
from claims.models import CorrectionAsk
from core.govuk.fields import DateField, LongText

MOST_QUESTIONS = 20
Whose, Reason = CorrectionAsk.Whose, CorrectionAsk.Reason


class CorrectionForm(forms.Form):
    """Which questions, and why. The page draws the boxes of `keys` itself, section by section."""

    reason = forms.ChoiceField(
        label=_("Why?"), choices=Reason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose why")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("The claimant reads this. Say what to look at. Do not put bank or health details in it."),
        widget=LongText(attrs={"rows": 3}), max_length=MOST_WORDS,
        error_messages={
            "required": _("Write it in your own words, for the claimant to read"),
            "max_length": _("Your words must be %(limit_value)d characters or fewer"),
        },
    )  # fmt: skip
    whose = forms.ChoiceField(
        label=_("Who changes the answers?"), choices=Whose.choices, widget=forms.RadioSelect,
        help_text=_("You can do it for them, for example when they tell you on the phone."),
        error_messages={"required": _("Choose who changes the answers")},
    )  # fmt: skip
    due_on = DateField(
        label=_("If the claimant does: by when?"), help_text=_("Leave it empty for one month."), required=False
    )
    asked_with = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, askable: Collection[str], usual_day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.askable, self.usual_day = askable, usual_day

    @property
    def ticked(self) -> list[str]:
        """The questions that are ticked, of those that can be asked again."""
        ticked = self.data.getlist("keys") if isinstance(self.data, QueryDict) else self.initial.get("keys", [])
        return [key for key in self.askable if key in ticked]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() | {"keys": self.ticked}
        if not self.ticked:
            self.add_error(None, ValidationError(_("Tick at least one answer")))
        elif len(self.ticked) > MOST_QUESTIONS:
            self.add_error(None, ValidationError(_("Tick %(most)s answers at most"), params={"most": MOST_QUESTIONS}))
        if cleaned.get("whose") == Whose.OFFICER:
            return cleaned | {"due_on": None}
        if cleaned.get("due_on") and cleaned["due_on"] < timezone.localdate():
            self.add_error("due_on", ValidationError(_("The day must not be in the past")))
        return cleaned | {"due_on": cleaned.get("due_on") or self.usual_day}

    @property
    def wanted(self) -> Wanted:
        """What a valid form says."""
        return Wanted(**self.cleaned_data)
