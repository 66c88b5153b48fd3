"""What is said, noted and seen."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor
from accounts.throttling import over
from cobrowse.actions.events import HasEnded, add_event, locked_for_staff, side_of, topic_of
from cobrowse.models import HelpEvent, HelpRequest, Way
from cobrowse.readers.words import words_of
from core.live import wake
from core.rules.typed import without_unseen
from notifications.actions import notify

MOST_LETTERS = 2000
# Nobody reads faster; from each side of each conversation.
WORDS_RATE = "60/m"
# How often it is written down that somebody's screen is open.
HERE_SECONDS = 15
# Somebody whose page was not open for so long is told by a message that they have an answer.
AWAY = dt.timedelta(minutes=2)


class TooFast(Exception):
    """More was said in a minute than anybody could read. Nothing was saved."""


def _locked(public_id: uuid.UUID) -> HelpRequest | None:
    return HelpRequest.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()


@transaction.atomic
def say(*, request: HelpRequest, words: str, client_id: uuid.UUID, by: Actor) -> HelpEvent:
    """Keep and show what one side says; the same `client_id` again gives the event there is.

    Raises HasEnded, TooFast, Http404 for whoever is on neither side, ValueError for no words or over 2,000 letters.
    """
    words = words.strip()
    if not without_unseen(words).strip() or len(words) > MOST_LETTERS:
        raise ValueError("no words, or too many")
    request = _locked(request.public_id)
    side = side_of(request, by)
    there = request.events.filter(client_id=client_id, by=side).first()
    if there is not None and words_of(there, request.public_id) == words:
        return there
    if there is not None:
        # A page that came back from the browser's memory, with the id of what was said before.
        client_id = uuid.uuid4()
    if not request.is_open:
        raise HasEnded
    if over(group="help-words", rate=WORDS_RATE, value=f"{request.pk}:{side}", council=by.council.pk):
        raise TooFast
    if side == HelpEvent.By.RESIDENT:
        # They are here: when they have gone again, the next answer is told anew.
        request.resident_told = 0
    event = add_event(request, HelpEvent.Kind.SAID, side=side, by=by, words=words, client_id=client_id)
    if side == HelpEvent.By.ADVISER:
        tell_who_is_away(request, event, by)
    return event


def tell_who_is_away(request: HelpRequest, event: HelpEvent, by: Actor) -> None:
    """A message to somebody whose page is closed, or who left one to be answered: once until they have looked."""
    here_at = request.resident_here_at
    away = request.way == Way.MESSAGE or here_at is None or event.at - here_at > AWAY
    if not away or request.resident_told > request.resident_saw:
        return
    request.resident_told = event.number
    request.save(update_fields=["resident_told"])
    address = by.council.url_of(reverse("cobrowse:request", args=[request.public_id]))
    notify(resident=request.resident, template="help_answered", context={"conversation": address}, by=by)


@transaction.atomic
def add_note(*, public_id: uuid.UUID, words: str, client_id: uuid.UUID, by: Actor) -> HelpEvent:
    """Keep a note that only staff read, also when the conversation has ended; the same `client_id` is kept once."""
    request = locked_for_staff(public_id, by)
    there = request.events.filter(client_id=client_id, by=HelpEvent.By.ADVISER).first()
    if there is not None:
        return there
    return add_event(
        request, HelpEvent.Kind.NOTED, side=HelpEvent.By.ADVISER, by=by, words=words.strip(), for_staff=True,
        client_id=client_id,
    )  # fmt: skip


def mark(*, request: HelpRequest, side: str, got: int, saw: int, asks: bool = True) -> None:
    """Write down up to which event one side has it and has seen it: forwards only, and never beyond the latest; and of
    the person whether their page `asks` for news by itself. The other side's screen is woken when that changed. The
    caller has asked whose the request is.
    """
    now = timezone.now()
    if not _has_news(request, side, got, saw, now, asks):
        return
    with transaction.atomic():
        _keep_marks(_locked(request.public_id), side, got, saw, now, asks)


def _keep_marks(request: HelpRequest, side: str, got: int, saw: int, now: dt.datetime, asks: bool) -> None:
    before = getattr(request, f"{side}_got"), getattr(request, f"{side}_saw")
    after = tuple(max(was, min(said, request.head)) for was, said in zip(before, (max(got, saw), saw), strict=True))
    fields = {f"{side}_got": after[0], f"{side}_saw": after[1]}
    if side == HelpEvent.By.RESIDENT:
        fields |= {"resident_here_at": now, "resident_asks": asks}
    HelpRequest.objects.filter(pk=request.pk).update(**fields)
    if after != before or (side == HelpEvent.By.RESIDENT and asks != request.resident_asks):
        wake(topic_of(request.public_id))


def _has_news(request: HelpRequest, side: str, got: int, saw: int, now: dt.datetime, asks: bool) -> bool:
    """Most polls say nothing new, and must cost no write."""
    if max(got, saw) > getattr(request, f"{side}_got") or saw > getattr(request, f"{side}_saw"):
        return True
    here_at = request.resident_here_at
    stale = here_at is None or now - here_at > dt.timedelta(seconds=HERE_SECONDS)
    return side == HelpEvent.By.RESIDENT and (stale or asks != request.resident_asks)
