"""An action of a plan, how it goes on, and whom the plan is shared with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation
from advocates.models import PlanAction
from advocates.planning.actions.plan import ActionInput
from advocates.planning.readers.plan import ShownAction
from advocates.planning.rules import Party
from core.govuk.fields import DateField, LongText

MOST_WORDS = 500
TOO_LONG = _("Your words must be %(limit_value)d characters or fewer")
PERIODS = [("month", _("For a month")), ("half_year", _("For six months")), ("year", _("For a year"))]


def as_choice(party: Party) -> str:
    """A party as a form posts it."""
    return f"{party.kind}:{party.organisation}" if party.organisation else party.kind


class ActionForm(forms.Form):
    """What is to be done, by whom, until when. `client_id` and `revision` come with the page."""

    what = forms.CharField(
        label=_("What is to be done?"), help_text=_("In plain words, one thing at a time."),
        widget=LongText(attrs={"rows": 3}), max_length=MOST_WORDS,
        error_messages={"required": _("Say what is to be done"), "max_length": TOO_LONG},
    )  # fmt: skip
    owner = forms.ChoiceField(
        label=_("Who does it?"), widget=forms.RadioSelect, error_messages={"required": _("Say who does it")}
    )
    member = forms.ChoiceField(
        label=_("Which of your colleagues?"), required=False, help_text=_("Only if your own organisation does it.")
    )
    due_on = DateField(label=_("Until when?"), required=False, help_text=_("Leave it empty if there is no day."))
    is_private = forms.BooleanField(label=_("Only whoever does it may see this"), required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, owners: list[tuple[str, str]], colleagues: Iterable[Membership], own: Party, **kwargs: Any
    ) -> None:
        """`owners` are presenters.plan.owners_to_choose; `own` is whose colleagues these are."""
        super().__init__(*args, **kwargs)
        self.colleagues, self.own = {str(each.pk): each for each in colleagues}, own
        self.fields["owner"].choices = owners
        if not self.colleagues:
            del self.fields["member"]
        else:
            named = [(key, each.display_name) for key, each in self.colleagues.items()]
            self.fields["member"].choices = [("", _("Nobody in particular")), *named]

    def clean_due_on(self) -> dt.date | None:
        """A day that is not over, unless the action had it before."""
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate() and day != self.initial.get("due_on"):
            raise ValidationError(_("The day must be today or later"))
        return day

    def clean(self) -> dict[str, Any]:
        """A colleague is named for what one's own side does."""
        said = super().clean()
        if said.get("member") and said.get("owner") != as_choice(self.own):
            self.add_error("member", _("Choose a colleague only if your own organisation does it"))
        return said

    @property
    def said(self) -> ActionInput:
        """What a valid form says."""
        said = self.cleaned_data
        kind, _colon, key = said["owner"].partition(":")
        member = self.colleagues.get(said.get("member", ""))
        return ActionInput(
            said["what"], Party(kind, int(key) if key else None), member, said["due_on"], said["is_private"]
        )


def initial_of(action: ShownAction) -> dict[str, Any]:
    """An action as the form shows it."""
    row = action.row
    return {
        "what": action.what, "owner": as_choice(Party(row.owner, row.organisation_id)), "due_on": row.due_on,
        "member": str(row.member_id or ""), "is_private": row.is_private, "client_id": row.client_id,
        "revision": row.revision,
    }  # fmt: skip


class ProgressForm(forms.Form):
    """How far an action is."""

    state = forms.ChoiceField(
        label=_("How far is it?"), choices=PlanAction.State.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say how far it is")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("A note, or why it does not go ahead"), required=False, widget=LongText(attrs={"rows": 3}),
        max_length=MOST_WORDS, help_text=_("Everybody who sees this action reads it."),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """It stands on one page with an ActionForm, so its ids are its own."""
        super().__init__(*args, auto_id="progress_%s", **kwargs)

    def clean(self) -> dict[str, Any]:
        """What does not go ahead has a reason."""
        said = super().clean()
        if said.get("state") == PlanAction.State.NOT_GOING_AHEAD and not said.get("words"):
            self.add_error("words", _("Say why it does not go ahead"))
        return said


class ShareForm(forms.Form):
    """With whom the plan is shared, and for how long. The words to agree to are shown on the next page."""

    organisation = forms.ChoiceField(
        label=_("Who may see your plan?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may see your plan")},
    )  # fmt: skip
    period = forms.ChoiceField(
        label=_("For how long?"), choices=PERIODS, widget=forms.RadioSelect,
        error_messages={"required": _("Say for how long")},
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(each.pk): each for each in organisations}
        self.fields["organisation"].choices = [(key, each.name) for key, each in self.organisations.items()]

    @property
    def chosen(self) -> Organisation:
        """The organisation of a valid form."""
        return self.organisations[self.cleaned_data["organisation"]]


class YesInPersonForm(forms.Form):
    """A partner writes down that somebody said yes, sitting with them."""

    period = forms.ChoiceField(
        label=_("For how long did they agree?"), choices=PERIODS, widget=forms.RadioSelect,
        error_messages={"required": _("Say for how long")},
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_("I read them the words above, and they said yes"),
        error_messages={"required": _("Tick this only if they said yes. Without it nothing is shared")},
    )  # fmt: skip
