"""What the operator types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.councils import LONGEST_MESSAGE
from accounts.staffing.forms import InviteForm
from core.govuk.fields import LongText


class AdminForm(InviteForm):
    """An admin for a council: what they work as is not chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["roles"]


class CloseForm(forms.Form):
    """What people read at the address of a council that is being closed."""

    message = forms.CharField(
        label=_("Where can people go now?"),
        help_text=_("They read it below the council’s name, with its phone number and email address after it."),
        max_length=LONGEST_MESSAGE,
        widget=LongText(attrs={"rows": 4}),
        error_messages={"required": _("Tell people in a sentence or two where they can go now")},
    )
    message_cy = forms.CharField(
        label=_("The same in Welsh (optional)"), max_length=LONGEST_MESSAGE, required=False,
        widget=LongText(attrs={"rows": 4}),
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("Yes, close it: nobody can use its pages, and its staff are signed out"),
        error_messages={"required": _("Tick the box if you are sure")},
    )
