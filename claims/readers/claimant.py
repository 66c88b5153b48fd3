"""Whose claim it is: the name, date of birth and contacts that were given in it.

Of a sent claim they are frozen with it; the record that it is in may be shared with somebody, joined or changed later.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from claims.models import Claim
from claims.readers.answer_store import spec_of
from claims.readers.claims import form_state_of
from formspec.rules.visibility import facts_of


@dataclass(frozen=True)
class Claimant:
    """What somebody gave of themselves in a form; "" and None for what they did not."""

    name: str = ""
    born_on: dt.date | None = None
    # In small letters, and in E.164 form.
    email: str = ""
    phone: str = ""


def claimant_in(facts: dict[str, Any]) -> Claimant:
    """The claimant in the facts of a form (formspec.rules.visibility.facts_of)."""
    name = facts.get("person.name") or {}
    return Claimant(
        name=" ".join(filter(None, [name.get("first"), name.get("last")])),
        born_on=_date(facts.get("person.dob")),
        email=(facts.get("person.email") or "").lower(),
        phone=facts.get("person.phone") or "",
    )


def _date(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def claimant_of(claim: Claim) -> Claimant:
    """The claimant of a sent claim as it was sent, or of a draft as it stands."""
    if claim.is_draft:
        return claimant_in(facts_of(spec_of(claim).data, form_state_of(claim)))
    sent = claim.submission
    return Claimant(sent.name, sent.born_on, sent.email, sent.phone)
