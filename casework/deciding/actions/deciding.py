"""Deciding a claim, having a second person agree, and undoing: before the letter goes, or after it.

Who makes a decision never checks it. One decision of a claim is live; those that were undone stay.
"""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.deciding.actions.checking import IsDecided
from casework.deciding.readers.case import Case, being_handed_over, case_of, handed_over, wants_second_person
from casework.deciding.readers.letters import letter_of
from casework.deciding.rules.gates import Proposal, not_earned
from casework.deciding.rules.letter import RECALL_FOR, Letter
from casework.models import Award, Decision, LetterPdf, Note
from casework.quality.actions import draw_once
from claims.actions.statuses import note_status
from claims.models import Claim, ClaimStatus
from claims.readers.statuses import first_status
from claims.signals import claim_changed
from formspec.rules.checks import WEEK

State = Decision.State
# What a claimant reads on the claim's page when its decision is opened again.
LOOKING_AGAIN = gettext_noop("We are looking at our decision again. We will write you a new letter.")


class CaseMoved(Exception):
    """The claim is not any more as the page showed it: a task or a decision changed. Nothing was saved."""


class NotEarned(Exception):
    """The checks do not allow this decision; `problems` as casework/deciding/rules/gates.py gives them."""

    def __init__(self, problems: list[str]):
        super().__init__(", ".join(problems))
        self.problems = problems


class LetterNotReady(Exception):
    """The letter has `gaps` in square brackets, or (none) is another than the one that was previewed."""

    def __init__(self, gaps: list[str]):
        super().__init__("the letter cannot go")
        self.gaps = gaps


class HandedOver(Exception):
    """A system of the council's has the decision and goes by it: it is not opened again, a change follows it."""


class BeingHandedOver(Exception):
    """A system of the council's may be taking the decision at this moment: in a minute it has it, or it has not."""


class OwnDecision(Exception):
    """Who made a decision cannot check it, and who did either cannot review it."""


@transaction.atomic
def make_decision(*, reference: str, proposal: Proposal, based_on: int, sha256: str, by: Actor) -> Decision:
    """Decide a claim. `based_on` is the version of the case that the page saw, `sha256` the hash of the letter on it.

    The letter goes after RECALL_FOR, or that long after a second person agrees, where the council wants one. The same
    sent twice is decided once. Raises IsDecided, CaseMoved, NotEarned, LetterNotReady, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    case = case_of(claim)
    if case.live is not None:
        if case.live.made_by_id == by.user.pk and case.live.letter_sha256 == sha256:
            return case.live
        raise IsDecided(case.live)
    if case.version != based_on:
        raise CaseMoved
    problems = list(not_earned(proposal, case.checks, case.tasks, case.awards))
    if problems:
        raise NotEarned(problems)
    letter = letter_of(case, proposal, by.council)
    if letter.gaps or letter.sha256 != sha256:
        raise LetterNotReady(letter.gaps)
    decision = _written(case, proposal, letter, by)
    if not decision.needs_check and _is_drawn(decision):
        decision.state = State.REVIEW
        decision.save(update_fields=["state", "needs_review"])
    _note("made", decision, by)
    if decision.state == State.WAITING:
        _let_go(decision)
    return decision


def _written(case: Case, proposal: Proposal, letter: Letter, by: Actor) -> Decision:
    needs_check = wants_second_person()
    decision = Decision.objects.create(
        claim=case.claim,
        outcome=proposal.outcome,
        state=State.TO_CHECK if needs_check else State.WAITING,
        reasons=list(proposal.reasons),
        exceptions={key: words for key, words in proposal.exceptions.items() if words.strip()},
        rests_on={key: [task.result, task.version] for key, task in case.tasks.items()},
        summary=proposal.summary,
        letter=letter.data,
        language=letter.language,
        letter_sha256=letter.sha256,
        needs_check=needs_check,
        replaces=case.reopened,
        made_by=by.user,
        made_by_label=by.label,
        made_at=timezone.now(),
    )
    weekly = {award["key"] for award in case.awards if award["amount"] == WEEK}
    Award.objects.bulk_create(
        Award(
            decision=decision,
            key=given.key,
            pence=given.pence,
            is_weekly=given.key in weekly,
            starts_on=given.starts_on,
            ends_on=given.ends_on,
        )
        for given in proposal.awards
    )
    return decision


def _is_drawn(decision: Decision) -> bool:
    """Whether the claim is drawn for a quality check: then a reviewer comes before the letter."""
    decision.needs_review = draw_once(decision=decision)
    return decision.needs_review


def _let_go(decision: Decision) -> None:
    LetterPdf.objects.create(decision=decision, language=decision.language, due_at=timezone.now() + RECALL_FOR)


@transaction.atomic
def agree(*, reference: str, public_id: uuid.UUID, version: int, by: Actor) -> Decision:
    """A second person agrees, or the reviewer of one that was drawn: the letter goes after RECALL_FOR, unless it is
    drawn now. Raises OwnDecision, CaseMoved, Http404.
    """
    decision = _locked_to_look_at(reference, public_id, version, by)
    if decision.state == State.REVIEW:
        _review(decision, State.WAITING, by)
        _note("reviewed", decision, by)
        _let_go(decision)
        return decision
    _check(decision, State.REVIEW if _is_drawn(decision) else State.WAITING, by)
    _note("agreed", decision, by)
    if decision.state == State.WAITING:
        _let_go(decision)
    return decision


@transaction.atomic
def give_back(*, reference: str, public_id: uuid.UUID, version: int, why: str, by: Actor) -> Decision:
    """A second person or the reviewer does not agree, because: the tasks can be changed again, and
    whoever made it has a note. Raises as `agree`.
    """
    decision = _locked_to_look_at(reference, public_id, version, by)
    look = _review if decision.state == State.REVIEW else _check
    look(decision, State.RETURNED, by, why=why)
    _leave_note(decision, why, by)
    _note("returned", decision, by)
    return decision


def _leave_note(decision: Decision, why: str, by: Actor) -> None:
    """Whoever made it finds among their notes that it came back, and why."""
    maker = Membership.objects.filter(user=decision.made_by_id, is_active=True).first()
    if maker is not None:
        Note.objects.create(
            claim=decision.claim, text=why, to=maker, to_label=maker.display_name, by=by.user, by_label=by.label,
            at=timezone.now(),
        )  # fmt: skip


def _locked_to_look_at(reference: str, public_id: uuid.UUID, version: int, by: Actor) -> Decision:
    """A decision that waits for somebody else than whoever made it, or checked it."""
    decision = _locked(reference, public_id, version, by, State.TO_CHECK, State.REVIEW)
    if by.user.pk in (decision.made_by_id, decision.checked_by_id):
        raise OwnDecision
    return decision


def _review(decision: Decision, state: str, by: Actor, *, why: str = "") -> None:
    now = timezone.now()
    decision.reviewed_by, decision.reviewed_by_label, decision.reviewed_at = by.user, by.label, now
    if why:
        decision.undone_by_label, decision.undone_at, decision.undone_why = by.label, now, why
    _move(decision, state)


def _check(decision: Decision, state: str, by: Actor, *, why: str = "") -> None:
    now = timezone.now()
    decision.checked_by, decision.checked_by_label, decision.checked_at = by.user, by.label, now
    if why:
        decision.undone_by_label, decision.undone_at, decision.undone_why = by.label, now, why
    _move(decision, state)


@transaction.atomic
def recall(*, reference: str, public_id: uuid.UUID, version: int, why: str, by: Actor) -> Decision:
    """Undo a decision whose letter has not gone: nothing was sent, and nothing is. Raises CaseMoved, Http404."""
    decision = _locked(reference, public_id, version, by, State.TO_CHECK, State.REVIEW, State.WAITING)
    LetterPdf.objects.filter(decision=decision).delete()
    _undo(decision, State.RECALLED, why, by)
    _note("recalled", decision, by)
    return decision


@transaction.atomic
def reopen(*, reference: str, public_id: uuid.UUID, version: int, why: str, by: Actor) -> Decision:
    """Open a claim again after its letter went; the next letter takes the place of that one. Raises HandedOver,
    BeingHandedOver, and as `recall`.
    """
    decision = _locked(reference, public_id, version, by, State.SENT)
    if handed_over(decision) is not None:
        raise HandedOver
    if being_handed_over(decision):
        raise BeingHandedOver
    _undo(decision, State.REOPENED, why, by)
    _note("reopened", decision, by)
    move_to_stage(decision.claim, ClaimStatus.Stage.IN_PROGRESS, LOOKING_AGAIN, by.label)
    return decision


def move_to_stage(claim: Claim, stage: str, words: str, by_label: str) -> None:
    """Give a claim the first status of a stage, with these words on the claimant's page; none: it keeps its own."""
    status = first_status(stage, claim.form_version.form.slug)
    if status is None:
        return
    claim.status = status
    claim.place_in_lists()
    claim.save(update_fields=["status", "urgent"])
    note_status(claim, status, alone=words, by_label=by_label, at=timezone.now())
    claim_changed.send(sender=Claim, claim=claim)


def _undo(decision: Decision, state: str, why: str, by: Actor) -> None:
    decision.undone_by_label, decision.undone_at, decision.undone_why = by.label, timezone.now(), why
    _move(decision, state)


def _move(decision: Decision, state: str) -> None:
    decision.state = state
    decision.version += 1
    decision.save()


def _locked(reference: str, public_id: uuid.UUID, version: int, by: Actor, *states: str) -> Decision:
    """A decision with its claim locked, in one of these states and of this version. Raises CaseMoved, Http404."""
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    decision = Decision.objects.filter(claim=claim, public_id=public_id).first()
    if decision is None:
        raise Http404
    if decision.state not in states or decision.version != version:
        raise CaseMoved
    decision.claim = claim
    return decision


def _note(what: str, decision: Decision, by: Actor) -> None:
    claim = decision.claim
    audit.record(f"claims.decision.{what}", by=by, resident=claim.resident, subject=claim.reference)
