"""Moving claims, with what was remembered of them, from one record into another (accounts/actions/taking_over.py)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.actors import Actor
from accounts.models import Resident
from claims.models import Claim, Fact
from claims.readers.answer_store import fact_context
from claims.signals import claims_moved
from core.crypto import decrypt, encrypt
from notifications.actions import move_messages


@transaction.atomic
def move_all(*, source: Resident, target: Resident, by: Actor) -> None:
    """Every claim and draft of the source, and every fact."""
    _move_facts(Fact.objects.filter(resident=source), target)
    Claim.objects.filter(resident=source).update(resident=target)


@transaction.atomic
def move_some(*, source: Resident, target: Resident, drafts: bool, contacts: frozenset[str], by: Actor) -> None:
    """What was not sent, if `drafts`, and what was sent with one of these contacts in it."""
    proven = Q(submission__email__in=contacts) | Q(submission__phone__in=contacts)
    wanted = proven | Q(submitted_at__isnull=True) if drafts else proven
    claims = list(Claim.objects.select_for_update(of=("self",)).filter(wanted, resident=source).order_by("pk"))
    _move_facts(Fact.objects.filter(resident=source, claim__in=claims), target)
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(resident=target)
    references = [claim.reference for claim in claims if claim.reference]
    move_messages(source=source, target=target, references=references)
    claims_moved.send(sender=Claim, claims=claims, source=source, target=target, by=by)


def _move_facts(facts: QuerySet[Fact], target: Resident) -> None:
    """What was confirmed last counts. Encrypted facts are bound to the person, so they are encrypted for the target."""
    known = {fact.fact: fact for fact in Fact.objects.filter(resident=target)}
    for fact in facts.select_related("resident"):
        value = decrypt(fact.secret, context=fact_context(fact)) if fact.secret is not None else None
        older = known.get(fact.fact)
        if older is not None and older.confirmed_at >= fact.confirmed_at:
            fact.delete()
            continue
        if older is not None:
            older.delete()
        fact.resident = target
        if fact.secret is not None:
            fact.secret = encrypt(value, context=fact_context(fact))
        fact.save(update_fields=["resident", "secret"])
