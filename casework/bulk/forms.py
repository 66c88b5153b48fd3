"""What is to be done with many claims."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Membership, Team
from casework.forms.claim import MESSAGE_LENGTH
from casework.forms.owning import NOTE_LENGTH
from casework.forms.writing import MessageField, language_choices
from casework.models import Batch
from casework.reviewing.forms import because_field, check_last_day, last_day_field
from claims.models import ClaimStatus
from claims.reviewing.rules import LEAST_DAYS
from core.govuk.fields import LongText

ME, NOBODY = "me", "nobody"


class ManyOwnersForm(forms.Form):
    """Who is to work on all of them: the actor, a colleague, a team, or nobody."""

    to = forms.ChoiceField(
        label=_("Who is to work on them?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose who is to work on them")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("What should they know?"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 3}),
        required=False,
        max_length=NOTE_LENGTH,
        error_messages={"max_length": _("The note must be %(limit_value)d characters or fewer")},
    )

    def __init__(self, *args: Any, actor: Actor, colleagues: list[Membership], teams: list[Team], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.to: dict[str, Membership | Team | None] = {ME: actor.membership, NOBODY: None}
        self.to |= {f"team-{each.pk}": each for each in teams} | {f"person-{each.pk}": each for each in colleagues}
        self.fields["to"].choices = [
            (ME, _("I am")),
            *((f"team-{each.pk}", gettext("The team “%(name)s”") % {"name": each.name}) for each in teams),
            *((f"person-{each.pk}", each.display_name) for each in colleagues),
            (NOBODY, _("Nobody: put them back")),
        ]

    def what(self) -> dict[str, Any]:
        """Columns of Batch, of a valid form."""
        to = self.to[self.cleaned_data["to"]]
        return {
            "act": Batch.Act.OWNER,
            "owner": to if isinstance(to, Membership) else None,
            "team": to if isinstance(to, Team) else None,
            "to_label": "" if to is None else to.display_name if isinstance(to, Membership) else to.name,
            "words": self.cleaned_data["note"],
        }


class ManyStatusesForm(forms.Form):
    """A status for all of them, with the same words for every claimant."""

    status = forms.ChoiceField(
        label=_("New status"), widget=forms.RadioSelect, error_messages={"required": _("Choose a status")}
    )
    message = forms.CharField(
        label=_("Message to the claimants"),
        help_text=_(
            "Each of them reads it below the words of the status. Put nothing in it that is of one of them only."
        ),
        widget=LongText(attrs={"rows": 6}),
        required=False,
        max_length=MESSAGE_LENGTH,
        error_messages={"max_length": _("The message must be %(limit_value)d characters or fewer")},
    )

    def __init__(self, *args: Any, statuses: list[ClaimStatus], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.statuses = {status.code: status for status in statuses}
        self.fields["status"].choices = [(status.code, status.name) for status in statuses]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = self.statuses.get(cleaned.get("status", ""))
        waits = chosen is not None and chosen.stage == ClaimStatus.Stage.WAITING
        if waits and not cleaned.get("message", "").strip() and "message" not in self.errors:
            self.add_error("message", ValidationError(_("Write what you need from the claimants")))
        return cleaned

    def what(self) -> dict[str, Any]:
        """Columns of Batch, of a valid form."""
        said = self.cleaned_data
        return {"act": Batch.Act.STATUS, "status": self.statuses[said["status"]], "words": said["message"]}


class ManyMessagesForm(forms.Form):
    """The same message for every claimant who reads its language."""

    words = MessageField(
        label=_("Message to the claimants"),
        help_text=_("Each of them can answer it. Put nothing in it that is of one of them only."),
    )
    language = forms.ChoiceField(
        label=_("Which language is it in?"),
        help_text=_("Claimants who read another one are left out."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(languages)

    def what(self) -> dict[str, Any]:
        """Columns of Batch, of a valid form."""
        return {"act": Batch.Act.MESSAGE, **self.cleaned_data}


class ManyReviewsForm(forms.Form):
    """A review of each award, for every claimant who reads its language."""

    words = because_field()
    last_day = last_day_field()
    language = forms.ChoiceField(
        label=_("Which language is it in?"),
        help_text=_("Claimants who read another one are left out."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(languages)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        check_last_day(self, cleaned.get("last_day"), soonest=LEAST_DAYS)
        return cleaned

    def what(self) -> dict[str, Any]:
        """Columns of Batch, of a valid form."""
        said = self.cleaned_data
        return {
            "act": Batch.Act.REVIEW,
            "words": said["words"],
            "until": said["last_day"],
            "language": said["language"],
        }
