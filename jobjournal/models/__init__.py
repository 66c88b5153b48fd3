"""The tables of the job journal."""

from jobjournal.models.entries import Entry, EntryDraft, EntryFile, EntryRevision, Journal, JournalPdf
from jobjournal.models.jobs import Appointment, Job, WorkPlan
from jobjournal.models.library import Activity, SentenceTemplate
from jobjournal.models.shares import (
    PairingRequest,
    Share,
    ShareAttempt,
    ShareFile,
    ShareItem,
    ShareKept,
    ShareNote,
    ShareView,
)

__all__ = [
    "Activity",
    "Appointment",
    "Entry",
    "EntryDraft",
    "EntryFile",
    "EntryRevision",
    "Job",
    "Journal",
    "JournalPdf",
    "PairingRequest",
    "SentenceTemplate",
    "Share",
    "ShareAttempt",
    "ShareFile",
    "ShareItem",
    "ShareKept",
    "ShareNote",
    "ShareView",
    "WorkPlan",
]
