"""The list of jobs a person has an eye on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.asking import ask_first, is_sure
from jobjournal.actions import jobs as actions
from jobjournal.forms.jobs import JobForm
from jobjournal.models import Job
from jobjournal.presenters.page_parts import access_of, address, posted
from jobjournal.readers import journal as readers
from jobjournal.views.adding import writable

UNPROCESSABLE = 422
# Having moved a job on, the person is asked for the entry that says so.
TELLS = {Job.Status.APPLIED: "applied", Job.Status.HEARD_BACK: "result"}


def _status_words() -> dict[str, tuple[str, str]]:
    """The words and the colour of each status."""
    return {
        Job.Status.SAVED: (_("Saved"), "grey"),
        Job.Status.APPLIED: (_("Applied"), "blue"),
        Job.Status.HEARD_BACK: (_("Heard back"), "green"),
        Job.Status.CLOSED: (_("Closed"), "orange"),
    }


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """Every job, open ones first, with one tap to move each on."""
    journal = access_of(request)
    words = _status_words()
    following = {Job.Status.SAVED: Job.Status.APPLIED, Job.Status.APPLIED: Job.Status.HEARD_BACK}
    rows = [
        {
            "job": job,
            "status": words[job.status],
            "next": (following[job.status], words[following[job.status]][0]) if job.status in following else None,
            "url": address("job", journal, job.public_id),
        }
        for job in readers.jobs_of(journal.resident)
    ]
    page = {"journal": journal, "rows": rows, "add_url": address("add_job", journal), "nav": "journal"}
    return render(request, "jobjournal/jobs.html", {**page, "back_url": address("journal", journal)})


@require_http_methods(["GET", "POST"])
def add_job(request: HttpRequest) -> HttpResponse:
    """A new job on the list."""
    journal = writable(request)
    form = JobForm(posted(request), initial={"status": Job.Status.SAVED})
    if form.is_valid():
        actions.add_job(resident=journal.resident, fields=form.cleaned_data, by=request.actor)
        return redirect(address("jobs", journal))
    page = {"journal": journal, "form": form, "title": _("Add a job"), "nav": "journal"}
    page["back_url"] = address("jobs", journal)
    return render(request, "jobjournal/form.html", page, status=_status(form))


@require_http_methods(["GET", "POST"])
def job(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change one job."""
    found = readers.job_for(request.actor, public_id)
    journal = readers.journal_access(request.actor, found.resident)
    if not journal.may_fill:
        raise PermissionDenied
    form = JobForm(posted(request), initial={name: getattr(found, name) for name in JobForm.base_fields})
    if form.is_valid():
        actions.change_job(public_id=public_id, fields=form.cleaned_data, by=request.actor)
        return redirect(address("jobs", journal))
    page: dict[str, Any] = {"journal": journal, "form": form, "title": found.title, "nav": "journal"}
    page |= {"back_url": address("jobs", journal), "remove_url": address("remove_job", journal, found.public_id)}
    return render(request, "jobjournal/form.html", page, status=_status(form))


def _status(form: Any) -> int:
    return UNPROCESSABLE if form.is_bound else 200


@require_POST
def move_job(request: HttpRequest, public_id: str) -> HttpResponse:
    """Applied, or heard back: noted, and the questions of the entry that says so come next."""
    moved = actions.move_job(public_id=public_id, status=request.POST.get("status", ""), by=request.actor)
    journal = readers.journal_access(request.actor, moved.resident)
    tells = TELLS.get(moved.status)
    if tells is None:
        return redirect(address("jobs", journal))
    messages.success(request, _("Noted. Now say how you did it, so that it counts."))
    return redirect(address("add_entry", journal, tells, job=str(moved.public_id)))


@require_POST
def remove_job(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a job off the list."""
    found = readers.job_for(request.actor, public_id)
    journal = readers.journal_access(request.actor, found.resident)
    if not is_sure(request):
        question = _("Remove “%(name)s”?") % {"name": found.title}
        return ask_first(request, question=question, keep_url=address("job", journal, found.public_id))
    actions.remove_job(public_id=public_id, by=request.actor)
    messages.success(request, _("The job is off your list. What you recorded about it stays."))
    return redirect(address("jobs", journal))
