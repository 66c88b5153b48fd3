"""When a form opens and closes, how many of it are taken, and who may start it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actions.councils import ChangedMeanwhile
from accounts.actors import Actor
from accounts.history import changes_since, keep_change
from accounts.permissions import Permission, require
from formspec.models import Form
from formspec.rules.opening import STARTERS, opening_of, problems_of
from formspec.signals import opening_changed

CODE = "formspec.opening"


class DoesNotFit(Exception):
    """The values do not fit together: `problems`, as formspec.rules.opening.problems_of has them. Nothing was saved."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


def opening_values(form: Form) -> dict[str, Any]:
    """What holds of a form's opening, as the history keeps it: `is_offered`, and of the others those that are set."""
    return {"is_offered": form.is_open, **form.opening_settings}


@transaction.atomic
def save_opening(*, slug: str, values: Mapping[str, Any], by: Actor, seen: int | None = None) -> Form:
    """Have a form open and close as these say: `is_offered` and the fields of formspec.rules.opening.Opening that are
    set, points in time as ISO text. `seen` is the change that the page was drawn with (accounts.history.last_change).

    Raises DoesNotFit, ChangedMeanwhile, Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    form = _locked(slug)
    meanwhile = changes_since(CODE, seen, slug) if seen is not None else []
    if meanwhile:
        raise ChangedMeanwhile(meanwhile)
    return _save(form, dict(values), by)


@transaction.atomic
def close_now(*, slug: str, reason: str, reason_cy: str, by: Actor) -> Form:
    """Close a form at this moment, whatever else was planned of it. Raises DoesNotFit, Http404, PermissionDenied."""
    require(by, Permission.FORM_MANAGE)
    form, now = _locked(slug), timezone.now()
    values = opening_values(form) | {"closes_at": now.isoformat(), "reason": reason, "reason_cy": reason_cy}
    if form.opening.opens_at is not None and form.opening.opens_at >= now:
        del values["opens_at"]
    return _save(form, values, by)


def _locked(slug: str) -> Form:
    form = Form.objects.select_for_update().filter(slug=slug).first()
    if form is None:
        raise Http404
    return form


def _save(form: Form, values: dict[str, Any], by: Actor) -> Form:
    """Save what fits together, with its history. Raises DoesNotFit."""
    before = opening_values(form)
    is_offered = bool(values.pop("is_offered"))
    kept = {name: value for name, value in values.items() if value not in (None, "")}
    opening = opening_of(is_offered, kept)
    problems = problems_of(opening)
    if opening.starters not in STARTERS:
        problems["starters"] = "unknown"
    if problems:
        raise DoesNotFit(problems)
    form.is_open, form.opening_settings = is_offered, kept
    if not keep_change(CODE, before=before, after=opening_values(form), by=by, subject=form.slug, name=form.slug):
        return form
    form.save(update_fields=["is_open", "opening_settings"])
    audit.record("formspec.opening.changed", by=by, subject=f"form {form.slug}")
    opening_changed.send(sender=Form, form=form)
    return form
