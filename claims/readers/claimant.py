"""Whose claim it is: the name, date of birth and contacts that were given in it.

Of a sent claim they are frozen with it; the record that it is in may be shared with somebody, joined or changed later.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accounts.models import Resident
from accounts.rules.names import names_agree
from claims.models import Claim, Fact, ForWhom
from claims.readers.answer_store import spec_of
from claims.readers.claims import form_state_of
from formspec.rules.display import display_answer
from formspec.rules.facts import facts_of

HOME = "address.current"
# Whoever has begun more forms than this has said it in one of the latest.
LATEST_DRAFTS = 3


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


@dataclass(frozen=True)
class Home:
    """Where somebody lives, one line each, and the claim that says so."""

    address: str
    claim: Claim


def home_of(resident: Resident) -> Home | None:
    """The home that a person gave last: in a draft of theirs as it stands, else in the latest claim that they sent.

    A draft in which another name stands may be somebody else's, as what is sent for somebody else is: neither counts.
    """
    known = Fact.objects.filter(resident=resident, fact=HOME, secret__isnull=True).exclude(
        claim__for_whom=ForWhom.OTHER
    )
    sent = known.select_related("claim__form_version__form").defer("claim__form_version__spec").first()
    drafts = Claim.objects.filter(resident=resident, submitted_at__isnull=True).exclude(for_whom=ForWhom.OTHER)
    if sent is not None:
        drafts = drafts.filter(started_at__gt=sent.confirmed_at)
    for draft in drafts.order_by("-started_at", "-pk")[:LATEST_DRAFTS]:
        facts = facts_of(spec_of(draft).data, form_state_of(draft))
        if facts.get(HOME) and names_agree(claimant_in(facts).name, resident.name):
            return Home(_lines(facts[HOME]), draft)
    return Home(_lines(sent.value), sent.claim) if sent is not None and sent.value else None


def _lines(address: dict[str, Any]) -> str:
    return display_answer({"type": "address"}, address)


def _date(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def claimant_of(claim: Claim) -> Claimant:
    """The claimant of a sent claim as it was sent, or of a draft as it stands."""
    if claim.is_draft:
        return claimant_in(facts_of(spec_of(claim).data, form_state_of(claim)))
    sent = claim.submission
    return Claimant(sent.name, sent.born_on, sent.email, sent.phone)
