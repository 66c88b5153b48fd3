"""What came of one check of a claim."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.deciding.actions.checking import Finding
from casework.models import Task
from core.govuk.fields import LongText

WORDS_LENGTH = 3000


class CheckForm(forms.Form):
    """Passed, failed because, or waiting for; for which claim, and which version of the task the page saw."""

    result = forms.ChoiceField(
        label=_("What came of this check?"), choices=Task.Result.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of this check")},
    )  # fmt: skip
    reasons = forms.MultipleChoiceField(
        label=_("If it failed, why?"),
        help_text=_("If the claim is refused for this, the letter says so in these words."),
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    waiting_for = forms.CharField(label=_("If it waits, what for?"), max_length=200, required=False)
    words = forms.CharField(
        label=_("What you found"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 3}), required=False, max_length=WORDS_LENGTH,
        error_messages={"max_length": _("What you found must be %(limit_value)d characters or fewer")},
    )  # fmt: skip
    claim = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, check: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].choices = [
            (reason["key"], f"{reason['title']}: “{reason['letter']}”") for reason in check["reasons"]
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        result = cleaned.get("result")
        if result == Task.Result.FAILED and not cleaned.get("reasons") and "reasons" not in self.errors:
            self.add_error("reasons", _("Say why it failed"))
        if result == Task.Result.WAITING and not cleaned.get("waiting_for") and "waiting_for" not in self.errors:
            self.add_error("waiting_for", _("Say what it waits for"))
        return cleaned

    @property
    def finding(self) -> Finding:
        """What a valid form says; what belongs to another result is left out."""
        said = self.cleaned_data
        return Finding(
            result=said["result"],
            reasons=tuple(said["reasons"]) if said["result"] == Task.Result.FAILED else (),
            words=said["words"].replace("\r\n", "\n"),
            waiting_for=said["waiting_for"] if said["result"] == Task.Result.WAITING else "",
        )


def as_typed(task: Task | None) -> dict[str, Any]:
    """What a task says, as its form is filled in."""
    if task is None:
        return {"based_on": 0}
    return {
        "result": task.result,
        "reasons": task.reasons,
        "waiting_for": task.waiting_for,
        "words": task.words,
        "based_on": task.version,
    }
