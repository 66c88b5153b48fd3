"""What the operator types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.councils import LONGEST_MESSAGE
from accounts.staffing.forms import InviteForm
from calculator.household.areas import REGIONS
from core.govuk.fields import LongText


class AdminForm(InviteForm):
    """An admin for a council: what they work as is not chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["roles"]


class CouncilForm(forms.Form):
    """A council that joins the platform, and who looks after it first. Everything else its admin sets by pages."""

    name = forms.CharField(
        label=_("Name of the council"), max_length=100, error_messages={"required": _("Enter the council’s name")}
    )
    slug = forms.SlugField(
        label=_("Short name"), max_length=50, help_text=_("Small letters, digits and hyphens, like northby."),
        error_messages={
            "required": _("Enter a short name"), "invalid": _("Use small letters, digits and hyphens only"),
        },
    )  # fmt: skip
    host = forms.CharField(
        label=_("Host name"), max_length=100, help_text=_("Where its pages are, like benefits.northby.gov.uk."),
        error_messages={"required": _("Enter the host name")},
        widget=forms.TextInput(attrs={"spellcheck": False, "autocomplete": "off"}),
    )  # fmt: skip
    reference_prefix = forms.CharField(
        label=_("Letters that its references begin with"), max_length=4,
        help_text=_("Up to four, its own, like NOR."), error_messages={"required": _("Enter up to four letters")},
        widget=forms.TextInput(attrs={"spellcheck": False, "autocomplete": "off", "class": "govuk-input--width-5"}),
    )  # fmt: skip
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", "–"), *REGIONS.items()], error_messages={"required": _("Choose a region")}
    )
    display_name = forms.CharField(
        label=_("Name of its first admin"), max_length=100, error_messages={"required": _("Enter their name")}
    )
    email = forms.EmailField(
        label=_("Email address of its first admin at work"), help_text=_("They get a link and set up the rest."),
        error_messages={"required": _("Enter their email address"), "invalid": _("Enter an email address")},
    )  # fmt: skip

    def clean_slug(self) -> str:
        """In small letters."""
        return str(self.cleaned_data["slug"]).lower()


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
