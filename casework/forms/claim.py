"""A change of status, a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.models import ClaimStatus
from core.govuk.fields import LongText

MESSAGE_LENGTH = 2000
NOTE_LENGTH = 5000


class StatusForm(forms.Form):
    """A change of status: which, in what words, and what the advisor saw when the page was drawn."""

    status = forms.ChoiceField(label=_("New status"), widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("Message to the claimant"),
        help_text=_("They read it below the words of the status. Do not put bank details or health details in it."),
        widget=LongText(attrs={"rows": 6}),
        required=False,
        max_length=MESSAGE_LENGTH,
        error_messages={"max_length": _("The message must be %(limit_value)d characters or fewer")},
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, statuses: list[ClaimStatus], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statuses = {status.code: status for status in statuses}
        self.fields["status"].choices = [(status.code, status.name) for status in statuses]

    @property
    def chosen(self) -> ClaimStatus:
        """The status picked in a valid form."""
        return self.statuses[self.cleaned_data["status"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = self.statuses.get(cleaned.get("status", ""))
        waits = chosen is not None and chosen.stage == ClaimStatus.Stage.WAITING
        if waits and not cleaned.get("message", "").strip() and "message" not in self.errors:
            self.add_error("message", ValidationError(_("Write what you need from the claimant")))
        return cleaned


class NoteForm(forms.Form):
    """A note on a claim."""

    text = forms.CharField(
        label=_("Add a note"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 4}),
        max_length=NOTE_LENGTH,
        error_messages={
            "required": _("Write the note first"),
            "max_length": _("The note must be %(limit_value)d characters or fewer"),
        },
    )
