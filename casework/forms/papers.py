"""What staff say of a paper, and asking for one more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import PaperState
from core.govuk.fields import DateField, LongText

REASON_LENGTH = 1000
OTHER = "other"


def _reason(label: str, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=LongText(attrs={"rows": 3}),
        max_length=REASON_LENGTH,
        error_messages={
            "max_length": _("The reason must be %(limit_value)d characters or fewer"),
            "required": _("Write why you ask for it"),
        },
        **more,
    )


class ReviewForm(forms.Form):
    """What staff say of a paper; `revision` is the paper's as the page showed it."""

    state = forms.ChoiceField(
        label=_("What do you say of this paper?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you say of this paper")},
    )
    reason = _reason(
        _("Why it is not right, or not needed"),
        help_text=_("The claimant reads this. Say what to send instead. Do not put bank or health details in it."),
        required=False,
    )
    due_on = DateField(
        label=_("If it is not right: send it again by"), help_text=_("Leave it empty for one month."), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, has_files: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(PaperState.ACCEPTED, _("It is right") if has_files else _("I have seen it"))]
        if has_files:
            choices.append((PaperState.NOT_RIGHT, _("It is not right: ask for it again")))
        self.fields["state"].choices = [*choices, (PaperState.WAIVED, _("We do not need it"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        state = cleaned.get("state")
        if state == PaperState.ACCEPTED:
            return cleaned | {"reason": "", "due_on": None}
        if state and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", ValidationError(_("Write why, for the claimant to read")))
        if state != PaperState.NOT_RIGHT:
            return cleaned | {"due_on": None}
        _not_in_the_past(self, cleaned)
        return cleaned


class AskForm(forms.Form):
    """One more paper. `asked_with` names the page, which asks once."""

    kind = forms.ChoiceField(label=_("Which paper?"), error_messages={"required": _("Choose a paper")})
    name = forms.CharField(label=_("Something else: what is it called?"), required=False, max_length=100)
    about = forms.CharField(
        label=_("Whose paper is it?"),
        help_text=_("Leave it empty for the claimant’s own. For example, your partner."),
        required=False,
        max_length=100,
    )
    why = _reason(_("Why do you need it?"), help_text=_("The claimant reads this."))
    due_on = DateField(label=_("Send it by"), error_messages={"required": _("Say by when you need it")})
    asked_with = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, names: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose a paper")), *names.items(), (OTHER, _("Something else"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == OTHER:
            cleaned["kind"] = ""
            if not cleaned.get("name"):
                self.add_error("name", ValidationError(_("Say what the paper is called")))
        elif cleaned.get("kind"):
            cleaned["name"] = ""
        _not_in_the_past(self, cleaned)
        return cleaned


def _not_in_the_past(form: forms.Form, cleaned: dict[str, Any]) -> None:
    if cleaned.get("due_on") and cleaned["due_on"] < timezone.localdate():
        form.add_error("due_on", ValidationError(_("The day must not be in the past")))
