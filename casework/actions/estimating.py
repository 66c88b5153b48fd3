"""Having the estimate of a sent claim worked out anew, from the answers that hold now."""

from __future__ import annotations

from django.db import transaction

from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from estimates.actions.estimating import estimate_answers
from estimates.models import Estimate
from estimates.readers.estimates import can_estimate


@transaction.atomic
def work_out_again(*, reference: str, by: Actor) -> Estimate | None:
    """The estimate by today's answers, rules and rates: a new one, or the latest where nothing is different; None for a
    form that asks too little for one. Raises Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    return estimate_answers(claim=claim, by=by) if can_estimate(claim) else None
