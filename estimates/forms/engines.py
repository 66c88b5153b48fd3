"""The form in which a council admin chooses the calculator."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calculator.engine.external import entitledto
from core.outside import posting
from estimates.actions.engine_choice import EMBEDDED
from estimates.models import EngineAccount

# What may stand in a header: anything else would end it, or be refused by the service.
_API_KEY = re.compile(r"[!-~]{8,200}")


class EngineForm(forms.Form):
    """Which calculator, and for entitledto where it is and the key. The key is written, never shown."""

    engine = forms.ChoiceField(
        label=_("Which calculator works out estimates?"),
        widget=forms.RadioSelect,
        choices=[
            (EMBEDDED, _("The calculator of this platform (policyengine)")),
            (entitledto.NAME, _("entitledto, with your council's own contract")),
        ],
    )
    base_url = forms.CharField(
        label=_("Address of the service"),
        help_text=_("For entitledto only. It starts with https:// and comes from the provider."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )
    api_key = forms.CharField(
        label=_("Key"),
        help_text=_("For entitledto only. Leave it empty to keep the key we have. Nobody can read it here again."),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, account: EngineAccount | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_base_url(self) -> str:
        base_url = self.cleaned_data["base_url"].strip().rstrip("/")
        if not base_url:
            return ""
        if not _is_plain_address(base_url):
            raise ValidationError(_("Write the address like https://service.example, without a password or a ?"))
        try:
            posting.check_address(base_url, loopback=settings.OUTSIDE_ON_LOOPBACK)
        except posting.AddressRefused as error:
            raise ValidationError(_("The address must start with https://")) from error
        return base_url

    def clean_api_key(self) -> str:
        api_key = self.cleaned_data["api_key"].strip()
        if api_key and not _API_KEY.fullmatch(api_key):
            raise ValidationError(_("The key has 8 to 200 letters, digits and signs, without spaces"))
        return api_key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        base_url = cleaned.get("base_url", "")
        if cleaned.get("engine") == entitledto.NAME and "base_url" not in self.errors and not base_url:
            self.add_error("base_url", ValidationError(_("Write the address of the service")))
        if "api_key" not in self.errors and base_url and not cleaned.get("api_key"):
            self._check_key_is_there(base_url)
        return cleaned

    def _check_key_is_there(self, base_url: str) -> None:
        if self.account is None or self.account.secret is None:
            self.add_error("api_key", ValidationError(_("Write the key")))
        elif _origin(base_url) != _origin(self.account.base_url):
            # Else the kept key could be sent to whoever owns another address.
            self.add_error("api_key", ValidationError(_("Write the key again: the address is of another service")))


def _is_plain_address(text: str) -> bool:
    if not re.fullmatch(r"https?://[!-~]+", text):
        return False
    try:
        parts = urlsplit(text)
        port_is_right = parts.port != 0
    except ValueError:
        return False
    return port_is_right and not (parts.username or parts.password or "?" in text or "#" in text)


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()
