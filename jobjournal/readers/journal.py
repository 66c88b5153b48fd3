"""Reads of journals. What is not the actor's, or not theirs to see, answers like what does not exist: 404."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Delegation, Resident
from accounts.permissions import Scope
from accounts.readers import grant_for, grants_for
from jobjournal.models import Appointment, Entry, EntryFile, EntryRevision, Job, Journal, JournalPdf, WorkPlan
from jobjournal.readers.entry_words import EntryWords, words_of, words_of_revision

PAGE = 10


@dataclass(frozen=True)
class JournalAccess:
    """The journal that an actor is in: whose it is, by which grant (None: their own), and whether they may write."""

    resident: Resident
    grant: Delegation | None
    may_fill: bool

    @property
    def is_own(self) -> bool:
        """Is it the actor's own?"""
        return self.grant is None

    @property
    def query(self) -> str:
        """What an address needs to stay in somebody else's journal: "?of=…", or nothing."""
        return "" if self.is_own else f"?of={self.resident.public_id}"


@dataclass(frozen=True)
class EntryView:
    """An entry with its words open."""

    entry: Entry
    words: EntryWords


@dataclass(frozen=True)
class RevisionView:
    """A version of an entry with its words open."""

    revision: EntryRevision
    words: EntryWords


def journal_of(actor: Actor, person: str | uuid.UUID | None = None) -> JournalAccess:
    """The actor's own journal, or that of the person who lets them see it, or 404.

    `person` is the public id of a resident; without it the journal is the actor's own.
    """
    if actor.user is None:
        raise Http404
    own = actor.resident
    if person is None or (own is not None and str(own.public_id) == str(person)):
        if own is None:
            raise Http404
        return JournalAccess(own, None, True)
    grants = grants_for(actor, Scope.VIEW_JOURNAL).filter(resident__public_id=as_uuid(person))
    grant = grants.select_related("resident").first()
    if grant is None:
        raise Http404
    return JournalAccess(grant.resident, grant, Scope.FILL_JOURNAL in grant.scopes)


def as_uuid(text: str | uuid.UUID) -> uuid.UUID:
    """A public id, or 404."""
    try:
        return uuid.UUID(str(text))
    except ValueError as error:
        raise Http404 from error


def journal_access(actor: Actor, resident: Resident) -> JournalAccess:
    """The journal of a resident whose entry, job or file was asked for, if the actor may see it; else 404."""
    return journal_of(actor, resident.public_id)


def grant_to_fill(actor: Actor, resident: Resident, *, lock: bool = True) -> Delegation | None:
    """The grant by which a helper may write in this journal, or None."""
    return grant_for(actor, resident.pk, Scope.FILL_JOURNAL, lock=lock)


def people_for(actor: Actor) -> list[Resident]:
    """Whose journals the actor may see besides their own."""
    grants = grants_for(actor, Scope.VIEW_JOURNAL).select_related("resident").order_by("resident__name")
    return list({grant.resident_id: grant.resident for grant in grants}.values())


def entries_between(resident: Resident, first: dt.date, last: dt.date) -> list[EntryView]:
    """The entries of these days, newest day first. The caller has asked `journal_of`."""
    rows = _in_order(Entry.objects.filter(resident=resident, happened_on__range=(first, last)))
    return [EntryView(row, words_of(row)) for row in rows]


def times_between(resident: Resident, first: dt.date, last: dt.date) -> list[tuple[dt.date, int, str]]:
    """Day, minutes and activity of the entries of these days: what the sums of weeks need, without the words."""
    rows = Entry.objects.filter(resident=resident, happened_on__range=(first, last), removed_at__isnull=True)
    return list(rows.filter(minutes__isnull=False).values_list("happened_on", "minutes", "activity_key"))


def entries_page(resident: Resident, *, before: tuple[dt.date, int] | None = None) -> list[EntryView]:
    """A page of ten entries, newest first, from below the (day, sequence) of the last one on the page before."""
    rows = Entry.objects.filter(resident=resident)
    if before is not None:
        day, sequence = before
        rows = rows.filter(happened_on__lte=day).exclude(happened_on=day, sequence__gte=sequence)
    return [EntryView(row, words_of(row)) for row in _in_order(rows)[:PAGE]]


def _in_order(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    return rows.filter(removed_at__isnull=True).order_by(F("happened_on").desc(), F("sequence").desc())


def entry_for(actor: Actor, public_id: str | uuid.UUID) -> Entry:
    """One entry that the actor may see, or 404; `entry.resident` is at hand."""
    entry = Entry.objects.filter(public_id=public_id, removed_at__isnull=True).select_related("resident", "job").first()
    if entry is None:
        raise Http404
    journal_access(actor, entry.resident)
    return entry


def last_entry(resident: Resident) -> EntryView | None:
    """What was recorded last, or None."""
    entry = Entry.objects.filter(resident=resident, removed_at__isnull=True).order_by("-sequence").first()
    return EntryView(entry, words_of(entry)) if entry else None


def entry_by_client_id(resident: Resident, client_id: uuid.UUID) -> Entry | None:
    """The entry that a device sent under this id, removed or not: what was sent once is not taken again."""
    return Entry.objects.filter(resident=resident, client_id=client_id).first()


def revisions_of(entry: Entry) -> list[RevisionView]:
    """Every version of an entry, the first first."""
    rows = EntryRevision.objects.filter(entry=entry).select_related("entry").order_by("number")
    return [RevisionView(row, words_of_revision(row)) for row in rows]


def files_of(entries: list[Entry]) -> dict[int, list[EntryFile]]:
    """The files of these entries, without their content, by the entry's primary key."""
    rows = EntryFile.objects.filter(entry__in=entries, removed_at__isnull=True).defer("content").order_by("pk")
    found: dict[int, list[EntryFile]] = {entry.pk: [] for entry in entries}
    for row in rows if entries else ():
        found[row.entry_id].append(row)
    return found


def file_for(actor: Actor, public_id: str | uuid.UUID) -> EntryFile:
    """One file of an entry that the actor may see, or 404."""
    files = EntryFile.objects.filter(public_id=public_id, removed_at__isnull=True)
    file = files.select_related("entry__resident").first()
    if file is None or file.entry.removed_at is not None:
        raise Http404
    journal_access(actor, file.entry.resident)
    return file


def settings_of(resident: Resident) -> Journal | None:
    """The journal's row, if anything was written yet."""
    return Journal.objects.filter(resident=resident).first()


def jobs_of(resident: Resident) -> list[Job]:
    """The jobs of a person: open ones first, what moved last on top."""
    order = {status: index for index, status in enumerate(Job.Status.values)}
    return sorted(Job.objects.filter(resident=resident).order_by("-changed_at"), key=lambda job: order[job.status] == 3)


def job_for(actor: Actor, public_id: str | uuid.UUID) -> Job:
    """One job that the actor may see, or 404."""
    job = Job.objects.filter(public_id=public_id).select_related("resident").first()
    if job is None:
        raise Http404
    journal_access(actor, job.resident)
    return job


def plans_of(resident: Resident) -> list[WorkPlan]:
    """Every plan, the newest first."""
    return list(WorkPlan.objects.filter(resident=resident).order_by("-from_day"))


def plan_on(plans: list[WorkPlan], day: dt.date) -> WorkPlan | None:
    """The plan in force on a day, among plans that are newest first."""
    return next((plan for plan in plans if plan.from_day <= day), None)


def appointments_of(resident: Resident, *, since: dt.datetime) -> list[Appointment]:
    """What is still to come, the next one first."""
    return list(Appointment.objects.filter(resident=resident, starts_at__gte=since).order_by("starts_at"))


def appointment_for(actor: Actor, public_id: str | uuid.UUID) -> Appointment:
    """One appointment that the actor may see, or 404."""
    appointment = Appointment.objects.filter(public_id=public_id).select_related("resident").first()
    if appointment is None:
        raise Http404
    journal_access(actor, appointment.resident)
    return appointment


def documents_of(resident: Resident) -> list[JournalPdf]:
    """The PDFs asked for last, without their content."""
    return list(JournalPdf.objects.filter(resident=resident).defer("content").order_by("-asked_at")[:5])


def document_for(actor: Actor, public_id: str | uuid.UUID) -> JournalPdf:
    """One PDF of a journal that the actor may see, or 404."""
    document = JournalPdf.objects.filter(public_id=public_id).select_related("resident").first()
    if document is None:
        raise Http404
    journal_access(actor, document.resident)
    return document
