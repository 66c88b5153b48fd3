"""The name of a list that somebody keeps."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FilterNameForm(forms.Form):
    """What a kept list is called."""

    name = forms.CharField(
        label=_("Name of the list"), max_length=60, error_messages={"required": _("Give the list a name")}
    )
