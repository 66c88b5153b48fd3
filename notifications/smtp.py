"""E-mails by SMTP, for a council that has a mail server instead of a service of GOV.UK Notify.

A mail server says at once what it refuses. What bounces later comes as an e-mail to the sender's address.
"""

from __future__ import annotations

import io
import re
import smtplib
import time
import uuid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from core.mail import MessageNotSent
from notifications.channels import NotifyBackend, council_slug

# smtplib raises nothing but OSErrors. A 5xx reply is permanent. These enhanced status codes (RFC 3463) say that the
# address is wrong; where there is none, the plain code decides.
REFUSED = 500
ABOUT_THE_ADDRESS = re.compile(rb"5\.(?:1\.(?:0|1|2|3|6|10)|2\.1)(?!\d)")
ENHANCED = re.compile(rb"\s*[245]\.\d{1,3}\.\d{1,3}(?!\d)")
NO_SUCH_MAILBOX = {550, 551, 553}


class SmtpBackend:
    """E-mails by the mail server of the council in scope, or the platform's where that has none of its own. Texts need
    GOV.UK Notify all the same.
    """

    def __init__(self):
        ours = {"server": settings.SMTP, "from": settings.DEFAULT_FROM_EMAIL}
        self.service = settings.SMTP_COUNCILS.get(council_slug(settings.SMTP_COUNCILS), ours)

    def send_email(self, *, to: str, subject: str, text: str, html: str = "", reference: str = "") -> str:
        """Send an e-mail; returns its Message-ID, which is the same where it comes again after an answer that got
        lost. Raises MessageNotSent.
        """
        sender = self.service["from"]
        key = f"<{reference or uuid.uuid4()}@{sender.rpartition('@')[2].strip('> ')}>"
        headers = {"Message-ID": key, "Auto-Submitted": "auto-generated"}
        server = PatientBackend(**self.service["server"])
        email = EmailMultiAlternatives(subject, text, sender, [to], headers=headers, connection=server)
        if html:
            email.attach_alternative(html, "text/html")
        try:
            email.send()
        except OSError as error:
            raise refusal(error) from error
        return key

    def send_text(self, *, to: str, text: str, reference: str = "") -> str:
        """Send a text message by GOV.UK Notify; returns Notify's id. Raises MessageNotSent."""
        return NotifyBackend().send_text(to=to, text=text, reference=reference)

    def find_sent(self, *, channel: str, reference: str) -> str:
        """Notify's id of a text that it took under this reference, or ""; of an e-mail always "", as a mail server
        cannot be asked. Raises MessageNotSent.
        """
        return NotifyBackend().find_sent(channel=channel, reference=reference) if channel == "sms" else ""


def refusal(error: OSError) -> MessageNotSent:
    """What a failure means for a message: given up where the server says no for good to it or its address, else tried
    again. A server's own words can repeat the address, so only its number is kept.
    """
    code, said, at_address = 0, b"", False
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        (code, said), at_address = next(iter(error.recipients.values())), True
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, _bytes(error.smtp_error)
    # A refused sender, password or connection is ours to mend: the next message would fail in the same way.
    about_it = at_address or isinstance(error, smtplib.SMTPDataError)
    permanent = about_it and code >= REFUSED
    no_such = bool(ABOUT_THE_ADDRESS.search(said)) or (
        at_address and code in NO_SUCH_MAILBOX and not ENHANCED.match(said)
    )
    reason = f"The mail server answered {code}." if code > 0 else "The mail server did not answer."
    return MessageNotSent(reason, permanent=permanent, no_such_address=permanent and no_such)


def _bytes(said: bytes | str) -> bytes:
    return said.encode() if isinstance(said, str) else said


class _Reading(io.RawIOBase):
    """What a socket reads until a moment, however little comes at a time."""

    def __init__(self, sock: Any, until: float):
        super().__init__()
        self._sock, self._until = sock, until

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As many bytes as are there. Raises TimeoutError after the moment."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        return self._sock.recv_into(buffer)


class _WithinItsTime:
    """An SMTP connection whose timeout is for all of it, not for each piece of an answer: a worker has a message for a
    minute only, and a slow server would make it last for as long as it likes.
    """

    sock: Any
    file: Any

    def __init__(self, *arguments: Any, timeout: float, **named: Any):
        self.until = time.monotonic() + timeout
        super().__init__(*arguments, timeout=timeout, **named)

    def getreply(self) -> tuple[int, bytes]:
        """The server's next answer. Raises SMTPServerDisconnected when the time is over."""
        if self.sock is not None and self.file is None:
            self.file = io.BufferedReader(_Reading(self.sock, self.until))
        return super().getreply()  # type: ignore[misc]


class _Plain(_WithinItsTime, smtplib.SMTP):
    """From plain text on, STARTTLS included."""


class _Tls(_WithinItsTime, smtplib.SMTP_SSL):
    """TLS from the first byte."""


class PatientBackend(EmailBackend):
    """Django's SMTP, with one timeout for a whole message; Django's own e-mails go by it to the platform's server."""

    def __init__(self, **given: Any):
        super().__init__(**(settings.SMTP | given))

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The class of the connection to the server."""
        return _Tls if self.use_ssl else _Plain

    def open(self) -> bool | None:
        """Connect, encrypt and sign in; leaves no connection behind that failed half-way."""
        try:
            return super().open()
        except OSError:
            self.close()
            raise
