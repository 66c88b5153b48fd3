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
    return tags + review_tags(claim)


def review_tags(claim: Claim) -> list[dict[str, str]]:
    """That a review of the award is open, or was to be answered by now: text and colour each. No query."""
    if claim.review_until is None:
        return []
    day = {"day": date_format(claim.review_until, "j F")}
    if claim.review_until < timezone.localdate():
        return [{"text": _("Review overdue since %(day)s") % day, "colour": "red"}]
    return [{"text": _("In review until %(day)s") % day, "colour": "yellow"}]
