"""The claims that a grant can leave out, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def matter_choices(matters: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Value and label of each, for a form."""
    return [(str(each["claim"].public_id), _label(each)) for each in matters]


def left_out_titles(matters: list[dict[str, Any]], left_out: Iterable[Any]) -> list[str]:
    """The labels of those that are left out, by public ids."""
    keys = {str(each) for each in left_out}
    return [label for key, label in matter_choices(matters) if key in keys]


def _label(each: dict[str, Any]) -> str:
    claim = each["claim"]
    if claim.is_draft:
        day = date_format(timezone.localdate(claim.started_at), "j F Y")
        return _("%(title)s, begun on %(day)s and not sent") % {"title": each["title"], "day": day}
    return f"{each['title']}, {claim.reference}"
