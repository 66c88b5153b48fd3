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
from accounts.alerts import raise_alert
from accounts.devices import is_known
from accounts.throttling import seconds_to_wait

CODE = "sign_in_code"

# A person, a draft: nobody needs more. A network address may be a library's, a shelter's or a mobile network's.
BY_PERSON, BY_DRAFT = ("10/h", "30/d"), ("5/h", "20/d")
# Over its limit it is not closed: then it has so many, which everybody there shares. Texts cost more.
BY_NETWORK = (("100/h", "2/m"), ("600/d", "1/10m"))
TEXTS_BY_NETWORK = (("200/d", "1/10m"),)
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
    """The message is not sent. `because`: "asker" asked for too many, or their "network" did; "recipient" got too
    many; or the council's "texts" or "emails" of today are spent. `seconds`: after them it is worth another try.
    """

    def __init__(self, because: str, seconds: int):
        super().__init__(because)
        self.because, self.seconds = because, seconds


def admit(*, kind: str, channel: str, contact: str, by: Actor, draft: str = "") -> None:
    """Let a message of this kind through to `contact`, by "email" or "sms", and count it. Raises TooManyMessages.

    Known devices are held up by nothing that others do. Without Redis everything is let through: the limits on codes
    and links in the database hold.
    """
    limits = _Limits(kind, channel, contact.lower(), by, draft)
    because, seconds = limits.refusal()
    if because:
        REFUSALS.labels(kind, because).inc()
        raise TooManyMessages(because, seconds)


class _Limits:
    """One message at the door."""

    def __init__(self, kind: str, channel: str, contact: str, by: Actor, draft: str):
        self.kind, self.channel, self.contact, self.by, self.draft = kind, channel, contact, by, draft
        self.known = is_known(by.origin, contact)

    def refusal(self) -> tuple[str, int]:
        """Why the message is not let through, and for how many seconds; "" and 0 when it is."""
        checks = (("asker", self._asker), ("network", self._network), ("recipient", self._recipient), ("", self._day))
        for because, check in checks:
            seconds = check()
            if seconds:
                return because or {"sms": "texts"}.get(self.channel, "emails"), seconds
        return "", 0

    def _wait(self, group: str, value: str, *rates: str) -> int:
        # All are counted, also after one is over.
        return max(
            seconds_to_wait(group=f"message-{group}", rate=rate, value=value, council=self.by.council.pk)
            for rate in rates
        )

    def _asker(self) -> int:
        person = person_key(self.by)
        seconds = self._wait("by-person", person, *BY_PERSON) if person else 0
        return seconds or (self._wait("by-draft", self.draft, *BY_DRAFT) if self.draft else 0)

    def _network(self) -> int:
        network = self.by.origin.network
        if not network or self.known:
            return 0
        limits = [("", *limit) for limit in BY_NETWORK]
        limits += [("-texts", *limit) for limit in TEXTS_BY_NETWORK] if self.channel == "sms" else []
        over = [(kind, then, self._wait(f"by-network{kind}", network, most)) for kind, most, then in limits]
        # The last of those that are over is the slowest.
        for kind, then, seconds in reversed(over):
            if seconds:
                turn = self._wait(f"turn{kind}", network, then)
                return min(seconds, turn)
        return 0

    def _recipient(self) -> int:
        origin, to = self.by.origin, f"{self.kind}:{mailbox_of(self.contact)}"
        if self.known:
            return self._wait("from-device", f"{to}:{origin.device}", FROM_DEVICE)
        here = self._wait("from-network", f"{to}:{origin.network}", FROM_NETWORK) if origin.network else 0
        if here:
            return here
        if self.kind != CODE:
            return self._wait("flood", to, *FLOOD_OF_OTHERS)
        many = self._wait("many", to, MANY_CODES)
        then = self._wait("then", f"{to}:{origin.network}", THEN_FROM_NETWORK) if many else 0
        return min(many, then) or self._wait("flood", to, *FLOOD_OF_CODES)

    def _day(self) -> int:
        """Seconds until the council has messages again, 0 while it has; known devices may spend as many again."""
        budget = settings.TEXTS_A_DAY if self.channel == "sms" else settings.EMAILS_A_DAY
        if self.known:
            return self._wait("day-known", self.channel, f"{budget}/d")
        if self._wait("day-nearly", self.channel, f"{int(budget * NEARLY)}/d"):
            self._alert("nearly_spent", budget)
        seconds = self._wait("day", self.channel, f"{budget}/d")
        if seconds:
            self._alert("spent", budget)
        return seconds

    def _alert(self, state: str, budget: int) -> None:
        if not self._wait("alerted", f"{self.channel}:{state}", "1/h"):
            ALERTS.labels(self.channel, state).inc()
            log.error(f"message_budget_{state}", council=self.by.council.pk, channel=self.channel, budget=budget)
            raise_alert(f"{self.channel}_{state}", number=budget, council=self.by.council.pk)


def person_key(by: Actor) -> str:
    """Who asks, as far as we can tell: an account, a visitor's record, a session."""
    if by.user is not None:
        return f"user-{by.user.pk}"
    if by.resident is not None:
        return f"record-{by.resident.pk}"
    return f"session-{by.origin.session}" if by.origin.session else ""


def mailbox_of(contact: str) -> str:
    """The mailbox that a contact belongs to: name+anything@example.org is delivered to name@example.org."""
    name, at, host = contact.partition("@")
    return name.partition("+")[0] + at + host if at else contact
