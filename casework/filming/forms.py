"""Where the film of a letter is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.filming.rules import MOST, OTHER_HOST, problem_of


class FilmForm(forms.Form):
    """The address of a film, on one of the hosts that the council allows; `version` is that of the page."""

    address = forms.CharField(
        label=_("Address of the film"),
        help_text=_(
            "It begins with https://. Whoever has it may be able to watch the film, so use one that is not listed."
        ),
        max_length=MOST,
        error_messages={
            "required": _("Enter the address of the film"),
            "max_length": _("It must be %(limit_value)d characters or fewer"),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, hosts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = hosts

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        problem = problem_of(address, self.hosts)
        if problem == OTHER_HOST:
            allowed = {"hosts": ", ".join(self.hosts) or gettext("none yet")}
            raise forms.ValidationError(gettext("Films may be on these hosts only: %(hosts)s") % allowed)
        if problem:
            raise forms.ValidationError(gettext("Enter an address that begins with https://"))
        return address
