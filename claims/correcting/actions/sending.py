"""Sending a correction: one transaction makes it the answers that hold, and leaves all work that follows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from accounts.permissions import Scope
from claims.actions.acts import record_act
from claims.actions.remembering import remember
from claims.actions.searching import make_findable_again
from claims.actions.sending import split_sensitive
from claims.actions.storing import upsert_answers
from claims.correcting.actions.saving import LockAsk, opened
from claims.correcting.readers import CLAIMANT, Case, case_of, entries_of
from claims.correcting.rules import Worked
from claims.models import Answer, Claim, ClaimPdf, Correction, CorrectionAsk, Fact, ResidentAct, Submission
from claims.readers.answer_store import correction_context, encrypted_columns
from claims.readers.claimant import Claimant, claimant_in
from claims.readers.claims import grant_beside, grant_on, is_own
from claims.readers.own_word import is_about_word
from claims.readers.where_it_goes import asks_for
from claims.rules.urgency import urgencies_in
from claims.signals import claim_changed, claim_corrected
from core.crypto import encrypt
from core.tasks import enqueue
from formspec.rules.answer_types import type_of
from formspec.rules.facts import facts_of
from formspec.rules.visibility import FormState, Problem


class CorrectionIncomplete(Exception):
    """Something is missing or wrong; `problems` says what and where. Nothing was sent, everything typed is kept."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class NothingChanged(Exception):
    """What is typed is what holds already. Nothing was sent."""


class WantsClaimant(Exception):
    """It changes where money or letters go, which only the claimant, or who acts for them by law, sends. Nothing was
    sent, everything typed is kept.
    """


@transaction.atomic
def send_correction(*, lock: LockAsk, revision: int, by: Actor) -> Correction:
    """Make what is typed the answers that hold; sent already, the same correction again. The day of the claim stays.

    Raises CorrectionIncomplete, NothingChanged, WantsClaimant, CorrectionOver, CorrectionMoved, what `lock` raises.
    """
    ask = lock()
    there = Correction.objects.filter(ask=ask).first()
    if there is not None:
        return there
    case = case_of(opened(ask, revision))
    worked = case.worked_out()
    if worked.problems:
        raise CorrectionIncomplete(worked.problems)
    if not worked.changed:
        raise NothingChanged
    grant = _grant_of_helper(ask, by)
    if _wants_claimant(case, worked, grant, by):
        raise WantsClaimant
    correction = _keep(case, worked, by)
    _write_answers(case, worked, by)
    settle(ask)
    _pass_on(case, worked, by)
    if ask.whose == CLAIMANT:
        record_act(ask.claim, ResidentAct.Kind.CORRECTION, at=correction.at)
    resident = ask.claim.resident
    audit.record("claims.correction.sent", by=by, resident=resident, grant=grant, subject=ask.claim.reference)
    claim_corrected.send(sender=Claim, claim=ask.claim, correction=correction, by=by)
    claim_changed.send(sender=Claim, claim=ask.claim)
    return correction


def _wants_claimant(case: Case, worked: Worked, grant: Delegation | None, by: Actor) -> bool:
    if grant is None:
        return False
    if grant.basis not in Delegation.CONSENTS:
        # The law gives them the claimant's word, as far as they were let.
        wanted = frozenset().union(*(asks_for(case.spec.questions[key]) for key in worked.changed))
        return any(grant_beside(by, case.ask.claim, scope, lock=True) is None for scope in wanted)
    return any(is_about_word(case.spec.questions[key]) for key in worked.changed)


def _grant_of_helper(ask: CorrectionAsk, by: Actor) -> Delegation | None:
    """By which grant somebody corrects in the claimant's place; the lock has asked for one."""
    if ask.whose != CLAIMANT or is_own(by, ask.claim):
        return None
    return grant_on(by, ask.claim, Scope.SUBMIT_CLAIMS)


def _keep(case: Case, worked: Worked, by: Actor) -> Correction:
    claim = case.ask.claim
    claim.corrected += 1
    plain, secret = split_sensitive(case.spec, worked.values)
    return Correction.objects.create(
        claim=claim, ask=case.ask, number=claim.corrected, keys=worked.changed, answers=plain,
        secret=encrypt(secret, context=correction_context(claim, claim.corrected)) if secret else None,
        by=by.user, by_label=by.label, at=timezone.now(),
    )  # fmt: skip


def _write_answers(case: Case, worked: Worked, by: Actor) -> None:
    """The answers as they were typed, where everything reads them; what was sent first stands in its submission."""
    claim, rows = case.ask.claim, []
    for key, row in case.typed:
        question = case.spec.question(key, row)
        top = case.spec.group_of[key] if row else key
        if question is None or top not in worked.keys or (row and row not in entries_of(case, case.typed, top)):
            continue
        claim.head_revision += 1
        rows.append(
            Answer(
                claim=claim,
                key=key,
                row=row,
                revision=claim.head_revision,
                by=by.user,
                saved_at=timezone.now(),
                **encrypted_columns(claim, question, row, case.typed[key, row]),
            )  # fmt: skip
        )
    upsert_answers(rows)
    for key in (key for key in worked.keys if type_of(case.spec.questions[key]).is_group):
        fields = [each["key"] for each in case.spec.questions[key]["fields"]]
        gone = Answer.objects.filter(claim=claim, key__in=fields)
        gone.exclude(row__in=["", *entries_of(case, case.typed, key)]).delete()


def settle(ask: CorrectionAsk) -> None:
    """The ask waits for nobody any more, in the transaction of whoever has locked its claim; the caller saves that."""
    if ask.whose == CLAIMANT:
        ask.claim.asked_to_correct -= 1
    ask.settled_at, ask.secret = timezone.now(), None
    ask.save(update_fields=["settled_at", "secret", "cancelled_by_label"])


def _pass_on(case: Case, worked: Worked, by: Actor) -> None:
    """What else says what the answers say: search, what is known for the next form, urgency, the PDF."""
    claim, spec = case.ask.claim, case.spec.data
    before = facts_of(spec, FormState(values=case.sent, derived=worked.state.derived))
    now = facts_of(spec, replace(worked.state, values=worked.values))
    # An emergency that an answer takes back is not over by that: staff say so.
    new = [each for each in urgencies_in(spec, worked.values) if each not in urgencies_in(spec, case.sent)]
    claim.urgencies += [each for each in new if each not in claim.urgencies]
    claim.place_in_lists()
    claim.save(update_fields=["corrected", "asked_to_correct", "head_revision", "urgencies", "urgent"])
    _head(claim.submission, claimant_in(before), claimant_in(now))
    make_findable_again(claim, now)
    remember(claim, _new_facts(claim, before, now), by)
    ClaimPdf.objects.filter(claim=claim).update(state=ClaimPdf.State.DUE, due_at=Now(), attempts=0, error="")
    pdf = ClaimPdf.objects.get(claim=claim)
    enqueue("claims.make_document", pdf.council_id, str(pdf.public_id))


def _head(sent: Submission, before: Claimant, now: Claimant) -> None:
    """Lists, letters and PDFs name whom the claim is of now; what was sent stays beside it."""
    if now.name and now.name != before.name and now.name != sent.name:
        sent.sent_name = sent.sent_name or sent.name
        sent.name = now.name
    if now.born_on and now.born_on not in (before.born_on, sent.born_on):
        sent.sent_born_on = sent.sent_born_on or sent.born_on
        sent.born_on = now.born_on
    sent.save(update_fields=["name", "sent_name", "born_on", "sent_born_on"])


def _new_facts(claim: Claim, before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """The facts that are others now, except those that a later claim has said since."""
    Fact.objects.filter(claim=claim, fact__in=before.keys() - now.keys()).delete()
    changed = {fact: value for fact, value in now.items() if before.get(fact) != value}
    later = Fact.objects.filter(resident=claim.resident_id, fact__in=changed, confirmed_at__gt=claim.submitted_at)
    said_since = set(later.exclude(claim=claim).values_list("fact", flat=True))
    return {fact: value for fact, value in changed.items() if fact not in said_since}
