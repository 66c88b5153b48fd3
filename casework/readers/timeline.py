"""What happened to a sent claim, for its page."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from casework.models import Assignment, Note
from casework.readers.corrections import correction_events, review_events, signature_events, withdrawal_events
from casework.readers.notes import notes_on
from casework.readers.papers import paper_events
from claims.models import Claim, Urgency
from claims.readers.answer_store import localised_spec
from claims.readers.hidden import question_label
from claims.thread.readers import Said, newest_of, thread_of
from core.mail import Fate
from notifications.models import Message

# So much of what happened stands on a claim's page; the rest is a press away.
NEWEST = 25


def newest_events(claim: Claim, actor: Actor) -> tuple[list[dict[str, Any]], bool]:
    """The newest of `timeline_of`, and whether there is more."""
    thread = newest_of(claim, NEWEST + 1)
    events = _folded(_events(claim, actor, thread))
    has_more = len(thread) > NEWEST
    if has_more:
        # Between what is older, messages that were not read would be missing.
        events = [event for event in events if event["at"] >= thread[0].message.written_at]
    return events[:NEWEST], has_more or len(events) > NEWEST


def timeline_of(claim: Claim, actor: Actor | None = None) -> list[dict[str, Any]]:
    """Everything that happened to a sent claim, newest first: title, at, by, text. Restricted notes only for an actor
    who may read them; None: none of them.
    """
    return _folded(_events(claim, actor, thread_of(claim)))


def _events(claim: Claim, actor: Actor | None, thread: list[Said]) -> list[dict[str, Any]]:
    events = [*_status_events(claim), *_note_events(claim, actor), *_showing_events(claim), *_assignment_events(claim)]
    events += _verification_events(claim)
    events += [*paper_events(claim), *_urgency_events(claim), *_task_events(claim), *_decision_events(claim)]
    events += [*_hold_events(claim), *correction_events(claim), *withdrawal_events(claim), *signature_events(claim)]
    events += review_events(claim)
    events += [*_document_events(claim), *_message_events(claim), *_thread_events(thread), *_dealt_with_events(claim)]
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _folded(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What happened several times in a row, by the same person on the same day, as one with how often."""
    found = []
    for _same, each in groupby(
        events, key=lambda it: (it["title"], it["by"], it["text"], timezone.localdate(it["at"]))
    ):
        same = list(each)
        if len(same) > 1 and same[0]["title"] != _("Note"):
            times = ngettext("%(title)s, %(number)s time", "%(title)s, %(number)s times", len(same))
            found.append(same[0] | {"title": times % {"title": same[0]["title"], "number": len(same)}})
        else:
            found += same
    return found


def _status_events(claim: Claim) -> list[dict[str, Any]]:
    """Sending was the first change."""
    prefetch_related_objects([claim], "status_changes__status")
    sent, *changes = claim.status_changes.all()
    return [
        {"title": _("Sent"), "at": claim.submitted_at, "by": sent.by_label, "text": ""},
        *(
            {
                "title": _("Status changed to “%(status)s”") % {"status": change.status.name},
                "at": change.at,
                "by": change.by_label,
                "text": change.message,
            }
            for change in changes
        ),
    ]


def _files_of(claim: Claim, note: Note) -> list[dict[str, str]]:
    here = claim.reference, note.pk
    return [
        {"name": each.name, "url": reverse("casework:note_file", args=[*here, each.public_id])}
        for each in note.files.all()
    ]


def _note_events(claim: Claim, actor: Actor | None) -> list[dict[str, Any]]:
    return [
        {
            "title": _("Note, changed since") if note.changed_at else _("Note"),
            "at": note.at,
            "by": note.by_label,
            "text": note.text,
            "files": _files_of(claim, note),
        }
        for note in notes_on(claim, actor)
    ]


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


def _urgency_events(claim: Claim) -> list[dict[str, Any]]:
    return [
        {
            "title": _("How urgent it is: %(urgencies)s") % {"urgencies": urgency_words(each.after)},
            "at": each.at,
            "by": each.by_label,
            "text": each.because,
        }
        for each in claim.urgency_changes.all()
    ]


def _hold_events(claim: Claim) -> list[dict[str, Any]]:
    """Each time that it was put on hold, and how that ended."""
    events = []
    for each in claim.work_holds.all():
        title = _("On hold until %(day)s: %(why)s") % {
            "day": date_format(each.until, "j F Y"),
            "why": each.get_reason_display(),
        }
        events.append({"title": title, "at": each.at, "by": each.by_label, "text": each.words})
        if each.ended_at:
            ended = _("Hold ended before its day") if each.ended_by_label else _("Hold ended")
            events.append({"title": ended, "at": each.ended_at, "by": each.ended_by_label, "text": each.ended_why})
    return events


def urgency_words(urgencies: list[str]) -> str:
    """Why a claim cannot wait, the worst first; "in turn" where nothing says so."""
    ordered = sorted(urgencies, key=list(Urgency.values).index)
    return ", ".join(str(Urgency(each).label) for each in ordered) or _("in turn")


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


def _verification_events(claim: Claim) -> list[dict[str, Any]]:
    """Each answer that was verified, whether or not that holds still, and what was taken back."""
    events = []
    for each in claim.verifications.all():
        question = {"question": question_label(claim, each.key, each.entry)}
        text = f"{each.get_against_display()}: {each.words}"
        verified = _("Answer to “%(question)s” verified") % question
        events.append({"title": verified, "at": each.at, "by": each.by_label, "text": text})
        if each.ended_at:
            ended = _("Answer to “%(question)s” not verified after all") % question
            events.append({"title": ended, "at": each.ended_at, "by": each.ended_by_label, "text": ""})
    return events


def _thread_events(thread: list[Said]) -> list[dict[str, Any]]:
    return [
        {"title": _title(each), "at": each.message.written_at, "by": each.message.by_label, "text": each.words}
        for each in thread
    ]


def _title(said: Said) -> str:
    message = said.message
    if not said.is_from_council:
        return _("Message from the claimant")
    if message.withdrawn_at is not None:
        return _("Message to the claimant, taken back by %(name)s before it went") % {
            "name": message.withdrawn_by_label
        }
    if message.read_at is not None:
        return _("Message to the claimant, read on %(at)s") % {"at": _moment(message.read_at)}
    if message.send_after > timezone.now():
        return _("Message to the claimant, goes on %(at)s") % {"at": _moment(message.send_after)}
    return _("Message to the claimant, not read yet")


def _moment(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")


def _dealt_with_events(claim: Claim) -> list[dict[str, Any]]:
    """One for each time that somebody said why something needs no answer, however much it was about."""
    settled = {(each.settled_at, each.settled_by_label, each.because) for each in claim.acts.all() if each.because}
    return [
        {"title": _("Dealt with: it needs no answer"), "at": at, "by": by, "text": because}
        for at, by, because in sorted(settled)
    ]


def _task_events(claim: Claim) -> list[dict[str, Any]]:
    """What came of each check, as it was saved last."""
    titles = {check["key"]: check["title"] for check in localised_spec(claim).checks}
    words = _("Check “%(check)s”: %(result)s")
    return [
        {
            "title": words % {"check": titles.get(each.key, each.key), "result": each.get_result_display()},
            "at": each.at,
            "by": each.by_label,
            "text": "\n".join(filter(None, [each.waiting_for, each.words])),
        }
        for each in claim.tasks.all()
    ]


def _decision_events(claim: Claim) -> list[dict[str, Any]]:
    """Every decision and what became of it: those that were undone stay in sight."""
    events = []
    for each in claim.decisions.all():
        outcome, state = each.get_outcome_display(), each.get_state_display()
        why_open = "\n".join(each.exceptions.values())
        made = _("Decided: %(outcome)s") % {"outcome": outcome}
        events.append({"title": made, "at": each.made_at, "by": each.made_by_label, "text": why_open})
        if each.checked_at and each.is_live:
            agreed = _("A second person agreed: %(outcome)s") % {"outcome": outcome}
            events.append({"title": agreed, "at": each.checked_at, "by": each.checked_by_label, "text": ""})
        if each.reviewed_at and each.is_live:
            reviewed = _("Quality checked: %(outcome)s") % {"outcome": outcome}
            events.append({"title": reviewed, "at": each.reviewed_at, "by": each.reviewed_by_label, "text": ""})
        if each.sent_at:
            sent = _("Letter sent: %(outcome)s") % {"outcome": outcome}
            events.append({"title": sent, "at": each.sent_at, "by": "", "text": ""})
        if each.undone_at:
            undone = _("Decision undone: %(how)s") % {"how": state}
            events.append({"title": undone, "at": each.undone_at, "by": each.undone_by_label, "text": each.undone_why})
    return events


def _document_events(claim: Claim) -> list[dict[str, Any]]:
    return [{"title": _("PDF made"), "at": claim.pdf.made_at, "by": "", "text": ""}] if claim.pdf.made_at else []


def _message_events(claim: Claim) -> list[dict[str, Any]]:
    titles = {
        Message.State.SENT: _("Message sent: %(channel)s"),
        Message.State.KEPT: _("Message kept in the record, but nobody can read it there: %(channel)s"),
        Message.State.DUE: _("Message waiting to be sent: %(channel)s"),
        Message.State.FAILED: _("Message could not be sent: %(channel)s"),
        Message.State.LOST: _("Message did not arrive: %(channel)s"),
    }
    messages = Message.objects.filter(resident=claim.resident, context__reference=claim.reference)
    told = messages.only("state", "channel", "error", "sent_at", "created_at")
    return [
        {
            "title": titles[message.state] % {"channel": message.get_channel_display()},
            "at": message.sent_at or message.created_at,
            "by": "",
            "text": _why_lost(message),
        }
        for message in told
    ]


def _why_lost(message: Message) -> str:
    """Why a message that the provider took did not arrive, and what to do; "" for any other."""
    if message.state != Message.State.LOST:
        return ""
    return {
        Fate.NO_SUCH_ADDRESS: _("There is no such address or number. Nothing goes there any more. Write another way."),
        Fate.NOT_THIS_TIME: _("The mailbox or phone did not take it for days. Write another way if it cannot wait."),
    }.get(message.error, _("The provider could not deliver it. Write again, or another way."))
