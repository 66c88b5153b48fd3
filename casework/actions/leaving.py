"""What somebody had in hand when they left, or began other work, goes to their team."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import Membership, Team
from accounts.permissions import Permission
from casework.models import Assignment, Note
from casework.readers.owning import team_for_claims_of
from claims.models import Claim


@transaction.atomic
def hand_on_claims_of(*, membership: Membership, by: Actor) -> int:
    """Pass on the claims of somebody who no longer works on claims, and return how many; 0 while they still do.

    They go to the team of theirs in which somebody else works on claims (of several the first by name), else to nobody.
    Holds, tasks and decisions hang on the claim and go with it. The trail is not written to: it is locked last.
    """
    if membership.is_active and membership.allows(Permission.CLAIM_PROGRESS):
        return 0
    current = Assignment.objects.filter(owner=membership, is_current=True)
    claims = list(Claim.objects.select_for_update(of=("self",)).filter(assignments__in=current).order_by("pk"))
    team = team_for_claims_of(membership)
    current.filter(claim__in=claims).update(is_current=False)
    # Notes that were for them are now for whoever works on the claim.
    Note.objects.filter(to=membership, done_at__isnull=True).update(
        to=None, to_label="", due_on=Coalesce("due_on", timezone.localdate())
    )
    Assignment.objects.bulk_create(_handed_on(claim, membership, team, by) for claim in claims)
    return len(claims)


def _handed_on(claim: Claim, membership: Membership, team: Team | None, by: Actor) -> Assignment:
    return Assignment(
        claim=claim,
        kind=Assignment.Kind.PASSED_ON if team else Assignment.Kind.PUT_BACK,
        team=team,
        to_label=team.name if team else "",
        note=_("%(name)s does not work on claims any more.") % {"name": membership.display_name},
        by=by.user,
        by_label=by.label,
        at=timezone.now(),
    )
