"""A note with everything that can be said of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from casework.forms.claim import NOTE_LENGTH
from casework.models import Note
from casework.noting.actions import NoteInput
from core.govuk.fields import DateField, LongText


class FullNoteForm(forms.Form):
    """The words, whom they are for, until when, and who may read them. `version` is the one that the page showed."""

    text = forms.CharField(
        label=_("Note"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 6}),
        max_length=NOTE_LENGTH,
        error_messages={
            "required": _("Write the note first"),
            "max_length": _("The note must be %(limit_value)d characters or fewer"),
        },
    )
    to = forms.ChoiceField(
        label=_("For a colleague"), help_text=_("They see it above their work list."), required=False
    )
    due_on = DateField(label=_("To be done by"), help_text=_("Until it is ticked off."), required=False)
    is_pinned = forms.BooleanField(label=_("Pin it to the top of the claim"), required=False)
    is_restricted = forms.BooleanField(
        label=_("Restrict it"),
        help_text=_(
            "Only you, the colleague it is for, whoever works on the claim, their team and the council’s admins can "
            "read a restricted note."
        ),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, colleagues: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(each.pk): each for each in colleagues}
        self.fields["to"].choices = [("", _("Nobody"))] + [(key, m.display_name) for key, m in self.colleagues.items()]

    @property
    def said(self) -> NoteInput:
        """What a valid form says."""
        said = self.cleaned_data
        return NoteInput(
            said["text"], said["is_pinned"], said["is_restricted"], self.colleagues.get(said["to"]), said["due_on"]
        )


def initial_of(note: Note) -> dict[str, Any]:
    """A note as the form shows it."""
    names = ("text", "is_pinned", "is_restricted", "due_on", "version")
    return {name: getattr(note, name) for name in names} | {"to": str(note.to_id or "")}
