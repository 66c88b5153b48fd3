"""Makes room for a film when the letter of a decision is sent."""

from __future__ import annotations

from django.dispatch import receiver

from casework.filming.actions import ask_for_film
from casework.models import Decision
from casework.signals import decision_sent
from claims.models import Claim


@receiver(decision_sent)
def keep_place_for_film(sender, decision: Decision, claim: Claim, **kwargs):
    """Add a place for a film to the letter of somebody who asked for sign language."""
    ask_for_film(decision=decision, claim=claim)
