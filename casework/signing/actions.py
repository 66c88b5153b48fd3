"""Writing down that a partner signed in another way, or why a claim goes on without."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from claims.models import SecondSignature
from claims.signing.actions.asking import settle_signature
from claims.signing.readers import current_signature

State = SecondSignature.State
BY_STAFF = (State.ON_PAPER, State.TOGETHER, State.WAIVED)


class IsSettled(Exception):
    """The partner signed, or somebody wrote it down, before: `settled` says how. Nothing was saved."""

    def __init__(self, signature: SecondSignature):
        super().__init__(f"signature {signature.pk}")
        self.settled = signature


@transaction.atomic
def record_signature(*, reference: str, how: str, because: str, by: Actor) -> SecondSignature:
    """Keep how the partner signed and who saw it, or why it is not needed: `how` is one of BY_STAFF. Again is the same.

    Raises IsSettled, Http404, PermissionDenied; ValueError for another state.
    """
    if how not in BY_STAFF:
        raise ValueError(f"not written down by staff: {how}")
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    signature = current_signature(claim, lock=True)
    if signature is None:
        raise Http404
    if signature.is_settled:
        if (signature.state, signature.because, signature.by_label) == (how, because, by.label):
            return signature
        raise IsSettled(signature)
    signature.because, signature.by_label = because, by.label
    settle_signature(signature, how)
    audit.record(
        "claims.signature.recorded", by=by, resident=claim.resident, subject=claim.reference, detail={"how": how}
    )
    return signature
