"""The tables of the job journal."""

from jobjournal.models.entries import Entry, EntryFile, EntryRevision, Journal, JournalDocument
from jobjournal.models.jobs import Appointment, Job, WorkPlan
from jobjournal.models.library import Activity, SentenceTemplate

__all__ = [
    "Activity",
    "Appointment",
    "Entry",
    "EntryFile",
    "EntryRevision",
    "Job",
    "Journal",
    "JournalDocument",
    "SentenceTemplate",
    "WorkPlan",
]
