"""Questions about where money goes and how the person is reached, in a claim of somebody else's: who may see what is
answered, and who may answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accounts.actors import Actor
from accounts.permissions import Scope, looking
from claims.models import Claim
from claims.readers.answer_store import spec_of
from claims.readers.claims import is_own, scopes_in
from formspec.rules.answer_types import type_of
from formspec.rules.facts import CONTACT_FACTS, facts_in
from formspec.rules.form_spec import FormSpec, Question

# By key, whether the actor may see what is answered. Whoever may answer a question finds it open, and not in here.
Closed = Mapping[str, bool]


def asks_for(question: Question) -> frozenset[str]:
    """The scopes that a helper needs beside filling in to answer a question, or one in a row of it."""
    money = {Scope.FILL_MONEY} if type_of(question).own_word else set()
    contact = {Scope.FILL_CONTACT} if CONTACT_FACTS.intersection(facts_in(question)) else set()
    return frozenset(money | contact).union(*(asks_for(part) for part in question.get("fields", ())))


def closed_to(actor: Actor, claim: Claim) -> Closed:
    """The questions of areas in which the actor, who may look at this claim, may not answer, with those of rows and the
    groups of these. Empty for the claimant. No query where the form asks none.
    """
    kept = dict(_kept_by(spec_of(claim)))
    if not kept or is_own(actor, claim):
        return {}
    given = scopes_in(actor, claim)
    sees = {key: given.issuperset(looking(scope) for scope in scopes) for key, scopes in kept.items()}
    return {key: sees[key] for key, scopes in kept.items() if not (sees[key] and given.issuperset(scopes))}


def unseen_by(actor: Actor, claim: Claim) -> frozenset[str]:
    """Of `closed_to`, the questions whose answers the actor may not see."""
    return frozenset(key for key, sees in closed_to(actor, claim).items() if not sees)


def _kept_by(spec: FormSpec) -> Iterator[tuple[str, frozenset[str]]]:
    for question in spec.questions.values():
        for each in (question, *question.get("fields", ())):
            if scopes := asks_for(each):
                yield each["key"], scopes
