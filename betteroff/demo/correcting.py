"""Corrections of the demo: one claim of Calderbrook waits for its claimant, one an adviser corrected on the phone."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council, Membership
from casework.correcting.actions import Wanted, ask_for_correction, lock_for_officer
from claims.correcting.actions.saving import Typed, save_typed
from claims.correcting.actions.sending import send_correction
from claims.correcting.readers import askable
from claims.models import Claim, CorrectionAsk
from claims.readers.answer_store import sent_values, spec_of
from formspec.rules.answer_types import type_of

COUNCIL, ADVISER = "calderbrook", "aisha@calderbrook.example"
WAITS, CORRECTED = "nasreen@example.org", "derek@example.org"


def show_corrections(council: Council) -> None:
    """What the demo of a council shows of corrections; nothing more on a second load."""
    if council.slug != COUNCIL or CorrectionAsk.objects.exists():
        return
    membership = Membership.objects.select_related("user").get(user__email=ADVISER)
    adviser = Actor(council=council, user=membership.user, membership=membership, second_factor=True)
    waits = _claim(WAITS)
    amounts = [key for key in _answered(waits) if type_of(spec_of(waits).questions[key]).is_amount]
    words = "This is not the rent in your agreement. Please look at it again."
    _ask(waits, amounts[:2], "claimant", words, adviser)
    corrected = _claim(CORRECTED)
    phone = next(key for key in askable(corrected) if spec_of(corrected).questions[key].get("fact") == "person.phone")
    _correct(_ask(corrected, [phone], "officer", "You phoned: this is your new number.", adviser), phone, adviser)


def _claim(email: str) -> Claim:
    return Claim.objects.filter(resident__user__email=email, submitted_at__isnull=False).order_by("pk")[0]


def _answered(claim: Claim) -> list[str]:
    values = sent_values(claim)
    return [key for key in askable(claim) if key in values]


def _ask(claim: Claim, keys: list[str], whose: str, words: str, by: Actor) -> CorrectionAsk:
    due_on = timezone.localdate() + dt.timedelta(days=14) if whose == "claimant" else None
    wanted = Wanted(whose, keys, "wrong", words, due_on, asked_with=uuid.uuid4(), based_on=claim.corrected)
    return ask_for_correction(reference=claim.reference, wanted=wanted, by=by)


def _correct(ask: CorrectionAsk, phone: str, by: Actor) -> None:
    def lock() -> CorrectionAsk:
        return lock_for_officer(ask.claim.reference, ask.public_id, by)

    typed = Typed({(phone, ""): "07700 900345"}, revision=0)
    case = save_typed(lock=lock, read=lambda case: typed)
    send_correction(lock=lock, revision=case.ask.revision, by=by)
