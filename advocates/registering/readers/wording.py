"""What somebody who is not online agrees to, in plain words of their language: shown, printed, read out and kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actors import Actor
from advocates.presenters.sentences import YOURS, allowed
from advocates.rules.terms import last_day


@dataclass(frozen=True)
class Terms:
    """Who agrees, to which scopes, for how long (advocates.rules.terms.PERIODS) and why, in which language."""

    name: str
    born_on: dt.date
    scopes: Sequence[str]
    period: str
    why: str
    language: str


def words_of_consent(terms: Terms, *, today: dt.date, by: Actor) -> tuple[str, ...]:
    """The paragraphs, said to the person; `by` is the adviser who asks, and whose organisation it is for."""
    organisation = by.membership.organisation if by.membership else None
    with translation.override(terms.language):
        council = by.council.name
        who = organisation.name if organisation else f"{by.membership.display_name} ({council})"
        said = {"who": who, "council": council, "name": terms.name, "born": date_format(terms.born_on, "j F Y")}
        said |= {"may": _("; ").join(allowed(terms.scopes, YOURS)), "why": terms.why}
        said["until"] = date_format(last_day(terms.period, today), "j F Y")
        said["today"] = date_format(today, "j F Y")
        words = [
            _("You are %(name)s, born on %(born)s.") % said,
            _("You agree that %(council)s keeps a record of you, which %(who)s makes for you.") % said,
            _("You agree that %(who)s may do this for you at %(council)s: %(may)s.") % said,
            _("It begins today, %(today)s. The last day is %(until)s.") % said,
            _("Why: %(why)s") % said if terms.why else "",
            _("You can end it on any day. Tell %(who)s or %(council)s; you need no reason.") % said,
            _("What is done for you is written down. You can read it, or have it read out to you.") % said,
            _("Nobody may pass this on to anybody else.") % said,
            _("Later you can put the record into an account of your own. Ask for a code at any time.") % said,
        ]
    return tuple(each for each in words if each)
