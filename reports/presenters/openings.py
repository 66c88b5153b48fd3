"""Who opened what, as a table."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.models import ShowingReason
from reports.readers.openings import SHOWN, Opening

WHAT = {
    "claims.claim.opened": gettext_lazy("Claim"),
    "claims.answer.shown": gettext_lazy("Hidden answer"),
    "claims.person.opened": gettext_lazy("Everything of one person"),
    "claims.document.opened": gettext_lazy("PDF of a claim"),
    "claims.estimate_document.opened": gettext_lazy("PDF of an estimate"),
    "claims.letter.opened": gettext_lazy("Letter"),
    "cobrowse.booking.opened": gettext_lazy("Booking"),
    "advocates.look_alike.opened": gettext_lazy("Record that may be the same person’s"),
}


def openings_content(found: list[Opening]) -> dict[str, Any]:
    """Columns and rows for components/table.html; `is_cut`: there is more than is shown."""
    titles = [_("When"), _("Who"), _("What"), _("Which"), _("Why, or what to ask about")]
    return {
        "columns": [{"title": title} for title in titles],
        "rows": [_row(each, titles) for each in found],
        "is_cut": len(found) == SHOWN,
    }


def _row(opening: Opening, titles: list[str]) -> list[dict[str, Any]]:
    event = opening.event
    texts = [
        date_format(timezone.localtime(event.at), "j M Y, H:i"),
        event.actor_label,
        str(WHAT[event.code]),
        event.subject,
        _why(opening),
    ]
    cells: list[dict[str, Any]] = [{"text": text, "title": title} for text, title in zip(texts, titles, strict=True)]
    if opening.is_theirs is False:
        cells[-1]["tags"] = [{"text": _("Was not theirs to work on"), "colour": "orange"}]
    return cells


def _why(opening: Opening) -> str:
    if opening.showing is None:
        return ""
    reason = str(ShowingReason(opening.showing.reason).label)
    return f"{reason}: {opening.showing.words}" if opening.showing.words else reason
