"""Telling people who agreed to it that they could newly get something; and their agreeing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

from django.db import transaction
from django.utils import timezone

from accounts.actions.consents import give_consent, withdraw_consent
from accounts.actors import Actor
from accounts.models import Resident
from accounts.readers import has_consented
from calculator.new_help import new_help
from claims.models import Claim
from estimates.models import EntitlementAlert, Estimate
from notifications.actions import notify

PURPOSE = "new_entitlement"


def agree_to_alerts(*, claim: Claim, wording: str, by: Actor) -> None:
    """The claimant wants to hear when they could get more; `wording` is what they read. The claim is their own."""
    give_consent(resident=claim.resident, purpose=PURPOSE, wording=wording, by=by)


def stop_alerts(*, claim: Claim, by: Actor) -> None:
    """The claimant does not want to hear of it any more. The claim is their own."""
    withdraw_consent(resident=claim.resident, purpose=PURPOSE, by=by)


@transaction.atomic
def alert_of_new_help(*, estimate: Estimate, before: Estimate, by: Actor) -> bool:
    """Send the resident one message, if they agreed, when a re-run found something new (calculator.new_help).

    One message for one change of rates, rules, engine or answers, whichever forms show it, for however many benefits
    and however often this runs. It names neither benefits nor amounts: phones are shared. True when there was one.
    """
    found = new_help(before.result, estimate.result)
    # Locked, so that two workers with two forms of one person come one after the other.
    resident = Resident.objects.select_for_update().get(pk=estimate.resident_id)
    if not found or not has_consented(resident.pk, PURPOSE):
        return False
    now = timezone.now()
    cause = _cause(estimate, now)
    told = EntitlementAlert.objects.filter(resident=resident, cause=cause)
    known = set(told.values_list("benefit_code", flat=True))
    EntitlementAlert.objects.bulk_create(
        EntitlementAlert(resident=resident, estimate=estimate, benefit_code=each.code, cause=cause, found_at=now)
        for each in found
        if each.code not in known
    )
    if known:
        return False
    notify(resident=resident, template="new_entitlement", context={}, by=by)
    return True


def _cause(estimate: Estimate, now: dt.datetime) -> str:
    """What made the difference, in words that are the same for every estimate that it touched."""
    reasons = Estimate.MadeBecause
    what = {
        reasons.RULES: hashlib.sha256(json.dumps(estimate.rules, sort_keys=True).encode()).hexdigest()[:16],
        reasons.RATES: estimate.result["rates_year"],
        reasons.ENGINE: f"{estimate.engine} {estimate.engine_version}",
    }
    return f"{estimate.made_because} {what.get(reasons(estimate.made_because), timezone.localdate(now).isoformat())}"
