"""Where messages leave the platform: a local mailbox for demos, GOV.UK Notify for real."""

from __future__ import annotations

import json
import time
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from accounts.models import Council
from core.mail import Fate, MessageNotSent
from core.tenancy import current_council_id

# Answers of Notify that say something about the message itself; others (keys, limits, outages) may pass.
BAD_REQUEST = 400
PERMANENT = {BAD_REQUEST, 404, 410, 413, 422}
# Its words for what became of a message; any other is not known yet.
FATES = {
    "delivered": Fate.ARRIVED,
    "permanent-failure": Fate.NO_SUCH_ADDRESS,
    "temporary-failure": Fate.NOT_THIS_TIME,
    "technical-failure": Fate.PROVIDER_FAILED,
}
SECONDS_TO_WAIT = 15
DEFAULT_NOTIFY_URL = "https://api.notifications.service.gov.uk"


class MailboxBackend:
    """Keeps each message as a JSON file, by council: what a demo shows instead of sending."""

    def send_email(self, *, to: str, subject: str, text: str, html: str = "", reference: str = "") -> str:
        """Keep an e-mail; returns the file's name."""
        return self._keep({"channel": "email", "to": to, "subject": subject, "text": text}, reference)

    def send_text(self, *, to: str, text: str, reference: str = "") -> str:
        """Keep a text message; returns the file's name."""
        return self._keep({"channel": "sms", "to": to, "subject": "", "text": text}, reference)

    def find_sent(self, *, channel: str, reference: str) -> str:
        """The name of the file kept under this reference, or ""."""
        return next((path.name for path in mailbox_folder().glob(f"*-{reference}.json")), "")

    def _keep(self, message: dict, reference: str) -> str:
        folder = mailbox_folder()
        folder.mkdir(parents=True, exist_ok=True)
        # Names sort by time, so the newest come last.
        path = folder / f"{time.time_ns():020d}-{reference or uuid.uuid4()}.json"
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps({**message, "at": timezone.now().isoformat()}))
        unfinished.rename(path)
        return path.name


def mailbox_folder() -> Path:
    """The folder of the current council's messages (of the platform's own, outside a council's scope)."""
    return Path(settings.MAILBOX_DIR) / str(current_council_id() or "platform")


class MailboxEmailBackend(BaseEmailBackend):
    """Django's own e-mails into the same mailbox (settings.EMAIL_BACKEND)."""

    def send_messages(self, email_messages):
        mailbox = MailboxBackend()
        for message in email_messages:
            for address in message.recipients():
                mailbox.send_email(to=address, subject=message.subject, text=message.body)
        return len(email_messages)


class NotifyBackend:
    """GOV.UK Notify, with one template for e-mails ((subject)), ((body)) and one for texts ((body)): the service of the
    council in scope, or the platform's where that has none of its own.
    """

    def __init__(self):
        ours = {
            "key": settings.NOTIFY_API_KEY,
            "email": settings.NOTIFY_TEMPLATE_EMAIL,
            "sms": settings.NOTIFY_TEMPLATE_SMS,
        }
        self.service = settings.NOTIFY_COUNCILS.get(council_slug(settings.NOTIFY_COUNCILS), ours)
        self.client = NotificationsAPIClient(
            self.service["key"], base_url=settings.NOTIFY_BASE_URL or DEFAULT_NOTIFY_URL, timeout=SECONDS_TO_WAIT
        )

    def send_email(self, *, to: str, subject: str, text: str, html: str = "", reference: str = "") -> str:
        """Send an e-mail; returns Notify's id. Raises MessageNotSent."""
        return self._call(
            self.client.send_email_notification,
            email_address=to,
            template_id=self.service["email"],
            personalisation={"subject": subject, "body": text},
            reference=reference or None,
        )["id"]

    def send_text(self, *, to: str, text: str, reference: str = "") -> str:
        """Send a text message; returns Notify's id. Raises MessageNotSent."""
        return self._call(
            self.client.send_sms_notification,
            phone_number=to,
            template_id=self.service["sms"],
            personalisation={"body": text},
            reference=reference or None,
        )["id"]

    def find_sent(self, *, channel: str, reference: str) -> str:
        """Notify's id of a message it took under this reference, or "". Notify itself would send it twice."""
        found = self._call(self.client.get_all_notifications, reference=reference)["notifications"]
        return found[0]["id"] if found else ""

    def fate_of(self, *, provider_id: str, reference: str) -> Fate:
        """What became of a message. An answer about another message than ours says nothing."""
        found = self._call(self.client.get_notification_by_id, id=provider_id)
        if not isinstance(found, dict) or found.get("id") != provider_id or found.get("reference") != reference:
            return Fate.UNDER_WAY
        return FATES.get(found.get("status", ""), Fate.UNDER_WAY)

    def _call(self, method, **parameters) -> dict:
        try:
            return method(**parameters)
        except APIError as error:
            # Notify's own words can repeat the address, so only the number is kept.
            raise MessageNotSent(
                f"GOV.UK Notify answered {error.status_code}.",
                permanent=error.status_code in PERMANENT,
                no_such_address=_is_about_the_address(error),
            ) from error


def council_slug(services: dict[str, Any]) -> str:
    """The short name of the council in scope, where any has a service of its own; "" for the platform's."""
    council_id = current_council_id()
    if not services or council_id is None:
        return ""
    return Council.objects.values_list("slug", flat=True).get(pk=council_id)


def _is_about_the_address(error: APIError) -> bool:
    """Whether Notify refused the address itself. Its other refusals are ours to mend (a template, the key)."""
    said = error.message if isinstance(error.message, list) else []
    return error.status_code == BAD_REQUEST and any(
        each.get("error") == "ValidationError" and each.get("message", "").startswith(("email_address", "phone_number"))
        for each in said
    )
