"""What admins type about people and partners, and what somebody who was invited types."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.models.people import SERVICES_LENGTH
from accounts.permissions import Role
from accounts.staffing.presenters import ROLES
from accounts.staffing.readers import roles_within
from core.govuk.fields import DateField, LongText
from core.rules.emails import PROBLEMS, read_email
from core.rules.typed import plain

NAME_LENGTH = 100
# What a person may be invited to: the council's own work, or a partner's, by the partner's key.
COUNCIL = "council"


class PersonForm(forms.Form):
    """What somebody is called here, and what they work as."""

    display_name = forms.CharField(
        label=_("Name, as people read it"), max_length=NAME_LENGTH,
        error_messages={"required": _("Enter their name"), "max_length": _("Shorten the name to 100 letters")},
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        label=_("What they work as"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one")},
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        """`organisation` is the partner whose people these are; None for the council's own."""
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, ROLES[role]) for role in roles_within(organisation)]

    def clean_display_name(self) -> str:
        """The name as it is shown."""
        return plain(self.cleaned_data["display_name"])


class InviteForm(PersonForm):
    """Somebody who does not work here yet."""

    email = forms.CharField(
        label=_("Their email address at work"), max_length=254,
        help_text=_("The link goes there, and works only for whoever has this address."),
        error_messages={"required": _("Enter their email address")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": False, "autocapitalize": "none"}),
    )  # fmt: skip
    field_order = ["email", "display_name", "roles"]

    def clean_email(self) -> str:
        """The address in small letters."""
        email = read_email(plain(self.cleaned_data["email"]))
        if email.problem:
            raise ValidationError(gettext(PROBLEMS[email.problem]))
        return email.address.lower()


class OrganisationForm(forms.Form):
    """A partner and the agreement with it."""

    name = forms.CharField(
        label=_("Name of the organisation"), max_length=150, error_messages={"required": _("Enter its name")}
    )
    kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"), choices=Organisation.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one")},
    )  # fmt: skip
    services = forms.CharField(
        label=_("What it does for people (optional)"), max_length=SERVICES_LENGTH, required=False,
        widget=LongText(attrs={"rows": 3}),
    )  # fmt: skip
    agreement_from = DateField(
        label=_("First day of the agreement"), error_messages={"required": _("Enter the first day of the agreement")}
    )
    agreement_to = DateField(
        label=_("Last day of the agreement"), help_text=_("From the next day its people can do nothing here."),
        error_messages={"required": _("Enter the last day of the agreement")},
    )  # fmt: skip

    def clean_name(self) -> str:
        """The name as it is shown."""
        return plain(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """What was typed; the agreement ends after it has begun."""
        typed = super().clean() or {}
        first: dt.date | None = typed.get("agreement_from")
        last: dt.date | None = typed.get("agreement_to")
        if first and last and last < first:
            self.add_error("agreement_to", _("The last day must be the first day or later"))
        return typed


class NewPasswordForm(forms.Form):
    """The password of somebody who comes to work here."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 10 characters. Three words that do not belong together are easy to remember."),
        max_length=200,
        error_messages={"required": _("Enter a password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """`user` is theirs, or one that is not saved yet."""
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """One that is hard to guess for this user."""
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]


class OwnPasswordForm(forms.Form):
    """The password that somebody has."""

    password = forms.CharField(
        label=_("Your password"), max_length=200, error_messages={"required": _("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


def initial_of(person: Any) -> dict[str, Any]:
    """What a form about somebody shows at first."""
    return {"display_name": person.display_name, "roles": [Role(role).value for role in person.roles]}
