"""The form in which a council admin sets the address service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.outside.forms import ServiceForm


class AddressServiceForm(ServiceForm):
    """Whether addresses are found by postcode, where, and the key."""

    finds = forms.ChoiceField(
        label=_("How do people give an address?"),
        widget=forms.RadioSelect,
        choices=[
            ("no", _("They type it")),
            ("yes", _("They find it by its postcode, or type it")),
        ],
        error_messages={"required": _("Select how people give an address")},
    )
    hints = {
        "base_url": _("That of OS Places, or of a service that answers in the same way."),
        "api_key": _("Leave it empty to keep the key we have. Nobody can read it here again."),
    }
    field_order = ["finds", "base_url", "api_key"]

    @property
    def is_wanted(self) -> bool:
        return self.cleaned_data.get("finds") == "yes"

    def values(self) -> dict[str, Any]:
        """What `set_service` takes."""
        return {
            "is_active": self.is_wanted,
            "base_url": self.cleaned_data["base_url"],
            "api_key": self.cleaned_data["api_key"],
        }
