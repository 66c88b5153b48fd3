"""Pieces that an upper app puts on a lower app's page, without an import upwards.

The lower app's template names a slot (`{% panels "claims.sent" claim %}`); the upper app fills it in its
`apps.ready()`. A panel takes the request and what the page is about, and returns markup, or "" when it has nothing to
show. Its queries count in the page's budget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Panel = Callable[[HttpRequest, Any], str]
_panels: dict[str, list[Panel]] = {}


def add_panel(slot: str, panel: Panel) -> None:
    """Show this panel in a slot, after those that are there; registered twice, it is shown once."""
    filled = _panels.setdefault(slot, [])
    if panel not in filled:
        filled.append(panel)


def slots() -> set[str]:
    """The names of the slots that something fills."""
    return set(_panels)


def panels_markup(slot: str, request: HttpRequest, subject: Any) -> SafeString:
    """The markup of every panel of a slot, in the order of registration; what is not marked safe is escaped."""
    drawn = [conditional_escape(panel(request, subject)) for panel in _panels.get(slot, ())]
    return mark_safe("".join(drawn))  # noqa: S308 - each part was escaped above
