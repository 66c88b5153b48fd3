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
from accounts.models import Resident
from accounts.permissions import Scope
from accounts.readers import grant_for
from claims.actions.setting_up import status_of_new_claims
from claims.models import Claim, ClaimPdf, ClaimStatus, Fact, StatusChange, Submission
from claims.readers import claims as readers
from claims.readers.answer_store import fact_context, spec_of, submission_context
from claims.signals import check_finished, claim_submitted
from core.crypto import encrypt
from core.tasks import enqueue
from formspec.rules.answer_types import is_sensitive
from formspec.rules.compile import reuse_policies
from formspec.rules.form_spec import FormSpec
from formspec.rules.translation import in_language
from formspec.rules.visibility import FormState, Problem, facts_of
from notifications.actions import notify

# Crockford's letters: no I, L, O or U, so that a reference can be read out over the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class ClaimIncomplete(Exception):
    """Something is missing or wrong; `problems` says what and where. Nothing was sent, every answer is kept."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@transaction.atomic
def submit_claim(*, public_id: str | uuid.UUID, by: Actor) -> Claim:
    """Send a draft once and return the claim with its reference; sent already, return the same claim again.

    Raises ClaimIncomplete, NotSetUp, Http404, PermissionDenied. The row lock makes parallel sends wait for the first.
    """
    claim = Claim.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if claim is None or spec_of(claim).kind != "claim":
        raise Http404
    grant = _grant_to_submit(claim, by)
    if not claim.is_draft:
        return claim
    form_state = readers.form_state_of(claim)
    if form_state.problems:
        raise ClaimIncomplete(form_state.problems)
    _mark_sent(claim, status_of_new_claims(), by)
    _freeze(claim, form_state, by)
    _remember(claim, form_state)
    audit.record("claims.claim.submitted", by=by, resident=claim.resident, grant=grant, subject=claim.reference)
    _leave_work(claim, by)
    claim_submitted.send(sender=Claim, claim=claim, by=by)
    return claim


@transaction.atomic
def finish_check(*, public_id: str | uuid.UUID, by: Actor) -> Claim:
    """Say that a check is answered; the apps above work out what it comes to. Raises Http404, PermissionDenied."""
    claim = readers.claim_for(by, public_id)
    if spec_of(claim).kind != "check":
        raise Http404
    # What is never sent is finished by whoever may fill it in.
    if readers.is_own(by, claim) or readers.grant_to_fill(by, claim, lock=True) is None:
        _grant_to_submit(claim, by)
    check_finished.send(sender=Claim, claim=claim, by=by)
    return claim


def _grant_to_submit(claim: Claim, by: Actor):
    if readers.is_own(by, claim):
        return None
    readers.claim_for(by, claim.public_id)
    grant = grant_for(by, claim.resident_id, Scope.SUBMIT_CLAIMS, lock=True)
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
    claim.save(update_fields=["reference", "status", "submitted_at"])
    StatusChange.objects.create(
        claim=claim, status=status, message=status.message, by_label=by.label, at=claim.submitted_at
    )


def _freeze(claim: Claim, form_state: FormState, by: Actor) -> None:
    plain, secret = split_sensitive(spec_of(claim), form_state.submission_values)
    Submission.objects.create(
        claim=claim,
        answers=plain,
        secret=encrypt(secret, context=submission_context(claim)) if secret else None,
        spec_sha256=claim.form_version.sha256,
        sent_at=claim.submitted_at,
        sent_by=by.user,
    )


def split_sensitive(spec: FormSpec, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Clean answers apart: those that may be stored in the clear, and those that must be encrypted."""
    secret = {key: value for key, value in values.items() if is_sensitive(spec.questions[key])}
    plain = {key: value for key, value in values.items() if key not in secret}
    return plain, secret


def _remember(claim: Claim, form_state: FormState) -> None:
    """Keep the facts for the next form, and what the council must know of the person to find and reach them."""
    spec = spec_of(claim)
    facts = facts_of(spec.data, form_state)
    policies = reuse_policies()
    rows = []
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
    _update_resident(claim.resident, facts)


def _update_resident(resident: Resident, facts: dict[str, Any]) -> None:
    name = facts.get("person.name")
    changes = {
        "name": " ".join(filter(None, [name["first"], name["last"]])) if name else "",
        "born_on": facts.get("person.dob"),
        "email": resident.email or facts.get("person.email"),
        "phone": resident.phone or facts.get("person.phone"),
    }
    changes = {key: value for key, value in changes.items() if value}
    # The safety answer applies at once, to every message (reuse policy "always_apply").
    if "person.safe_contact" in facts:
        changes["safe_to_contact"] = facts["person.safe_contact"] == "yes"
    Resident.objects.filter(pk=resident.pk).update(**changes)
    for key, value in changes.items():
        setattr(resident, key, value)


def _leave_work(claim: Claim, by: Actor) -> None:
    """Rows for everything that is due now; workers pick them up, now or when they are back."""
    spec = ClaimPdf.objects.create(claim=claim, language=claim.resident.language)
    enqueue("claims.make_document", spec.council_id, str(spec.public_id))
    form_title = in_language(spec_of(claim), claim.resident.language).title
    notify(
        resident=claim.resident,
        template="claim_submitted",
        context={"reference": claim.reference, "form_title": form_title},
        by=by,
    )
