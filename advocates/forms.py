"""What a resident says of somebody who shall act for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import CodeForm, ContactForm
from advocates.rules.terms import NOTHING
from core.rules.typed import plain

CLAIMS = [
    (NOTHING, _("Nothing of my claims")),
    ("view", _("See my claims")),
    ("fill", _("See my claims and fill them in")),
    ("send", _("See my claims, fill them in and send them")),
]
JOURNAL = [
    (NOTHING, _("Nothing of my job journal")),
    ("view", _("See my job journal")),
    ("fill", _("See my job journal and write in it")),
]
PERIODS = [
    ("day", _("Until tomorrow evening")),
    ("month", _("For a month")),
    ("half_year", _("For six months")),
    ("year", _("For a year")),
]


class WhoForm(ContactForm):
    """Who it is, and where the link goes."""

    name = forms.CharField(
        label=_("What you call them"), max_length=100, help_text=_("For example Aunt Joan, or Pip at Citizens Advice."),
        error_messages={"required": _("Enter what you call them"), "max_length": _("Shorten this to 100 letters")},
    )  # fmt: skip
    field_order = ["name", "contact"]

    def __init__(self, *args: Any, own_contacts: set[str], **kwargs: Any) -> None:
        """`own_contacts` are the addresses and numbers of the resident, to which no invitation goes."""
        super().__init__(*args, **kwargs)
        self.own_contacts = own_contacts
        contact = self.fields["contact"]
        contact.label, contact.widget.attrs["autocomplete"] = _("Their email address or mobile number"), "off"
        contact.help_text = _("We send them a link. It works only for whoever has this address or number.")
        contact.error_messages["required"] = _("Enter their email address or mobile number")

    def clean_name(self) -> str:
        """The name as it is shown."""
        return plain(self.cleaned_data["name"])

    def clean_contact(self) -> tuple[str, str]:
        """The channel and the contact, which is not the resident's own."""
        channel, contact = super().clean_contact()
        if contact in self.own_contacts:
            raise ValidationError(_("This is your own. Enter the address or number of the person who helps you."))
        return channel, contact


class TermsForm(forms.Form):
    """What they may do, for how long, and why."""

    claims = forms.ChoiceField(
        label=_("What may they do with your claims?"), choices=CLAIMS, widget=forms.RadioSelect,
        help_text=_("What they do is written down, and you can read it in your account."),
        error_messages={"required": _("Say what they may do with your claims")},
    )  # fmt: skip
    journal = forms.ChoiceField(
        label=_("What may they do with your job journal?"), choices=JOURNAL, widget=forms.RadioSelect, initial=NOTHING,
        error_messages={"required": _("Say what they may do with your job journal")},
    )  # fmt: skip
    period = forms.ChoiceField(
        label=_("For how long?"), choices=PERIODS, widget=forms.RadioSelect,
        help_text=_("It begins when they say yes. You can end it on any day."),
        error_messages={"required": _("Say for how long")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why, if you like to say"), required=False, max_length=200,
        error_messages={"max_length": _("Shorten this to 200 letters")},
    )  # fmt: skip

    def clean_why(self) -> str:
        """The reason as it is shown."""
        return plain(self.cleaned_data["why"])

    def clean(self) -> dict[str, Any]:
        """Something must be allowed."""
        said = super().clean()
        if said.get("claims") == NOTHING and said.get("journal") == NOTHING:
            self.add_error("claims", _("Choose something that they may do, in your claims or in your job journal"))
        return said


class CheckForm(forms.Form):
    """Nothing to type: the page shows what was said, and the button sends it."""


class ConfirmCodeForm(CodeForm):
    """The six digits that the claimant was sent, and nothing that signs anybody in."""

    own_device = None
