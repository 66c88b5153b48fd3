"""The statuses that claims get without anybody choosing them."""

from __future__ import annotations

from claims.models import ClaimStatus


def first_status(stage: str, form: str) -> ClaimStatus | None:
    """The first status of a stage for claims of a form, by its slug: one that is for other forms alone only where there
    is no other. None where the stage has none. One query.
    """
    found = list(ClaimStatus.objects.filter(stage=stage).exclude(code=ClaimStatus.WITHDRAWN))
    its_own = [status for status in found if not status.is_of_some_forms or status.is_offered_for(form)]
    return next(iter(its_own or found), None)
