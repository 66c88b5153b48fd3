"""In words, when a form can be started and sent; and the history of that."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actors import Actor
from accounts.history import Setting
from accounts.models import Council
from formspec.actions.opening import CODE, opening_values, save_opening
from formspec.models import Form
from formspec.rules.opening import ANYBODY, CLOSED, FULL, NOT_YET, OPEN, PARTNER, SIGNED_IN, STAFF, Opening

STARTERS_NAMED = {
    ANYBODY: gettext_lazy("Anybody"),
    SIGNED_IN: gettext_lazy("Whoever has signed in"),
    PARTNER: gettext_lazy("Partners only, for the people they help"),
    STAFF: gettext_lazy("The council’s staff only, for the people they help"),
}


def moment(at: datetime) -> str:
    """A point in time on the council's clock, like "4 January 2027, 9:00"."""
    return date_format(timezone.localtime(at), "j F Y, H:i")


def opening_words(opening: Opening, now: datetime) -> list[str]:
    """What people read of it, a sentence each: whether it is open, until when, and how long a draft can be sent."""
    state = opening.state(now)
    said = {NOT_YET: _not_yet, CLOSED: _closed, FULL: _full, OPEN: _open}[state](opening, now)
    if opening.can_be_sent(now):
        said += _drafts(opening)
    elif state == CLOSED:
        said.append(_("Nothing more of it can be sent."))
    return [*said, *_who(opening, state)]


def _not_yet(opening: Opening, _now: datetime) -> list[str]:
    return (
        [_("You can start this form from %(when)s.") % {"when": moment(opening.opens_at)}] if opening.opens_at else []
    )


def _closed(opening: Opening, now: datetime) -> list[str]:
    if not opening.is_offered:
        return [_("This scheme is closed: you cannot apply for it any more.")]
    ended = min(at for at in (opening.closes_at, opening.deadline) if at is not None and at <= now)
    return [_("This form closed on %(when)s. You cannot start it any more.") % {"when": moment(ended)}]


def _full(opening: Opening, _now: datetime) -> list[str]:
    words = _("The council takes %(number)s of these forms, and they have been sent. No more can be started or sent.")
    return [words % {"number": opening.cap}]


def _open(opening: Opening, _now: datetime) -> list[str]:
    said = []
    if opening.closes_at is not None:
        said.append(_("You can start this form until %(when)s.") % {"when": moment(opening.closes_at)})
    if opening.cap is not None:
        said.append(
            _("The council takes %(number)s of these forms: the first that are sent.") % {"number": opening.cap}
        )
    return said


def _drafts(opening: Opening) -> list[str]:
    ends = opening.drafts_end_at
    if ends is not None:
        return [_("Send it before %(when)s: nothing is taken after that.") % {"when": moment(ends)}]
    if opening.closes_at is not None:
        return [_("Whoever has begun it by then can still send it afterwards.")]
    return []


def _who(opening: Opening, state: str) -> list[str]:
    if state not in (OPEN, NOT_YET) or opening.starters == ANYBODY:
        return []
    words = {
        SIGNED_IN: _("You need to sign in before you start it."),
        PARTNER: _("An organisation that works with the council starts it with you."),
        STAFF: _("The council starts it with you: get in touch with us."),
    }
    return [words[opening.starters]]


def _put_back(subject: str, values: dict[str, Any], by: Actor) -> None:
    save_opening(slug=subject, values=values, by=by)


def _now(_council: Council, subject: str) -> dict[str, Any] | None:
    form = Form.objects.filter(slug=subject).first()
    return opening_values(form) if form else None


def _moment_kept(text: str) -> str:
    return moment(datetime.fromisoformat(text))


SETTING = Setting(
    code=CODE,
    title=gettext_lazy("Opening of a form"),
    page="studio:forms",
    fields={
        "is_offered": gettext_lazy("Offered"),
        "opens_at": gettext_lazy("Opens"),
        "closes_at": gettext_lazy("Closes"),
        "days_after": gettext_lazy("Days after closing in which drafts can be sent"),
        "deadline": gettext_lazy("Deadline"),
        "cap": gettext_lazy("How many are taken"),
        "starters": gettext_lazy("Who may start it"),
        "reason": gettext_lazy("Reason in English"),
        "reason_cy": gettext_lazy("Reason in Welsh"),
    },
    in_words=dict.fromkeys(("opens_at", "closes_at", "deadline"), _moment_kept)
    | {"starters": lambda code: str(STARTERS_NAMED[code])},
    now=_now,
    put_back=_put_back,
)
