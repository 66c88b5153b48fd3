"""A person's list of jobs: adding, changing, moving one on, removing."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Resident
from jobjournal.actions.access import mark_used, right_to_fill
from jobjournal.models import Job
from jobjournal.readers import journal as readers

# The day on which a status is reached is kept with it.
DAY_OF = {
    Job.Status.SAVED: "saved_on",
    Job.Status.APPLIED: "applied_on",
    Job.Status.HEARD_BACK: "heard_on",
    Job.Status.CLOSED: "closed_on",
}


@transaction.atomic
def add_job(*, resident: Resident, fields: dict[str, Any], by: Actor) -> Job:
    """Put a job on the list; `fields` are columns of Job. Raises Http404, PermissionDenied."""
    grant = right_to_fill(resident, by)
    job = Job(resident=resident, saved_on=timezone.localdate(), **fields)
    _note_day(job)
    job.save(force_insert=True)
    _record("jobjournal.job.added", job, grant, by)
    return job


@transaction.atomic
def change_job(*, public_id: str | uuid.UUID, fields: dict[str, Any], by: Actor) -> Job:
    """Change a job; reaching a status notes the day, once. Raises Http404, PermissionDenied."""
    job, grant = _locked(public_id, by)
    for name, value in fields.items():
        setattr(job, name, value)
    _note_day(job)
    job.save()
    _record("jobjournal.job.changed", job, grant, by)
    return job


@transaction.atomic
def move_job(*, public_id: str | uuid.UUID, status: str, by: Actor) -> Job:
    """Say how far a job has got (Job.Status). Raises Http404, also for an unknown status, and PermissionDenied."""
    if status not in Job.Status.values:
        raise Http404
    return change_job(public_id=public_id, fields={"status": status}, by=by)


@transaction.atomic
def remove_job(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """Take a job off the list; what was recorded about it stays in the journal."""
    job, grant = _locked(public_id, by)
    _record("jobjournal.job.removed", job, grant, by)
    job.delete()


def _locked(public_id: str | uuid.UUID, by: Actor) -> tuple[Job, Delegation | None]:
    found = readers.job_for(by, public_id)
    grant = right_to_fill(found.resident, by)
    return Job.objects.select_for_update(of=("self",)).select_related("resident").get(pk=found.pk), grant


def _note_day(job: Job) -> None:
    name = DAY_OF[Job.Status(job.status)]
    if getattr(job, name) is None:
        setattr(job, name, timezone.localdate())


def _record(code: str, job: Job, grant: Delegation | None, by: Actor) -> None:
    mark_used(job.resident)
    audit.record(code, by=by, resident=job.resident, grant=grant, detail={"status": job.status})
