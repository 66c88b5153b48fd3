"""Marks of clocks in the work list."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.models import Claim


def clock_tags(claim: Claim) -> list[dict[str, str]]:
    """That a claim read `with_holds` is overdue, on hold, or was until lately: text and colour each."""
    tags = [{"text": _("Hold ended"), "colour": "orange"}] if claim.hold_ended else []
    if claim.held_until:
        text = _("On hold until %(day)s") % {"day": date_format(claim.held_until, "j F")}
        tags.append({"text": text, "colour": "yellow"})
    if claim.due_on and claim.due_on < timezone.localdate():
        tags.insert(
            0, {"text": _("Overdue since %(day)s") % {"day": date_format(claim.due_on, "j F")}, "colour": "red"}
        )
    return tags
