"""Writing messages into the outbox, and sending what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import transaction
from django.template.loader import get_template
from django.utils import timezone

from accounts import audit, door
from accounts.actors import Actor
from accounts.models import Resident
from accounts.readers import contacts_of
from core import mail
from core.crypto import CannotDecrypt
from core.due_work import Clock, Done, Retrying, WorkFailed, doubling, finish, take
from core.mail import LOST, Fate, MessageNotSent
from core.rules.phones import takes_texts
from core.tasks import enqueue
from core.tenancy import council_scope
from notifications.models import Message
from notifications.readers import reaches
from notifications.rules import OF_FORMS
from notifications.texts import SECRETS, decrypted_context, encrypted_context, render_message, without_secrets

# No provider takes longer to answer than a minute.
SENDING = Retrying(waits=doubling(dt.timedelta(seconds=15), tries=8), lease=dt.timedelta(minutes=1))
# The provider is asked what became of a message after ten minutes, then whenever as much time has gone by again. Notify
# itself gives up after three days.
FIRST_ASKED, ASKED_FOR = dt.timedelta(minutes=10), dt.timedelta(days=4)
MOST_BETWEEN, LEFT_ALONE = dt.timedelta(hours=6), dt.timedelta(minutes=5)
FOLLOWED_AT_ONCE = 50
# What a person asks for there and then goes out even to somebody whom we must not write to of our own accord.
ON_REQUEST = frozenset({"resume_link", "journal_share_link"})
log = structlog.get_logger(__name__)
# What messages of a template say may stop being so while they wait: asked of the app that wrote them before sending.
_still_true: dict[str, Callable[[dict[str, str]], bool]] = {}


def send_only_while(template: str, still_true: Callable[[dict[str, str]], bool]) -> None:
    """Ask `still_true(context)` just before a message of this template is sent; False, and it is given up."""
    _still_true[template] = still_true


@transaction.atomic
def notify(
    *, resident: Resident, template: str, context: dict[str, str], by: Actor, channels: list[str] | None = None,
    to: str = "", draft: str = "",
) -> list[Message]:  # fmt: skip
    """Promise a person a message by each channel they have (or by `channels`), and keep it in their account.

    In the account of somebody who has none it is KEPT: nobody is told by that. What goes to an address that somebody
    typed goes through `accounts.door`: what is ON_REQUEST, and what a visitor or a helper sets off, also with `to`;
    `draft` is the draft that it is about. Raises door.TooManyMessages for what they asked
    for; what merely follows from what they did is kept in the account only.

    `context` holds references and titles, never personal data; "form", the slug of the form that an OF_FORMS message
    is about, has it say that form's own words; a link goes under "url", which is kept encrypted and
    only until it is sent. Of the channels, those are used that the person asked for. With `to`, the message goes to
    that address or number by the one channel in `channels`, on the person's behalf; it is kept like a link. A person
    whom it is not safe to contact gets the message in their account only. Raises TemplateDoesNotExist.
    """
    get_template(f"notifications/{template}.txt")
    if "form" in context and template not in OF_FORMS:
        raise ValueError(f"{template} has no words of a form's own")
    if to:
        context = {**context, "to": to}
    channels = _let_through(_channels_of(resident, template, channels, context), resident, template, to, draft, by)
    # A council may have taken a language away that somebody chose.
    has_it = resident.language in by.council.languages
    language = resident.language if has_it else settings.LANGUAGE_CODE
    messages = [_message(resident, template, channel, context, language) for channel in channels]
    Message.objects.bulk_create(messages)
    audit.record(
        "notifications.message.created",
        by=by,
        resident=resident,
        detail={"template": template, "channels": channels},
    )
    enqueue("notifications.send_due_messages", by.council.pk)
    return messages


def _message(resident: Resident, template: str, channel: str, context: dict[str, str], language: str) -> Message:
    if channel != Message.Channel.IN_APP:
        state = Message.State.DUE
    else:
        state = Message.State.SENT if resident.user_id is not None else Message.State.KEPT
    message = Message(
        resident=resident,
        channel=channel,
        template=template,
        language=language,
        state=state,
        sent_at=timezone.now() if state == Message.State.SENT else None,
    )
    message.context = encrypted_context(message, context)
    return message


def _channels_of(resident: Resident, template: str, asked: list[str] | None, context: dict[str, str]) -> list[str]:
    if "to" in context:
        return asked or []
    # A landline is somebody's number, but gets no text.
    phone = resident.phone if takes_texts(resident.phone) else ""
    outside = {Message.Channel.EMAIL: resident.email, Message.Channel.SMS: phone}
    chosen = [
        channel
        for channel, address in outside.items()
        if address and (asked is None or channel in asked) and _may_contact(resident, template, channel)
    ]
    # A link that opens a draft is of no use inside the account, where the draft is.
    return chosen if SECRETS & context.keys() else [*chosen, Message.Channel.IN_APP]


def _let_through(channels: list[str], resident: Resident, template: str, to: str, draft: str, by: Actor) -> list[str]:
    """Those of the channels that the door lets through."""
    let_through = []
    for channel in channels:
        contact = to or {Message.Channel.EMAIL: resident.email, Message.Channel.SMS: resident.phone}.get(channel, "")
        asked = bool(to) or template in ON_REQUEST
        if contact and (template in ON_REQUEST or not _is_proven(contact, resident, by)):
            try:
                door.admit(kind=template, channel=channel, contact=contact, by=by, draft=draft)
            except door.TooManyMessages as refusal:
                if asked:
                    raise
                log.warning("message_left_out", template=template, channel=channel, because=refusal.because)
                continue
        let_through.append(channel)
    return let_through


def _is_proven(contact: str, resident: Resident, by: Actor) -> bool:
    """Whether nobody can have typed this for somebody else: it is the actor's own account's, or the platform or the
    council's staff write to a person, or a partner's people to what that person proved.
    """
    own = by.user is not None and contact in (by.user.email, by.user.phone)
    if own or bool(by.system) or not by.is_staff:
        return own or bool(by.system)
    return by.membership.organisation_id is None or contact.lower() in contacts_of(resident.user)


def _may_contact(resident: Resident, template: str, channel: str) -> bool:
    return template in ON_REQUEST or reaches(resident, channel)


@transaction.atomic
def move_messages(*, source: Resident, target: Resident, references: list[str] | None = None) -> None:
    """Put a record's messages into another record; with `references`, only those about these claims."""
    messages = Message.objects.filter(resident=source)
    if references is not None:
        messages = messages.filter(context__reference__in=references)
    keys = list(messages.values_list("pk", flat=True))
    Message.objects.filter(pk__in=keys).update(resident=target)
    if target.user_id is not None:
        kept = Message.objects.filter(pk__in=keys, state=Message.State.KEPT)
        kept.update(state=Message.State.SENT, sent_at=timezone.now())


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

    A worker that dies gives it back after the lease, and the message may have got through although we never heard:
    from the second time on, the provider is asked first by our reference.
    """
    with council_scope(by.council.pk):
        message = take_next_message()
    if message is None:
        return False
    finish(message, council_id=by.council.pk, work=lambda row: _send(row, by), retrying=SENDING)
    return True


def take_next_message() -> Message | None:
    """The message of the current council that has been due longest, taken for as long as the lease."""
    return take(Message.objects.select_related("resident"), SENDING)


def _send(message: Message, by: Actor) -> Done:
    try:
        with council_scope(by.council.pk):
            address = _address_of(message)
            provider_id = deliver(message, by)
    except MessageNotSent as problem:
        if problem.no_such_address:
            with council_scope(by.council.pk):
                _stop_writing_to(message, address, by)
        # Given up, it keeps no link.
        values = {"context": without_secrets(message)}
        raise WorkFailed(str(problem), permanent=problem.permanent, values=values) from problem
    values = {"sent_at": Clock(), "provider_id": provider_id[:100], "context": without_secrets(message)}
    if mail.tells_fates():
        # The address is kept until it is known whether it took the message: the person may have another one by then.
        values["context"] |= encrypted_context(message, {"to": address})
        values["follow_at"] = Clock() + FIRST_ASKED
    return Done(values, state=Message.State.SENT)


def _address_of(message: Message) -> str:
    """Where a message goes, "" for nowhere. Raises MessageNotSent."""
    resident = message.resident
    try:
        given = decrypted_context(message).get("to", "")
    except CannotDecrypt as error:
        raise MessageNotSent("The key of its link is gone.", permanent=True) from error
    return given or (resident.email if message.channel == Message.Channel.EMAIL else resident.phone)


def deliver(message: Message, by: Actor) -> str:
    """Hand a message to its channel and return the provider's id. Raises MessageNotSent."""
    resident, reference = message.resident, str(message.public_id)
    if not resident.safe_to_contact and message.template not in ON_REQUEST:
        raise MessageNotSent("It is not safe to contact this person.", permanent=True)
    address, text = _address_of(message), render_message(message, by.council)
    if not _is_still_true(message):
        raise MessageNotSent("What it says is not so any more.", permanent=True)
    if not address:
        raise MessageNotSent("There is no address for this channel any more.", permanent=True)
    if resident.bounces(address) and message.template not in ON_REQUEST:
        raise MessageNotSent("Messages do not arrive at this address.", permanent=True)
    if "to" not in message.context and not _may_contact(resident, message.template, message.channel):
        raise MessageNotSent("The person does not want messages in this way any more.", permanent=True)
    if message.attempts > 1:
        found = mail.find_sent(channel=message.channel, reference=reference)
        if found:
            return found
    if message.channel == Message.Channel.EMAIL:
        return mail.send_email(to=address, subject=text.subject, text=text.body, reference=reference)
    return mail.send_text(to=address, text=text.short, reference=reference)


def _is_still_true(message: Message) -> bool:
    check = _still_true.get(message.template)
    return check is None or check(message.context)


def follow_sent_messages(*, by: Actor) -> int:
    """Ask the provider what became of messages of the acting council that it took; returns how many it was asked of.

    Asked, not told: a bounce is never missed because this platform was away, and no door to the council stands open.
    """
    asked = 0
    while asked < FOLLOWED_AT_ONCE and _follow_next(by):
        asked += 1
    return asked


def _follow_next(by: Actor) -> bool:
    with council_scope(by.council.pk):
        message = (
            Message.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(follow_at__lte=Clock())
            .order_by("follow_at")
            .first()
        )
        if message is None:
            return False
        Message.objects.filter(pk=message.pk).update(follow_at=Clock() + LEFT_ALONE)
    try:
        fate = mail.fate_of(provider_id=message.provider_id, reference=str(message.public_id))
    except MessageNotSent:
        fate = Fate.UNDER_WAY
    with council_scope(by.council.pk):
        _keep_fate(message.pk, fate, by)
    return True


def _keep_fate(key: int, fate: Fate, by: Actor) -> None:
    sent = Message.objects.select_for_update(of=("self",)).select_related("resident").get(pk=key)
    age = timezone.now() - sent.sent_at
    if fate == Fate.UNDER_WAY and age < ASKED_FOR:
        sent.follow_at = timezone.now() + min(max(age, FIRST_ASKED), MOST_BETWEEN)
        sent.save(update_fields=["follow_at"])
        return
    if fate == Fate.NO_SUCH_ADDRESS:
        _stop_writing_to(sent, _address_of(sent), by)
    if fate in LOST:
        sent.state, sent.error = Message.State.LOST, fate
        audit.record(
            "notifications.message.lost", by=by, resident=sent.resident,
            detail={"template": sent.template, "channel": sent.channel, "why": fate},
        )  # fmt: skip
    sent.follow_at, sent.context = None, without_secrets(sent)
    sent.save(update_fields=["state", "error", "follow_at", "context"])


def _stop_writing_to(message: Message, address: str, by: Actor) -> None:
    """Nothing goes to this address of our own accord until the person changes it, or a code arrived there."""
    resident = Resident.objects.select_for_update(of=("self",)).get(pk=message.resident_id)
    if address and not resident.bounces(address):
        resident.bounced = [*resident.bounced, address.lower()]
        resident.save(update_fields=["bounced"])
        audit.record("notifications.contact.bounced", by=by, resident=resident, detail={"channel": message.channel})
