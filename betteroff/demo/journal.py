"""The job journals of the demo: a few weeks of looking for work, recorded by the real actions."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from jobjournal.actions.jobs import add_job
from jobjournal.actions.planning import add_appointment, set_plan
from jobjournal.actions.recording import EntryInput, record_entry
from jobjournal.readers import journal as readers

# Who keeps a journal in the demo, and the language they answer in.
KEEPERS = {"maria@example.org": "pl", "kwame@example.org": "en"}
WEEKS = 4
AGREED_MINUTES = 25 * 60
# (days after the week's start, activity, sentence, answers)
WEEK = [
    (0, "looked_for_jobs", "search_site",
     {"job_type": "warehouse", "site": "Find a Job", "duration": 150, "count": 6, "saved": 2}),
    (0, "applied", "apply_online",
     {"job_title": "order picker", "employer": "Northgate Foods", "place": "Calderbrook", "site": "Find a Job",
      "reference": "NF-2291", "duration": 60, "next_step": "phone them"}),
    (1, "phoned_employer", "phone_employer",
     {"time": "10:30", "employer": "Hale & Sons", "person": "the duty manager", "job_type": "warehouse",
      "outcome_clause": "to send my CV", "duration": 20}),
    (1, "cv", "cv_update", {"job_type": "warehouse", "cv_change": "my forklift training", "duration": 90}),
    (2, "training", "training_class",
     {"course": "IT skills", "provider": "the adult learning centre", "duration": 180, "learned": "units 1 and 2"}),
    (3, "volunteering", "volunteer",
     {"organisation": "the community kitchen", "place": "Calderbrook", "duration": 240,
      "task": "served meals and worked the till", "skill": "customer service"}),
    (3, "visited_employer", "visit_employer",
     {"employer": "the garden centre", "place": "Calderbrook", "person": "the manager", "job_type": "shop",
      "outcome_clause": "to try again next month", "duration": 75}),
    (4, "appointment", "adviser_meeting",
     {"time": "14:00", "adviser": "my work coach", "agreed": "apply for five jobs by Friday", "duration": 30}),
]  # fmt: skip
JOBS = [
    {"title": "Order picker", "employer": "Northgate Foods", "place": "Calderbrook", "seen_at": "Find a Job",
     "job_reference": "NF-2291", "status": "applied"},
    {"title": "Kitchen assistant", "employer": "Hale & Sons", "place": "Calderbrook", "status": "saved"},
    {"title": "Shop assistant", "employer": "The garden centre", "status": "heard_back"},
]  # fmt: skip


def write_journal(actor: Actor, language: str) -> None:
    """Four weeks of entries, a plan, jobs and an appointment; nothing when there is a journal already."""
    resident = actor.resident
    if readers.settings_of(resident) is not None:
        return
    today = timezone.localdate()
    monday = today - dt.timedelta(days=today.weekday())
    set_plan(
        resident=resident, from_day=monday - dt.timedelta(weeks=WEEKS), minutes_a_week=AGREED_MINUTES,
        activity_keys=["looked_for_jobs", "applied", "training"], week_starts=0, by=actor,
    )  # fmt: skip
    for job in JOBS:
        add_job(resident=resident, fields=job, by=actor)
    soon = timezone.make_aware(dt.datetime.combine(today + dt.timedelta(days=3), dt.time(10, 30)))
    add_appointment(
        resident=resident, by=actor,
        fields={"what": "Work coach", "starts_at": soon, "place": "Jobcentre"},
    )  # fmt: skip
    for back in reversed(range(WEEKS)):
        for days, activity, template, answers in WEEK:
            day = monday + dt.timedelta(weeks=-back, days=days)
            if day <= today:
                _record(actor, day, activity, template, answers, language)


def _record(actor: Actor, day: dt.date, activity: str, template: str, answers: dict, language: str) -> None:
    slots = {"date": day.isoformat(), **answers}
    given = EntryInput(activity=activity, template=template, slots=slots, language=language)
    record_entry(resident=actor.resident, client_id=uuid.uuid4(), given=given, by=actor)
