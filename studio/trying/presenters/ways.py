"""Addresses of the pages of trying, each in the language and as the person that is tried."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from claims.presenters.summary import Addresses
from studio.languages.rules import OFFERED, languages_of
from studio.models import FormDraft

ENGLISH = "en-gb"
ALONE, WITH_HELPER = "alone", "helper"
PERSONAS = {ALONE: _("Somebody for themselves"), WITH_HELPER: _("A helper for somebody else")}


@dataclass(frozen=True)
class Ways:
    """The draft of a form that is tried in a language, as one of PERSONAS."""

    slug: str
    language: str = ENGLISH
    persona: str = ALONE

    def to(self, name: str, *args: str, **query: str) -> str:
        """The address of a page of trying."""
        return reverse(f"studio:{name}", args=[self.slug, *args]) + self._query(query)

    def here(self, request: HttpRequest, **other: str) -> str:
        """The page that is open, with another `language` or `persona`."""
        return request.path + replace(self, **other)._query({})

    def page(self, key: str, **query: str) -> str:
        """The address of a page of the form."""
        return self.to("try_page", key, **query)

    def row(self, page: str, row: str, **query: str) -> str:
        """The address of one row of a repeating group."""
        return self.to("try_row", page, row, **query)

    def from_check(self) -> Addresses:
        """Where answers are changed from check-your-answers."""
        return Addresses(
            lambda page: self.page(page, back="check"), lambda page, row: self.row(page, row, back="check")
        )

    def _query(self, more: dict[str, str]) -> str:
        query = {"in": self.language, "as": self.persona} | more
        said = {key: value for key, value in query.items() if value not in (ENGLISH, ALONE)}
        return f"?{urlencode(said)}" if said else ""


def ways_in(request: HttpRequest, slug: str) -> Ways:
    """What the address says; what it says wrong is as if it said nothing."""
    language, persona = request.GET.get("in", ""), request.GET.get("as", "")
    return Ways(slug, language if language in OFFERED else ENGLISH, persona if persona in PERSONAS else ALONE)


def languages_to_try(draft: FormDraft, ways: Ways, request: HttpRequest) -> list[dict[str, Any]]:
    """The languages of the form: code, name as its speakers say it, address, and whether it is this one."""
    codes = [ENGLISH, *(code for code in languages_of(draft.source) if code in OFFERED)]
    return [
        {
            "code": code,
            "name": _own_name(code),
            "url": ways.here(request, language=code),
            "is_it": code == ways.language,
        }
        for code in codes
    ]


def personas_to_try(ways: Ways, request: HttpRequest) -> list[dict[str, Any]]:
    """As whom it can be tried: name, address, and whether it is this one."""
    return [
        {"name": name, "url": ways.here(request, persona=key), "is_it": key == ways.persona}
        for key, name in PERSONAS.items()
    ]


def _own_name(code: str) -> str:
    if code == ENGLISH:
        return "English"
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code
