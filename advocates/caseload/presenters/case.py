"""One person with whom the reader works: what waits, how to reach them, what was noted, what happened."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.permissions import Scope
from advocates.caseload.presenters.caseload import days_words, name_of, with_whom
from advocates.caseload.readers.bookings import coming_bookings
from advocates.caseload.readers.caseload import tasks_shown
from advocates.caseload.readers.cases import may_pass_on
from advocates.caseload.readers.notes import notes_of
from advocates.models import Case, CaseTask
from advocates.presenters.reaching import reach_content
from advocates.presenters.sentences import grant_for_helper
from advocates.readers.grants import grants_to


def case_content(case: Case, actor: Actor, now: dt.datetime) -> dict[str, Any]:
    """What the page of one case shows."""
    grants = list(grants_to(actor).filter(resident=case.resident_id))
    reaches = case.organisation_id is None or any(Scope.VIEW_CONTACT in each.scopes for each in grants)
    tasks = tasks_shown(actor, [case])[case.pk]
    return {
        "case": case,
        "name": name_of(case),
        "with_whom": with_whom(case),
        "tasks": [_task(task, now) for task in tasks],
        "is_new": any(task.seen_at is None for task in tasks),
        "now": now,
        "grants": [grant_for_helper(each) for each in grants],
        # That it is not safe is for everybody who might ring.
        "reach": reach_content(case.resident) if reaches or not case.resident.safe_to_contact else None,
        "notes": [_note(each, actor) for each in notes_of(case)],
        "bookings": coming_bookings(actor, case.resident_id, now),
        "changes": list(case.changes.order_by("-at", "-pk")),
        "may_pass_on": may_pass_on(actor, case),
        "is_open": case.closed_at is None,
    }


def _task(task: CaseTask, now: dt.datetime) -> dict[str, Any]:
    whose = _("The council") if task.kind in CaseTask.OTHERS_TURN else _("You or the person")
    return {
        "words": task.get_kind_display(),
        "since": days_words(task.since, now),
        "due_on": task.due_on,
        "is_late": task.due_on is not None and task.due_on < timezone.localdate(now),
        "whose": whose,
        "is_new": task.seen_at is None,
    }


def _note(each: Any, actor: Actor) -> dict[str, Any]:
    own = each.note.by_id == actor.user.pk
    return {
        "note": each.note,
        "words": each.words,
        "outcome": each.note.get_outcome_display() if each.note.outcome else "",
        "change_url": reverse("advocates:case_note", args=[each.note.public_id]) if own else "",
        "waits": each.note.due_on is not None and each.note.done_at is None,
    }
