"""What the desk shows of a claim's thread: what needs us and since when, and what can still be taken back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.readers.attention import News, not_gone_yet
from claims.models import Claim, ResidentAct
from claims.readers.acts import Needs, needs_of_one
from claims.thread.readers import Said


def needs_words(needs: Needs | None) -> str:
    """Why a claim needs the council and since when: "Message, since 3 Aug 2026, 10:00"; "" when it does not."""
    if needs is None:
        return ""
    kinds = ", ".join(str(ResidentAct.Kind(kind).label) for kind in needs.kinds)
    since = date_format(timezone.localtime(needs.since), "j M Y, H:i")
    return _("%(kinds)s, since %(since)s") % {"kinds": kinds, "since": since}


def desk_thread(claim: Claim) -> dict[str, Any]:
    """For casework/_thread.html: why the claim needs us, and the messages that have not gone yet."""
    return {
        "needs": needs_words(needs_of_one(claim)),
        "not_gone": [message_content(each) for each in not_gone_yet(claim, timezone.now())],
    }


def message_content(said: Said) -> dict[str, Any]:
    """One message as the desk shows it."""
    message = said.message
    return {
        "public_id": message.public_id,
        "by": message.by_label,
        "at": message.written_at,
        "goes_at": message.send_after,
        "words": said.words,
        "language": message.language,
        "is_from_council": said.is_from_council,
    }


def news_content(news: News) -> dict[str, Any]:
    """What came while somebody wrote, for the banner of a page that is drawn again."""
    return {
        "messages": [message_content(each) for each in news.messages],
        "acts": [{"kind": each.get_kind_display(), "at": each.at} for each in news.acts],
        "changes": news.changes,
    }
