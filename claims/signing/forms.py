"""What claimant and partner type for the partner's signature."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CodeForm, ContactForm
from claims.signing.rules import MOST_WORDS
from core.govuk.fields import LongText


class PartnerContactForm(ContactForm):
    """Where the claimant says the partner is reached."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].label = _("Your partner’s own email address or mobile number")
        self.fields["contact"].widget.attrs["autocomplete"] = "off"
        self.fields["contact"].error_messages["required"] = _("Enter your partner’s email address or mobile number")


class SigningCodeForm(CodeForm):
    """The six digits, and nothing that signs anybody in."""

    own_device = None


class SignForm(forms.Form):
    """The partner's name and agreement, and what they saw."""

    name = forms.CharField(
        label=_("Type your full name to sign"), max_length=200,
        error_messages={"required": _("Type your full name")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": False}),
    )  # fmt: skip
    agree = forms.BooleanField(
        label=_("I agree to all of this"), error_messages={"required": _("Tick the box if you agree")}
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class NotRightForm(forms.Form):
    """What is not right, in the partner's words."""

    words = forms.CharField(
        label=_("What is not right?"),
        help_text=_("Only the council reads this. Do not put bank or health details in it."),
        widget=LongText(attrs={"rows": 4}), max_length=MOST_WORDS,
        error_messages={
            "required": _("Say what is not right"),
            "max_length": _("Your words must be %(limit_value)d characters or fewer"),
        },
    )  # fmt: skip
