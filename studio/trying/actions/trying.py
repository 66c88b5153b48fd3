"""What is typed in trying a draft is kept, and goes again. It is no claim, and goes nowhere.

Typing leaves no trail: nothing of the council's changes by it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from core.crypto import encrypt
from formspec.rules.form_spec import Question
from studio.actions.editing import locked_draft
from studio.models import TryOut
from studio.trying.readers.trials import Place, Typed, opened
from studio.trying.rules.keeping import rows_of

# What nobody has touched for so long goes.
DAYS_KEPT = 30


@transaction.atomic
def save_typed(*, slug: str, answers: Mapping[Place, Any], page: str, by: Actor) -> Typed:
    """Keep these answers with those that were typed before. Raises Http404, PermissionDenied."""
    return _change(slug, by, lambda typed: Typed(typed.answers | dict(answers), _with_page(typed, page)))


@transaction.atomic
def add_row(*, slug: str, group: Question, by: Actor) -> tuple[Typed, str]:
    """A row more of a repeating group, and its id; "" where there is no room. Raises Http404, PermissionDenied."""
    made = ""

    def change(typed: Typed) -> Typed:
        nonlocal made
        rows = rows_of(typed.answers.get((group["key"], "")))
        if len(rows) >= group["rows"]["max"]:
            return typed
        made = str(max((int(row) for row in rows), default=0) + 1)
        return Typed(typed.answers | {(group["key"], ""): [*rows, made]}, typed.visited)

    return _change(slug, by, change), made


@transaction.atomic
def remove_row(*, slug: str, group: Question, row: str, by: Actor) -> Typed:
    """Take out a row with its answers. Raises Http404, PermissionDenied."""
    fields = {field["key"] for field in group["fields"]}

    def change(typed: Typed) -> Typed:
        rows = [each for each in rows_of(typed.answers.get((group["key"], ""))) if each != row]
        kept = {place: raw for place, raw in typed.answers.items() if not (place[0] in fields and place[1] == row)}
        return Typed(kept | {(group["key"], ""): rows}, typed.visited)

    return _change(slug, by, change)


@transaction.atomic
def begin_again(*, slug: str, by: Actor) -> None:
    """Throw away what the actor typed. Raises Http404, PermissionDenied."""
    TryOut.objects.filter(draft=locked_draft(slug, by), by=by.user).delete()


@transaction.atomic
def delete_old_try_outs(*, now: dt.datetime, by: Actor) -> int:
    """Delete what nobody has touched for 30 days; how many."""
    count, _of_each = TryOut.objects.filter(saved_at__lt=now - dt.timedelta(days=DAYS_KEPT)).delete()
    if count:
        audit.record("studio.try_outs.deleted", by=by, detail={"count": count})
    return count


def _with_page(typed: Typed, page: str) -> list[str]:
    return typed.visited if page in typed.visited else [*typed.visited, page]


def _change(slug: str, by: Actor, change: Callable[[Typed], Typed]) -> Typed:
    """What was typed, changed. The draft is locked, so that two pages of one person follow each other."""
    draft = locked_draft(slug, by)
    if by.user is None:
        raise Http404
    row = TryOut.objects.filter(draft=draft, by=by.user).first() or TryOut(draft=draft, by=by.user)
    typed = change(opened(row) if row.pk else Typed({}, []))
    answers = [[key, part, raw] for (key, part), raw in typed.answers.items()]
    row.secret = encrypt({"answers": answers, "visited": typed.visited}, context=row.context)
    row.saved_at = timezone.now()
    row.save()
    return typed
