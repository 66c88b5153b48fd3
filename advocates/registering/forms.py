"""What an adviser is told by somebody who is not online, and what that person types to take their record over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessNeed, Resident
from advocates.forms.granting import PERIODS, THEIR_CONTACT, THEIR_MESSAGES, THEIR_MONEY, THEIR_PAPERS, TermsForm
from advocates.models import Registration
from advocates.registering.rules import read_code
from advocates.rules.terms import LEVELS, NOTHING
from core.govuk.fields import DateField, LongText
from core.rules.emails import PROBLEMS, read_email
from core.rules.nino import clean_nino
from core.rules.phones import clean_phone, takes_texts
from core.rules.postcodes import clean_postcode
from core.rules.typed import plain, six_digits

Kind = Registration.Kind
OLDEST_YEARS = 120
ADDRESS_LENGTH, EVIDENCE_LENGTH = 300, 200
CLAIMS = [
    (NOTHING, _("Nothing of their claims")),
    ("view", _("See their claims")),
    ("fill", _("See their claims and fill them in")),
    ("send", _("See their claims, fill them in and send them")),
]
JOURNAL = [
    (NOTHING, _("Nothing of their job journal")),
    ("view", _("See their job journal")),
    ("fill", _("See their job journal and write in it")),
]
HOW = [
    (Kind.SIGNED, _("In person: they sign the printed form")),
    (Kind.WITNESSED, _("In person: they say yes before a witness")),
    (Kind.BY_CODE, _("By phone: they read out a code that we send them")),
]


class PersonForm(forms.Form):
    """Who it is."""

    name = forms.CharField(
        label=_("Their full name"), max_length=Resident._meta.get_field("name").max_length,
        error_messages={"required": _("Enter their full name"), "max_length": _("Shorten the name to 200 letters")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    born_on = DateField(
        label=_("Their date of birth"), help_text=_("For example, 27 3 1950"),
        error_messages={"required": _("Enter their date of birth")},
    )  # fmt: skip
    postcode = forms.CharField(
        label=_("The postcode where they live"), max_length=20,
        error_messages={
            "required": _("Enter their postcode"), "max_length": _("Enter a full UK postcode, like AB1 2DE"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
    )  # fmt: skip
    nino = forms.CharField(
        label=_("Their National Insurance number, if they have it with them"), required=False, max_length=20,
        help_text=_("For example, QQ 12 34 56 C. Leave it empty if they do not know it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_name(self) -> str:
        """As it is shown."""
        return plain(self.cleaned_data["name"])

    def clean_born_on(self) -> dt.date:
        """A day on which somebody alive can be born."""
        day, today = self.cleaned_data["born_on"], timezone.localdate()
        if not dt.date(today.year - OLDEST_YEARS, 1, 1) <= day <= today:
            raise ValidationError(_("Check the year of their date of birth"))
        return day

    def clean_postcode(self) -> str:
        """As "AB1 2DE"."""
        postcode = clean_postcode(self.cleaned_data["postcode"])
        if postcode is None:
            raise ValidationError(_("Enter a full UK postcode, like AB1 2DE"))
        return postcode

    def clean_nino(self) -> str:
        """As "AB123456C", or ""."""
        typed = self.cleaned_data["nino"]
        nino = clean_nino(typed) if typed else ""
        if nino is None:
            raise ValidationError(_("Enter a National Insurance number like QQ 12 34 56 C, or leave it empty"))
        return nino


class KnownForm(forms.Form):
    """Whether they have a record here already. We never say."""

    has_none = forms.BooleanField(
        label=_("They say that they have no account and no form here yet, or they do not know"),
        error_messages={"required": _("Ask the person, then tick the box")},
    )


class NeedsForm(forms.Form):
    """How they are reached, and what they need for it."""

    email = forms.CharField(
        label=_("Their email address, if they have one"), required=False, max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Their phone number, if they have one"), required=False, max_length=30,
        help_text=_("A mobile or a landline."), widget=forms.TextInput(attrs={"autocomplete": "off", "type": "tel"}),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Where letters to them go, if they want letters"), required=False, max_length=ADDRESS_LENGTH,
        widget=LongText(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"max_length": _("Shorten the address to 300 letters")},
    )  # fmt: skip
    # Not "language", which the buttons at the top of a page post.
    message_language = forms.ChoiceField(
        label=_("In which language do they want to read?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language")},
    )  # fmt: skip
    access_needs = forms.MultipleChoiceField(
        label=_("What do they need to read, hear or answer us?"), required=False, choices=AccessNeed.choices,
        help_text=_("Choose none if they need nothing."), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    interpreter_language = forms.CharField(
        label=_("Which language should an interpreter speak, if they need one?"), required=False,
        max_length=Resident._meta.get_field("interpreter_language").max_length,
        widget=forms.TextInput(attrs={"class": "govuk-!-width-one-half"}),
    )  # fmt: skip
    safe = forms.ChoiceField(
        label=_("Is it safe for us to write, phone or email them?"), widget=forms.RadioSelect,
        help_text=_("Ask when nobody else listens. No means: no letter, no email and no text of our own accord."),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        error_messages={"required": _("Say whether it is safe to contact them")},
    )  # fmt: skip

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        """`languages` are those of the council's pages."""
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        self.fields["message_language"].choices = [(code, names[code]) for code in languages]

    def clean_email(self) -> str:
        """In small letters, or ""."""
        typed = plain(self.cleaned_data["email"])
        if not typed:
            return ""
        email = read_email(typed)
        if email.problem:
            raise ValidationError(gettext(PROBLEMS[email.problem]))
        return email.address.lower()

    def clean_phone(self) -> str:
        """In E.164 form, or ""."""
        typed = plain(self.cleaned_data["phone"])
        phone = clean_phone(typed) if typed else ""
        if phone is None:
            raise ValidationError(_("Enter a phone number, like 01632 960 001 or 07700 900 982, or leave it empty"))
        return phone

    def clean_interpreter_language(self) -> str:
        """As it is shown."""
        return plain(self.cleaned_data["interpreter_language"])


class AllowedForm(TermsForm):
    """What they let the adviser do, for how long, and why; and how they say yes."""

    kind = forms.ChoiceField(
        label=_("How do they say yes?"), choices=HOW, widget=forms.RadioSelect,
        error_messages={"required": _("Say how they say yes")},
    )  # fmt: skip
    field_order = [*LEVELS, "period", "why", "kind"]

    def __init__(self, *args: Any, contacts: Sequence[str], **kwargs: Any) -> None:
        """`contacts` are the address and the number of the person to which a code can go."""
        super().__init__(*args, **kwargs)
        self.contacts = contacts
        claims, journal, period, why = (self.fields[name] for name in ("claims", "journal", "period", "why"))
        claims.label, claims.choices = _("What may you do with their claims?"), CLAIMS
        claims.help_text = _("Take only what you need. What you do is written down, and they can read it.")
        claims.error_messages["required"] = _("Say what you may do with their claims")
        papers, messages = self.fields["papers"], self.fields["messages"]
        papers.label, papers.choices = _("What may you do with their papers?"), THEIR_PAPERS
        messages.label, messages.choices = _("What may you do with their messages?"), THEIR_MESSAGES
        messages.help_text = _("What they and the council write to each other about a claim.")
        money = self.fields["money"]
        money.label, money.choices = _("What may you see of their money?"), THEIR_MONEY
        money.help_text = _(
            "What they could get, decisions and their letters, and which account is paid: only its last digits. Bank "
            "details that you enter count only once they confirm them."
        )
        reach = self.fields["reach"]
        reach.label, reach.choices = _("What may you see of how they are reached?"), THEIR_CONTACT
        reach.help_text = _(
            "Their address, phone number and email address, and how they want to hear from us. An email address, a "
            "number or another address for letters that you enter counts only once they confirm it."
        )
        journal.label, journal.choices = _("What may you do with their job journal?"), JOURNAL
        journal.error_messages["required"] = _("Say what you may do with their job journal")
        period.choices, period.help_text = PERIODS, _("It begins today. They can end it on any day.")
        why.label = _("Why, in words that they would say")

    def clean_kind(self) -> str:
        """A code needs somewhere to go."""
        kind = self.cleaned_data["kind"]
        if kind == Kind.BY_CODE and not self.contacts:
            raise ValidationError(
                _("A code needs an email address or a mobile number. Go back and add one, or choose another way")
            )
        return kind


class YesForm(forms.Form):
    """The yes itself, after the person read or heard the words."""

    kept_at = forms.CharField(
        label=_("Or say where the signed form is kept"), required=False, max_length=EVIDENCE_LENGTH,
        help_text=_("For example: in the locked cabinet of the Mill Street office, under N."),
    )  # fmt: skip
    witness = forms.CharField(
        label=_("The full name of the witness"), max_length=EVIDENCE_LENGTH,
        help_text=_("Somebody else who is there and hears the words and the yes: not you, and not the person."),
        error_messages={"required": _("Enter the full name of the witness")},
    )  # fmt: skip
    code = forms.CharField(
        label=_("The six-digit code that they read out"), max_length=1000,
        error_messages={"required": _("Enter the code that they read out")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
    )  # fmt: skip
    said_yes = forms.BooleanField(
        label=_("They heard or read all of the words above, and said yes"),
        error_messages={"required": _("Nothing can be done before they say yes")},
    )
    NEEDS = {Kind.SIGNED: "kept_at", Kind.WITNESSED: "witness", Kind.BY_CODE: "code"}

    def __init__(self, *args: Any, kind: str, has_paper: bool, **kwargs: Any) -> None:
        """`kind` is how they say yes; `has_paper`: a photo of the signed form comes with it."""
        super().__init__(*args, **kwargs)
        self.has_paper = has_paper
        for name in set(self.NEEDS.values()) - {self.NEEDS[kind]}:
            del self.fields[name]

    def clean_kept_at(self) -> str:
        """Where the paper is, unless there is a photo of it."""
        where = plain(self.cleaned_data["kept_at"])
        if not where and not self.has_paper:
            raise ValidationError(_("Add a photo of the signed form, or say where it is kept"))
        return where

    def clean_witness(self) -> str:
        """As it is shown."""
        return plain(self.cleaned_data["witness"])

    def clean_code(self) -> str:
        """Six digits."""
        digits = six_digits(self.cleaned_data["code"])
        if not digits:
            raise ValidationError(_("The code has 6 digits, like 123456"))
        return digits


class TakeOverForm(forms.Form):
    """What stands in the letter, and what only the person knows."""

    code = forms.CharField(
        label=_("The code in your letter or message"), max_length=100, help_text=_("8 letters, like BCDF-GHJK."),
        error_messages={"required": _("Enter the code in your letter or message")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "govuk-input--width-10",
                   "spellcheck": "false"}
        ),
    )  # fmt: skip
    born_on = DateField(
        label=_("Your date of birth"), help_text=_("For example, 27 3 1950"),
        error_messages={"required": _("Enter your date of birth")},
    )  # fmt: skip

    def clean_code(self) -> str:
        """Eight letters in capitals."""
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(_("The code has 8 letters, like BCDF-GHJK. There is no A, E, I, O or U in it"))
        return code


class SameForm(forms.Form):
    """What the council says of two records."""

    answer = forms.ChoiceField(
        label=_("Are they one person?"), widget=forms.RadioSelect,
        choices=[
            ("agreed", _("One person, who told us that whoever made the record may act in all of it")),
            ("same", _("One person. Whoever made the record may not act for them any more")),
            ("different", _("Two people")),
        ],
        error_messages={"required": _("Say whether they are one person")},
    )  # fmt: skip


def takes_code(email: str, phone: str) -> list[str]:
    """The contacts of a person to which a code can go, the number first: they are on the phone."""
    return [each for each in (phone if takes_texts(phone) else "", email) if each]
