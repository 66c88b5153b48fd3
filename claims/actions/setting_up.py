"""The statuses that a new council starts with."""

from __future__ import annotations

import structlog
from django.db import transaction
from django.utils.translation import gettext_noop

from accounts import audit
from accounts.actors import Actor
from claims.models import ClaimStatus
from claims.readers.statuses import first_status
from core.tenancy import current_council_id

log = structlog.get_logger(__name__)

# The statuses a new council starts with; it may change them. Their words are translated as long as it does not.
STARTER_STATUSES = [
    (
        "new",
        gettext_noop("Received"),
        gettext_noop("We have your form. If we need papers from you, they are listed on this page."),
        ClaimStatus.Stage.NEW,
    ),
    (
        "in-progress",
        gettext_noop("Being looked at"),
        gettext_noop("Somebody is looking at your form. We will tell you if we need anything."),
        ClaimStatus.Stage.IN_PROGRESS,
    ),
    (
        "waiting",
        gettext_noop("Waiting for you"),
        gettext_noop("We need something more from you before we can decide. See the message below."),
        ClaimStatus.Stage.WAITING,
    ),
    (
        "decided",
        gettext_noop("Decided"),
        gettext_noop(
            "We have made a decision. We will write to you, and tell you how to challenge it if you disagree."
        ),
        ClaimStatus.Stage.DONE,
    ),
]


class NotSetUp(Exception):
    """The council has no status for new claims, so it can take none. Nothing was started or sent, answers are kept."""


def status_of_new_claims(form: str) -> ClaimStatus:
    """The status that a claim of a form has when it is sent. Raises NotSetUp, and tells the log how to mend it."""
    status = first_status(ClaimStatus.Stage.NEW, form)
    if status is None:
        # Only who runs the platform can mend it: manage.py add_council SLUG.
        log.error("council_not_set_up", council=current_council_id(), missing="a status for new claims")
        raise NotSetUp
    return status


@transaction.atomic
def add_starter_statuses(*, by: Actor) -> int:
    """Give a council the starter statuses it has not got, and return how many; what it changed stays as it is."""
    known = set(ClaimStatus.objects.values_list("code", flat=True))
    new = [
        ClaimStatus(code=code, name=name, message=message, stage=stage, position=position)
        for position, (code, name, message, stage) in enumerate(STARTER_STATUSES)
        if code not in known
    ]
    ClaimStatus.objects.bulk_create(new)
    if new:
        audit.record("claims.statuses.added", by=by, detail={"codes": [status.code for status in new]})
    return len(new)
