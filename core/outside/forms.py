"""The form for an outside service: its address and its key. The key can be replaced and is never shown."""

from __future__ import annotations

import re
from typing import Any, Protocol
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.outside import posting

# What may stand in a header: anything else would end it, or be refused by the service.
_API_KEY = re.compile(r"[!-~]{8,200}")


class Account(Protocol):
    """What is kept of a service: where it is, and its key, encrypted."""

    base_url: str
    secret: Any


class ServiceForm(forms.Form):
    """Address and key of a service. A key that is left empty keeps the one there is, for the same service only."""

    base_url = forms.CharField(
        label=_("Address of the service"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )
    api_key = forms.CharField(
        label=_("Key"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "spellcheck": "false"}),
    )
    # Hints below the two fields.
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, account: Account | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        for name, words in self.hints.items():
            self.fields[name].help_text = words

    @property
    def is_wanted(self) -> bool:
        """Whether the choices made in the form need the service."""
        raise NotImplementedError

    def clean_base_url(self) -> str:
        base_url = self.cleaned_data["base_url"].strip().rstrip("/")
        if not base_url:
            return ""
        if not is_plain_address(base_url):
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
        cleaned = super().clean() or {}
        base_url = cleaned.get("base_url", "")
        if self.is_wanted and "base_url" not in self.errors and not base_url:
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


def is_plain_address(text: str) -> bool:
    """Whether this is an http or https address of a service, without a password, a query or a fragment."""
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
