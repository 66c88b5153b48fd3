"""Asking for a partner's signature: as the answers call for it, by a message, or by a link on the claimant's screen.

Nothing ever reaches the partner of somebody for whom that is not safe: each act looks anew what the answers say.
"""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

import structlog
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.door import TooManyMessages
from accounts.rules.links import link_hash
from claims.actions.answering import lock_claim
from claims.actions.telling import tell_of_claim
from claims.models import Claim, ClaimStatus, SecondSignature
from claims.readers.claims import is_own
from claims.signals import claim_changed
from claims.signing.readers import current_signature, is_claimants_contact, may_be_signed, need_of, part_hash
from claims.signing.rules import LINK_LASTS, MOST_SENT, SHOWN_LINK_LASTS, Need, next_reminder
from notifications.actions import notify

State = SecondSignature.State
ASKED, REMINDED, CLAIMANT_REMINDED = "partner_asked", "partner_reminded", "signature_missing"
log = structlog.get_logger(__name__)


class NotWaiting(Exception):
    """It is signed, or not asked for any more. Nothing changed."""


class OwnContact(Exception):
    """The address or number is the claimant's own. Nothing was sent."""


class TooManySent(Exception):
    """The partner was written to so often that the claimant sets off no more. Nothing was sent."""


def keep_signature(claim: Claim, *, by: Actor) -> SecondSignature | None:
    """Ask for the signature, ask for it again, or stop asking, as the answers call for it now; the one that counts.

    The caller has locked the sent claim. Asked again is the partner who signed something that was corrected since.
    """
    current = current_signature(claim, lock=True)
    need = Need.NONE if claim.status.stage == ClaimStatus.Stage.DONE else need_of(claim)
    now_hash = part_hash(claim) if need == Need.WANTED else ""
    if current is not None and _stands(current, need, now_hash):
        if current.state == State.WAITING and current.part_hash != now_hash:
            current.part_hash = now_hash
            current.save(update_fields=["part_hash"])
        return current
    if current is not None:
        _end(current)
    made = _made(claim, need, now_hash)
    _mark(claim, made is not None and made.state == State.WAITING)
    if made is not None and current is not None and current.contact and made.state == State.WAITING:
        made.channel, made.contact = current.channel, current.contact
        _ask_again(made, by)
    return made


def _ask_again(made: SecondSignature, by: Actor) -> None:
    try:
        _write(made, ASKED, by)
    except TooManyMessages as refusal:
        # The reminder has a link too.
        log.warning("partner_not_asked", because=refusal.because)


def _stands(current: SecondSignature, need: Need, now_hash: str) -> bool:
    """Whether what counts is what is called for. What was settled stands as long as it is about the same answers."""
    if need == Need.UNSAFE:
        return current.state == State.UNSAFE or current.is_settled
    return need == Need.WANTED and (
        current.state == State.WAITING or (current.is_settled and current.part_hash == now_hash)
    )


def _made(claim: Claim, need: Need, now_hash: str) -> SecondSignature | None:
    if need == Need.NONE:
        return None
    now = timezone.now()
    given = {"claim": claim, "part_hash": now_hash, "asked_at": now}
    if need == Need.UNSAFE:
        return SecondSignature.objects.create(state=State.UNSAFE, **given)
    return SecondSignature.objects.create(remind_at=next_reminder(now, now), **given)


def _end(signature: SecondSignature) -> None:
    signature.state, signature.token_hash, signature.remind_at = State.ENDED, None, None
    signature.save(update_fields=["state", "token_hash", "remind_at"])


def _mark(claim: Claim, awaits: bool) -> None:
    if claim.awaits_signature != awaits:
        claim.awaits_signature = awaits
        claim.save(update_fields=["awaits_signature"])
        claim_changed.send(sender=Claim, claim=claim)


def end_signature(claim: Claim) -> None:
    """A claim that the caller has locked does not go on: nothing is asked of its partner any more."""
    current = current_signature(claim, lock=True)
    if current is not None and not current.is_settled:
        _end(current)
    _mark(claim, False)


def settle_signature(signature: SecondSignature, state: str) -> None:
    """It is given, or the claim goes on without; `signature.claim` is locked, and what else is set is saved too."""
    signature.state, signature.settled_at = state, timezone.now()
    signature.token_hash, signature.remind_at = None, None
    signature.save()
    _mark(signature.claim, False)


@transaction.atomic
def ask_partner(*, public_id: str | uuid.UUID, channel: str, contact: str, by: Actor) -> SecondSignature:
    """Send the partner a link, to an address or number of their own; the link before it ends.

    Raises OwnContact, NotWaiting, TooManySent, accounts.door.TooManyMessages, Http404.
    """
    signature = _own_waiting(public_id, by)
    if is_claimants_contact(signature.claim, contact):
        raise OwnContact
    if signature.sent >= MOST_SENT:
        raise TooManySent
    signature.channel, signature.contact = channel, contact
    _write(signature, ASKED, by)
    resident = signature.claim.resident
    audit.record("claims.signature.asked", by=by, resident=resident, subject=signature.claim.reference)
    return signature


@transaction.atomic
def show_link(*, public_id: str | uuid.UUID, by: Actor) -> str:
    """The address that the claimant's screen shows the partner; the link before it ends. Raises NotWaiting, Http404."""
    signature = _own_waiting(public_id, by)
    address = _new_link(signature, SHOWN_LINK_LASTS, by)
    signature.save(update_fields=["token_hash", "link_until"])
    resident = signature.claim.resident
    audit.record("claims.signature.link_shown", by=by, resident=resident, subject=signature.claim.reference)
    return address


def _own_waiting(public_id: str | uuid.UUID, by: Actor) -> SecondSignature:
    claim, _grant = lock_claim(public_id, by)
    if claim.is_draft or not is_own(by, claim):
        raise Http404
    signature = current_signature(claim, lock=True)
    if signature is None or signature.state == State.UNSAFE:
        raise Http404
    if not may_be_signed(signature):
        raise NotWaiting
    return signature


def _new_link(signature: SecondSignature, lasts: dt.timedelta, by: Actor) -> str:
    token = secrets.token_urlsafe(24)
    signature.token_hash, signature.link_until = link_hash(token), timezone.now() + lasts
    return by.council.url_of(reverse("claims:sign", args=[token]))


def _write(signature: SecondSignature, template: str, by: Actor) -> None:
    """A message to the partner with a new link. It names nobody: the address may be mistyped."""
    claim, now = signature.claim, timezone.now()
    address = _new_link(signature, LINK_LASTS, by)
    signature.sent += 1
    signature.remind_at = next_reminder(signature.asked_at, now)
    signature.save()
    context = {
        "reference": claim.reference, "url": address, "days": str(LINK_LASTS.days),
        "form": claim.form_version.form.slug,
    }  # fmt: skip
    notify(
        resident=claim.resident, template=template, context=context, by=by, channels=[signature.channel],
        to=signature.contact, draft=str(claim.public_id),
    )  # fmt: skip


@transaction.atomic
def remind_partners(*, by: Actor) -> int:
    """Remind of each signature that has waited long enough: the partner, or the claimant who said nothing of how to
    reach them; how many. Where it is not safe any more it is not asked for from now on. What is locked is left to the
    next run.
    """
    due = Q(remind_at__lte=timezone.now()) | Q(claim__resident__safe_to_contact=False)
    due = SecondSignature.objects.filter(due, state=State.WAITING).values("claim_id")
    claims = Claim.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=due)
    related = claims.select_related("resident__user", "status", "submission", "form_version__form")
    return sum(_remind(claim, by) for claim in related.order_by("pk")[:100])


def _remind(claim: Claim, by: Actor) -> bool:
    signature = keep_signature(claim, by=by)
    if signature is None or signature.state != State.WAITING:
        return False
    if signature.contact:
        _write(signature, REMINDED, by)
    else:
        signature.remind_at = next_reminder(signature.asked_at, timezone.now())
        signature.save(update_fields=["remind_at"])
        tell_of_claim(claim, CLAIMANT_REMINDED, context={"reference": claim.reference}, by=by)
    return True
