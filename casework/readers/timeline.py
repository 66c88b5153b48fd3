"""What happened to a sent claim, for its page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from casework.models import Assignment
from casework.readers.papers import paper_events
from claims.models import Claim, ClaimPdf
from claims.readers.hidden import question_label
from notifications.models import Message


def timeline_of(claim: Claim) -> list[dict[str, Any]]:
    """Everything that happened to a sent claim, newest first: title, at, by, text."""
    events = [_sent_event(claim), *_status_events(claim), *_note_events(claim), *_showing_events(claim)]
    events += [*_assignment_events(claim), *paper_events(claim)]
    events += [*_document_events(claim), *_message_events(claim)]
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _sent_event(claim: Claim) -> dict[str, Any]:
    first = claim.status_changes.order_by("at", "pk").first()
    return {"title": _("Sent"), "at": claim.submitted_at, "by": first.by_label, "text": ""}


def _status_events(claim: Claim) -> list[dict[str, Any]]:
    changes = claim.status_changes.select_related("status").order_by("at", "pk")[1:]
    return [
        {
            "title": _("Status changed to “%(status)s”") % {"status": change.status.name},
            "at": change.at,
            "by": change.by_label,
            "text": change.message,
        }
        for change in changes
    ]


def _note_events(claim: Claim) -> list[dict[str, Any]]:
    return [{"title": _("Note"), "at": note.at, "by": note.by_label, "text": note.text} for note in claim.notes.all()]


def _assignment_events(claim: Claim) -> list[dict[str, Any]]:
    titles = {
        Assignment.Kind.TAKEN: _("Taken by %(name)s"),
        Assignment.Kind.PASSED_ON: _("Passed on to %(name)s"),
        Assignment.Kind.PUT_BACK: _("Put back: nobody works on it"),
    }
    return [
        {"title": titles[each.kind] % {"name": each.to_label}, "at": each.at, "by": each.by_label, "text": each.note}
        for each in claim.assignments.all()
    ]


def _showing_events(claim: Claim) -> list[dict[str, Any]]:
    return [
        {
            "title": _("Looked at the whole answer to “%(question)s”")
            % {"question": question_label(claim, each.key, each.entry)},
            "at": each.at,
            "by": each.by_label,
            "text": each.words or each.get_reason_display(),
        }
        for each in claim.showings.all()
    ]


def _document_events(claim: Claim) -> list[dict[str, Any]]:
    made = ClaimPdf.objects.filter(claim=claim, made_at__isnull=False).only("made_at")
    return [{"title": _("PDF made"), "at": spec.made_at, "by": "", "text": ""} for spec in made]


def _message_events(claim: Claim) -> list[dict[str, Any]]:
    titles = {
        Message.State.SENT: _("Message sent: %(channel)s"),
        Message.State.KEPT: _("Message kept in the record, but nobody can read it there: %(channel)s"),
        Message.State.DUE: _("Message waiting to be sent: %(channel)s"),
        Message.State.FAILED: _("Message could not be sent: %(channel)s"),
    }
    messages = Message.objects.filter(resident=claim.resident, context__reference=claim.reference)
    return [
        {
            "title": titles[message.state] % {"channel": message.get_channel_display()},
            "at": message.sent_at or message.created_at,
            "by": "",
            "text": "",
        }
        for message in messages
    ]
