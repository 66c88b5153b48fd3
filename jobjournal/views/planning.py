"""The plan agreed with the work coach, appointments with their calendar files, and the reminder."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.asking import ask_first, is_sure
from jobjournal.actions import planning
from jobjournal.forms.jobs import AppointmentForm, PlanForm, ReminderForm
from jobjournal.models import Appointment, WorkPlan
from jobjournal.presenters.page_parts import access_of, address, hours_words, posted, site_language
from jobjournal.readers import journal as readers
from jobjournal.readers.journal import JournalAccess
from jobjournal.readers.library import active_activities, in_language
from jobjournal.rules.calendar import Meeting, calendar_file
from jobjournal.views.adding import writable
from jobjournal.views.entries import attachment

UNPROCESSABLE = 422


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """What was agreed, what is coming, and when to be reminded."""
    journal = access_of(request)
    current = readers.plan_on(readers.plans_of(journal.resident), timezone.localdate())
    kept = readers.settings_of(journal.resident)
    agreed = set(current.activity_keys) if current else set()
    page = {
        "journal": journal,
        "plan": current,
        "hours": hours_words(current.minutes_a_week) if current else "",
        "agreed": [label for key, label in _activity_labels() if key in agreed],
        "appointments": readers.appointments_of(journal.resident, since=timezone.now()),
        "reminder": ReminderForm(initial={"day": kept.reminder_day if kept else None}),
        "back_url": address("journal", journal),
        "nav": "journal",
    }
    return render(request, "jobjournal/plan.html", page)


def _activity_labels() -> list[tuple[str, str]]:
    return [(each.key, in_language(each.words, site_language())["label"]) for each in active_activities()]


@require_http_methods(["GET", "POST"])
def change_plan(request: HttpRequest) -> HttpResponse:
    """Write down what was agreed."""
    journal = writable(request)
    current = readers.plan_on(readers.plans_of(journal.resident), timezone.localdate())
    form = PlanForm(posted(request), activities=_activity_labels(), initial=_plan_initial(current))
    if form.is_valid():
        clean = form.cleaned_data
        planning.set_plan(
            resident=journal.resident, from_day=clean["from_day"], minutes_a_week=int(clean["hours"] * 60),
            activity_keys=clean["activities"], week_starts=clean["week_starts"], by=request.actor,
        )  # fmt: skip
        return redirect(address("plan", journal))
    page = {"journal": journal, "form": form, "title": _("Your plan"), "nav": "journal"}
    page["back_url"] = address("plan", journal)
    return render(request, "jobjournal/form.html", page, status=UNPROCESSABLE if form.is_bound else 200)


def _plan_initial(current: WorkPlan | None) -> dict[str, Any]:
    if current is None:
        return {"from_day": timezone.localdate(), "week_starts": 0}
    hours = f"{current.minutes_a_week / 60:.1f}".removesuffix(".0")
    return {
        "hours": hours,
        "from_day": timezone.localdate(),
        "week_starts": current.week_starts,
        "activities": current.activity_keys,
    }


@require_http_methods(["GET", "POST"])
def add_appointment(request: HttpRequest) -> HttpResponse:
    """A new appointment."""
    journal = writable(request)
    form = AppointmentForm(posted(request))
    if form.is_valid():
        planning.add_appointment(resident=journal.resident, fields=form.fields_of_row(), by=request.actor)
        return redirect(address("plan", journal))
    return _appointment_page(request, journal, form, {"title": _("Add an appointment")})


@require_http_methods(["GET", "POST"])
def appointment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change one appointment."""
    found = readers.appointment_for(request.actor, public_id)
    journal = readers.journal_access(request.actor, found.resident)
    if not journal.may_fill:
        raise PermissionDenied
    local = timezone.localtime(found.starts_at)
    initial = {name: getattr(found, name) for name in ("what", "minutes", "place", "with_whom")}
    form = AppointmentForm(posted(request), initial={**initial, "day": local.date(), "time": f"{local:%H:%M}"})
    if form.is_valid():
        planning.change_appointment(public_id=public_id, fields=form.fields_of_row(), by=request.actor)
        return redirect(address("plan", journal))
    remove_url = address("remove_appointment", journal, found.public_id)
    return _appointment_page(request, journal, form, {"title": found.what, "remove_url": remove_url})


def _appointment_page(request: HttpRequest, journal: JournalAccess, form: Any, more: dict[str, Any]) -> HttpResponse:
    page = {"journal": journal, "form": form, "back_url": address("plan", journal), "nav": "journal", **more}
    return render(request, "jobjournal/form.html", page, status=UNPROCESSABLE if form.is_bound else 200)


@require_POST
def remove_appointment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Forget an appointment."""
    found = readers.appointment_for(request.actor, public_id)
    journal = readers.journal_access(request.actor, found.resident)
    if not is_sure(request):
        question = _("Remove “%(name)s”?") % {"name": found.what}
        return ask_first(request, question=question, keep_url=address("appointment", journal, found.public_id))
    planning.remove_appointment(public_id=public_id, by=request.actor)
    return redirect(address("plan", journal))


@require_GET
def appointment_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """One appointment for the person's own calendar."""
    return _calendar(request, [readers.appointment_for(request.actor, public_id)])


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Everything that is coming, for the person's own calendar."""
    return _calendar(request, readers.appointments_of(access_of(request).resident, since=timezone.now()))


def _calendar(request: HttpRequest, found: list[Appointment]) -> HttpResponse:
    meetings = [
        Meeting(
            uid=f"{each.public_id}@{request.council.host}", what=each.what, starts_at=each.starts_at,
            minutes=each.minutes, place=each.place, with_whom=each.with_whom, changes=each.changes,
            changed_at=each.changed_at,
        )
        for each in found
    ]  # fmt: skip
    return attachment(calendar_file(meetings).encode(), "text/calendar; charset=utf-8", "appointments.ics")


@require_POST
def reminder(request: HttpRequest) -> HttpResponse:
    """Choose the day of the reminder, or none."""
    journal = writable(request)
    form = ReminderForm(request.POST)
    if form.is_valid():
        planning.set_reminder(resident=journal.resident, day=form.cleaned_data["day"], by=request.actor)
        messages.success(request, _("Your choice about reminders is saved."))
    return redirect(address("plan", journal))
