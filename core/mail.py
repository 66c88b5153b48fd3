"""The one way out for an e-mail or a text message, whoever asks: sign-in codes here, everything else through
`notifications`, which adds a record and retries.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string


class MessageNotSent(Exception):
    """The provider did not take a message. `permanent`: trying again cannot help (the address cannot be right)."""

    def __init__(self, reason: str, *, permanent: bool = False):
        super().__init__(reason)
        self.permanent = permanent


def send_email(*, to: str, subject: str, text: str, html: str = "", reference: str = "") -> str:
    """Send one e-mail now through settings.MESSAGE_BACKEND. Returns the provider's id; raises MessageNotSent."""
    return _backend().send_email(to=to, subject=subject, text=text, html=html, reference=reference)


def send_text(*, to: str, text: str, reference: str = "") -> str:
    """Send one text message (phone in E.164 form) now. Returns the provider's id; raises MessageNotSent."""
    return _backend().send_text(to=to, text=text, reference=reference)


def find_sent(*, reference: str) -> str:
    """The provider's id of a message that it took under our reference, or "". Raises MessageNotSent."""
    return _backend().find_sent(reference=reference)


def _backend():
    return import_string(settings.MESSAGE_BACKEND)()
