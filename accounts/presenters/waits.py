"""Why a message was not sent, a password not looked at, and how somebody wants to be told things."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.door import TooManyMessages
from accounts.models import Resident
from accounts.throttling import wait_words

REFUSALS = {
    "asker": gettext_lazy(
        "You have asked for many messages in a short time. Nothing is lost. Use the newest one, or wait %(wait)s and "
        "try again."
    ),
    "network": gettext_lazy(
        "Many messages were asked for on this network, so everybody there takes turns. Nothing is lost. Wait %(wait)s "
        "and try again. You do not have to wait on a device where you signed in before, or on another network, such as "
        "mobile data."
    ),
    "recipient": gettext_lazy(
        "We have sent several messages to this address or number. Use the newest one, or wait %(wait)s and try again."
    ),
    "texts": gettext_lazy(
        "We cannot send more text messages for now. Nothing is lost. Use an email address, try again in %(wait)s, or "
        "contact the council."
    ),
    "emails": gettext_lazy(
        "We cannot send more emails for now. Nothing is lost. Try again in %(wait)s, or contact the council."
    ),
}


def words_of_refusal(refusal: TooManyMessages) -> str:
    """Why a message that the person asked for is not sent, and what they can do."""
    return str(REFUSALS[refusal.because]) % {"wait": wait_words(refusal.seconds)}


def words_of_wait(seconds: int, *, known_device: bool, has_codes: bool) -> str:
    """Why a password or a second factor is not looked at now, for how long, and how to get on meanwhile. The same is
    said whether an account exists or not.
    """
    wait = {"wait": wait_words(seconds)}
    if known_device:
        return _("Too many wrong tries on this device. Wait %(wait)s, then try again.") % wait
    if not has_codes:
        # The platform's own host sends none.
        return (
            _(
                "Too many wrong tries on this network or at this account. Wait %(wait)s, then try again, or use "
                "another network."
            )
            % wait
        )
    return (
        _(
            "Too many wrong tries on this network or at this account. Wait %(wait)s, then try again. If you cannot "
            "wait, sign in with a code first: after that we know this device, and other people’s mistakes do not hold "
            "up your password here."
        )
        % wait
    )


def words_of_tried_code() -> str:
    """What is said of a code that was tried already, while too much was guessed: live or run out, it is all the same,
    for the first try of a new one waits for nothing (accounts/guessing.py).
    """
    return _(
        "This code was tried before, and there were too many wrong codes, so it does not work now. Ask for a new code: "
        "you can try that one at once."
    )


def preferences_known(resident: Resident, today: dt.date) -> dict[str, Any]:
    """What a person said of how to reach them, as PreferencesForm begins. A day to ask again that is over becomes a
    day a year from now: whoever looks and saves has been asked.
    """
    names = ("contact_by", "good_times", "access_needs", "interpreter_language", "professionals", "review_on")
    known = {name: getattr(resident, name) for name in names}
    if resident.review_is_due(today):
        known["review_on"] = today + dt.timedelta(days=365)
    return known | {"message_language": resident.language, "safe": "yes" if resident.safe_to_contact else "no"}
