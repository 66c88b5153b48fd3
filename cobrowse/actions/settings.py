"""What a council's admin sets for live help: opening times, closed days, ready words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import Http404

from accounts import audit
from accounts.actors import Actor
from accounts.history import keep_change
from accounts.models import AuditEvent, Council
from accounts.permissions import Permission, require
from cobrowse.library import starter_opening_times, starter_replies, starter_topics
from cobrowse.models import CannedReply, ClosedDay, Duty, HelpRules, OpeningTime, Topic
from cobrowse.readers.settings import reply_now, rules_now, span_now

SET_UP = "cobrowse.settings.set_up"


class TimesOverlap(Exception):
    """The council is open on that weekday at a part of that time already. Nothing was saved."""


class AlreadyThere(Exception):
    """There is one of this day or name already. Nothing was saved."""


@transaction.atomic
def set_up_help(*, by: Actor) -> tuple[int, int]:
    """Give a council the starter's opening times and ready words, once: what an admin takes away does not come back.

    Returns how many opening times and ready words were added.
    """
    if AuditEvent.objects.filter(code=SET_UP).exists():
        return 0, 0
    times = [OpeningTime(weekday=day, opens=opens, closes=closes) for day, opens, closes in starter_opening_times()]
    replies = [CannedReply(**reply) for reply in starter_replies()]
    OpeningTime.objects.bulk_create(times)
    CannedReply.objects.bulk_create(replies)
    Topic.objects.bulk_create(Topic(name=name) for name in starter_topics())
    HelpRules.objects.get_or_create(defaults={"asks_first": True})
    audit.record(SET_UP, by=by, detail={"times": len(times), "replies": len(replies)})
    return len(times), len(replies)


@transaction.atomic
def save_opening_time(*, weekday: int, opens: dt.time, closes: dt.time, by: Actor, key: int | None = None) -> None:
    """Add a span of a weekday (Monday is 0), or change the one with this key. Spans of a day may touch, not overlap.

    Raises TimesOverlap, Http404, PermissionDenied, ValueError when it closes before it opens.
    """
    lock_settings(by)
    if closes <= opens:
        raise ValueError("closes before it opens")
    time = _found(OpeningTime, key) if key is not None else OpeningTime()
    before = span_now(time) if key is not None else None
    others = OpeningTime.objects.filter(weekday=weekday, opens__lt=closes, closes__gt=opens)
    if others.exclude(pk=time.pk).exists():
        raise TimesOverlap
    time.weekday, time.opens, time.closes = weekday, opens, closes
    time.save()
    keep_change("cobrowse.times", before=before, after=span_now(time), subject=str(time.pk), by=by)
    record_setting("opening_time", "added" if key is None else "changed", str(time), by)


@transaction.atomic
def remove_opening_time(*, key: int, by: Actor) -> None:
    """Take a span away; removed twice it is gone all the same."""
    lock_settings(by)
    for time in OpeningTime.objects.filter(pk=key):
        keep_change("cobrowse.times", before=span_now(time), after=None, subject=str(time.pk), by=by)
        time.delete()
        record_setting("opening_time", "removed", str(time), by)


@transaction.atomic
def add_closed_day(*, day: dt.date, name: str, by: Actor) -> None:
    """A day on which nobody helps live. Raises AlreadyThere, PermissionDenied, Http404."""
    lock_settings(by)
    if ClosedDay.objects.filter(day=day).exists():
        raise AlreadyThere
    ClosedDay.objects.create(day=day, name=name)
    after = {"day": day.isoformat(), "name": name}
    keep_change("cobrowse.closed_days", before=None, after=after, subject=day.isoformat(), by=by)
    record_setting("closed_day", "added", day.isoformat(), by)


@transaction.atomic
def remove_closed_day(*, key: int, by: Actor) -> None:
    """Be open on that day after all; removed twice it is gone all the same."""
    lock_settings(by)
    for day in ClosedDay.objects.filter(pk=key):
        day.delete()
        before = {"day": day.day.isoformat(), "name": day.name}
        keep_change("cobrowse.closed_days", before=before, after=None, subject=day.day.isoformat(), by=by)
        record_setting("closed_day", "removed", day.day.isoformat(), by)


@transaction.atomic
def save_topic(*, name: str, by: Actor, key: int | None = None) -> None:
    """Add a topic, or word the one with this key anew; one of this name that was taken away is used again.

    Raises AlreadyThere, Http404, PermissionDenied.
    """
    lock_settings(by)
    topic = _found(Topic, key) if key is not None else Topic.objects.filter(name=name, is_used=False).first() or Topic()
    if Topic.objects.filter(name=name).exclude(pk=topic.pk).exists():
        raise AlreadyThere
    before = {"name": topic.name} if topic.pk and topic.is_used else None
    topic.name, topic.is_used = name, True
    topic.save()
    keep_change("cobrowse.topics", before=before, after={"name": name}, subject=str(topic.pk), name=name, by=by)
    record_setting("topic", "added" if key is None else "changed", str(topic.pk), by)


@transaction.atomic
def remove_topic(*, key: int, by: Actor) -> None:
    """Offer a topic no more: conversations that have it keep it, and figures count it. Removed twice it is gone."""
    lock_settings(by)
    for topic in Topic.objects.filter(pk=key, is_used=True):
        Topic.objects.filter(pk=key).update(is_used=False)
        keep_change(
            "cobrowse.topics", before={"name": topic.name}, after=None, subject=str(key), name=topic.name, by=by
        )  # fmt: skip
        record_setting("topic", "removed", str(key), by)


@transaction.atomic
def save_rules(*, by: Actor, **rules: Any) -> None:
    """Settle fields of HelpRules; an adviser who takes more people than is allowed now takes as many as that.

    Raises PermissionDenied.
    """
    lock_settings(by)
    before = rules_now(by.council)
    kept, _created = HelpRules.objects.update_or_create(defaults=rules)
    Duty.objects.filter(most_people__gt=kept.most_people).update(most_people=kept.most_people)
    keep_change("cobrowse.rules", before=before, after=rules_now(by.council), by=by)
    record_setting("rules", "changed", "", by)


@transaction.atomic
def save_reply(*, code: str, texts: dict[str, tuple[str, str]], by: Actor, is_new: bool) -> None:
    """Keep ready words: `texts` are (title, words) by language; a language with empty ones is taken away.

    Raises AlreadyThere for a new one whose code is in use, Http404 for a change of one that is not there.
    """
    lock_settings(by)
    known = CannedReply.objects.filter(code=code)
    if is_new and known.exists():
        raise AlreadyThere
    if not is_new and not known.exists():
        raise Http404
    before = reply_now(code)
    for language, (title, words) in texts.items():
        if words:
            values = {"title": title, "words": words}
            CannedReply.objects.update_or_create(code=code, language=language, defaults=values)
        else:
            known.filter(language=language).delete()
    keep_change("cobrowse.replies", before=before, after=reply_now(code), subject=code, name=code, by=by)
    record_setting("reply", "added" if is_new else "changed", code, by)


@transaction.atomic
def remove_reply(*, code: str, by: Actor) -> None:
    """Take ready words away in every language; removed twice they are gone all the same."""
    lock_settings(by)
    before = reply_now(code)
    removed, _ = CannedReply.objects.filter(code=code).delete()
    if removed:
        keep_change("cobrowse.replies", before=before, after=None, subject=code, name=code, by=by)
        record_setting("reply", "removed", code, by)


def lock_settings(by: Actor) -> None:
    """Who may, one after the other: two admins at once must not leave times that overlap."""
    require(by, Permission.COUNCIL_MANAGE)
    Council.objects.select_for_update(of=("self",), no_key=True).get(pk=by.council.pk)


def _found(table: type[OpeningTime], key: int) -> OpeningTime:
    row = table.objects.filter(pk=key).first()
    if row is None:
        raise Http404
    return row


def record_setting(what: str, done: str, subject: str, by: Actor) -> None:
    """Write down what was `done` ("added", "changed", "removed") to which setting."""
    audit.record(f"cobrowse.{what}.{done}", by=by, subject=subject)
