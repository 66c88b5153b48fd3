"""What an admin reads of rules and holds."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.readers.work_list import council_forms
from records.models import Hold
from records.readers.due import OTHERS, active_holds, rules_in_force
from records.rules import Keeping


@dataclass(frozen=True)
class FormRule:
    """How long claims on a form are kept; `slug` OTHERS stands for every form without a rule of its own."""

    slug: str
    title: str
    keeping: Keeping
    is_own: bool


def form_rules(actor: Actor) -> list[FormRule]:
    """The rule for all forms first, then each form's. Raises Http404, PermissionDenied."""
    require(actor, Permission.COUNCIL_MANAGE)
    rules = rules_in_force()
    each = [FormRule(slug, title, rules.get(slug, rules[OTHERS]), slug in rules) for slug, title in council_forms()]
    return [FormRule(OTHERS, "", rules[OTHERS], True), *each]


def form_rule(actor: Actor, slug: str) -> FormRule:
    """The rule of one form. Raises Http404 also for no form of the council's."""
    found = next((rule for rule in form_rules(actor) if rule.slug == slug), None)
    if found is None:
        raise Http404
    return found


def holds_for(actor: Actor) -> list[Hold]:
    """Holds that are not over, the latest first. Raises Http404, PermissionDenied."""
    require(actor, Permission.COUNCIL_MANAGE)
    return list(active_holds().select_related("claim", "resident"))


def hold_for(actor: Actor, public_id: str | uuid.UUID) -> Hold:
    """A hold that is not over, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    hold = active_holds().filter(public_id=public_id).select_related("claim").first()
    if hold is None:
        raise Http404
    return hold


def with_rule(slug: str, keeping: Keeping) -> dict[str, Keeping]:
    """The rules in force, but for one: to see what it would do."""
    return {**rules_in_force(), slug: keeping}


def latest_hold_day(today: dt.date) -> dt.date:
    """Ten years from today: a hold ends, and can be put again."""
    return today.replace(year=today.year + 10, day=min(today.day, 28))
