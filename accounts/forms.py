"""What people type to sign in and to look after their account."""

from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from core.rules.phones import clean_phone


class ContactForm(forms.Form):
    """One box for an e-mail address or a phone number; cleans to (channel, contact)."""

    contact = forms.CharField(
        label=_("Your email address or mobile number"),
        max_length=254,
        error_messages={"required": _("Enter your email address or mobile number")},
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": False, "autocapitalize": "none"}),
    )

    def clean_contact(self) -> tuple[str, str]:
        typed = self.cleaned_data["contact"].strip()
        if "@" in typed:
            validate_email(typed)
            return "email", typed.lower()
        phone = clean_phone(typed)
        if phone is None:
            raise ValidationError(
                _("Enter an email address like name@example.com or a mobile number like 07700 900123")
            )
        return "sms", phone


class CodeForm(forms.Form):
    """The six digits of a sign-in code."""

    code = forms.CharField(
        label=_("Six-digit code"),
        max_length=20,
        error_messages={"required": _("Enter the code we sent you")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
    )

    own_device = forms.BooleanField(
        label=_("This is my own device: keep me signed in here for 14 days"),
        help_text=_(
            "Leave this empty on a computer that others use too. Then you are signed out when the browser is closed."
        ),
        required=False,
    )

    def clean_code(self) -> str:
        digits = "".join(self.cleaned_data["code"].split()).replace("-", "")
        if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
            raise ValidationError(_("The code has 6 digits, like 123456"))
        return digits


class PasswordForm(forms.Form):
    """A new password, and the old one where there is one."""

    current = forms.CharField(
        label=_("Your password now"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 10 characters. Three words that do not belong together are easy to remember."),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():
            del self.fields["current"]

    def clean_current(self) -> str:
        if not self.user.check_password(self.cleaned_data["current"]):
            raise ValidationError(_("This is not your password"))
        return self.cleaned_data["current"]

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]


class RemovePasswordForm(PasswordForm):
    """Removing a password needs it once more."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password"]
