"""What the lists of the caseload show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actors import Actor
from advocates.caseload.readers.caseload import CaseloadFilter, Sort, Tab, tabs_for
from advocates.models import Case, CaseTask

Kind = CaseTask.Kind
SHORT = {
    Kind.DRAFT: gettext_lazy("form begun"),
    Kind.PAPER: gettext_lazy("paper wanted"),
    Kind.MESSAGE: gettext_lazy("message from the council"),
    Kind.CORRECTION: gettext_lazy("answers asked again"),
    Kind.REVIEW: gettext_lazy("review"),
    Kind.DECIDED: gettext_lazy("decision sent"),
    Kind.NOTE: gettext_lazy("note due"),
    Kind.ENDING: gettext_lazy("permission ends"),
    Kind.COUNCIL: gettext_lazy("waits for the council"),
}
TAGS_SHOWN = 4


def name_of(case: Case) -> str:
    """The person, or that they have given no name."""
    return case.resident.name or _("Somebody who has not given a name yet")


def with_whom(case: Case) -> str:
    """Whose contact they are, and for whom while that person is away."""
    if case.responsible_id:
        name = case.responsible.display_name
    else:
        name = _("Team %(name)s") % {"name": case.team.name} if case.team_id else _("Nobody")
    if case.covered_for_id:
        return _("%(name)s, for %(away)s") % {"name": name, "away": case.covered_for.display_name}
    return name


def days_words(since: dt.datetime, now: dt.datetime) -> str:
    """Since which day, and how many days that is."""
    first = timezone.localdate(since)
    days = (timezone.localdate(now) - first).days
    long = ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
    return f"{date_format(first, 'j M Y')} ({long})"


def tab_links(counts: dict[str, int], wanted: CaseloadFilter, actor: Actor) -> list[dict[str, Any]]:
    """The lists with how many each has; the filter is kept."""
    return [
        {
            "name": tab.label,
            "value": tab.value,
            "count": counts[tab],
            "url": "?" + query_of(wanted, tab=tab.value),
            "current": tab == wanted.tab,
        }
        for tab in tabs_for(actor)
    ]


def query_of(wanted: CaseloadFilter, **changed: str) -> str:
    """The filter as it stands in addresses: never the name."""
    asked = {"tab": wanted.tab, "waits": wanted.waits, "sort": wanted.sort, **changed}
    return urlencode({name: value for name, value in asked.items() if value})


def waits_links(wanted: CaseloadFilter) -> list[dict[str, Any]]:
    """By what lists can be filtered."""
    every = [("", _("Anything or nothing")), *((kind.value, str(SHORT[kind]).capitalize()) for kind in Kind)]
    return [
        {"name": name, "value": value, "url": "?" + query_of(wanted, waits=value), "current": value == wanted.waits}
        for value, name in every
    ]


def sort_links(wanted: CaseloadFilter) -> list[dict[str, Any]]:
    """In which order lists can be."""
    return [
        {"name": sort.label, "url": "?" + query_of(wanted, sort=sort.value), "current": sort == wanted.sort}
        for sort in Sort
    ]


def columns() -> list[dict[str, Any]]:
    """Of the table of cases."""
    return [{"title": each} for each in (_("Name"), _("What waits"), _("Waiting since"), _("Contact"))]


def rows(cases: Sequence[Case], tasks: dict[int, list[CaseTask]], now: dt.datetime) -> list[list[dict[str, Any]]]:
    """The table's rows."""
    return [_row(case, tasks.get(case.pk, []), now) for case in cases]


def _row(case: Case, tasks: list[CaseTask], now: dt.datetime) -> list[dict[str, Any]]:
    first = next((task for task in tasks if task.kind not in CaseTask.OTHERS_TURN), None)
    others = next((task for task in tasks if task.kind in CaseTask.OTHERS_TURN), None)
    kinds = list(dict.fromkeys(Kind(task.kind) for task in tasks))
    tags = [{"text": SHORT[kind], "colour": "grey" if kind in CaseTask.OTHERS_TURN else "yellow"} for kind in kinds]
    marks = [{"text": _("new"), "colour": "blue"}] if any(task.seen_at is None for task in tasks) else []
    if case.left_at is not None:
        marks.append({"text": _("their contact left"), "colour": "red"})
    since = [_("us: %(since)s") % {"since": days_words(first.since, now)}] if first else []
    if others:
        since.append(_("the council: %(since)s") % {"since": days_words(others.since, now)})
    name = name_of(case)
    tick = {"value": str(case.pk), "label": _("Choose %(name)s") % {"name": name}}
    return [
        {
            "text": name, "title": _("Name"), "tags": marks, "tick": tick,
            "url": reverse("advocates:case", args=[case.public_id]),
        },
        {"text": "" if tags else _("Nothing"), "title": _("What waits"), "tags": tags[:TAGS_SHOWN]},
        {"text": "; ".join(since), "title": _("Waiting since")},
        {"text": with_whom(case), "title": _("Contact")},
    ]  # fmt: skip


def empty_words(wanted: CaseloadFilter) -> str:
    """Why a list is empty."""
    if wanted.name or wanted.waits:
        return _("Nobody fits this search. Check the spelling, or look in another list.")
    if wanted.tab == Tab.NOBODY:
        return _("Everybody has a contact.")
    return _("There is nobody in this list.")
