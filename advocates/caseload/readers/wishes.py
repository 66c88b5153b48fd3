"""What somebody who works with people wants to be told."""

from __future__ import annotations

from accounts.actors import Actor
from advocates.models import CaseloadWishes


def wants_digest(actor: Actor) -> bool:
    """Whether the actor gets the daily e-mail: until they say no."""
    return not CaseloadWishes.objects.filter(membership=actor.membership, wants_digest=False).exists()
