"""A grant's own page, for whoever gave it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import Delegation
from accounts.presenters.trail import trail_of
from advocates.presenters.matters import left_out_titles
from advocates.presenters.sentences import NOT_YOURS, grant_for_resident, not_allowed
from advocates.readers.grants import can_be_changed, can_be_renewed, last_acts, names_of_helpers, names_of_people
from advocates.readers.matters import matters_of


def grant_content(grant: Delegation, by: Actor, today: dt.date) -> dict[str, Any]:
    """Who may do what and what they may not, why, since and until when, on whose word, without what, and what they did
    last.
    """
    said = grant_for_resident(grant, names_of_helpers([grant])[grant.pk])
    in_force, consent = grant.is_in_force(today), grant.basis in Delegation.CONSENTS
    left_out = left_out_titles(matters_of(by), grant.left_out) if grant.left_out else []
    return said | {
        "may_not": not_allowed(grant, NOT_YOURS, _("change where money or letters go without your own word")),
        "in_force": in_force,
        "rows": _rows(grant, left_out, today),
        "acts": trail_of(last_acts(grant), own_user_id=by.user.pk),
        "can_renew": can_be_renewed(grant, today),
        "can_leave_out": in_force and consent,
        "can_change": in_force and can_be_changed(grant),
        "is_by_law": not consent,
    }


def _rows(grant: Delegation, left_out: list[str], today: dt.date) -> list[dict[str, str]]:
    rows = [{"key": _("Since"), "value": date_format(grant.starts_on, "j F Y")}, _until(grant, today)]
    rows.append({"key": _("How it was agreed"), "value": grant.get_basis_display()})
    if grant.why:
        rows.append({"key": _("Why"), "value": grant.why})
    if grant.organisation_id is not None:
        people = names_of_people(grant)
        rows.append({"key": _("Who of them"), "value": "\n".join(people) or _("Everybody who works there")})
    if left_out:
        rows.append({"key": _("What they cannot see"), "value": "\n".join(left_out)})
    return rows


def _until(grant: Delegation, today: dt.date) -> dict[str, str]:
    if grant.revoked_at is not None:
        return {"key": _("Ended on"), "value": date_format(timezone.localdate(grant.revoked_at), "j F Y")}
    if grant.ends_on is None:
        return {"key": _("Last day"), "value": _("None: it goes on until it is ended")}
    key = _("Last day") if grant.ends_on >= today else _("Ended on")
    value = date_format(grant.ends_on, "j F Y")
    if grant.renewed_by is not None:
        value = _("%(day)s, and then, renewed, %(later)s") % {
            "day": value, "later": date_format(grant.renewed_by.ends_on, "j F Y"),
        }  # fmt: skip
    return {"key": key, "value": value}
