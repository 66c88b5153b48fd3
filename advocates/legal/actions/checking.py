"""Two different people of the council look at what somebody says; only then a grant begins."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor, system_actor
from accounts.models import Delegation, Resident
from advocates.actions.beginning import begin_grant
from advocates.legal.readers import (
    LegalWords,
    encrypted_words,
    look_alikes_for,
    one_for_council,
    papers_of,
    words_of,
)  # fmt: skip
from advocates.legal.rules import DOCUMENTS, highest_levels, next_look
from advocates.models import LegalBasis, LegalPaper
from advocates.rules.terms import scopes_of
from notifications.actions import notify

State = LegalBasis.State
SETTLED = "legal_settled"


class SamePerson(Exception):
    """Whoever found it first cannot be the one who confirms it. Nothing changed."""


class Moved(Exception):
    """It is not as the page showed it any more. Nothing changed."""


class WiderThanDocument(Exception):
    """What was chosen is more than such a document gives, or nothing. Nothing changed."""


@dataclass(frozen=True)
class Finding:
    """What the first person found. Right: the public id of the `record` that is meant, "" for a new one, and the
    `scopes`. `hush_why`: why the person is not told that it begins, "" where they are.
    """

    is_right: bool
    why: str
    scopes: Sequence[str] = ()
    record: str = ""
    hush_why: str = ""


@transaction.atomic
def open_paper(*, public_id: str | uuid.UUID, number: int, by: Actor) -> LegalPaper:
    """A paper for somebody who checks it; that they opened it is written down. Raises Http404, PermissionDenied."""
    row = one_for_council(by, public_id)
    paper = papers_of(row).defer(None).filter(number=number).first()
    if paper is None:
        raise Http404
    audit.record(
        "advocates.legal.paper_opened", by=by, resident=row.resident or row.asker, subject=f"legal {row.public_id}",
        detail={"number": number},
    )  # fmt: skip
    return paper


@transaction.atomic
def find_first(*, public_id: str | uuid.UUID, finding: Finding, by: Actor) -> LegalBasis:
    """What the first person found waits for a second. Raises Moved, WiderThanDocument, Http404, PermissionDenied."""
    row = _locked(public_id, by)
    if row.state != State.WAITING:
        raise Moved
    words = words_of(row)
    if finding.is_right:
        _check_scopes(row, finding)
        if row.delegation_id is None:
            row.resident = _chosen(row, finding.record, by)
        row.scopes, row.is_hushed, words.hush_why = list(finding.scopes), bool(finding.hush_why), finding.hush_why
    row.is_right, row.state = finding.is_right, State.CHECKED
    row.first_by, row.first_by_label, row.first_at = by.user, by.label, timezone.now()
    row.second_by, row.second_by_label, row.second_at = None, "", None
    words.first_why, words.second_why = finding.why, ""
    _save(row, words)
    _record("advocates.legal.found", row, by, {"right": finding.is_right})
    return row


def _check_scopes(row: LegalBasis, finding: Finding) -> None:
    most = scopes_of(highest_levels(is_joint=row.several == LegalBasis.Several.JOINT))
    if not finding.scopes or not set(finding.scopes) <= set(most):
        raise WiderThanDocument


def _chosen(row: LegalBasis, record: str, by: Actor) -> Resident | None:
    """One of those that look alike, or None for a new one."""
    if not record:
        return None
    alike = {str(each.resident.public_id): each.resident for each in look_alikes_for(row, by)}
    if record not in alike:
        raise Moved
    return alike[record]


@transaction.atomic
def confirm_second(*, public_id: str | uuid.UUID, agrees: bool, why: str, by: Actor) -> LegalBasis:
    """A second person agrees, and what was found counts; or gives it back to be looked at again. Found right, the grant
    begins, in a record that is made where the person has none; both sides are told.

    Raises SamePerson, Moved, Http404, PermissionDenied.
    """
    row = _locked(public_id, by)
    if row.state != State.CHECKED:
        raise Moved
    if row.first_by_id == by.user.pk:
        raise SamePerson
    words = words_of(row)
    if not agrees:
        _give_back(row, words, why, by)
        return row
    words.second_why = why
    row.second_by, row.second_by_label, row.second_at = by.user, by.label, timezone.now()
    if row.is_right:
        _begin(row, words, by)
    else:
        row.state = State.REFUSED
        _save(row, words)
        _record("advocates.legal.refused", row, by, {})
        if row.delegation_id is None:
            _tell_asker(row, by)
    return row


def _give_back(row: LegalBasis, words: LegalWords, why: str, by: Actor) -> None:
    words.given_back.append((timezone.localdate().isoformat(), by.label, why))
    row.state, row.is_right, row.is_hushed = State.WAITING, None, False
    row.first_by, row.first_by_label, row.first_at = None, "", None
    if row.delegation_id is None:
        row.resident = None
    _save(row, words)
    _record("advocates.legal.given_back", row, by, {})


def _begin(row: LegalBasis, words: LegalWords, by: Actor) -> None:
    today = timezone.localdate()
    if row.ends_on is not None and row.ends_on < today:
        raise Moved
    if row.resident is None:
        row.resident = Resident.objects.create(name=words.name, born_on=words.sought.born_on)
    grant = begin_grant(
        resident=row.resident, helper=row.asker.user if row.asker_id else None, organisation=row.organisation,
        member=row.member,
        scopes=row.scopes, basis=DOCUMENTS[row.document], evidence=f"legal {row.public_id}", starts_on=today,
        ends_on=row.ends_on, tells=not row.is_hushed, by=by,
    )  # fmt: skip
    row.delegation, row.state = grant, State.RIGHT
    row.look_due_on = next_look(today) if row.ends_on is None else None
    _save(row, words)
    _record("advocates.legal.confirmed", row, by, {})
    _tell_asker(row, by)


def _tell_asker(row: LegalBasis, by: Actor) -> None:
    """What an organisation said is for its pages. The message names nobody."""
    if row.asker is not None:
        notify(resident=row.asker, template=SETTLED, context={}, by=system_actor(by.council, "messages"))


def _locked(public_id: str | uuid.UUID, by: Actor) -> LegalBasis:
    found = one_for_council(by, public_id)
    rows = LegalBasis.objects.select_for_update(of=("self",))
    return rows.select_related("asker__user", "organisation", "resident").get(pk=found.pk)


def _save(row: LegalBasis, words: LegalWords) -> None:
    row.secret = encrypted_words(row, words)
    row.save()


def _record(code: str, row: LegalBasis, by: Actor, detail: dict[str, object]) -> None:
    audit.record(code, by=by, resident=row.resident, subject=f"legal {row.public_id}", detail=detail)


@transaction.atomic
def look_again(*, public_id: str | uuid.UUID, why: str, by: Actor) -> None:
    """Somebody of the council looked and finds it still right: the next look is a year from now. Raises Moved, Http404,
    PermissionDenied.
    """
    row = _locked(public_id, by)
    today = timezone.localdate()
    if row.state != State.RIGHT or row.look_due_on is None or not row.delegation.is_in_force(today):
        raise Moved
    words = words_of(row)
    words.looks.append((today.isoformat(), by.label, why))
    row.look_due_on = next_look(today)
    _save(row, words)
    _record("advocates.legal.looked_at", row, by, {})


@transaction.atomic
def end_by_council(*, public_id: str | uuid.UUID, ended_why: str, words_why: str, by: Actor) -> None:
    """The council ends it, at once everywhere. The person is told, unless they died; whoever acted is sent nothing,
    and reads that it is over. Raises Moved, Http404, PermissionDenied.
    """
    row = _locked(public_id, by)
    grant = Delegation.objects.select_for_update(of=("self",)).filter(pk=row.delegation_id).first()
    if row.state != State.RIGHT or grant is None or grant.revoked_at is not None:
        raise Moved
    grant.revoked_at = timezone.now()
    grant.save(update_fields=["revoked_at"])
    words = words_of(row)
    words.end_why, row.ended_why, row.state = words_why, ended_why, State.ENDED
    _save(row, words)
    _record("advocates.legal.ended", row, by, {"why": ended_why})
    if ended_why != LegalBasis.WhyEnded.DIED:
        notify(resident=grant.resident, template="legal_ended", context={}, by=by)
