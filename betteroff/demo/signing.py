"""A partner's signature in the demo: one claim of Calderbrook waits for it, and the partner was sent a link."""

from __future__ import annotations

from accounts.actors import Actor
from accounts.models import Council
from claims.models import SecondSignature
from claims.signing.actions.asking import ask_partner

COUNCIL, PARTNER = "calderbrook", "irene@example.net"


def show_signing(council: Council) -> None:
    """Have the claimant send the partner a link; nothing more on a second load."""
    waiting = SecondSignature.objects.filter(state=SecondSignature.State.WAITING, contact="")
    signature = waiting.select_related("claim__resident__user").first() if council.slug == COUNCIL else None
    if signature is None:
        return
    resident = signature.claim.resident
    claimant = Actor(council=council, user=resident.user, resident=resident)
    ask_partner(public_id=signature.claim.public_id, channel="email", contact=PARTNER, by=claimant)
