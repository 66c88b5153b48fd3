"""What corrections, withdrawals, reviews and the partner's signature add to a claim's timeline."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.models import Claim, CorrectionAsk, SecondSignature

Event = dict[str, Any]


def correction_events(claim: Claim) -> list[Event]:
    """Every ask, what came of it, and each correction, with who and why."""
    events = []
    prefetch_related_objects([claim], "correction_asks__correction")
    for ask in claim.correction_asks.all():
        by_claimant = ask.whose == CorrectionAsk.Whose.CLAIMANT
        begun = _("Asked the claimant for a correction") if by_claimant else _("Began a correction for the claimant")
        events.append(_event(begun, ask.asked_at, ask.asked_by_label, ask.words))
        if ask.cancelled_by_label:
            events.append(_event(_("Correction taken back"), ask.settled_at, ask.cancelled_by_label))
        if hasattr(ask, "correction"):
            events.append(_event(_("Answers corrected"), ask.correction.at, ask.correction.by_label))
    return events


def withdrawal_events(claim: Claim) -> list[Event]:
    """Each time that it was withdrawn, and went on after all."""
    events = []
    for each in claim.withdrawals.all():
        events.append(_event(_("Withdrawn"), each.at, each.by_label, each.because))
        if each.undone_at:
            events.append(_event(_("Goes on after all"), each.undone_at, each.undone_by_label))
    return events


def review_events(claim: Claim) -> list[Event]:
    """Each review of the award, the last time that its day was moved, and how it ended."""
    events = []
    for each in claim.reviews.all():
        day = date_format(each.last_day, "j F Y")
        asked = _("Review asked for, to answer by %(day)s") % {"day": day}
        events.append(_event(asked, each.asked_at, each.asked_by_label, each.because))
        if each.moved_at:
            moved = _("Last day of the review moved to %(day)s") % {"day": day}
            events.append(_event(moved, each.moved_at, each.moved_by_label, each.moved_why))
        if each.ended_at:
            ended = _("Review ended: %(outcome)s") % {"outcome": each.get_outcome_display()}
            events.append(_event(ended, each.ended_at, each.ended_by_label, each.ended_why))
    return events


def signature_events(claim: Claim) -> list[Event]:
    """Each time that a partner was asked to sign, and how that came out."""
    events = []
    for each in claim.second_signatures.all():
        is_unsafe = each.state == SecondSignature.State.UNSAFE
        asked = each.get_state_display() if is_unsafe else _("The partner’s signature is wanted")
        events.append(_event(asked, each.asked_at, ""))
        if each.settled_at:
            came = each.get_state_display() if each.is_settled else _("The partner signed, and was asked again")
            events.append(_event(came, each.settled_at, each.signed_name or each.by_label, each.because))
    return events


def _event(title: str, at: Any, by: str, text: str = "") -> Event:
    return {"title": title, "at": at, "by": by, "text": text}
