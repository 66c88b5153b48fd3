"""The letter of a decision goes: from then on the claimant reads it, and is told."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts import audit
from accounts.actors import Actor
from casework.deciding.actions.deciding import move_to_stage
from casework.models import Decision
from casework.signals import decision_sent
from claims.actions.acts import settle_acts
from claims.actions.telling import tell_of_claim
from claims.models import Claim, ClaimStatus
from core.due_work import WorkFailed

TEMPLATE = "claim_decided"
DECIDED = gettext_noop("We have made our decision. Our letter about it is on this page.")


@transaction.atomic
def send_letter(*, decision_id: int, by: Actor) -> None:
    """Let the letter of a decision go, once. Raises WorkFailed for one that was recalled meanwhile."""
    found = Decision.objects.get(pk=decision_id)
    claim = (
        Claim.objects.select_for_update(of=("self",)).select_related("resident", "submission").get(pk=found.claim_id)
    )
    decision = Decision.objects.get(pk=decision_id)
    if decision.state == Decision.State.SENT:
        return
    if decision.state != Decision.State.WAITING:
        raise WorkFailed("recalled", permanent=True)
    decision.state, decision.sent_at = Decision.State.SENT, timezone.now()
    decision.version += 1
    decision.save(update_fields=["state", "sent_at", "version"])
    move_to_stage(claim, ClaimStatus.Stage.DONE, DECIDED, decision.made_by_label)
    said = _("The decision was sent")
    settle_acts(claim, at=decision.sent_at, by=by, because=said, until=decision.made_at)
    audit.record("claims.decision.sent", by=by, resident=claim.resident, subject=claim.reference)
    tell_of_claim(claim, TEMPLATE, context={"reference": claim.reference}, by=by)
    decision_sent.send(sender=Decision, decision=decision, claim=claim, by=by)


@transaction.atomic
def record_letter_opened(*, decision: Decision, by: Actor) -> None:
    """Write down that somebody else than the claimant read a letter."""
    claim: Claim = decision.claim
    audit.record("claims.letter.opened", by=by, resident=claim.resident, subject=claim.reference)
