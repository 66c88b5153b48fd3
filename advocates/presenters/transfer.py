"""A transfer request as the resident reads it before they answer."""

from __future__ import annotations

from typing import Any

from advocates.models import Transfer
from advocates.presenters.sentences import YOURS, allowed, grant_for_resident, until_words
from advocates.readers.grants import names_of_helpers
from advocates.readers.transfers import held_already, terms_with


def transfer_content(row: Transfer) -> dict[str, Any]:
    """Who acts now, who would go on, and everything that they might do then; of an organisation that acts already, also
    what it may do now.
    """
    old = row.delegation
    held = list(held_already(row.organisation, row.resident)) if row.organisation_id is not None else []
    terms = terms_with(old, held)
    page: dict[str, Any] = {
        **grant_for_resident(old, names_of_helpers([old])[old.pk]),
        "row": row,
        "may": allowed(terms.scopes, YOURS),
        "until": until_words(terms.ends_on),
        "is_some_left_out": bool(terms.left_out),
    }
    if held:
        now = terms_with(held[0], held[1:])
        page |= {"already": allowed(now.scopes, YOURS), "already_until": until_words(now.ends_on)}
    return page
