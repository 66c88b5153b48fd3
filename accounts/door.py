"""The one door for every message that a person asks to be sent to an address or a number that they typed.

Counted are who asks (their record or session, their network address, their draft), whom it goes to, and the council's
day. Who asks is counted first, so that whoever asks too much uses up nothing of anybody else's. What is counted by the
recipient can be used up by a stranger: it must never be all that decides (docs/decisions/0015-limits.md).
"""

from __future__ import annotations

import structlog
from django.conf import settings
from prometheus_client import Counter

from accounts.actors import Actor
from accounts.devices import is_known
from accounts.throttling import over

CODE = "sign_in_code"

# A person, a draft: nobody needs more. A network address may be a library's, a shelter's or a mobile network's.
BY_PERSON, BY_DRAFT, BY_NETWORK = ("10/h", "30/d"), ("5/h", "20/d"), ("100/h", "300/d")
# To one recipient: from one network address, and on a device where they signed in before.
FROM_NETWORK, FROM_DEVICE = "5/h", "5/h"
# Codes for one recipient, wherever they are asked for: from here each further network address gets one an hour …
MANY_CODES, THEN_FROM_NETWORK = "10/h", "1/h"
# … and from here nobody gets one but a known device: somebody is flooding them.
FLOOD_OF_CODES, FLOOD_OF_OTHERS = ("30/h", "60/d"), ("5/h", "15/d")
NEARLY = 0.8

ALERTS = Counter(
    "message_budget_alerts", "Times that a council's messages of a day were nearly or wholly spent.",
    ["channel", "state"],
)  # fmt: skip
REFUSALS = Counter("messages_refused", "Messages to a typed address that were not sent.", ["kind", "because"])
log = structlog.get_logger(__name__)


class TooManyMessages(Exception):
    """The message is not sent. `because`: "asker" asked for too many, "recipient" got too many, or the council's
    "texts" or "emails" of today are spent.
    """

    def __init__(self, because: str):
        super().__init__(because)
        self.because = because


def admit(*, kind: str, channel: str, contact: str, by: Actor, draft: str = "") -> None:
    """Let a message of this kind through to `contact`, by "email" or "sms", and count it. Raises TooManyMessages.

    Known devices are held up by nothing that others do. Without Redis everything is let through: the limits on codes
    and links in the database hold.
    """
    limits = _Limits(kind, channel, contact.lower(), by, draft)
    because = limits.because()
    if because:
        REFUSALS.labels(kind, because).inc()
        raise TooManyMessages(because)


class _Limits:
    """One message at the door."""

    def __init__(self, kind: str, channel: str, contact: str, by: Actor, draft: str):
        self.kind, self.channel, self.contact, self.by, self.draft = kind, channel, contact, by, draft
        self.known = is_known(by.origin, contact)

    def because(self) -> str:
        """Why the message is not let through, "" when it is."""
        if self._asker_has_had_enough():
            return "asker"
        if self._recipient_has_had_enough():
            return "recipient"
        return "" if self._day_has_room() else {"sms": "texts"}.get(self.channel, "emails")

    def _over(self, group: str, value: str, *rates: str) -> bool:
        # All are counted, also after one is over.
        found = [over(group=f"message-{group}", rate=rate, value=value, council=self.by.council.pk) for rate in rates]
        return any(found)

    def _asker_has_had_enough(self) -> bool:
        origin = self.by.origin
        person = person_key(self.by)
        if person and self._over("by-person", person, *BY_PERSON):
            return True
        if self.draft and self._over("by-draft", self.draft, *BY_DRAFT):
            return True
        return bool(origin.network) and not self.known and self._over("by-network", origin.network, *BY_NETWORK)

    def _recipient_has_had_enough(self) -> bool:
        origin, to = self.by.origin, f"{self.kind}:{self.contact}"
        if self.known:
            return self._over("from-device", f"{to}:{origin.device}", FROM_DEVICE)
        if origin.network and self._over("from-network", f"{to}:{origin.network}", FROM_NETWORK):
            return True
        if self.kind != CODE:
            return self._over("flood", to, *FLOOD_OF_OTHERS)
        if self._over("many", to, MANY_CODES) and self._over("then", f"{to}:{origin.network}", THEN_FROM_NETWORK):
            return True
        return self._over("flood", to, *FLOOD_OF_CODES)

    def _day_has_room(self) -> bool:
        """Whether the council's messages of this day are not spent; known devices may spend as many again."""
        budget = settings.TEXTS_A_DAY if self.channel == "sms" else settings.EMAILS_A_DAY
        if self.known:
            return not self._over("day-known", self.channel, f"{budget}/d")
        if self._over("day-nearly", self.channel, f"{int(budget * NEARLY)}/d"):
            self._alert("nearly_spent", budget)
        if not self._over("day", self.channel, f"{budget}/d"):
            return True
        self._alert("spent", budget)
        return False

    def _alert(self, state: str, budget: int) -> None:
        if not self._over("alerted", f"{self.channel}:{state}", "1/h"):
            ALERTS.labels(self.channel, state).inc()
            log.error(f"message_budget_{state}", council=self.by.council.pk, channel=self.channel, budget=budget)


def person_key(by: Actor) -> str:
    """Who asks, as far as we can tell: an account, a visitor's record, a session."""
    if by.user is not None:
        return f"user-{by.user.pk}"
    if by.resident is not None:
        return f"record-{by.resident.pk}"
    return f"session-{by.origin.session}" if by.origin.session else ""
