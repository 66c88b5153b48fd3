"""What the claimant's page of a thread shows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from claims.models import Claim
from claims.readers.claims import is_own
from claims.thread.readers import Said


def thread_address(claim: Claim) -> str:
    """The address of a claim's thread."""
    return reverse("claims:thread", args=[claim.public_id])


def messages_content(claim: Claim, thread: list[Said], reader: Actor) -> list[dict[str, Any]]:
    """The messages as the claimant or their helper reads them: who, when, words, language, whether it is new to the
    claimant.
    """
    return [
        {
            "id": f"message-{number}",
            "who": _who(claim, each, reader),
            "at": each.message.send_after,
            "words": each.words,
            "language": each.message.language,
            "is_from_council": each.is_from_council,
            "is_new": each.is_from_council and each.message.read_at is None,
        }
        for number, each in enumerate(thread, start=1)
    ]


def _who(claim: Claim, said: Said, reader: Actor) -> str:
    if said.is_from_council:
        return said.message.by_label
    if said.message.by_id == (reader.user.pk if reader.user else None):
        return _("You")
    of_claimant = said.message.by_id in (None, claim.resident.user_id)
    if not of_claimant:
        return said.message.by_label
    return _("You") if is_own(reader, claim) else claim.resident.name or _("The claimant")


def new_words(number: int) -> str:
    """ "You have 2 new messages"."""
    return ngettext("You have %(number)s new message", "You have %(number)s new messages", number) % {"number": number}
