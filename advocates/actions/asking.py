"""Somebody asks a person whom they know to let them act for that person, who says yes, or no."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.actions.sign_in import start_record
from accounts.actors import Actor
from accounts.models import Delegation, Resident
from accounts.readers import contacts_of
from accounts.rules.links import link_hash
from advocates.actions.beginning import begin_grant
from advocates.actions.inviting import OwnContact, name_record
from advocates.actions.replacing import take_place_of
from advocates.actions.telling import STARTED, tell_helper
from advocates.models import Ask
from advocates.readers.asks import ask_to, held_already, is_safe_to_ask, own_ask
from advocates.readers.grants import last_day_given
from advocates.rules.terms import last_day, periods_up_to
from notifications.actions import notify, send_only_while

# How long a link works, and how many of them somebody may have open: nobody acts for more people by their own asking.
LASTS, MOST_OPEN = dt.timedelta(days=14), 10
TEMPLATE = "helper_asks"
State = Ask.State


class TooManyAsks(Exception):
    """Whoever asks waits for as many answers as they may. Nothing was sent."""


class WiderThanAsked(Exception):
    """What was said yes to is more than what was asked for. Nothing changed."""


@transaction.atomic
def ask_to_act(
    *, name: str, channel: str, contact: str, scopes: list[str], period: str, why: str, by: Actor, own_name: str = ""
) -> Ask:
    """Send somebody a link by which they can let the actor act for them; an open one to the same contact ends.

    What happens is the same whoever has the contact, or nobody. `own_name` goes into a record that has no name.
    Raises OwnContact, TooManyAsks, accounts.door.TooManyMessages, Http404 for whoever has no record here.
    """
    if by.user is None or by.resident is None:
        raise Http404
    if contact in contacts_of(by.user) | {by.resident.email.lower(), by.resident.phone}:
        raise OwnContact
    # Two that are sent at once wait for each other here.
    asker = Resident.objects.select_for_update(no_key=True).get(pk=by.resident.pk)
    name_record(asker, own_name)
    now, token = timezone.now(), secrets.token_urlsafe(24)
    asked = Ask.objects.filter(asker=asker)
    asked.filter(contact=contact, state=State.OPEN).update(state=State.TAKEN_BACK, settled_at=now)
    # Those that were refused wait on, for all that whoever asks can tell.
    if asked.filter(state__in=[State.OPEN, State.REFUSED], expires_at__gt=now).count() >= MOST_OPEN:
        raise TooManyAsks
    ask = Ask.objects.create(
        asker=asker, name=name, channel=channel, contact=contact, scopes=scopes, period=period, why=why,
        token_hash=link_hash(token), sent_at=now, expires_at=now + LASTS,
    )  # fmt: skip
    address = by.council.url_of(reverse("advocates:asked", args=[token]))
    # It names nobody: the address may be mistyped.
    notify(
        resident=asker, template=TEMPLATE, channels=[channel], to=contact, by=by,
        context={"url": address, "ask": str(ask.public_id), "days": str(LASTS.days)},
    )  # fmt: skip
    audit.record("advocates.ask.sent", by=by, resident=asker, detail={"scopes": scopes, "period": period})
    return ask


def _may_be_sent(context: dict[str, str]) -> bool:
    """Where it is not safe to write to whoever has the contact, nothing goes there; they find it in their account."""
    ask = Ask.objects.filter(public_id=context["ask"], state=State.OPEN).first()
    return ask is not None and is_safe_to_ask(ask.channel, ask.contact)


send_only_while(TEMPLATE, _may_be_sent)


@transaction.atomic
def take_back_ask(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """The link does not work any more. Raises Http404 when there is no such ask, or it has become a grant."""
    ask = _locked(own_ask(by, public_id))
    if ask.state == State.OPEN:
        _settle(ask, State.TAKEN_BACK)
    elif ask.state == State.REFUSED:
        # It goes from the page, as one that waits would.
        Ask.objects.filter(pk=ask.pk).update(expires_at=timezone.now())
    audit.record("advocates.ask.taken_back", by=by, resident=by.resident)


@transaction.atomic
def agree_to_ask(
    *, public_id: str | uuid.UUID, scopes: list[str], period: str, language: str, by: Actor,
    left_out: Iterable[uuid.UUID] = (),
) -> Delegation:  # fmt: skip
    """Whoever proved the contact lets the asker act for them: for all that was asked, or less, or shorter, and without
    the claims in `left_out` (public ids). Somebody who has no record yet gets one, in `language`. The asker is told.

    What the asker may do for them already ends, and this takes its place: `scopes` may have all that it has, and of
    the two last days the later one counts.

    Raises WiderThanAsked, Http404 when it is not addressed to them, was answered, or was taken back meanwhile.
    """
    ask = _locked(ask_to(by, public_id))
    if ask.state != State.OPEN:
        raise Http404
    held = list(held_already(by, ask).select_for_update(of=("self",)).order_by("pk"))
    most = set(ask.scopes).union(*(each.scopes for each in held))
    if not scopes or not set(scopes) <= most or period not in periods_up_to(ask.period):
        raise WiderThanAsked
    resident = by.resident or start_record(language=language, by=by)
    today = timezone.localdate()
    grant = begin_grant(
        resident=resident, helper=ask.asker.user, scopes=scopes, basis=Delegation.Basis.BY_CODE, left_out=left_out,
        why=ask.why, starts_on=today, ends_on=max([last_day(period, today), *map(last_day_given, held)]), by=by,
    )  # fmt: skip
    take_place_of(held, grant)
    ask.delegation = grant
    _settle(ask, State.ACCEPTED)
    tell_helper(grant, STARTED, by)
    return grant


@transaction.atomic
def refuse_ask(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """Whoever proved the contact says no. The asker is not told. Raises as agree_to_ask does."""
    ask = _locked(ask_to(by, public_id))
    if ask.state != State.OPEN:
        raise Http404
    _settle(ask, State.REFUSED)
    if by.resident is not None:
        audit.record("advocates.ask.refused", by=by, resident=by.resident)


def _locked(found: Ask) -> Ask:
    return Ask.objects.select_for_update(of=("self",)).select_related("asker__user").get(pk=found.pk)


def _settle(ask: Ask, state: str) -> None:
    ask.state, ask.settled_at = state, timezone.now()
    ask.save(update_fields=["state", "settled_at", "delegation"])


@transaction.atomic
def move_asks(*, source: Resident, target: Resident) -> None:
    """Put what a record asked for into another record, of the same person. What waits for an answer ends: it was asked
    in another account.
    """
    asked = Ask.objects.filter(asker=source)
    asked.filter(state=State.OPEN).update(state=State.TAKEN_BACK, settled_at=timezone.now())
    asked.update(asker=target)
