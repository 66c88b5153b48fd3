"""What a sent claim leaves for the next form, and what the council must know of the person to find and reach them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Case, Q, Value, When

from accounts.actors import Actor
from accounts.models import AccessNeed, ContactBy, Resident
from claims.actions.changes import AnswerChange
from claims.models import Answer, Claim, Fact, ForWhom
from claims.readers.answer_store import fact_context, spec_of, stored_answers
from core.crypto import encrypt
from formspec.rules.answers import shape_raw
from formspec.rules.compile import reuse_policies
from formspec.rules.facts import NO, SAFE_CONTACT, YES, facts_in, said_alone


def remember(claim: Claim, facts: dict[str, Any], by: Actor) -> None:
    """Keep the facts of a claim that was sent just now, in its transaction.

    What somebody else's claim says of them is not the record's; only a "no, it is not safe" counts all the same.
    """
    changes: dict[str, Any] = {}
    if claim.for_whom != ForWhom.OTHER:
        _keep_facts(claim, facts)
        changes = _details(claim.resident, facts) | _needs(claim, facts)
        if facts.get(SAFE_CONTACT) == YES and _is_themself(claim.resident, by):
            changes["safe_to_contact"] = True
    # It applies to every message (reuse policy "always_apply"), and only the person themself, signed in, can say that
    # it is safe again.
    if facts.get(SAFE_CONTACT) == NO:
        changes["safe_to_contact"] = False
    if "safe_to_contact" in changes:
        changes["unsafe_draft"] = None
    Resident.objects.filter(pk=claim.resident_id).update(**changes)
    for key, value in changes.items():
        setattr(claim.resident, key, value)


def obey_safety(claim: Claim, changes: list[AnswerChange], written: Iterable[Answer], by: Actor) -> None:
    """Once an answer of a draft says that it is not safe, write to its person no more of our own accord.

    A slip of the finger can be put right: the person may take it back in the same draft while nothing else says it.
    What was sent, another draft or the account said is never undone here. `written`: what was saved of the changes.
    """
    said = _said_of_safety(claim, changes, {(answer.key, answer.row) for answer in written})
    if not said:
        # Nearly every answer, and each is waited for.
        return
    is_own = by.resident is not None and by.resident.pk == claim.resident_id
    record = Resident.objects.filter(pk=claim.resident_id)
    if NO in said.values():
        alone = When(Q(safe_to_contact=True) | Q(unsafe_draft=claim.public_id), then=Value(claim.public_id))
        record.update(safe_to_contact=False, unsafe_draft=Case(alone, default=None))
        if is_own:
            by.resident.safe_to_contact = False
    elif is_own and not _says_unsafe_elsewhere(claim, said):
        record.filter(unsafe_draft=claim.public_id).update(safe_to_contact=True, unsafe_draft=None)


def _said_of_safety(claim: Claim, changes: list[AnswerChange], saved: set[tuple[str, str]]) -> dict[str, Any]:
    """By the question's key, what was saved of the answers that say whether it is safe."""
    spec = spec_of(claim)
    asked = ((change, spec.question(change.key, change.row)) for change in changes if (change.key, change.row) in saved)
    return {
        change.key: said_alone(question, SAFE_CONTACT, shape_raw(question, change.raw))
        for change, question in asked
        if SAFE_CONTACT in facts_in(question)
    }


def _says_unsafe_elsewhere(claim: Claim, said: Collection[str]) -> bool:
    """Whether another question of this draft says that it is not safe: a few forms ask twice."""
    asked = {key: question for key, question in spec_of(claim).questions.items() if SAFE_CONTACT in facts_in(question)}
    others = asked.keys() - set(said)
    return bool(others) and any(
        key in others and said_alone(asked[key], SAFE_CONTACT, stored.raw) == NO
        for (key, _), stored in stored_answers(claim).items()
    )


def _keep_facts(claim: Claim, facts: dict[str, Any]) -> None:
    spec, policies, rows = spec_of(claim), reuse_policies(), []
    for fact, value in facts.items():
        if policies.get(fact) == "never_prefill":
            continue
        row = Fact(resident=claim.resident, fact=fact, claim=claim, confirmed_at=claim.submitted_at, value=value)
        if fact in spec.sensitive_facts:
            row.value, row.secret = None, encrypt(value, context=fact_context(row))
        rows.append(row)
    Fact.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["council", "resident", "fact"],
        update_fields=["value", "secret", "claim", "confirmed_at"],
    )


def _details(resident: Resident, facts: dict[str, Any]) -> dict[str, Any]:
    name, asked = facts.get("person.name"), facts.get("person.contact_preference")
    details = {
        "name": " ".join(filter(None, [name["first"], name["last"]])) if name else "",
        "born_on": facts.get("person.dob"),
        "email": resident.email or facts.get("person.email"),
        "phone": resident.phone or facts.get("person.phone"),
        "contact_by": [way for way in asked or [] if way in ContactBy.values],
    }
    return {key: value for key, value in details.items() if value}


def _needs(claim: Claim, facts: dict[str, Any]) -> dict[str, Any]:
    """What the form says that they need; a need that it does not offer to choose stays as it was."""
    said = facts.get("person.access_needs")
    if not said:
        return {}
    asked = [q for q in spec_of(claim).questions.values() if q.get("fact") == "person.access_needs"]
    offered = {option["value"] for question in asked for option in question["options"]}
    kept = set(said) | (set(claim.resident.access_needs) - offered)
    needs = [need for need in AccessNeed.values if need in kept]
    if not needs:
        return {}
    unneeded = {} if AccessNeed.INTERPRETER in needs else {"interpreter_language": ""}
    return {"access_needs": needs} | unneeded


def _is_themself(resident: Resident, by: Actor) -> bool:
    return by.user is not None and by.resident is not None and by.resident.pk == resident.pk
