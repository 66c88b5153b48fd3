"""What the post hears of: letters of decisions that go."""

from __future__ import annotations

from django.dispatch import receiver

from casework.models import Decision
from casework.posting.actions import keep_for_post
from casework.signals import decision_sent
from claims.models import Claim


@receiver(decision_sent)
def keep_letter_for_post(sender, decision: Decision, claim: Claim, **kwargs):
    """Whoever asked for letters, or is reached by nothing else, has theirs by post."""
    keep_for_post(decision=decision, claim=claim)
