"""Alerts in words, for the people who can act on them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models.alerts import AlertBase

# What happened, then what a council's admin can do about it, then what the operator of the platform can.
_WAITS = gettext_lazy(
    "After mistakes people now wait longer; nobody is locked out. You need do nothing at once. If it goes on for more "
    "than a day, tell the operator of the platform."
)
_LOOK = gettext_lazy(
    "After mistakes people now wait longer; nobody is locked out. If it goes on, find the network addresses in the "
    "access log of your proxy and refuse them there."
)
_SHARE_WAITS = gettext_lazy(
    "That journal now takes one try in ten minutes, and closes at the fifth wrong PIN. Its owner reads and writes it "
    "as always, sees the wrong PINs, and can make a new one or take it back. You need do nothing at once."
)
_STAFF_WAIT = gettext_lazy(
    "Staff who type a wrong code now wait longer. A code alone shows nobody anything. Ask your staff whether they "
    "typed so many: if nobody did, somebody else may be signed in as one of them."
)
_ASK = gettext_lazy(
    "The count begins again within a day. If people really asked for so many, ask the operator of the platform for "
    "more."
)
_RAISE = gettext_lazy(
    "The count begins again within a day. If people really asked for so many, raise TEXTS_A_DAY or EMAILS_A_DAY. If "
    "not, find who asks in the access log of your proxy."
)
ALERTS = {
    "guessing_council": (
        gettext_lazy(
            "Somebody may be guessing at many accounts: more than %(number)s wrong codes, passwords or second factors "
            "in ten minutes"
        ),
        _WAITS, _LOOK,
    ),
    "guessing_platform": (
        gettext_lazy(
            "Somebody may be guessing at accounts of many councils: more than %(number)s wrong codes, passwords or "
            "second factors in ten minutes"
        ),
        _WAITS, _LOOK,
    ),
    "guessing_operators": (
        gettext_lazy(
            "Somebody may be guessing how operators sign in: more than %(number)s wrong passwords or second factors "
            "in ten minutes"
        ),
        _WAITS, _LOOK,
    ),
    "shares": (
        gettext_lazy("Somebody may be trying PINs of many journals: more than %(number)s refused in ten minutes"),
        _WAITS, _LOOK,
    ),
    "one_share": (
        gettext_lazy(
            "Somebody may be guessing the PIN of one shared journal: wrong PINs came from more than %(number)s network "
            "address in an hour"
        ),
        _SHARE_WAITS, _LOOK,
    ),
    "guessing_account": (
        gettext_lazy(
            "Somebody may be guessing at one account: more than %(number)s wrong codes, passwords or second factors in "
            "an hour"
        ),
        _WAITS, _LOOK,
    ),
    "phone_codes": (
        gettext_lazy(
            "Somebody on your staff may be guessing codes that people read out on the phone: more than %(number)s "
            "wrong in ten minutes"
        ),
        _STAFF_WAIT, _LOOK,
    ),
    "sms_nearly_spent": (
        gettext_lazy("Four fifths of today’s %(number)s text messages to numbers that people type are sent"),
        _ASK, _RAISE,
    ),
    "sms_spent": (
        gettext_lazy(
            "Today’s %(number)s text messages to numbers that people type are sent. Only devices where somebody signed "
            "in before get more"
        ),
        _ASK, _RAISE,
    ),
    "email_nearly_spent": (
        gettext_lazy("Four fifths of today’s %(number)s emails to addresses that people type are sent"), _ASK, _RAISE,
    ),
    "email_spent": (
        gettext_lazy(
            "Today’s %(number)s emails to addresses that people type are sent. Only devices where somebody signed in "
            "before get more"
        ),
        _ASK, _RAISE,
    ),
}  # fmt: skip


def alert_shown(alert: AlertBase, *, place: str = "", to_operator: bool = False) -> dict[str, Any]:
    """What an alert says on a page: "what", "place", when, how many "times", and what the reader can do ("todo")."""
    what, for_admins, for_operators = ALERTS[alert.code]
    return {
        "what": str(what) % {"number": f"{alert.number:,}"},
        "place": place,
        "began_at": alert.began_at,
        "last_at": alert.last_at,
        "times": alert.times,
        "todo": str(for_operators if to_operator else for_admins),
    }
