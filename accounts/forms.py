"""What people type to sign in and to look after their account."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import guessing
from accounts.devices import origin_of
from accounts.throttling import council_of
from core.rules.emails import PROBLEMS, read_email
from core.rules.phones import clean_phone, is_foreign, takes_texts
from core.rules.typed import plain, six_digits


class ContactForm(forms.Form):
    """One box for an e-mail address or a phone number; cleans to (channel, contact)."""

    contact = forms.CharField(
        label=_("Your email address or mobile number"),
        max_length=254,
        error_messages={"required": _("Enter your email address or mobile number")},
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": False, "autocapitalize": "none"}),
    )

    def clean_contact(self) -> tuple[str, str]:
        typed = plain(self.cleaned_data["contact"])
        if "@" in typed:
            email = read_email(typed)
            if email.problem:
                raise ValidationError(gettext(PROBLEMS[email.problem]))
            return "email", email.address.lower()
        phone = clean_phone(typed)
        if phone is None:
            raise ValidationError(
                _("Enter an email address like name@example.com or a mobile number like 07700 900123")
            )
        if is_foreign(phone):
            raise ValidationError(
                _("We can send text messages to UK mobile numbers only. Enter an email address instead")
            )
        if not takes_texts(phone):
            raise ValidationError(
                _("We cannot send text messages to this number. Enter a UK mobile number, like 07700 900123, or an "
                  "email address")
            )  # fmt: skip
        return "sms", phone


class CodeForm(forms.Form):
    """The six digits of a sign-in code."""

    code = forms.CharField(
        label=_("Six-digit code"),
        # Some paste the whole message.
        max_length=1000,
        error_messages={"required": _("Enter the code we sent you")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
    )

    def clean_code(self) -> str:
        digits = six_digits(self.cleaned_data["code"])
        if not digits:
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


class _GuardedCode:
    """Before allauth looks at a code of a second factor: who guesses at many accounts must wait."""

    def clean_code(self) -> str:
        request = context.request
        guess = {
            "what": guessing.SECOND_FACTOR, "account": self.user.email or "", "council": council_of(request),
            "origin": origin_of(request),
        }  # fmt: skip
        if guessing.must_wait(**guess):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            return super().clean_code()
        except ValidationError:
            guessing.note_refusal(**guess)
            raise


class SecondFactorForm(_GuardedCode, AuthenticateForm):
    """The second factor at sign-in (settings.MFA_FORMS)."""


class SecondFactorAgainForm(_GuardedCode, ReauthenticateForm):
    """The second factor once more, in a session that has it or lost it (settings.MFA_FORMS)."""
