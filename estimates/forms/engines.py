"""The form in which a council admin chooses the calculator."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from calculator.engine.external import entitledto
from core.outside.forms import ServiceForm
from estimates.actions.engine_choice import EMBEDDED


class EngineForm(ServiceForm):
    """Which calculator, and for entitledto where it is and the key. The key is written, never shown."""

    engine = forms.ChoiceField(
        label=_("Which calculator works out estimates?"),
        widget=forms.RadioSelect,
        choices=[
            (EMBEDDED, _("The calculator of this platform (policyengine)")),
            (entitledto.NAME, _("entitledto, with your council's own contract")),
        ],
    )
    hints = {
        "base_url": _("For entitledto only. It starts with https:// and comes from the provider."),
        "api_key": _("For entitledto only. Leave it empty to keep the key we have. Nobody can read it here again."),
    }
    field_order = ["engine", "base_url", "api_key"]

    @property
    def is_wanted(self) -> bool:
        return self.cleaned_data.get("engine") == entitledto.NAME
