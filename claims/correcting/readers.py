"""What is asked to be corrected of a claim, what is typed for it, and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from claims.correcting.rules import Place, Worked, may_be_asked, work_out
from claims.models import Claim, ClaimStatus, Correction, CorrectionAsk
from claims.readers import claims as readers
from claims.readers.answer_store import (
    StoredAnswer,
    correction_context,
    first_values,
    opened_values,
    raw_answers,
    sent_values,
    spec_of,
    stored_answers,
)
from core.crypto import decrypt, encrypt
from formspec.rules.form_spec import FormSpec

CLAIMANT, OFFICER = CorrectionAsk.Whose.CLAIMANT, CorrectionAsk.Whose.OFFICER


def ask_context(ask: CorrectionAsk) -> str:
    """What the words that are typed for a correction are bound to; `ask.claim` is read."""
    return f"correction-ask:{ask.claim.public_id}:{ask.public_id}"


def typed_in(ask: CorrectionAsk) -> dict[Place, Any]:
    """The raw answers that were typed and not sent, by (question key, row)."""
    if ask.secret is None:
        return {}
    return {(key, row): raw for key, row, raw in decrypt(ask.secret, context=ask_context(ask))}


def encrypted_typed(ask: CorrectionAsk, typed: dict[Place, Any]) -> bytes | None:
    """`typed_in` as it is kept; None for nothing."""
    rows = [[key, row, raw] for (key, row), raw in typed.items()]
    return encrypt(rows, context=ask_context(ask)) if rows else None


def claim_with_corrections_for(actor: Actor, claim_id: str | uuid.UUID) -> Claim:
    """A sent claim of the actor's own, or of somebody whose forms they may fill in; else 404."""
    claim = readers.claim_for(actor, claim_id)
    if claim.is_draft or not (readers.is_own(actor, claim) or readers.grant_to_fill(actor, claim)):
        raise Http404
    return claim


def ask_for(actor: Actor, claim_id: str | uuid.UUID, ask_id: str | uuid.UUID) -> CorrectionAsk:
    """What the claimant of a claim was asked, as `claim_with_corrections_for`."""
    return ask_of(claim_with_corrections_for(actor, claim_id), ask_id, CLAIMANT)


def ask_of(claim: Claim, ask_id: str | uuid.UUID, whose: str, *, lock: bool = False) -> CorrectionAsk:
    """One of a claim, for the claimant or for an officer (CorrectionAsk.Whose), or 404."""
    asks = CorrectionAsk.objects.select_for_update() if lock else CorrectionAsk.objects.all()
    return _found(asks.filter(public_id=ask_id, whose=whose), claim)


def any_ask_of(claim: Claim, ask_id: str | uuid.UUID, *, lock: bool = False) -> CorrectionAsk:
    """One of a claim, whoever answers it, or 404."""
    asks = CorrectionAsk.objects.select_for_update() if lock else CorrectionAsk.objects.all()
    return _found(asks.filter(public_id=ask_id), claim)


def _found(asks: QuerySet[CorrectionAsk], claim: Claim) -> CorrectionAsk:
    found = asks.filter(claim=claim).first()
    if found is None:
        raise Http404
    found.claim = claim
    return found


def asks_of_claimant(claim: Claim) -> list[CorrectionAsk]:
    """Everything that the claimant was asked to correct, newest first, with `correction` where one was sent."""
    asks = claim.correction_asks.filter(whose=CLAIMANT).select_related("correction")
    return list(asks.defer("correction__answers", "correction__secret").order_by("-asked_at", "-pk"))


def corrections_of(claim: Claim) -> list[Correction]:
    """Every correction of a claim, oldest first, with what was asked for it. No query where there was none."""
    return list(claim.corrections.select_related("ask").defer("ask__secret")) if claim.corrected else []


def is_over(claim: Claim) -> bool:
    """Whether a claim is decided or ended: nothing of it is corrected any more."""
    return claim.status.stage == ClaimStatus.Stage.DONE


@dataclass(frozen=True)
class Case:
    """An ask with all that it takes to work out what would come of it."""

    ask: CorrectionAsk
    spec: FormSpec
    # What holds now: as it was typed, and clean.
    stored: dict[Place, StoredAnswer]
    sent: dict[str, Any]
    typed: dict[Place, Any]

    def worked_out(self, typed: Mapping[Place, Any] | None = None) -> Worked:
        """The claim seen through what is typed, or would be."""
        typed = self.typed if typed is None else typed
        return work_out(self.spec, raw_answers(self.stored), typed, self.ask.keys, self.sent, timezone.localdate())

    def stored_with(self, typed: Mapping[Place, Any]) -> dict[Place, StoredAnswer]:
        """The answers as a page draws them."""
        now = timezone.now()
        return {**self.stored, **{place: StoredAnswer(raw, 0, "typed", "", now) for place, raw in typed.items()}}


def case_of(ask: CorrectionAsk) -> Case:
    """All about an ask whose claim is read. Two queries, and one more where the claim was corrected before."""
    claim = ask.claim
    return Case(ask, spec_of(claim), stored_answers(claim), sent_values(claim), typed_in(ask))


def entries_of(case: Case, typed: Mapping[Place, Any], group: str) -> list[str]:
    """The ids of the entries of a repeating group, with what is typed."""
    known = case.stored.get((group, ""))
    return list(typed.get((group, ""), known.raw if known else ()))


def askable(claim: Claim) -> list[str]:
    """The keys of the questions of a sent claim that can be asked again: those that were shown when it was sent."""
    shown = {key for key, row in readers.form_state_of(claim).cleaned if not row}
    return [key for key, each in spec_of(claim).questions.items() if key in shown and may_be_asked(each)]


def values_after(correction: Correction) -> dict[str, Any]:
    """Every clean answer as it was after a correction; `correction.claim` is read."""
    return opened_values(correction, correction_context(correction.claim, correction.number))


def values_before(correction: Correction, others: list[Correction]) -> dict[str, Any]:
    """Every clean answer as it was before a correction; `others`: those of its claim."""
    last = next((each for each in others if each.number == correction.number - 1), None)
    if last is None:
        return first_values(correction.claim)
    last.claim = correction.claim
    return values_after(last)
