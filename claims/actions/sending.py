"""Sending a claim: one transaction makes the submission, its reference, its audit row and all due work."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from accounts.permissions import Scope
from accounts.rules.names import may_be_one_person
from claims.actions.opening import hold_opening, note_if_full
from claims.actions.remembering import remember
from claims.actions.searching import make_findable
from claims.actions.setting_up import NotSetUp, status_of_new_claims
from claims.actions.statuses import note_status
from claims.actions.telling import tell_of_claim
from claims.models import Claim, ClaimPdf, ClaimStatus, ForWhom, Submission
from claims.moving.actions import keep_up, refuse_late
from claims.moving.readers import moves
from claims.readers import claims as readers
from claims.readers.answer_store import spec_of, stored_answers, submission_context
from claims.readers.claimant import Claimant, claimant_in
from claims.readers.own_word import unconfirmed
from claims.rules.urgency import urgencies_in
from claims.signals import check_finished, claim_sending, claim_submitted
from core.crypto import encrypt
from core.tasks import enqueue
from formspec.rules.answer_types import is_sensitive
from formspec.rules.facts import facts_of
from formspec.rules.form_spec import FormSpec
from formspec.rules.translation import in_language
from formspec.rules.visibility import FormState, Problem

# Crockford's letters: no I, L, O or U, so that a reference can be read out over the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class ClaimIncomplete(Exception):
    """Something is missing or wrong; `problems` says what and where. Nothing was sent, every answer is kept."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class WhoseForm(Exception):
    """The name or date of birth in it is not the one of the record it is in. Nothing was sent, every answer is kept."""

    def __init__(self, name: str, known_as: str):
        super().__init__("the form names somebody else than the record does")
        self.name, self.known_as = name, known_as


class WantsOwnWord(Exception):
    """A helper typed what the claimant has to confirm first. Nothing was sent, every answer is kept."""


@transaction.atomic
def submit_claim(*, public_id: str | uuid.UUID, by: Actor, for_whom: str = "", version: int | None = None) -> Claim:
    """Send a draft once and return the claim with its reference; sent already, return the same claim again.

    `for_whom` (ForWhom) is what the person said when the form names somebody else than their record does; until they
    say, WhoseForm is raised. `version` is the one that was checked before sending. Raises TooLate, ClaimIncomplete,
    WantsOwnWord, FormChanged, NotSetUp, Http404, PermissionDenied. The row lock makes parallel sends wait for the
    first.
    """
    claim = Claim.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if claim is None or spec_of(claim).kind != "claim":
        raise Http404
    grant = _grant_to_submit(claim, by)
    if not claim.is_draft:
        return claim
    form = hold_opening(claim)
    refuse_late(claim, version, has_moved=keep_up(claim, by, hold=True))
    form_state = _complete_state(claim, grant)
    if not by.council.is_open:
        raise NotSetUp
    status, facts = status_of_new_claims(form.slug), facts_of(spec_of(claim).data, form_state)
    claim.for_whom = _for_whom(claim, claimant_in(facts), for_whom)
    # Before the trail is locked, as whoever hears it locks more.
    claim_sending.send(sender=Claim, claim=claim, by=by)
    claim.urgencies = urgencies_in(spec_of(claim).data, form_state.values)
    _mark_sent(claim, status, by)
    note_if_full(form)
    _freeze(claim, form_state, facts, by)
    remember(claim, facts, by)
    audit.record("claims.claim.submitted", by=by, resident=claim.resident, grant=grant, subject=claim.reference)
    _leave_work(claim, by)
    claim_submitted.send(sender=Claim, claim=claim, by=by)
    return claim


def _complete_state(claim: Claim, grant: Delegation | None) -> FormState:
    """The form with nothing missing, nothing wrong, and nothing that wants the claimant's own word. The law gives an
    attorney, deputy or appointee theirs. Raises ClaimIncomplete, WantsOwnWord.
    """
    stored = stored_answers(claim)
    form_state = readers.form_state_of(claim, stored)
    if form_state.problems:
        raise ClaimIncomplete(form_state.problems)
    if grant is not None and grant.basis in Delegation.CONSENTS and unconfirmed(claim, form_state, stored):
        raise WantsOwnWord
    return form_state


@transaction.atomic
def finish_check(*, public_id: str | uuid.UUID, by: Actor, version: int | None = None) -> Claim:
    """Say that a check is answered; the apps above work out what it comes to. `version` is the one that was looked at.
    Raises Http404, PermissionDenied, FormChanged.
    """
    claim = readers.claim_for(by, public_id)
    if spec_of(claim).kind != "check":
        raise Http404
    refuse_late(claim, version, has_moved=moves(claim))
    # What is never sent is finished by whoever may fill it in.
    if readers.is_own(by, claim) or readers.grant_to_fill(by, claim, lock=True) is None:
        _grant_to_submit(claim, by)
    check_finished.send(sender=Claim, claim=claim, by=by)
    return claim


def _grant_to_submit(claim: Claim, by: Actor):
    if readers.is_own(by, claim):
        return None
    if readers.grant_on(by, claim, Scope.VIEW_CLAIMS, lock=True) is None:
        raise Http404
    grant = readers.grant_on(by, claim, Scope.SUBMIT_CLAIMS, lock=True)
    if grant is None:
        raise PermissionDenied
    return grant


def new_reference(prefix: str) -> str:
    """A reference people can read out: CAL-7F3K-92QX. Two to the power of forty of them per council."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def _mark_sent(claim: Claim, status: ClaimStatus, by: Actor) -> None:
    reference = new_reference(by.council.reference_prefix)
    while Claim.objects.filter(reference=reference).exists():
        reference = new_reference(by.council.reference_prefix)
    claim.reference, claim.status, claim.submitted_at = reference, status, timezone.now()
    claim.place_in_lists()
    claim.save(update_fields=["reference", "status", "submitted_at", "for_whom", "urgencies", "urgent"])
    note_status(claim, status, by_label=by.label, at=claim.submitted_at)


def _for_whom(claim: Claim, claimant: Claimant, answer: str) -> str:
    """ForWhom, or "" where nothing says that the form and the record are about two people."""
    known = claim.resident
    if claim.for_whom == ForWhom.OTHER:
        # Said when it was begun. If the names agree all the same, two people may have one name.
        return ForWhom.OTHER
    if may_be_one_person(claimant.name, claimant.born_on, known.name, known.born_on):
        return ""
    if answer not in ForWhom.values:
        raise WhoseForm(claimant.name, known.name)
    return answer


def _freeze(claim: Claim, form_state: FormState, facts: dict[str, Any], by: Actor) -> None:
    plain, secret = split_sensitive(spec_of(claim), form_state.submission_values)
    claimant, known = claimant_in(facts), claim.resident
    is_other = claim.for_whom == ForWhom.OTHER
    name = claimant.name or ("" if is_other else known.name)
    Submission.objects.create(
        claim=claim,
        answers=plain,
        secret=encrypt(secret, context=submission_context(claim)) if secret else None,
        name=name,
        born_on=claimant.born_on or (None if is_other else known.born_on),
        email=claimant.email or known.email.lower(),
        phone=claimant.phone or known.phone,
        spec_sha256=claim.form_version.sha256,
        sent_at=claim.submitted_at,
        sent_by=by.user,
        sent_in=by.origin.session,
    )
    make_findable(claim, facts)


def split_sensitive(spec: FormSpec, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Clean answers apart: those that may be stored in the clear, and those that must be encrypted."""
    secret = {key: value for key, value in values.items() if is_sensitive(spec.questions[key])}
    plain = {key: value for key, value in values.items() if key not in secret}
    return plain, secret


def _leave_work(claim: Claim, by: Actor) -> None:
    """Rows for everything that is due now; workers pick them up, now or when they are back."""
    spec = ClaimPdf.objects.create(claim=claim, language=claim.resident.language)
    enqueue("claims.make_document", spec.council_id, str(spec.public_id))
    form_title = in_language(spec_of(claim), claim.resident.language).title
    tell_of_claim(claim, "claim_submitted", context={"reference": claim.reference, "form_title": form_title}, by=by)
