"""The language in which somebody reads the words of forms, where it is not that of the page around them."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.utils.translation import get_language

_chosen: ContextVar[Callable[[], str] | None] = ContextVar("chosen", default=None)


def read_as(choice: Callable[[], str] | None) -> None:
    """Have forms read in the language that this says, asked for when there is one to read; "" or None: the page's."""
    _chosen.set(choice)


def reading_language() -> str:
    """The language of forms' own words at this moment ("en-gb", "ar")."""
    choice = _chosen.get()
    return (choice() if choice is not None else "") or get_language() or "en"
