"""What a claimant reads in their trail of a claim that was handed over."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import AuditEvent
from accounts.presenters.trail import explain
from casework.models import Destination


def given_in_words(events: Sequence[AuditEvent]) -> dict[int, dict[str, str]]:
    """By an event's number, which system got the claim and what went along. One query."""
    names = dict(
        Destination.objects.filter(pk__in=[event.detail["destination"] for event in events]).values_list("pk", "name")
    )
    return {
        event.number: {
            "what": _("Gave a claim to the council’s own system “%(name)s”")
            % {"name": names[event.detail["destination"]]},
            "why": _("With the answers that our pages hide, in full")
            if event.detail["hidden"]
            else _("Without the answers that our pages hide"),
        }
        for event in events
        if event.detail["destination"] in names
    }


explain("claims.handover.given", given_in_words)
