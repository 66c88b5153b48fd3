"""What differs between two versions of a scheme, and who changed what: in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from estimates.forms.scheme import SchemeForm, initial_of
from estimates.models import CouncilTaxScheme, SchemeChange
from estimates.presenters.scheme import named_rules, state_words

Kind = SchemeChange.Kind


def differences(before: Any, after: Any) -> list[dict[str, str]]:
    """What differs between two versions or states of one, as {"key", "before", "after"}; empty where nothing stood.

    before may be None: nothing was there.
    """
    first = {} if before is None else _rules_of(before)
    second = _rules_of(after)
    changed = [name for name in {**second, **first} if first.get(name, ("", ""))[1] != second.get(name, ("", ""))[1]]
    return [
        {
            "key": (second.get(name) or first[name])[0],
            "before": first.get(name, ("", ""))[1],
            "after": second.get(name, ("", ""))[1],
        }
        for name in changed
    ]


def _rules_of(version: Any) -> dict[str, tuple[str, str]]:
    named = named_rules(SchemeForm(initial=initial_of(version.rules, version.name)))
    return {"name": (_("Name of the scheme"), version.name)} | named


def history_of(changes: list[SchemeChange]) -> list[dict[str, Any]]:
    """Who did what to a version, the latest first: what, by, at, and what it changed (rows of `differences`)."""
    words = {Kind.SAVED: _("Saved as a draft"), Kind.PUBLISHED: _("Put in force")}
    found = []
    for before, change in zip([None, *changes], changes, strict=False):
        is_first = before is None
        found.append(
            {
                "what": _("Begun as a draft") if is_first else words[Kind(change.kind)],
                "by": change.by,
                "at": change.at,
                "rows": [] if is_first else differences(before, change),
            }
        )
    return found[::-1]


def others_of(schemes: list[CouncilTaxScheme], scheme: CouncilTaxScheme) -> list[dict[str, str]]:
    """The versions that one can be compared with: their name in the address, and in words."""
    return [
        {
            "value": f"{each.tax_year}-{each.number}",
            "text": _("%(years)s, version %(number)d (%(state)s)")
            % {
                "years": f"{each.tax_year}–{each.tax_year + 1}",
                "number": each.number,
                "state": state_words(each.state),
            },
        }
        for each in schemes
        if each.pk != scheme.pk
    ]
