"""The history of what a council can set: one row a change, in words on one page, and what puts a former value back.

An app says in `apps.ready()` what can be set in it (`add_setting`); its action writes the change (`keep_change`) in its
own transaction, beside its audit row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

from accounts.actors import Actor
from accounts.models import Council, SettingChange

Values = dict[str, Any]


class NotUndone(Exception):
    """The change cannot be undone, and nothing was written: what holds now is not what it made, or there is no way
    back from it.
    """


@dataclass(frozen=True)
class Setting:
    """One kind of setting.

    `page` is the name of the address where it is changed. `fields` names what `before` and `after` hold, in the order
    of the page; what is not named is not shown. `in_words` says a value of a field where it does not say itself.
    With `now` (the values that hold, of a council and a subject; None where there is none any more) and `put_back`
    (which goes through the action of the page) a change can be undone; with `take_away` also an addition, and a
    removal by `put_back`. Where it cannot, `why_final` says why, in a sentence of its own.
    """

    code: str
    title: Promise
    page: str
    fields: Mapping[str, Promise]
    in_words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    now: Callable[[Council, str], Values | None] | None = None
    put_back: Callable[[str, Values, Actor], Any] | None = None
    take_away: Callable[[str, Actor], Any] | None = None
    why_final: Promise | None = None


_settings: dict[str, Setting] = {}


def add_setting(setting: Setting) -> None:
    """Have a kind of setting in the history."""
    _settings[setting.code] = setting


def settings_kept() -> dict[str, Setting]:
    """Every kind of setting by its code."""
    return dict(_settings)


def keep_change(
    code: str, *, before: Values | None, after: Values | None, by: Actor, subject: str = "", name: str = ""
) -> bool:
    """Write a change down, in the caller's transaction. False when nothing changed.

    `before` is None of what is added, `after` of what is removed; `subject` is the key of one of several, `name` what
    people call it. Raises KeyError for a code that nobody added.
    """
    if before == after:
        return False
    SettingChange.objects.create(
        code=_settings[code].code, subject=subject, name=name, before=before, after=after, actor=by.user,
        actor_label=by.label, at=timezone.now(),
    )  # fmt: skip
    return True


def day_in_words(day: str) -> str:
    """A day in ISO 8601, as the history keeps it: "3 May 2026"."""
    return date_format(date.fromisoformat(day), "j F Y")


def last_change(code: str, subject: str = "") -> int:
    """The key of the newest change of a setting, 0 when it never changed: what a page was drawn with."""
    changes = SettingChange.objects.filter(code=code, subject=subject).order_by("-id")
    return changes.values_list("pk", flat=True).first() or 0


def changes_since(code: str, seen: int, subject: str = "") -> list[SettingChange]:
    """What changed after a page was drawn, the oldest first."""
    return list(SettingChange.objects.filter(code=code, subject=subject, pk__gt=seen).order_by("id"))
