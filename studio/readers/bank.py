"""The bank of questions: those of the whole library and of the council's own forms."""

from __future__ import annotations

import functools
from typing import Any

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from formspec.models import FormSource, FormVersion
from formspec.rules.compile import LIBRARY, library_slugs
from formspec.rules.sources.own_form import library_copy
from studio.rules.bank import Banked, newer_wording, questions_of


@functools.lru_cache(maxsize=1)
def _library(_where: Any) -> tuple[Banked, ...]:
    return tuple(each for slug in library_slugs() for each in questions_of(library_copy(slug)))


def bank(actor: Actor) -> list[Banked]:
    """Every question of the library, then of what the council has published beside it. Raises Http404,
    PermissionDenied.
    """
    require(actor, Permission.FORM_MANAGE)
    return [*_library(LIBRARY), *_own()]


def _own() -> list[Banked]:
    published = FormSource.objects.filter(version__state=FormVersion.State.PUBLISHED)
    sources = published.exclude(version__form__slug__in=library_slugs()).values_list("content", flat=True)
    return [each for source in sources for each in questions_of(source)]


def banked(actor: Actor, form: str, key: str) -> Banked:
    """One of them, or 404. Raises PermissionDenied."""
    for each in bank(actor):
        if (each.form, each.question["key"]) == (form, key):
            return each
    raise Http404


def with_newer_wording(actor: Actor, source: dict[str, Any]) -> frozenset[str]:
    """The keys of a draft's copied questions that say something newer where they come from."""
    if not any("copied_from" in question for section in source["sections"] for question in section["questions"]):
        return frozenset()
    return newer_wording(source, bank(actor))
