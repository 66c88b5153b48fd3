"""The form in which a council admin says where claims go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.models import Destination
from core.outside.forms import is_plain_address
from core.outside.posting import AddressRefused, check_address

FLAGS = ("on_decision", "with_hidden", "is_active")
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class DestinationForm(forms.Form):
    """Where claims go and what goes along. `forms_there`: (slug, title) of the council's forms."""

    name = forms.CharField(
        label=_("What do you call it?"), help_text=_("For example “Benefits system”."), max_length=60,
        error_messages={"required": _("Give it a name")},
    )  # fmt: skip
    url = forms.CharField(
        label=_("Address that claims are sent to"),
        help_text=_("It starts with https:// and comes from the supplier of your system."), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
        error_messages={"required": _("Write the address")},
    )  # fmt: skip
    which = forms.MultipleChoiceField(
        label=_("Which forms go there?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    on_decision = forms.ChoiceField(
        label=_("Is it also told when a claim is decided?"), choices=YES_NO, widget=forms.RadioSelect, initial="no",
    )  # fmt: skip
    with_hidden = forms.ChoiceField(
        label=_("Do the answers go along that our pages hide?"),
        help_text=_(
            "National Insurance numbers and bank accounts, in full. Without them the system gets “•••• 56C”. "
            "Each claim’s trail says that they went, and the claimant reads it."
        ),
        choices=YES_NO, widget=forms.RadioSelect, initial="no",
    )  # fmt: skip
    is_active = forms.ChoiceField(
        label=_("Is it switched on?"), choices=YES_NO, widget=forms.RadioSelect, initial="yes"
    )

    def __init__(
        self, *args: Any, forms_there: list[tuple[str, str]], destination: Destination | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.destination = destination
        self.fields["which"].choices = forms_there
        if destination is None:
            # A new one is.
            del self.fields["is_active"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        others = Destination.objects.filter(name=name).exclude(pk=self.destination.pk if self.destination else None)
        if others.exists():
            raise ValidationError(_("Another destination has this name"))
        return name

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        if not is_plain_address(url):
            raise ValidationError(_("Write the address like https://service.example, without a password or a ?"))
        try:
            check_address(url, loopback=settings.OUTSIDE_ON_LOOPBACK)
        except AddressRefused as error:
            raise ValidationError(_("The address must start with https://")) from error
        return url

    @property
    def said(self) -> dict[str, Any]:
        """The clean answers as actions take them."""
        yes = {key: self.cleaned_data[key] == "yes" for key in FLAGS if key in self.fields}
        return {key: self.cleaned_data[key] for key in ("name", "url")} | {"forms": self.cleaned_data["which"]} | yes


def initial_of(destination: Destination) -> dict[str, Any]:
    """What stands in the form of a destination."""
    flags = {key: "yes" if getattr(destination, key) else "no" for key in FLAGS}
    return {"name": destination.name, "url": destination.url, "which": destination.forms} | flags
