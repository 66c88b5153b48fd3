"""What people type to sign in and to look after their account."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import guessing
from accounts.actions.time_codes import remember_setting_up, use_step
from accounts.devices import origin_of
from accounts.models import AccessNeed, ContactBy, GoodTime, Professional, Resident
from accounts.throttling import council_of
from core.govuk.fields import DateField
from core.rules.emails import PROBLEMS, read_email
from core.rules.phones import clean_phone, is_foreign, takes_texts
from core.rules.typed import plain, six_digits, without_unseen


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

    own_device = forms.BooleanField(
        label=format_lazy(
            _("This is my own device: keep me signed in here for {days} days"), days=settings.OWN_DEVICE_DAYS
        ),
        help_text=_(
            "Leave this empty on a computer that others use too. Then you are signed out when the browser is closed."
        ),
        required=False,
    )

    def __init__(self, *args, shared: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if shared:
            # Nobody owns a public computer.
            del self.fields["own_device"]

    def clean_code(self) -> str:
        digits = six_digits(self.cleaned_data["code"])
        if not digits:
            raise ValidationError(_("The code has 6 digits, like 123456"))
        return digits


# What somebody needs changes: a day further away than this is a slip.
REVIEW_YEARS = 5


class PreferencesForm(forms.Form):
    """How somebody wants to hear from the council, what they need for it, and whether it is safe."""

    contact_by = forms.MultipleChoiceField(
        label=_("How should we contact you?"),
        help_text=_("Choose every way that suits you. Choose none if you do not mind."),
        choices=ContactBy.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    good_times = forms.MultipleChoiceField(
        label=_("When can we phone you?"),
        help_text=_("Staff see this before they phone. Choose none if any time is good."),
        choices=GoodTime.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access_needs = forms.MultipleChoiceField(
        label=_("Do you need letters or conversations in a different way?"),
        help_text=_(
            "Staff see this at the top of everything you send. With “Large print”, the PDFs that we make for you from "
            "now on are in large print."
        ),
        choices=AccessNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    interpreter_language = forms.CharField(
        label=_("Which language should an interpreter speak?"),
        help_text=_(
            "Only if you chose “A spoken language interpreter”. Name the dialect too if it matters. For example, "
            "Polish or Kurdish Sorani."
        ),
        max_length=Resident._meta.get_field("interpreter_language").max_length,
        required=False,
        error_messages={"max_length": _("The language must be %(limit_value)d characters or fewer")},
        widget=forms.TextInput(attrs={"class": "govuk-!-width-one-half"}),
    )
    professionals = forms.MultipleChoiceField(
        label=_("Do you need a professional with you when you talk to us?"),
        help_text=_("Staff see this before they meet or phone you. Choose none if you do not."),
        choices=Professional.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    # Not "language", which the buttons at the top of a page post: they change this answer too.
    message_language = forms.ChoiceField(
        label=_("In which language should our emails, text messages and PDFs be?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language")},
    )
    safe = forms.ChoiceField(
        label=_("Is it safe for us to write, phone or email you?"),
        help_text=_("Say no if someone who has hurt or controlled you might see our messages."),
        choices=[("yes", _("Yes")), ("no", _("No: send me no email and no text message"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is safe for us to contact you")},
    )

    review_on = DateField(
        label=_("When should we check with you that this is still right?"),
        help_text=_("From this day your account asks you. Leave it empty if you do not want to be asked."),
        required=False,
    )

    def __init__(self, *args, languages: list[str], today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        names = dict(settings.LANGUAGES)
        self.fields["message_language"].choices = [(code, names[code]) for code in languages]
        if len(languages) < 2:
            del self.fields["message_language"]

    def clean_interpreter_language(self) -> str:
        return " ".join(without_unseen(self.cleaned_data["interpreter_language"]).split())

    def clean_review_on(self) -> dt.date | None:
        day = self.cleaned_data["review_on"]
        if day is not None and not self.today < day <= self.today + dt.timedelta(days=366 * REVIEW_YEARS):
            raise ValidationError(
                _("The day to check again must be after today and within %(years)d years") % {"years": REVIEW_YEARS}
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("interpreter_language") and AccessNeed.INTERPRETER not in cleaned.get("access_needs", ()):
            self.add_error(
                "interpreter_language",
                _("Choose “A spoken language interpreter” in the question above too, or leave the language empty"),
            )
        return cleaned


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
        get_adapter().refuse_for(guessing.wait_before(**guess), guess)
        try:
            code = super().clean_code()
            self._use_up(code)
        except ValidationError:
            guessing.note_refusal(**guess)
            raise
        return code

    def _use_up(self, code: str) -> None:
        if self.authenticator.type == Authenticator.Type.TOTP and not use_step(app=self.authenticator, code=code):
            raise ValidationError(_("This code was used already. Wait until your app shows the next one"))


class SetUpAppForm(ActivateTOTPForm):
    """The code that shows that the app has the key (settings.MFA_FORMS): used by that, it signs nobody in."""

    def clean_code(self) -> str:
        code = super().clean_code()
        remember_setting_up(secret=self.secret, code=code)
        return code


class SecondFactorForm(_GuardedCode, AuthenticateForm):
    """The second factor at sign-in (settings.MFA_FORMS)."""


class SecondFactorAgainForm(_GuardedCode, ReauthenticateForm):
    """The second factor once more, in a session that has it or lost it (settings.MFA_FORMS)."""


class _BoundedDecoder(json.JSONDecoder):
    """Says of thousands of digits or brackets what Django looks for: that they are not JSON."""

    def decode(self, text, *args):
        try:
            return super().decode(text, *args)
        except (ValueError, RecursionError) as error:
            raise json.JSONDecodeError("not JSON that we read", "", 0) from error


class _CredentialField(forms.JSONField):
    def bound_data(self, data, initial):
        # The script asks for another one; this one is of no use any more.
        return InvalidJSONInput("")


class _Credential(forms.Form):
    """A passkey's response from the browser. Anybody can forge one, so any parser's error counts as a refusal."""

    credential = _CredentialField(decoder=_BoundedDecoder, required=True, widget=forms.HiddenInput)

    def _refusing(self, clean):
        try:
            return clean()
        except ValidationError:
            raise
        except Exception as error:  # parsers of four formats, one inside the other
            raise mfa_adapter().validation_error("incorrect_code") from error


class AddPasskeyForm(_Credential, AddWebAuthnForm):
    """A new passkey (settings.MFA_FORMS)."""

    def clean(self):
        return self._refusing(super().clean)


class PasskeyForm(_Credential, AuthenticateWebAuthnForm):
    """A passkey at sign-in (settings.MFA_FORMS)."""

    def clean_credential(self):
        return self._refusing(super().clean_credential)


class PasskeyAgainForm(_Credential, ReauthenticateWebAuthnForm):
    """A passkey once more (settings.MFA_FORMS)."""

    def clean_credential(self):
        return self._refusing(super().clean_credential)
