"""What is typed on the pages of the caseload."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Team
from advocates.caseload.actions.notes import NoteInput
from advocates.models import Case, CaseBatch, CaseNote
from core.govuk.fields import DateField, LongText

NOTE_LENGTH = 4000
NOBODY = "nobody"


class SearchForm(forms.Form):
    """A name, or part of one."""

    name = forms.CharField(
        label=_("Find somebody by name"), required=False, max_length=100,
        error_messages={"max_length": _("Shorten this to 100 letters")},
    )  # fmt: skip


class ToForm(forms.Form):
    """Somebody, a team, or (where that makes sense) nobody."""

    to = forms.ChoiceField(
        label=_("Who is to be their contact?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose who is to be their contact")},
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[Membership], teams: list[Team], nobody: bool = True, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.chosen: dict[str, Membership | Team | None] = {f"team-{each.pk}": each for each in teams}
        self.chosen |= {f"person-{each.pk}": each for each in people} | ({NOBODY: None} if nobody else {})
        self.fields["to"].choices = [
            *((f"person-{each.pk}", each.display_name) for each in people),
            *((f"team-{each.pk}", gettext("The team “%(name)s”") % {"name": each.name}) for each in teams),
            *([(NOBODY, _("Nobody for now"))] if nobody else []),
        ]

    @property
    def place(self) -> Membership | Team | None:
        """Of a valid form: who was chosen."""
        return self.chosen[self.cleaned_data["to"]]


class PassOnForm(ToForm):
    """Who has a case from now on; `version` is the one that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ManyForm(ToForm):
    """Who has many cases from now on."""

    def what(self) -> dict[str, Any]:
        """Columns of CaseBatch, of a valid form."""
        to = self.place
        label = "" if to is None else to.display_name if isinstance(to, Membership) else to.name
        return {
            "act": CaseBatch.Act.PASS_ON, "to_label": label, "to": to if isinstance(to, Membership) else None,
            "team": to if isinstance(to, Team) else None,
        }  # fmt: skip


class ManyMessagesForm(forms.Form):
    """The same words for many people."""

    words = forms.CharField(
        label=_("What they read in their account"),
        help_text=_("Everybody gets the same words. Put nothing in them that is of one person only."),
        widget=LongText(attrs={"rows": 6}), max_length=NOTE_LENGTH,
        error_messages={
            "required": _("Write the message first"),
            "max_length": _("The message must be %(limit_value)d characters or fewer"),
        },
    )  # fmt: skip

    def what(self) -> dict[str, Any]:
        """Columns of CaseBatch, of a valid form."""
        return {"act": CaseBatch.Act.MESSAGE, "words": self.cleaned_data["words"]}


class AwayForm(ToForm):
    """Who is away, from when to when, and who covers."""

    who = forms.ChoiceField(label=_("Who is away?"), error_messages={"required": _("Say who is away")})
    starts_on = DateField(label=_("First day away"), error_messages={"required": _("Enter the first day away")})
    ends_on = DateField(
        label=_("Last day away"), required=False,
        help_text=_("Leave it empty if nobody knows yet: then somebody says here when they are back."),
    )  # fmt: skip
    field_order = ["who", "starts_on", "ends_on", "to"]

    def __init__(self, *args: Any, who: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, nobody=False, **kwargs)
        self.people = {str(each.pk): each for each in who}
        self.fields["who"].choices = [(key, each.display_name) for key, each in self.people.items()]
        self.fields["to"].label = _("Who covers for them?")
        self.fields["to"].error_messages["required"] = _("Choose who covers for them")

    def clean(self) -> dict[str, Any]:
        """The days are in order, and nobody covers for themselves."""
        said = super().clean()
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and starts_on < timezone.localdate():
            self.add_error("starts_on", _("The first day away must be today or later"))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day away must be the first day or later"))
        if said.get("who") and said.get("to") and self.people[said["who"]] == self.chosen[said["to"]]:
            self.add_error("to", _("Nobody can cover for themselves. Choose somebody else"))
        return said


class CloseForm(forms.Form):
    """Why the work with somebody is over."""

    why = forms.ChoiceField(
        label=_("Why do you stop working with them?"), choices=Case.Why, widget=forms.RadioSelect,
        error_messages={"required": _("Say why you stop working with them")},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NoteForm(forms.Form):
    """A note or a contact. `client_id` was made with the page, `version` is the one that it showed."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=CaseNote.Kind, initial=CaseNote.Kind.NOTE)
    outcome = forms.ChoiceField(
        label=_("Of a contact: what came of it?"), choices=CaseNote.Outcome.choices, required=False
    )
    happened_on = DateField(label=_("On which day?"), error_messages={"required": _("Enter the day")})
    text = forms.CharField(
        label=_("What happened, or what is to be remembered"), max_length=NOTE_LENGTH,
        help_text=_("The person may ask to see everything that is kept about them."),
        widget=LongText(attrs={"rows": 6}),
        error_messages={
            "required": _("Write the note first"),
            "max_length": _("The note must be %(limit_value)d characters or fewer"),
        },
    )  # fmt: skip
    is_shared = forms.BooleanField(
        label=_("Show it to the person"), required=False,
        help_text=_("They read it in their account. Otherwise only your organisation reads it."),
    )  # fmt: skip
    due_on = DateField(
        label=_("To be done by"),
        required=False,
        help_text=_("From that day on it is among what waits, until it is ticked off."),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def clean_happened_on(self) -> Any:
        """What is to come has not happened."""
        day = self.cleaned_data["happened_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("The day must be today or in the past"))
        return day

    @property
    def said(self) -> NoteInput:
        """What a valid form says."""
        given = self.cleaned_data
        return NoteInput(
            given["text"], given["happened_on"], given["kind"], given["outcome"], given["is_shared"], given["due_on"]
        )


def initial_of(note: CaseNote, words: str) -> dict[str, Any]:
    """A note as the form shows it."""
    names = ("kind", "outcome", "happened_on", "is_shared", "due_on", "version")
    return {"text": words, **{name: getattr(note, name) for name in names}}


def new_note_initial() -> dict[str, Any]:
    """Of a note that nobody wrote yet."""
    return {"happened_on": timezone.localdate(), "client_id": uuid.uuid4()}


class TeamForm(forms.Form):
    """The name of a team and who is in it."""

    name = forms.CharField(
        label=_("Name of the team"), max_length=60,
        error_messages={"required": _("Enter the name of the team"), "max_length": _("Shorten this to 60 letters")},
    )  # fmt: skip
    members = forms.MultipleChoiceField(label=_("Who is in it"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = [(str(each.pk), each.display_name) for each in people]

    @property
    def values(self) -> dict[str, Any]:
        """As actions.teams.save_team takes them."""
        return {"name": self.cleaned_data["name"], "members": [int(key) for key in self.cleaned_data["members"]]}
