"""Messages about a sent claim: they go to the contacts in it, as everything about it does."""

from __future__ import annotations

import structlog

from accounts.actors import Actor
from accounts.door import TooManyMessages
from claims.models import Claim
from notifications.actions import notify
from notifications.models import Message
from notifications.readers import wants

log = structlog.get_logger(__name__)


def tell_of_claim(claim: Claim, template: str, *, context: dict[str, str], by: Actor) -> None:
    """Send the person who made a claim a message about it, in the words of its form, in the caller's transaction.

    With an account, it goes to the account's contacts. A record without an account may hold the contacts of another
    form, mistyped or belonging to somebody else at the same computer, so it goes to the contacts given in this claim,
    as far as the record's contact preferences and safety allow.
    """
    resident, sent = claim.resident, claim.submission
    context = {**context, "form": claim.form_version.form.slug}
    given = {Message.Channel.EMAIL: sent.email, Message.Channel.SMS: sent.phone}
    known = {Message.Channel.EMAIL: resident.email.lower(), Message.Channel.SMS: resident.phone}
    differ = [
        channel
        for channel, contact in given.items()
        if resident.user_id is None and contact and contact != known[channel]
    ]
    same = [channel for channel in given if channel not in differ]
    notify(resident=resident, template=template, context=context, by=by, channels=same)
    for channel in differ:
        if wants(resident, channel, given[channel]):
            try:
                notify(
                    resident=resident, template=template, context=context, by=by, channels=[channel], to=given[channel]
                )
            except TooManyMessages as refusal:
                log.warning("claim_not_told", template=template, because=refusal.because)
