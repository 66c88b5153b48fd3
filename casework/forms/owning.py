"""Who is to work on a claim."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Team
from core.govuk.fields import LongText

NOTE_LENGTH = 1000
PASS_ON, PUT_BACK, TAKE = "pass_on", "put_back", "take"


class OwnerForm(forms.Form):
    """Take it, pass it on to a colleague or a team, or put it back, with a note; `based_on` is what the page saw."""

    to = forms.ChoiceField(label=_("Who is to work on it?"), widget=forms.RadioSelect, required=False)
    note = forms.CharField(
        label=_("What should they know?"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 3}),
        required=False,
        max_length=NOTE_LENGTH,
        error_messages={"max_length": _("The note must be %(limit_value)d characters or fewer")},
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, colleagues: list[Membership], teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen: dict[str, Membership | Team] = {f"team-{each.pk}": each for each in teams}
        self.chosen |= {f"person-{each.pk}": each for each in colleagues}
        team_words = [(f"team-{each.pk}", gettext("The team “%(name)s”") % {"name": each.name}) for each in teams]
        self.fields["to"].choices = [*team_words, *((f"person-{each.pk}", each.display_name) for each in colleagues)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.act == PASS_ON and "to" not in self.errors and not cleaned.get("to"):
            self.add_error("to", ValidationError(_("Choose who is to work on it")))
        return cleaned

    @property
    def act(self) -> str:
        """Which of the buttons was pressed."""
        return next((each for each in (TAKE, PUT_BACK) if each in self.data), PASS_ON)
