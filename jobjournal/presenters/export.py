"""What a period of a journal says on paper: week by week, day by day, with the sums."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import Resident
from jobjournal.models import Activity, SentenceTemplate
from jobjournal.presenters.page_parts import Item, by_day, items_of, spent_of, week_figures
from jobjournal.readers import journal as readers
from jobjournal.readers.library import activities_by_key, week_sentence
from jobjournal.rules.progress import Week, week_of, week_start
from jobjournal.rules.sentences import Template, WordsMissing, build_sentence

LONGEST = dt.timedelta(days=731)


def period_content(resident: Resident, first: dt.date, last: dt.date) -> dict[str, Any]:
    """The person, the days, and each week with entries, the newest first: title, sentence that sums it up, days."""
    activities = activities_by_key()
    plans = readers.plans_of(resident)
    items = items_of(readers.entries_between(resident, first, last), activities)
    plan = readers.plan_on(plans, last)
    weeks: dict[dt.date, list[Item]] = {}
    for item in items:
        weeks.setdefault(week_start(item.entry.happened_on, plan.week_starts if plan else 0), []).append(item)
    spent = spent_of(_times(items), activities)
    summary = week_sentence()
    found = []
    for day, own in weeks.items():
        in_force = readers.plan_on(plans, day + dt.timedelta(days=6))
        week = week_of(spent, day, in_force.minutes_a_week if in_force else None)
        found.append({**week_figures(week), "summary": _summary(summary, week, own, activities), "days": by_day(own)})
    return {"resident": resident, "first": first, "last": last, "weeks": found, "number": len(items)}


def _times(items: list[Item]) -> list[tuple[dt.date, int, str]]:
    return [(item.entry.happened_on, item.entry.minutes or 0, item.entry.activity_key) for item in items]


def _summary(sentence: SentenceTemplate | None, week: Week, items: list[Item], activities: dict[str, Activity]) -> str:
    """The council's sentence that sums up a week, or "" when it asks for what the journal does not know."""
    if sentence is None:
        return ""
    interviews = sum(item.entry.activity_key == "interview" for item in items)
    values = {
        "date": week.last_day.isoformat(),
        "total_hours": f"{(week.search + week.voluntary) / 60:.2f}",
        "applied": sum(item.entry.activity_key == "applied" for item in items),
        "count": interviews or None,
    }
    types = {question["name"]: question["type"] for question in sentence.questions}
    try:
        return build_sentence(Template(sentence.text, types), values)
    except WordsMissing:
        return ""
