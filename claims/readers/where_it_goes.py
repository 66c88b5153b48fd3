"""Questions about where money goes, in a claim of somebody else's: who may see what is answered, and who may answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accounts.actors import Actor
from accounts.permissions import Scope
from claims.models import Claim
from claims.readers.answer_store import spec_of
from claims.readers.claims import is_own, may_in
from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import FormSpec, Question

# By key, whether the actor may see what is answered. Whoever may answer a question finds it open, and not in here.
Closed = Mapping[str, bool]


def asks_where(question: Question) -> bool:
    """Whether a question, or one in a row of it, asks where money goes."""
    return type_of(question).own_word or any(asks_where(part) for part in question.get("fields", ()))


def closed_to(actor: Actor, claim: Claim) -> Closed:
    """The questions about where money goes that the actor, who may look at this claim, may not answer, with those of
    rows and the groups of these. Empty for the claimant. No query where the form asks none.
    """
    keys = list(_keys_of(spec_of(claim)))
    if not keys or is_own(actor, claim):
        return {}
    sees = may_in(actor, claim, Scope.VIEW_MONEY)
    return {} if sees and may_in(actor, claim, Scope.FILL_MONEY) else dict.fromkeys(keys, sees)


def unseen_by(actor: Actor, claim: Claim) -> frozenset[str]:
    """Of `closed_to`, the questions whose answers the actor may not see."""
    return frozenset(key for key, sees in closed_to(actor, claim).items() if not sees)


def _keys_of(spec: FormSpec) -> Iterator[str]:
    for question in spec.questions.values():
        if asks_where(question):
            yield question["key"]
            yield from (part["key"] for part in question.get("fields", ()) if asks_where(part))
