"""Opening a claim, moving it on, keeping notes: all of it is in the audit trail."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.actions.writing import refuse_if_moved
from casework.models import Note
from casework.readers.claims import latest_change, statuses_by_hand
from claims.actions.acts import settle_acts
from claims.actions.statuses import joined, note_status
from claims.actions.telling import tell_of_claim
from claims.models import Claim, ClaimStatus, StatusChange
from claims.presenters.statuses import status_name
from claims.readers.answer_store import spec_of
from claims.signals import claim_changed
from formspec.rules.translation import in_language
from notifications.models import Message
from notifications.texts import Text, render_message

TEMPLATE = "claim_status_changed"


class StatusMoved(Exception):
    """Somebody else changed the status first; `change` is what they did. Nothing was saved or sent."""

    def __init__(self, change: StatusChange):
        super().__init__(f"status change {change.pk}")
        self.change = change


class OnlyByDecision(Exception):
    """The claim is decided: its status changes when the decision is undone. Nothing was saved or sent."""


@transaction.atomic
def record_opening(*, claim: Claim, by: Actor) -> None:
    """Write down that a member of staff opened a claim."""
    audit.record("claims.claim.opened", by=by, resident=claim.resident, subject=claim.reference)


@transaction.atomic
def record_person_opened(*, claim: Claim, by: Actor) -> None:
    """Write down that a member of staff looked at everything of the person behind a claim."""
    audit.record("claims.person.opened", by=by, resident=claim.resident, subject=claim.reference)


@transaction.atomic
def record_search(*, searched_by: list[str], found: int, by: Actor) -> None:
    """Write down that a member of staff searched for people: by which kinds of detail, never the detail itself."""
    audit.record("claims.work_list.searched", by=by, detail={"by": searched_by, "found": found})


@transaction.atomic
def record_export(*, kind: str, searched_by: list[str], number: int, by: Actor) -> None:
    """Write down that a member of staff took the work list away as a file: by what it was searched, how many claims."""
    detail = {"as": kind, "by": searched_by, "claims": number}
    audit.record("claims.work_list.exported", by=by, detail=detail)


@transaction.atomic
def change_status(
    *, reference: str, status: str, message: str, based_on: int, by: Actor, seen: str | None = None
) -> Claim:
    """Move a claim to one of the council's statuses, tell the claimant, and return the claim.

    `status` is the code; `message` is added to the status's own words; `based_on` is the primary key of the status
    change that the advisor saw last. A message answers what the claimant wrote and sent, as far as the page had it:
    `seen` (casework.readers.attention.seen_of); None: it answers nothing. The same change sent twice is made once.
    Raises StatusMoved, ThreadMoved, OnlyByDecision, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    chosen, latest = _chosen(claim, status), latest_change(claim)
    text = what_claimant_reads(claim, chosen, message)
    if latest.pk != based_on:
        if (latest.status_id, latest.message, latest.by_label) == (chosen.pk, text, by.label):
            return claim
        raise StatusMoved(latest)
    if seen is not None:
        refuse_if_moved(claim, seen)
    move_claim(claim=claim, status=status, message=message, by=by)
    if seen is not None and message.strip():
        settle_by_words(claim, by=by)
    return claim


def settle_by_words(claim: Claim, *, by: Actor, until: dt.datetime | None = None) -> None:
    """A message with a status answers what the claimant wrote and sent, until then (None: now)."""
    because = _("The status was changed, with a message to the claimant")
    settle_acts(claim, at=timezone.now(), by=by, because=because, until=until)


def _chosen(claim: Claim, status: str) -> ClaimStatus:
    allowed = {each.code: each for each in statuses_by_hand(claim)}
    if not allowed:
        raise OnlyByDecision
    if status not in allowed:
        raise Http404
    return allowed[status]


@transaction.atomic
def move_claim(*, claim: Claim, status: str, message: str, by: Actor) -> Claim:
    """Change the status of a claim that the caller has locked, with the permission checked.

    Raises OnlyByDecision, Http404.
    """
    chosen, before = _chosen(claim, status), claim.status
    claim.status = chosen
    claim.place_in_lists()
    claim.save(update_fields=["status", "urgent"])
    note_status(claim, chosen, words=message, by_label=by.label, at=timezone.now())
    audit.record(
        "claims.claim.status_changed", by=by, resident=claim.resident, subject=claim.reference,
        detail={"from": before.code, "to": chosen.code},
    )  # fmt: skip
    claim_changed.send(sender=Claim, claim=claim)
    tell_of_claim(claim, TEMPLATE, context=_message_context(claim, chosen), by=by)
    return claim


@transaction.atomic
def add_note(*, reference: str, text: str, by: Actor) -> Note:
    """Keep a note on a claim; the same note sent twice in a row is kept once. Raises Http404, PermissionDenied."""
    claim = locked_claim(reference, Permission.CLAIM_NOTE, by)
    last = claim.notes.order_by("-at", "-pk").first()
    if last is not None and (last.text, last.by_id) == (text, by.user.pk):
        return last
    audit.record("claims.note.added", by=by, resident=claim.resident, subject=claim.reference)
    return Note.objects.create(claim=claim, text=text, by=by.user, by_label=by.label, at=timezone.now())


def what_claimant_reads(claim: Claim, status: ClaimStatus, message: str) -> str:
    """The words on the claimant's page: those that the status has for the form, then the advisor's own."""
    return joined(status.message_for(claim.form_version.form.slug), message)


def message_preview(*, claim: Claim, status: ClaimStatus, by: Actor) -> Text:
    """The e-mail or text message that goes out with a status, as the claimant will get it."""
    language = claim.resident.language
    message = Message(template=TEMPLATE, language=language, context=_message_context(claim, status))
    return render_message(message, by.council)


def _message_context(claim: Claim, status: ClaimStatus) -> dict[str, str]:
    language = claim.resident.language
    with translation.override(language):
        name = status_name(status)
    return {
        "reference": claim.reference,
        "form": claim.form_version.form.slug,
        "form_title": in_language(spec_of(claim), language).title,
        "status_name": name,
    }
