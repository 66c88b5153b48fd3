"""What the page of an estimate says of alerts: what a re-run found, and whether the person wants to be told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.readers import has_consented
from calculator.new_help import new_help
from claims.models import Claim
from claims.readers import claims as readers
from estimates.actions.new_entitlements import PURPOSE
from estimates.models import Estimate
from estimates.presenters.words import localised
from estimates.readers.estimates import asked_before


def consent_wording() -> str:
    """What somebody agrees to, in the page's language: kept with their consent."""
    return f"{consent_label()} {consent_hint()}"


def consent_label() -> str:
    """The words beside the box."""
    return _("Tell me if the rules change and I could get more")


def consent_hint() -> str:
    """What follows from ticking it."""
    return _(
        "From time to time we work out your figures again. If there is something new, we write to the email address or "
        "phone number that we have for you. The message does not say what it is: you sign in to see it."
    )


def new_entitlement_content(claim: Claim, latest: Estimate | None, actor: Actor) -> dict[str, Any]:
    """The context of _estimate_new_help.html and _estimate_consent.html for an estimate with figures."""
    if latest is None or latest.state != Estimate.State.READY:
        return {}
    asked = asked_before(latest)
    found = new_help(asked.result, latest.result) if asked else []
    content: dict[str, Any] = {
        "since": asked.made_at if asked and found else None,
        "names": [localised(each.name) for each in found],
    }
    # Only the person themself agrees to be written to.
    if readers.is_own(actor, claim):
        resident = claim.resident
        content |= {
            "may_agree": True,
            "agreed": has_consented(resident.pk, PURPOSE),
            "can_reach": bool(resident.email or resident.phone),
            "label": consent_label(),
            "hint": consent_hint(),
        }
    return content
