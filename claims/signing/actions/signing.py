"""What the partner does, in their own browser: proving the contact, signing, saying that something is not right."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.rules.names import names_agree
from claims.actions.acts import record_act
from claims.actions.telling import tell_of_claim
from claims.models import Claim, ResidentAct, SecondSignature
from claims.signing.actions.asking import settle_signature
from claims.signing.readers import (
    current_signature,
    is_claimants_browser,
    is_claimants_contact,
    may_be_signed,
    part_hash,
    partner_name,
)


class NotTheirs(Exception):
    """Whoever acts is the claimant, or has not proven the contact that counts. Nothing changed."""


class NotOpen(Exception):
    """It is signed, withdrawn or not asked for any more. Nothing changed."""


class PartMoved(Exception):
    """The answers were corrected since the page was drawn. Nothing was signed."""


class OtherName(Exception):
    """The name that was typed is not the partner's in the claim. Nothing was signed."""


@transaction.atomic
def take_contact(*, public_id: str, channel: str, contact: str, by: Actor) -> SecondSignature:
    """Keep the contact that the partner proved by a code. Raises NotOpen, NotTheirs."""
    signature = _locked(public_id, by)
    if is_claimants_contact(signature.claim, contact) or signature.contact not in ("", contact):
        raise NotTheirs
    signature.channel, signature.contact = channel, contact
    signature.save(update_fields=["channel", "contact"])
    return signature


@transaction.atomic
def sign_claim(*, public_id: str, contact: str, name: str, seen: str, by: Actor) -> SecondSignature:
    """The partner signs what they saw (`seen`, a part_hash), by the contact that they proved.

    Raises NotOpen, NotTheirs, PartMoved, OtherName.
    """
    signature = _locked(public_id, by, contact)
    claim = signature.claim
    if seen != part_hash(claim):
        raise PartMoved
    if not names_agree(name, partner_name(claim)):
        raise OtherName
    signature.signed_name, signature.part_hash = name, seen
    settle_signature(signature, SecondSignature.State.SIGNED)
    audit.record("claims.signature.signed", by=by, resident=claim.resident, subject=claim.reference)
    tell_of_claim(claim, "partner_signed", context={"reference": claim.reference}, by=by)
    return signature


@transaction.atomic
def say_not_right(*, public_id: str, contact: str, words: str, by: Actor) -> SecondSignature:
    """The partner says what is not right. The desk has to look at it; the claimant is not told. Raises NotOpen,
    NotTheirs.
    """
    signature = _locked(public_id, by, contact)
    if words not in signature.not_right:
        signature.not_right = "\n\n".join(filter(None, [signature.not_right, words]))
        signature.save(update_fields=["not_right"])
        record_act(signature.claim, ResidentAct.Kind.SIGNATURE, at=timezone.now())
        # Without the resident: the trail that they read must not say it.
        audit.record("claims.signature.not_right", by=by, subject=signature.claim.reference)
    return signature


def _locked(public_id: str, by: Actor, contact: str | None = None) -> SecondSignature:
    claims = Claim.objects.select_for_update(of=("self",)).filter(second_signatures__public_id=public_id)
    claim = claims.select_related("resident__user", "status", "submission", "form_version__form").first()
    signature = current_signature(claim, lock=True) if claim is not None else None
    if signature is None or str(signature.public_id) != public_id or not may_be_signed(signature):
        raise NotOpen
    if is_claimants_browser(by, claim) or (contact is not None and contact != signature.contact):
        raise NotTheirs
    return signature
