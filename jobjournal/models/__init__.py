"""The tables of the job journal."""

from jobjournal.models.entries import Entry, EntryFile, EntryRevision, Journal, JournalDocument
from jobjournal.models.jobs import Appointment, Job, WorkPlan
from jobjournal.models.library import Activity, SentenceTemplate
from jobjournal.models.shares import (
    ScreenRequest,
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
    "EntryFile",
    "EntryRevision",
    "Job",
    "Journal",
    "JournalDocument",
    "ScreenRequest",
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
