"""Writing messages into the outbox, and sending what is due."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.template.loader import get_template
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from core import mail
from core.crypto import CannotDecrypt
from core.mail import MessageNotSent
from core.tasks import ring
from core.tenancy import council_scope
from notifications import tasks
from notifications.models import Message
from notifications.texts import SECRETS, open_context, render_message, seal_context, without_secrets

MAX_ATTEMPTS = 8
FIRST_WAIT_SECONDS = 15
# A worker that dies while sending gives the message back after this; longer than any provider's time limit.
LEASE_SECONDS = 60
# What a person asks for there and then goes out even to somebody whom we must not write to of our own accord.
ON_REQUEST = frozenset({"resume_link", "journal_share_link"})


@transaction.atomic
def notify(
    *, resident: Resident, template: str, context: dict[str, str], by: Actor, channels: list[str] | None = None,
    to: str = "",
) -> list[Message]:  # fmt: skip
    """Owe a person a message by each channel they have (or by `channels`), and keep it in their account.

    `context` holds references and titles, never personal data; a link goes under "url", which is kept encrypted and
    only until it is sent. With `to`, the message goes to that address or number, which is somebody else's, by the one
    channel in `channels`, on the person's behalf; it is kept like a link. A person whom it is not safe to contact gets
    the message in their account only. Raises TemplateDoesNotExist.
    """
    get_template(f"notifications/{template}.txt")
    now = timezone.now()
    messages = []
    if to:
        context = {**context, "to": to}
    for channel in _channels_of(resident, template, channels, context):
        in_app = channel == Message.Channel.IN_APP
        message = Message(
            resident=resident,
            channel=channel,
            template=template,
            language=resident.language,
            due_at=now,
            state=Message.State.SENT if in_app else Message.State.DUE,
            sent_at=now if in_app else None,
        )
        message.context = seal_context(message, context)
        messages.append(message)
    Message.objects.bulk_create(messages)
    audit.record(
        "notifications.message.created",
        by=by,
        resident=resident,
        detail={"template": template, "channels": [message.channel for message in messages]},
    )
    ring(tasks.send_due_messages, by.council.pk)
    return messages


def _channels_of(resident: Resident, template: str, asked: list[str] | None, context: dict[str, str]) -> list[str]:
    if "to" in context:
        return asked or []
    outside = {Message.Channel.EMAIL: resident.email, Message.Channel.SMS: resident.phone}
    chosen = [channel for channel, address in outside.items() if address and (asked is None or channel in asked)]
    if not _may_contact(resident, template):
        chosen = []
    # A link that opens a draft is of no use inside the account, where the draft is.
    return chosen if SECRETS & context.keys() else [*chosen, Message.Channel.IN_APP]


def _may_contact(resident: Resident, template: str) -> bool:
    return resident.safe_to_contact or template in ON_REQUEST


def send_due_messages(*, limit: int, by: Actor) -> int:
    """Try up to `limit` due messages of the acting council; returns how many were tried.

    Opens a scope for each step, so that what was sent stays marked whatever happens to the next one.
    """
    tried = 0
    while tried < limit and send_next_message(by=by):
        tried += 1
    return tried


def send_next_message(*, by: Actor) -> bool:
    """Take the message that has been due longest and try to send it; False when none is due.

    It is taken in a transaction of its own, so a worker that dies gives it back after the lease, and the message may
    have got through although we never heard: from the second time on, the provider is asked first by our reference.
    """
    with council_scope(by.council.pk):
        message = _take_next()
    if message is None:
        return False
    with council_scope(by.council.pk):
        try:
            _mark_sent(message, _deliver(message, by))
        except MessageNotSent as problem:
            _put_back(message, problem)
    return True


def _take_next() -> Message | None:
    due = Message.objects.filter(state=Message.State.DUE, due_at__lte=timezone.now()).order_by("due_at")
    message = due.select_for_update(skip_locked=True, of=("self",)).select_related("resident").first()
    if message is not None:
        message.attempts += 1
        message.due_at = timezone.now() + dt.timedelta(seconds=LEASE_SECONDS)
        message.save(update_fields=["attempts", "due_at"])
    return message


def _deliver(message: Message, by: Actor) -> str:
    resident, reference = message.resident, str(message.public_id)
    by_email = message.channel == Message.Channel.EMAIL
    if not _may_contact(resident, message.template):
        raise MessageNotSent("It is not safe to contact this person.", permanent=True)
    try:
        address = open_context(message).get("to") or (resident.email if by_email else resident.phone)
        text = render_message(message, by.council)
    except CannotDecrypt as error:
        raise MessageNotSent("The key of its link is gone.", permanent=True) from error
    if not address:
        raise MessageNotSent("There is no address for this channel any more.", permanent=True)
    if message.attempts > 1:
        found = mail.find_sent(reference=reference)
        if found:
            return found
    if by_email:
        return mail.send_email(to=address, subject=text.subject, text=text.body, reference=reference)
    return mail.send_text(to=address, text=text.short, reference=reference)


def _mark_sent(message: Message, provider_id: str) -> None:
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.SENT,
        sent_at=timezone.now(),
        provider_id=provider_id[:100],
        error="",
        context=without_secrets(message),
    )


def _put_back(message: Message, problem: MessageNotSent) -> None:
    given_up = problem.permanent or message.attempts >= MAX_ATTEMPTS
    wait = FIRST_WAIT_SECONDS * 2 ** (message.attempts - 1)
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.FAILED if given_up else Message.State.DUE,
        due_at=timezone.now() + dt.timedelta(seconds=wait),
        error=str(problem)[:200],
        context=without_secrets(message) if given_up else message.context,
    )
