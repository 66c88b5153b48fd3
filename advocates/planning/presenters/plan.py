"""A plan as its page shows it: what is to do, what is done, and who takes part."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organisation, Resident
from advocates.models import PlanAction, PlanShare
from advocates.planning.readers.parties import Viewer
from advocates.planning.readers.plan import ShownAction
from advocates.planning.rules import COUNCIL, ORGANISATION, RESIDENT

COLOURS = {"to_do": "grey", "under_way": "blue", "done": "green", "not_going": "yellow"}


def plan_content(viewer: Viewer, actions: list[ShownAction], shares: list[PlanShare], today: dt.date) -> dict[str, Any]:
    """What every page of a plan shows, whoever reads it; the ways to change it are the view's."""
    shown = [_action(each, viewer, today) for each in actions]
    return {
        "is_own": viewer.party.kind == RESIDENT,
        "name": name_of(viewer.resident),
        "works": viewer.works,
        "open": [each for each in shown if each["row"].state in PlanAction.OPEN],
        "settled": [each for each in shown if each["row"].state not in PlanAction.OPEN],
        "shares": shares,
    }


def _action(each: ShownAction, viewer: Viewer, today: dt.date) -> dict[str, Any]:
    row = each.row
    return {
        "row": row,
        "what": each.what,
        "why_not": each.why_not,
        "notes": each.notes,
        "works": each.works,
        "left_alone": each.left_alone,
        "owner": owner_words(row, viewer),
        "colour": COLOURS[row.state],
        "is_overdue": row.state in PlanAction.OPEN and row.due_on is not None and row.due_on < today,
        "private": _private_words(row, viewer) if row.is_private else "",
    }


def owner_words(action: PlanAction, viewer: Viewer) -> str:
    """Who does it, as the reader would say it."""
    if action.owner == RESIDENT:
        return _("You") if viewer.party.kind == RESIDENT else name_of(viewer.resident)
    place = _("The council") if action.owner == COUNCIL else action.organisation.name
    return f"{action.member.display_name}, {place}" if action.member else str(place)


def _private_words(action: PlanAction, viewer: Viewer) -> str:
    if action.owner == RESIDENT:
        return _("Only you see this")
    return (
        _("Only you and whoever does it see this") if viewer.party.kind == RESIDENT else _("Only you and they see this")
    )


def name_of(resident: Resident) -> str:
    """What a page calls the person."""
    return resident.name or _("Somebody who has not given a name yet")


def share_wording(organisation: Organisation, until: dt.date) -> str:
    """The sentence that a resident agrees to, as the page shows it and the record keeps it."""
    return _(
        "%(name)s may see my plan of actions, add to it, and write down how it goes on, until %(day)s. What is marked "
        "as private they do not see unless it is theirs to do. I can stop this on any day."
    ) % {"name": organisation.name, "day": date_format(until, "j F Y")}


def owners_to_choose(viewer: Viewer, shares: list[PlanShare]) -> list[tuple[str, str]]:
    """Who can be said to do something, as a form's choices: "resident", "council", or an organisation's key."""
    council = viewer.resident.council.name
    own = _("I do it myself") if viewer.party.kind == RESIDENT else name_of(viewer.resident)
    sharing = [(f"{ORGANISATION}:{each.organisation_id}", each.organisation.name) for each in shares]
    return [(RESIDENT, own), (COUNCIL, council), *sharing]
