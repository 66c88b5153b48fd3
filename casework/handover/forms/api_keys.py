"""The form in which a council admin makes a key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.handover.forms.destinations import YES_NO
from casework.models import ApiKey, Right


class ApiKeyForm(forms.Form):
    """What a key is called and what it may do."""

    name = forms.CharField(
        label=_("Which system uses the key?"),
        help_text=_("Claimants read this name in their trail when the key reads their claim."), max_length=60,
        error_messages={"required": _("Give it a name")},
    )  # fmt: skip
    rights = forms.MultipleChoiceField(
        label=_("What may it do?"), choices=Right.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one")},
    )  # fmt: skip
    with_hidden = forms.ChoiceField(
        label=_("Does it get the answers that our pages hide?"),
        help_text=_("National Insurance numbers and bank accounts, in full. The trail of each claim says so."),
        choices=YES_NO, widget=forms.RadioSelect, initial="no",
    )  # fmt: skip

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if ApiKey.objects.filter(name=name).exists():
            raise ValidationError(_("Another key has this name"))
        return name

    @property
    def said(self) -> dict[str, Any]:
        """The clean answers as the action takes them."""
        return self.cleaned_data | {"with_hidden": self.cleaned_data["with_hidden"] == "yes"}
