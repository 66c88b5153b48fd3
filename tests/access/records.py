"""A hold on a claim behind the addresses of records, and a change behind those of settings."""

from __future__ import annotations

from django.utils import timezone

from accounts.actions.councils import change_council
from accounts.actors import Actor
from accounts.history import last_change
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
    contact = {"phone": "01632 960 002", "text_phone": "", "email": "", "address": "", "website": ""}
    change_council(topic="council.contact", values=contact, by=admin)
    change = last_change("council.contact")
    return {
        "setting change": [str(change)],
        "message words": ["claim_submitted", "en-gb"],
        "form words": ["full-form", "claim_submitted", "en-gb"],
        "form status": ["full-form", "waiting"],
        "hold": [str(hold.public_id)],
        "kept form": ["full-form"],
        "export": [str(export.public_id)],
    }
