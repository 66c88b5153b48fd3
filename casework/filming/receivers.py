"""What films hear of: letters of decisions that go."""

from __future__ import annotations

from django.dispatch import receiver

from casework.filming.actions import ask_for_film
from casework.models import Decision
from casework.signals import decision_sent
from claims.models import Claim


@receiver(decision_sent)
def keep_place_for_film(sender, decision: Decision, claim: Claim, **kwargs):
    """Whoever asked for sign language has a place for a film on their letter."""
    ask_for_film(decision=decision, claim=claim)
