"""A hold on a claim, behind the addresses of records."""

from __future__ import annotations

from django.utils import timezone

from accounts.actors import Actor
from claims.models import Claim
from records.actions.exporting import ask_export
from records.actions.keeping import place_hold
from records.models import PersonExport


def records_things(admin: Actor, reference: str) -> dict[str, list[str]]:
    """By the words of the table, what these addresses name."""
    hold = place_hold(reference=reference, of_person=False, reason="Appeal", until=timezone.localdate(), by=admin)
    resident = Claim.objects.get(reference=reference).resident
    export = ask_export(resident=resident, reason="They asked", by=admin)
    PersonExport.objects.update(state=PersonExport.State.READY, content=b"PK", made_at=timezone.now())
    return {"hold": [str(hold.public_id)], "kept form": ["full-form"], "export": [str(export.public_id)]}
