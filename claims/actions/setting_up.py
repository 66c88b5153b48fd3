"""What a new council starts with: statuses and the forms of the library."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.actors import Actor
from claims.models import ClaimStatus
from formspec.actions.publishing import import_library

# The statuses a new council starts with; it may change them. Their words are translated as long as it does not.
STARTER_STATUSES = [
    (
        "new",
        gettext_noop("Received"),
        gettext_noop("We have your form. You do not need to do anything now."),
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


@transaction.atomic
def set_up_council(*, by: Actor) -> None:
    """Give a new council its starter statuses and every form of the library; safe to run again."""
    for position, (code, name, message, stage) in enumerate(STARTER_STATUSES):
        ClaimStatus.objects.get_or_create(
            code=code, defaults={"name": name, "message": message, "stage": stage, "position": position}
        )
    import_library(by=by)
