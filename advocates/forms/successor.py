"""Who takes a grant over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import ContactForm
from accounts.models import Organisation
from advocates.actions.transferring import Successor
from core.rules.typed import plain

# The choice that is no organisation.
PERSON = "person"


class SuccessorForm(ContactForm):
    """Who takes a grant over: an organisation, or a person with their contact."""

    to = forms.ChoiceField(
        label=_("Who goes on?"), error_messages={"required": _("Choose who goes on")}, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Of a person: what you call them"), max_length=100, required=False,
        error_messages={"max_length": _("Shorten this to 100 letters")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why somebody else goes on"), max_length=200, help_text=_("The person you act for reads this."),
        error_messages={
            "required": _("Say why somebody else goes on"), "max_length": _("Shorten this to 200 letters"),
        },
    )  # fmt: skip
    field_order = ["to", "name", "contact", "why"]

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], own_contacts: Collection[str] = (), asks: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """`organisations` that can take over; `own_contacts`, the resident's own, which are refused. `asks`: the form
        of a helper or staff, who must say why; otherwise the resident's own.
        """
        super().__init__(*args, **kwargs)
        self.organisations, self.own_contacts = {str(each.pk): each for each in organisations}, own_contacts
        people = [(PERSON, _("A person"))]
        self.fields["to"].choices = people + [(key, each.name) for key, each in self.organisations.items()]
        contact = self.fields["contact"]
        contact.required, contact.widget.attrs["autocomplete"] = False, "off"
        contact.label = _("Of a person: their email address or mobile number")
        contact.help_text = _("Nothing is sent there before the person you act for says yes.") if asks else ""
        if not asks:
            del self.fields["why"]

    def clean_name(self) -> str:
        """The name as it is shown."""
        return plain(self.cleaned_data["name"])

    def clean_contact(self) -> tuple[str, str]:
        """The channel and the contact, empty where there is none."""
        if not plain(self.cleaned_data["contact"]):
            return "", ""
        channel, contact = super().clean_contact()
        if contact in self.own_contacts:
            raise ValidationError(_("This is your own. Enter the address or number of the person who helps you."))
        return channel, contact

    def clean_why(self) -> str:
        """The reason as it is shown."""
        return plain(self.cleaned_data["why"])

    def clean(self) -> dict[str, Any]:
        """A person has a name and a contact."""
        said = super().clean()
        if said.get("to") == PERSON:
            if not said.get("name") and "name" not in self.errors:
                self.add_error("name", _("Enter what you call them"))
            if not said.get("contact", ("", ""))[1] and "contact" not in self.errors:
                self.add_error("contact", _("Enter their email address or mobile number"))
        return said

    @property
    def successor(self) -> Successor:
        """What a valid form says."""
        said = self.cleaned_data
        if said["to"] != PERSON:
            return Successor(self.organisations[said["to"]])
        channel, contact = said["contact"]
        return Successor(None, said["name"], channel, contact)
