"""Change of circumstances in the demo: a claimant of Calderbrook whose rent has gone up."""

from __future__ import annotations

from accounts.actors import Actor
from accounts.models import Council
from betteroff.demo.claims import answer_everything
from claims.actions.sending import submit_claim
from claims.changing.actions import start_change
from claims.models import Claim

COUNCIL, CLAIMANT = "calderbrook", "nasreen@example.org"
NEW_RENT = {"amount": "138.50", "frequency": "weekly"}


def show_changes(council: Council) -> None:
    """One change that waits at the desk; nothing more on a second load."""
    if council.slug != COUNCIL or Claim.objects.filter(follows__isnull=False).exists():
        return
    sent = Claim.objects.filter(resident__user__email=CLAIMANT, submitted_at__isnull=False)
    first = sent.select_related("resident__user").order_by("pk")[0]
    claimant = Actor(council=council, user=first.resident.user, resident=first.resident)
    change = start_change(public_id=first.public_id, language="en-gb", by=claimant)
    answer_everything(change, claimant, {"changes": ["rent"], "new_rent": NEW_RENT})
    submit_claim(public_id=change.public_id, by=claimant, for_whom="self")
