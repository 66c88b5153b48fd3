"""The pages about changes of a claim."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from claims.changing.readers import takes_changes
from claims.models import Claim
from claims.presenters.following import changes_in
from claims.presenters.statuses import status_name
from claims.readers.answer_store import localised_spec
from claims.readers.following import can_be_followed, change_begun, changes_sent, claims_told
from core.outside.addresses import outside

# Who has to be told by the person themself.
NOT_TOLD = ("report_benefit_change", "tell_hmrc_change")


def change_content(first: Claim) -> dict[str, Any]:
    """What the page that begins a change says: which claims hear of it, who does not, what was told before."""
    may_tell = can_be_followed(first) and takes_changes()
    return {
        "may_tell": may_tell,
        "begun": change_begun(first) if may_tell else None,
        "told": [named(claim) for claim in claims_told(first)] if may_tell else [],
        "not_told": [outside(code) for code in NOT_TOLD],
        "changes": [named(claim) for claim in changes_sent(first)],
    }


def way_back_content(change: Claim) -> dict[str, Any]:
    """What a sent change says: the claim it is about, each answer before and after, and who does not hear of it."""
    not_told = [outside(code) for code in NOT_TOLD]
    return {"first": named(change.follows), "changes": changes_in(change), "not_told": not_told}


def named(claim: Claim) -> dict[str, Any]:
    """A claim in a list: its title, reference, day, status and page."""
    return {
        "title": localised_spec(claim).title,
        "reference": claim.reference,
        "on": claim.submitted_at,
        "status": status_name(claim.status),
        "url": reverse("claims:sent", args=[claim.public_id]),
        "is_change": claim.follows_id is not None,
        "change_url": reverse("claims:change", args=[claim.public_id]),
    }
