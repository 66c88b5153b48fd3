"""What the caseload says to whoever reads it before the list: of permissions, and of their own steps of plans."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Resident
from advocates.caseload.readers.absences import last_absence, passed_meanwhile
from advocates.readers.own_steps import own_steps
from advocates.readers.permission_news import Kind, PermissionNews, permission_news

SHOWN = 20


def for_you(membership: Membership, now: dt.datetime, *, has_steps: bool, is_back: bool) -> dict[str, Any]:
    """The newest of what is new, their steps if there are any, and for a week after they were away what passed its day
    meanwhile. Five queries at most, and two more at a partner with many new grants.
    """
    today = timezone.localdate(now)
    absence = last_absence(membership, now) if is_back else None
    passed = passed_meanwhile(absence) if absence is not None else {}
    return {
        "passed": [
            {"name": _name(case.resident), "due_on": day, "url": reverse("advocates:case", args=[case.public_id])}
            for case, day in list(passed.items())[:SHOWN]
        ],
        "permissions": [_permission(each, today) for each in permission_news(membership, now, SHOWN)],
        "steps": [
            {"name": _name(each.resident), "due_on": each.due_on, "url": _plan_url(each, membership)}
            for each in (own_steps(membership, today)[:SHOWN] if has_steps else ())
        ],
    }


def _permission(each: PermissionNews, today: dt.date) -> dict[str, Any]:
    """One line of news. The resident is named only where a grant is in force today: not after it ended, not before it
    begins.
    """
    now = each.grant if each.kind != Kind.RENEWED else each.grant.renews
    line = {"words": each.kind.label, "on": each.grant.starts_on, "ends_on": each.grant.ends_on, "name": "", "url": ""}
    counting = next((grant for grant in (each.grant, now) if grant.is_in_force(today)), None)
    if counting is not None:
        line |= {"name": _name(each.grant.resident), "url": reverse("advocates:person", args=[counting.public_id])}
    return line


def _plan_url(step: Any, membership: Membership) -> str:
    if membership.organisation_id is None:
        return reverse("advocates:staff_plan", args=[step.resident.public_id])
    return reverse("advocates:helped_plan", args=[step.grant])


def _name(resident: Resident) -> str:
    return resident.name or _("Somebody who has not given a name yet")
