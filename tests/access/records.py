"""A hold on a claim, behind the addresses of records."""

from __future__ import annotations

from django.utils import timezone

from accounts.actors import Actor
from records.actions.keeping import place_hold


def records_things(admin: Actor, reference: str) -> dict[str, list[str]]:
    """By the words of the table, what these addresses name."""
    hold = place_hold(reference=reference, of_person=False, reason="Appeal", until=timezone.localdate(), by=admin)
    return {"hold": [str(hold.public_id)], "kept form": ["full-form"]}
