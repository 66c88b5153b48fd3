"""Every table in which something hangs on a sent claim, and what becomes of it when the claim is deleted.

A table that names a claim, or a row that goes with one, has a line here; tests/records/test_registry.py finds one that
has none.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from advocates.legal.readers import is_held_by_law
from advocates.registering.readers.registered import is_kept
from claims.models import Claim

# Table and the way from it to the claim, in the order in which rows go: what names another row goes before it.
GOES: list[tuple[str, str]] = [
    ("cobrowse.SharedEdit", "shared__claim"),
    ("cobrowse.SharedForm", "claim"),
    ("advocates.CaseTask", "claim"),
    ("casework.DeliveryAttempt", "delivery__claim"),
    ("casework.Delivery", "claim"),
    ("casework.LetterPdf", "decision__claim"),
    ("casework.PostalLetter", "decision__claim"),
    ("casework.SignedFilm", "decision__claim"),
    ("casework.Award", "decision__claim"),
    ("casework.Decision", "claim"),
    ("casework.Task", "claim"),
    ("casework.NoteFile", "note__claim"),
    ("casework.NoteVersion", "note__claim"),
    ("casework.Note", "claim"),
    ("casework.UrgencyChange", "claim"),
    ("casework.ClaimHold", "claim"),
    ("casework.DueDayWork", "claim"),
    ("casework.QualityDraw", "claim"),
    ("casework.BatchClaim", "claim"),
    ("casework.Showing", "claim"),
    ("casework.Verification", "claim"),
    ("casework.Assignment", "claim"),
    ("claims.SecondSignature", "claim"),
    ("claims.AwardReview", "claim"),
    ("claims.Withdrawal", "claim"),
    ("claims.Correction", "claim"),
    ("claims.CorrectionAsk", "claim"),
    ("casework.ClaimTimes", "claim"),
    ("claims.ResidentAct", "claim"),
    ("claims.ThreadMessage", "claim"),
    ("claims.PaperReview", "paper__claim"),
    ("claims.ClaimFile", "claim"),
    ("claims.Paper", "claim"),
    ("claims.SearchTerm", "claim"),
    ("claims.ClaimPdf", "claim"),
    ("claims.StatusChange", "claim"),
    ("claims.Submission", "claim"),
    ("claims.PhoneLink", "claim"),
    ("claims.ResumeLink", "claim"),
    ("claims.Fact", "claim"),
    ("claims.Answer", "claim"),
    ("estimates.EstimatePdf", "estimate__claim"),
    ("estimates.EntitlementAlert", "estimate__claim"),
    ("estimates.Origin", "estimate__claim"),
    ("estimates.Origin", "claim"),
    ("estimates.HoursCurve", "claim"),
    ("estimates.Scenario", "claim"),
    ("estimates.Comparison", "claim"),
    ("estimates.ChangeEstimate", "claim"),
    ("estimates.Estimate", "claim"),
    ("records.Hold", "claim"),
    ("claims.ClaimEvent", "pgh_obj"),
    ("claims.Claim", "pk"),
]
# Rows that stay under rules of their own and only forget the claim: table, the field that is emptied, the way.
LET_GO: list[tuple[str, str, str]] = [
    ("cobrowse.HelpRequest", "claim", "claim"),
    ("cobrowse.Booking", "claim", "claim"),
    ("cobrowse.PhoneCode", "claim", "claim"),
    ("estimates.Estimate", "replaces", "replaces__claim"),
    ("claims.AwardReview", "change", "change"),
    ("claims.Claim", "follows", "follows"),
]
# Links between two rows of one claim, which go together.
WITHIN = {
    ("casework.Decision", "replaces"),
    ("casework.Delivery", "decision"),
    ("casework.Delivery", "correction"),
    ("casework.Delivery", "withdrawal"),
    ("casework.Delivery", "review"),
    ("claims.ClaimFile", "paper"),
    ("claims.Correction", "ask"),
    ("claims.ResidentAct", "reply"),
}
# While a record without an account has any of these, it is somebody's.
MAKES_A_RECORD = (
    "claims.Claim", "cobrowse.HelpRequest", "cobrowse.Booking", "jobjournal.Job", "jobjournal.WorkPlan",
    "jobjournal.Appointment", "jobjournal.Journal", "jobjournal.Entry", "jobjournal.EntryDraft", "jobjournal.Share",
    "records.Hold", "advocates.Enquiry", "advocates.HandOver", "advocates.PlanAction",
)  # fmt: skip


def rows_of(label: str, way: str, claim: Claim) -> QuerySet[Any]:
    """The rows of one table that hang on a claim."""
    return apps.get_model(label)._default_manager.filter(**{way: claim.pk})


def is_somebodys(resident_id: int) -> bool:
    """Whether a record still has anything in it, its account apart."""
    kept = any(apps.get_model(label)._default_manager.filter(resident=resident_id).exists() for label in MAKES_A_RECORD)
    return kept or is_kept(resident_id) or is_held_by_law(resident_id)
