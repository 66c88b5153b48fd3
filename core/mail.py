"""The one way out for an e-mail or a text message, whoever asks: sign-in codes here, everything else through
`notifications`, which adds a record and retries.

Who asks for a message to an address that they typed has been let through by `accounts.door.admit` before
(tests/test_door.py walks the callers).
"""

from __future__ import annotations

import enum

from django.conf import settings
from django.utils.module_loading import import_string

from core.rules.emails import read_email
from core.rules.phones import takes_texts


class Fate(enum.StrEnum):
    """What became of a message that the provider took."""

    UNDER_WAY = "under_way"
    ARRIVED = "arrived"
    # Nothing will ever arrive at that address or number.
    NO_SUCH_ADDRESS = "no_such_address"
    # The mailbox is full, the phone was off for days: another message may arrive.
    NOT_THIS_TIME = "not_this_time"
    PROVIDER_FAILED = "provider_failed"


LOST = frozenset({Fate.NO_SUCH_ADDRESS, Fate.NOT_THIS_TIME, Fate.PROVIDER_FAILED})


class MessageNotSent(Exception):
    """The provider did not take a message. `permanent`: trying again cannot help. `no_such_address`: it says so of the
    address or number itself.
    """

    def __init__(self, reason: str, *, permanent: bool = False, no_such_address: bool = False):
        super().__init__(reason)
        self.permanent, self.no_such_address = permanent, no_such_address


def send_email(*, to: str, subject: str, text: str, html: str = "", reference: str = "") -> str:
    """Send one e-mail now through settings.MESSAGE_BACKEND. Returns the provider's id; raises MessageNotSent."""
    if not read_email(to).address:
        raise MessageNotSent("The provider takes no such address.", permanent=True)
    return _backend().send_email(to=to, subject=subject, text=text, html=html, reference=reference)


def send_text(*, to: str, text: str, reference: str = "") -> str:
    """Send one text message (phone in E.164 form) now. Returns the provider's id; raises MessageNotSent.

    Whatever led here: no text goes to a number that is not a UK mobile.
    """
    if not takes_texts(to):
        raise MessageNotSent("Text messages go to UK mobile numbers only.", permanent=True)
    return _backend().send_text(to=to, text=text, reference=reference)


def find_sent(*, channel: str, reference: str) -> str:
    """The provider's id of an "email" or "sms" that it took under our reference, or "". Raises MessageNotSent."""
    return _backend().find_sent(channel=channel, reference=reference)


def tells_fates() -> bool:
    """Whether the provider can say later what became of a message."""
    return hasattr(_backend_class(), "fate_of")


def fate_of(*, provider_id: str, reference: str) -> Fate:
    """What the provider says became of a message that it took. Raises MessageNotSent when it does not answer."""
    return _backend().fate_of(provider_id=provider_id, reference=reference)


def _backend_class():
    return import_string(settings.MESSAGE_BACKEND)


def _backend():
    return _backend_class()()
