"""What somebody is told who leaves a device in the middle of a conversation."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.keeping.leaving import GoingOn
from cobrowse.models import HelpRequest
from cobrowse.readers.requests import open_request_of


def conversation_going_on(actor: Actor) -> GoingOn | None:
    """The conversation that this person is in or waits for, if any."""
    there = open_request_of(actor)
    if there is None:
        return None
    if there.state == HelpRequest.State.TALKING:
        words = _("You are talking with %(name)s. If you clear this device, the conversation ends.") % {
            "name": there.adviser.display_name
        }
    else:
        words = _("You are waiting for an adviser. If you clear this device, you lose your place.")
    return GoingOn(words, reverse("cobrowse:request", args=[there.public_id]))
