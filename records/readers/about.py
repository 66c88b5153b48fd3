"""Every table with something about a person, and the way from it to their record: what an export of it walks.

A table that declares personal data has a line here; tests/records/test_exporting.py finds one that has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import BinaryField, DateField, Model

from accounts.models import Resident
from core.rotating import opened
from notifications.texts import without_secrets

# What is about staff only: who wrote it is not the person's.
OF_STAFF = "staff"
WAYS: dict[str, str] = {
    "accounts.Resident": "pk",
    "accounts.User": "residents",
    "accounts.Delegation": "resident",
    "advocates.Ask": "asker",
    "advocates.Case": "resident",
    "advocates.CaseNote": "case__resident",
    "advocates.CaseNoteVersion": "note__case__resident",
    "advocates.CaseTask": "case__resident",
    "advocates.CaseBatchRow": "case__resident",
    "advocates.Invitation": "resident",
    "advocates.LegalBasis": "resident",
    "advocates.LegalPaper": "basis__resident",
    "advocates.Registration": "resident",
    "advocates.ConsentPaper": "registration__resident",
    "advocates.Enquiry": "resident",
    "advocates.HandOver": "resident",
    "advocates.Transfer": "resident",
    "advocates.PlanAction": "resident",
    "advocates.PlanNote": "action__resident",
    "advocates.PlanShare": "resident",
    "claims.Claim": "resident",
    "claims.Answer": "claim__resident",
    "claims.Submission": "claim__resident",
    "claims.ClaimFile": "claim__resident",
    "claims.ClaimPdf": "claim__resident",
    "claims.Fact": "resident",
    "claims.Paper": "claim__resident",
    "claims.PaperReview": "paper__claim__resident",
    "claims.SecondSignature": "claim__resident",
    "claims.Withdrawal": "claim__resident",
    "claims.AwardReview": "claim__resident",
    "claims.CorrectionAsk": "claim__resident",
    "claims.Correction": "claim__resident",
    "claims.StatusChange": "claim__resident",
    "claims.ThreadMessage": "claim__resident",
    "claims.ResidentAct": "claim__resident",
    "casework.Assignment": "claim__resident",
    "casework.Note": "claim__resident",
    "casework.NoteFile": "note__claim__resident",
    "casework.NoteVersion": "note__claim__resident",
    "casework.Showing": "claim__resident",
    "casework.Verification": "claim__resident",
    "casework.Task": "claim__resident",
    "casework.UrgencyChange": "claim__resident",
    "casework.ClaimHold": "claim__resident",
    "casework.QualityDraw": "claim__resident",
    "casework.BatchClaim": "claim__resident",
    "casework.Decision": "claim__resident",
    "casework.Award": "decision__claim__resident",
    "casework.Delivery": "claim__resident",
    "casework.LetterPdf": "decision__claim__resident",
    "casework.PostalLetter": "decision__claim__resident",
    "casework.SignedFilm": "decision__claim__resident",
    "estimates.Estimate": "resident",
    "estimates.EntitlementAlert": "resident",
    "estimates.HoursCurve": "resident",
    "estimates.Scenario": "resident",
    "estimates.Comparison": "resident",
    "estimates.ChangeEstimate": "resident",
    "cobrowse.HelpRequest": "resident",
    "cobrowse.HelpEvent": "request__resident",
    "cobrowse.HelpFile": "event__request__resident",
    "cobrowse.SharedForm": "request__resident",
    "cobrowse.SharedEdit": "shared__request__resident",
    "cobrowse.PhoneCode": "resident",
    "cobrowse.Booking": "resident",
    "jobjournal.Job": "resident",
    "jobjournal.WorkPlan": "resident",
    "jobjournal.Appointment": "resident",
    "jobjournal.Journal": "resident",
    "jobjournal.Entry": "resident",
    "jobjournal.EntryDraft": "resident",
    "jobjournal.EntryRevision": "entry__resident",
    "jobjournal.EntryFile": "entry__resident",
    "jobjournal.JournalPdf": "resident",
    "jobjournal.Share": "resident",
    "jobjournal.ShareNote": "share__resident",
    "notifications.Message": "resident",
    "records.Hold": "resident",
}
LEFT_OUT = {
    "accounts.IncomingFile": "of which the rest never came: it goes within the hour, or becomes a file that is in it",
    "accounts.IncomingPart": "the same",
    "accounts.SignInCode": "names no record, and is over within minutes",
    "advocates.CaseBatch": "written to many at once: what the person reads of it is among the notes for them",
    "casework.Batch": "written to many at once: what the person reads of it is among their messages and statuses",
    "claims.SearchTerm": "words of the answers, which are in it",
    "estimates.EstimatePdf": "drawn from the estimate, which is in it",
    "records.PersonExport": "is this",
}
# Beside what a table declares: what says of which question, and of what kind, a row is.
ALSO = ("reference", "key", "row", "fact", "kind", "state", "template", "benefit_code")


def about(resident: Resident) -> Iterator[tuple[type[Model], Iterator[dict[str, Any]]]]:
    """Table by table, everything that is kept of a person, encrypted words opened; bytes are in it as they are."""
    for label, way in WAYS.items():
        model = apps.get_model(label)
        rows = model._default_manager.filter(**{way: resident.pk}).order_by("pk")
        yield model, (_told(row) for row in rows.iterator(chunk_size=20))


def _told(row: Any) -> dict[str, Any]:
    declared = {name for name, of in row.personal_data.items() if of != OF_STAFF}
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        wanted = field.name in declared or field.name in ALSO or isinstance(field, DateField)
        if wanted and not field.is_relation:
            told[field.name] = getattr(row, field.attname)
    if "secret" in told:
        told["secret"] = opened(row) if row.secret is not None else None
    if "context" in told:
        told["context"] = without_secrets(row)
    return {name: _plain(value) for name, value in told.items() if value not in (None, "", [], {})}


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def binary_fields(model: type[Model]) -> set[str]:
    """The fields of a table that hold files."""
    return {
        field.name for field in model._meta.concrete_fields if isinstance(field, BinaryField) and field.name != "secret"
    }
