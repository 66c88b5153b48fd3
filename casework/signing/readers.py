"""How a claim's second signature stands for the desk, and whether the council asks for it."""

from __future__ import annotations

from casework.models import DecidingSettings
from claims.models import Claim, SecondSignature
from claims.readers.answer_store import spec_of
from claims.signing.readers import asks_where, current_signature

# The check that only a signature passes (formspec/library/checks.yaml).
CHECK = "signatures"


def council_asks() -> bool:
    """Whether forms that want a partner's signature ask for it."""
    return not DecidingSettings.objects.filter(asks_partner=False).exists()


asks_where(council_asks)


def signature_on(claim: Claim) -> SecondSignature | None:
    """The one that counts; no query where the form knows of none."""
    return current_signature(claim) if spec_of(claim).second_signature else None
