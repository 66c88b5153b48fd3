"""Whether a claim wants a partner's signature, how it stands, and who may not give it."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.actors import Actor
from accounts.door import mailbox_of
from accounts.rules.links import link_hash
from claims.models import Claim, ClaimStatus, SecondSignature
from claims.readers.answer_store import sent_values, spec_of
from claims.readers.claims import own_claim_for
from claims.signing.rules import Need
from formspec.rules.facts import NO, SAFE_CONTACT, said_alone
from formspec.rules.partner.second_signature import is_never, is_wanted, part_of_partner

State = SecondSignature.State
PARTNER_NAME = "partner.name"
# Set by the app above whose settings say so: whether this council asks partners at all.
_asks = []


def asks_where(council_asks) -> None:
    """Ask partners only where `council_asks()` says so. Called in `apps.ready()`."""
    _asks.append(council_asks)


def need_of(claim: Claim) -> Need:
    """What the answers that hold now say. A form that does not know of partners costs no query."""
    wanted = spec_of(claim).second_signature
    if wanted is None or not all(asks() for asks in _asks):
        return Need.NONE
    values = sent_values(claim)
    if not is_wanted(wanted, values):
        return Need.NONE
    is_unsafe = is_never(wanted, values) or not claim.resident.safe_to_contact or _says_unsafe(claim, values)
    return Need.UNSAFE if is_unsafe else Need.WANTED


def _says_unsafe(claim: Claim, values: dict[str, Any]) -> bool:
    questions = spec_of(claim).questions
    return any(said_alone(questions[key], SAFE_CONTACT, value) == NO for key, value in values.items())


def part_of(claim: Claim) -> dict[str, Any]:
    """The clean answers that the partner sees, by question key."""
    wanted = spec_of(claim).second_signature
    return part_of_partner(wanted, sent_values(claim)) if wanted else {}


def part_hash(claim: Claim) -> str:
    """A keyed hash of what the partner sees now."""
    said = json.dumps([str(claim.public_id), part_of(claim)], sort_keys=True, cls=DjangoJSONEncoder)
    return salted_hmac("claims.second_signature", said, algorithm="sha256").hexdigest()


def partner_name(claim: Claim) -> str:
    """The partner's name as the claim has it, "" where it has none."""
    part, questions = part_of(claim), spec_of(claim).questions
    named = (part[key] for key in part if questions[key].get("fact") == PARTNER_NAME)
    name = next(named, None) or {}
    return " ".join(filter(None, [name.get("first"), name.get("last")]))


def current_signature(claim: Claim, *, lock: bool = False) -> SecondSignature | None:
    """The one that counts, or None. One query."""
    rows = SecondSignature.objects.select_for_update() if lock else SecondSignature.objects.all()
    found = rows.filter(claim=claim).exclude(state=State.ENDED).first()
    if found is not None:
        found.claim = claim
    return found


def own_signature(actor: Actor, claim_id: str | uuid.UUID) -> tuple[Claim, SecondSignature | None]:
    """A sent claim of the actor's own and the signature that it waits for or has, None where it is not asked for."""
    claim = own_claim_for(actor, claim_id)
    found = None if claim.is_draft else current_signature(claim)
    return claim, None if found is None or found.state == State.UNSAFE else found


def may_be_signed(signature: SecondSignature) -> bool:
    """Whether a partner can sign it still: it waits, the claim is not done, and it is safe."""
    claim = signature.claim
    is_open = signature.state == State.WAITING and claim.status.stage != ClaimStatus.Stage.DONE
    return is_open and need_of(claim) == Need.WANTED


def signature_by_token(token: str) -> SecondSignature | None:
    """What a link leads to, while it works; None in every other case, all alike."""
    rows = SecondSignature.objects.filter(token_hash=link_hash(token), link_until__gt=timezone.now())
    return _open(rows)


def signature_by_id(public_id: str) -> SecondSignature | None:
    """What this session came to by a link, while it can be signed."""
    return _open(SecondSignature.objects.filter(public_id=public_id))


def _open(rows) -> SecondSignature | None:
    related = ("claim__resident__user", "claim__status", "claim__submission", "claim__form_version__form")
    found = rows.filter(state=State.WAITING).select_related(*related).first()
    return found if found is not None and may_be_signed(found) else None


def is_claimants_contact(claim: Claim, contact: str) -> bool:
    """Whether an address or number is the claimant's: of the account, the record or this claim."""
    resident, sent, typed = claim.resident, claim.submission, mailbox_of(contact.lower())
    known = [resident.email, resident.phone, sent.email, sent.phone]
    known += [resident.user.email, resident.user.phone] if resident.user else []
    return any(mailbox_of(each.lower()) == typed for each in known if each)


def is_claimants_browser(actor: Actor, claim: Claim) -> bool:
    """Whether whoever acts is the claimant or whoever sent the claim, or sits in the session that it was sent in."""
    sent = claim.submission
    if actor.resident is not None and actor.resident.pk == claim.resident_id:
        return True
    if actor.user is not None and actor.user.pk in (claim.resident.user_id, sent.sent_by_id):
        return True
    same_session = bool(sent.sent_in) and sent.sent_in == actor.origin.session
    return same_session or str(claim.public_id) in actor.opened_claims
