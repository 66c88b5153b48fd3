"""Deliveries and destinations in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.handover.actions.queueing import MOST_OLDER
from casework.models import Delivery, DeliveryAttempt, Destination
from formspec.readers import form_titles, published_forms

State = Delivery.State
COLOURS = {
    State.DUE: "yellow",
    State.ACCEPTED: "green",
    State.REFUSED: "red",
    State.FAILED: "red",
}
LAST_TRIES = 5


def forms_there() -> list[tuple[str, str]]:
    """Slug and title of each form of the council."""
    return [(form["slug"], form["title"]) for form in form_titles(published_forms())]


def older_words(destination: Destination, number: int) -> dict[str, str]:
    """What the page asks before claims are handed over that were sent before the destination was there."""
    question = ngettext(
        "Hand over %(number)s older claim to “%(name)s”?", "Hand over %(number)s older claims to “%(name)s”?", number
    )
    words = _(
        "These claims were sent before the destination was there, and have not gone to it. Each goes as it is now, the "
        "oldest first, %(most)s at a time. Nothing has been sent yet."
    )
    return {
        "question": question % {"number": number, "name": destination.name},
        "words": words % {"most": MOST_OLDER},
        "button": _("Hand them over"),
        "keep": _("Leave them"),
    }


def left_words(number: int) -> str:
    """How many claims are due to be handed over now."""
    words = ngettext("%(number)s older claim is on its way.", "%(number)s older claims are on their way.", number)
    return words % {"number": number}


def destination_rows(destinations: Iterable[Destination]) -> list[dict[str, Any]]:
    """Each with its state in a word, and which forms go there."""
    titles = dict(forms_there())
    return [
        {
            "name": each.name,
            "url": reverse("casework:change_destination", args=[each.public_id]),
            "state": _state_of(each),
            "colour": _colour_of(each),
            "address": each.url,
            "forms": ", ".join(titles.get(slug, slug) for slug in each.forms) or _("none"),
            "with_hidden": each.with_hidden,
        }
        for each in destinations
    ]


def _state_of(destination: Destination) -> str:
    if not destination.is_active:
        return _("Switched off")
    return _("Not answering") if destination.failures else _("On")


def _colour_of(destination: Destination) -> str:
    if not destination.is_active:
        return "grey"
    return "red" if destination.failures else "green"


def error_words(error: str) -> str:
    """Why the last try came to nothing; "" for no reason."""
    if error in DeliveryAttempt.Outcome.values:
        return str(DeliveryAttempt.Outcome(error).label)
    return _(error) if error else ""


def delivery_rows(deliveries: Iterable[Delivery]) -> list[dict[str, Any]]:
    """Of one claim: where to, why, how it stands and each of the last tries."""
    return [_row(each) | {"tries": [_try(one) for one in list(each.tries.all())[-LAST_TRIES:]]} for each in deliveries]


def stuck_rows(deliveries: Iterable[Delivery]) -> list[dict[str, Any]]:
    """Of many claims: the same without the tries."""
    return [_row(each) for each in deliveries]


def _row(delivery: Delivery) -> dict[str, Any]:
    return {
        "public_id": delivery.public_id,
        "claim": delivery.claim,
        "destination": delivery.destination.name,
        "event": delivery.get_event_display(),
        "state": delivery.get_state_display(),
        "colour": COLOURS[State(delivery.state)],
        "error": error_words(delivery.error),
        "attempts": delivery.attempts,
        "next_at": delivery.due_at if delivery.state == State.DUE else None,
        "external_id": delivery.external_id,
        "made_at": delivery.made_at,
        "may_send_again": delivery.state in (State.DUE, State.REFUSED, State.FAILED),
    }


def _try(attempt: DeliveryAttempt) -> dict[str, Any]:
    words = attempt.get_outcome_display()
    if attempt.http_status:
        words = _("%(what)s (status %(status)s)") % {"what": words, "status": attempt.http_status}
    return {"at": attempt.at, "words": words, "by": attempt.by_label, "with_hidden": attempt.with_hidden}
