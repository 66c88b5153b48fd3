"""What a council sets for live help, in the history of settings: its words, and the way back of each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy

from accounts.actors import Actor
from accounts.history import NotUndone, Setting, Values, add_setting, day_in_words
from accounts.models import Council
from cobrowse.actions.settings import (
    AlreadyThere,
    TimesOverlap,
    add_closed_day,
    remove_closed_day,
    remove_opening_time,
    remove_reply,
    remove_topic,
    save_opening_time,
    save_reply,
    save_rules,
    save_topic,
)
from cobrowse.models import ClosedDay, OpeningTime, Topic
from cobrowse.readers.settings import reply_now, rules_now, span_now

RULES = {
    "kept_days": gettext_lazy("Days that conversations are kept"),
    "most_people": gettext_lazy("Most people at once of an adviser"),
    "asked_after_days": gettext_lazy("Days until somebody is asked whether it was sorted out"),
    "asks_first": gettext_lazy("People are asked first what would help them"),
    "chooses_adviser": gettext_lazy("People choose the adviser whom they book"),
    "interpreter": gettext_lazy("How to reach an interpreter"),
}


def _put_rules_back(_subject: str, values: Values, by: Actor) -> None:
    save_rules(**values, by=by)


def _time_now(_council: Council, subject: str) -> Values | None:
    time = OpeningTime.objects.filter(pk=int(subject)).first()
    return span_now(time) if time else None


def _put_time_back(subject: str, values: Values, by: Actor) -> None:
    opens, closes = (dt.time.fromisoformat(values[name]) for name in ("opens", "closes"))
    key = int(subject) if OpeningTime.objects.filter(pk=int(subject)).exists() else None
    try:
        save_opening_time(weekday=values["weekday"], opens=opens, closes=closes, by=by, key=key)
    except TimesOverlap as error:
        raise NotUndone from error


def _day_now(_council: Council, subject: str) -> Values | None:
    day = ClosedDay.objects.filter(day=subject).first()
    return {"day": day.day.isoformat(), "name": day.name} if day else None


def _put_day_back(_subject: str, values: Values, by: Actor) -> None:
    add_closed_day(day=dt.date.fromisoformat(values["day"]), name=values["name"], by=by)


def _take_day_away(subject: str, by: Actor) -> None:
    remove_closed_day(key=ClosedDay.objects.get(day=subject).pk, by=by)


def _topic_now(_council: Council, subject: str) -> Values | None:
    topic = Topic.objects.filter(pk=int(subject), is_used=True).first()
    return {"name": topic.name} if topic else None


def _put_topic_back(subject: str, values: Values, by: Actor) -> None:
    try:
        save_topic(name=values["name"], by=by, key=int(subject))
    except AlreadyThere as error:
        raise NotUndone from error


def _put_reply_back(subject: str, values: Values, by: Actor) -> None:
    now = reply_now(subject)
    texts = dict.fromkeys(now["words"] if now else [], ("", ""))
    save_reply(code=subject, texts=texts | {code: (each[0], each[1]) for code, each in values["words"].items()}, by=by,
               is_new=now is None)  # fmt: skip


def _reply_in_words(words: dict[str, list[str]]) -> str:
    names = dict(settings.LANGUAGES)
    return "\n".join(f"{names.get(code, code)}: {title}: {said}" for code, (title, said) in words.items())


SETTINGS: list[dict[str, Any]] = [
    {
        "code": "cobrowse.rules",
        "title": gettext_lazy("Rules of live help"),
        "fields": RULES,
        "now": rules_now,
        "put_back": _put_rules_back,
    },
    {
        "code": "cobrowse.times",
        "title": gettext_lazy("Opening times of live help"),
        "fields": {
            "weekday": gettext_lazy("Day of the week"),
            "opens": gettext_lazy("Opens"),
            "closes": gettext_lazy("Closes"),
        },
        "in_words": {"weekday": lambda day: str(WEEKDAYS[day])},
        "now": _time_now,
        "put_back": _put_time_back,
        "take_away": lambda subject, by: remove_opening_time(key=int(subject), by=by),
    },
    {
        "code": "cobrowse.closed_days",
        "title": gettext_lazy("Closed days"),
        "page": "cobrowse:days",
        "fields": {"day": gettext_lazy("Day"), "name": gettext_lazy("What day it is")},
        "in_words": {"day": day_in_words},
        "now": _day_now,
        "put_back": _put_day_back,
        "take_away": _take_day_away,
    },
    {
        "code": "cobrowse.topics",
        "title": gettext_lazy("Topics of live help"),
        "fields": {"name": gettext_lazy("Name")},
        "now": _topic_now,
        "put_back": _put_topic_back,
        "take_away": lambda subject, by: remove_topic(key=int(subject), by=by),
    },
    {
        "code": "cobrowse.replies",
        "title": gettext_lazy("Ready replies of live help"),
        "fields": {"words": gettext_lazy("Words by language")},
        "in_words": {"words": _reply_in_words},
        "now": lambda _council, subject: reply_now(subject),
        "put_back": _put_reply_back,
        "take_away": lambda subject, by: remove_reply(code=subject, by=by),
    },
]

for _setting in SETTINGS:
    add_setting(Setting(**{"page": "cobrowse:settings"} | _setting))
