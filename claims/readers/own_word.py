"""Answers that somebody typed for the claimant, and that want the claimant's own word before that person sends them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

from accounts.models import Resident
from accounts.readers import contacts_of
from claims.models import Answer, Claim, Fact
from claims.readers.answer_store import StoredAnswer, localised_spec
from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.visibility import FormState

# Where the council will write to: whoever is let to send must not lead the letters to themselves.
CONTACTS = ("person.email", "person.phone", "address.correspondence")
# Letters go here too, but a form is about it: what waits is another one than a claim that was sent says.
HOME = "address.current"
Stored = dict[tuple[str, str], StoredAnswer]
_proofs: list[Callable[[Resident], frozenset[str]]] = []


class TypedAnswer(NamedTuple):
    """One of them: its place, the version that is stored, its question and its clean value."""

    key: str
    row: str
    revision: int
    question: Question
    value: Any


def add_proof(proves: Callable[[Resident], frozenset[str]]) -> None:
    """Ask `proves` too for the contacts that somebody without an account proved as their own."""
    _proofs.append(proves)


def own_contacts(resident: Resident) -> frozenset[str]:
    """The contacts that a claimant proved as their own: those of their account, or what `add_proof` knows."""
    if resident.user is not None:
        return contacts_of(resident.user)
    return frozenset().union(*(proves(resident) for proves in _proofs))


def code_goes_to(resident: Resident) -> tuple[str, str] | None:
    """The channel and the contact that the person proved; None where they have none or nothing may be sent."""
    if not resident.safe_to_contact:
        return None
    contact = min(own_contacts(resident), key=lambda each: "@" not in each, default="")
    return ("email" if "@" in contact else "sms", contact) if contact else None


def unconfirmed(claim: Claim, form_state: FormState, stored: Stored) -> list[TypedAnswer]:
    """Those that a helper typed and the claimant has not confirmed: where money goes (`own_word` of the answer type),
    a contact that is none of the claimant's account, and another home than they are known to have.

    No query where no helper typed anything.
    """
    typed = {place: each for place, each in stored.items() if each.provenance == Answer.Provenance.HELPER}
    found = []
    spec = localised_spec(claim) if typed else None
    for (key, row), answer in typed.items():
        question, value = spec.question(key, row), _value_at(spec, form_state, key, row)
        if question is not None and value is not None and _wants_word(claim, question, value):
            found.append(TypedAnswer(key, row, answer.revision, question, value))
    return found


def _value_at(spec: FormSpec, form_state: FormState, key: str, row: str) -> Any:
    """The clean value where the answer counts, else None."""
    if not form_state.is_visible(key, row):
        return None
    if not row:
        return form_state.values.get(key)
    rows = form_state.rows.get(spec.group_of.get(key, ""), [])
    return next((each.values.get(key) for each in rows if each.id == row), None)


def is_about_word(question: Question) -> bool:
    """Whether an answer to it, or in a row of it, may want the claimant's own word."""
    is_one = type_of(question).own_word or question.get("fact") in (*CONTACTS, HOME)
    return is_one or any(is_about_word(part) for part in question.get("fields", ()))


def _wants_word(claim: Claim, question: Question, value: Any) -> bool:
    if type_of(question).own_word:
        return True
    if question.get("fact") == HOME:
        known = Fact.objects.filter(resident=claim.resident_id, fact=HOME).first()
        return known is not None and known.value != value
    return question.get("fact") in CONTACTS and str(value).lower() not in own_contacts(claim.resident)


def version_of(answers: list[TypedAnswer]) -> str:
    """What a page or a code was about: another answer at one of the places makes another version."""
    places = sorted(f"{each.key}:{each.row}:{each.revision}" for each in answers)
    return hashlib.sha256("\n".join(places).encode()).hexdigest()
