"""What people are told of waiting and of opening hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cobrowse.models import Way
from cobrowse.rules.hours import Opening
from cobrowse.rules.queue import Wait


def wait_words(wait: Wait | None, *, place: int = 1) -> str:
    """How long it takes, in words, for whoever is at this place in the queue; says so when nobody can know."""
    if wait is None:
        return _("No adviser is here just now, so we cannot say how long it takes.")
    if wait.at_most == 0 and place > 1:
        return _("Advisers are free, so it should not take long.")
    if wait.at_most == 0:
        return _("An adviser is free now.")
    if wait.at_least == wait.at_most:
        return ngettext("You wait about %(minutes)s minute.", "You wait about %(minutes)s minutes.", wait.at_most) % {
            "minutes": wait.at_most
        }
    return _("You wait between %(least)s and %(most)s minutes.") % {"least": wait.at_least, "most": wait.at_most}


def place_words(place: int) -> str:
    """Where somebody stands in the queue."""
    if place == 1:
        return _("You are next.")
    before = place - 1
    return ngettext("There is %(number)s person before you.", "There are %(number)s people before you.", before) % {
        "number": before
    }


def closed_words(opening: Opening, now: dt.datetime) -> str:
    """ "" while the council helps live; else that it does not, and when it does next."""
    if opening.closes_at(now) is not None:
        return ""
    return until_words(opening.opens_at(now))


def until_words(opens: dt.datetime | None) -> str:
    """That the council does not help live, and when it does next; None: nobody knows."""
    if opens is None:
        return _("Nobody can chat with you at the moment.")
    when = timezone.localtime(opens)
    return _("Nobody can chat with you until %(day)s at %(time)s.") % {
        "day": date_format(when, "l j F"), "time": date_format(when, "H:i"),
    }  # fmt: skip


def sooner_words(ways: Collection[str]) -> str:
    """What comes of saying that something is urgent, of the ways of being helped that there are now."""
    if Way.CHAT in ways:
        return _("Then we talk to you sooner. Choose none if not.")
    if Way.MESSAGE in ways:
        return _("If you leave a message, we then answer it sooner. Choose none if not.")
    return _("The adviser sees this before you talk. Choose none if not.")


def instead_words(ways: Collection[str]) -> str:
    """What somebody can do while nobody chats, of the ways that there are: leave a message, book a time, or both."""
    books = any(way not in (Way.CHAT, Way.MESSAGE) for way in ways)
    if Way.MESSAGE in ways and books:
        return _("You can leave a message, which we answer when we open, or book a time with an adviser.")
    if books:
        return _("You can book a time with an adviser.")
    return _("You can leave a message: we answer it when we open.")
