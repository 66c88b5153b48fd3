"""The awards that a change may alter, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.changing.readers import standing_awards
from casework.models import Award
from claims.models import Claim
from claims.readers.answer_store import localised_spec
from claims.readers.following import claims_told
from core.rules.money import format_pence


def awards_content(first: Claim) -> list[dict[str, Any]]:
    """Of the claims that hear of a change of this one: what is awarded on each, how much and from when. Two queries."""
    claims = {claim.pk: claim for claim in claims_told(first)}
    return [
        _award(each, claims[each.decision.claim_id])
        for each in standing_awards(list(claims.values()), timezone.localdate())
    ]


def _award(award: Award, claim: Claim) -> dict[str, Any]:
    titles = {each["key"]: each["title"] for each in localised_spec(claim).awards}
    return {"title": titles.get(award.key, award.key), "reference": claim.reference, "words": _how(award)}


def _how(award: Award) -> str:
    """How much, from when, until when, as its letter said."""
    parts = {"amount": format_pence(Decimal(award.pence or 0) / 100), "start": date_format(award.starts_on, "j F Y")}
    if award.ends_on is not None:
        parts["end"] = date_format(award.ends_on, "j F Y")
        weekly, plain = _("%(amount)s a week from %(start)s until %(end)s"), _("from %(start)s until %(end)s")
    else:
        weekly, plain = _("%(amount)s a week from %(start)s"), _("from %(start)s")
    return (weekly if award.pence is not None else plain) % parts
