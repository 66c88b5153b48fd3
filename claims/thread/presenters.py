"""What the claimant's page of a thread shows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Claim
from claims.thread.readers import Said


def thread_address(claim: Claim) -> str:
    """The address of a claim's thread."""
    return reverse("claims:thread", args=[claim.public_id])


def messages_content(thread: list[Said]) -> list[dict[str, Any]]:
    """The messages as the claimant reads them: who, when, words, language, and whether it is new to them."""
    return [
        {
            "id": f"message-{number}",
            "who": each.message.by_label if each.is_from_council else _("You"),
            "at": each.message.send_after,
            "words": each.words,
            "language": each.message.language,
            "is_from_council": each.is_from_council,
            "is_new": each.is_from_council and each.message.read_at is None,
        }
        for number, each in enumerate(thread, start=1)
    ]


def new_words(number: int) -> str:
    """ "You have 2 new messages"."""
    return ngettext("You have %(number)s new message", "You have %(number)s new messages", number) % {"number": number}
