"""Starting a claim and saving its answers: the one door for a page, autosave, a helper and, later, live help."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actions.grants import leave_out_with
from accounts.actions.sign_in import in_use, start_record
from accounts.actors import Actor
from accounts.models import Delegation, Resident
from accounts.permissions import Scope, looking
from accounts.readers import grant_for
from claims.actions.changes import AnswerChange
from claims.actions.merging import merged_after, merged_raw
from claims.actions.opening import refuse_closed
from claims.actions.prefilling import copy_answers, prefill_from_claim, prefill_from_facts
from claims.actions.remembering import obey_safety
from claims.actions.setting_up import status_of_new_claims
from claims.actions.storing import save_with_claim
from claims.models import Answer, Claim, ForWhom
from claims.moving.actions import keep_up, refuse_late
from claims.readers import claims as readers
from claims.readers.answer_store import StoredAnswer, encrypted_columns, spec_of, stored_answers
from claims.readers.following import claims_told
from claims.readers.where_it_goes import asks_for
from claims.signals import answers_saved
from core.rows import Prepared
from formspec.models import Form
from formspec.readers import published_version
from formspec.rules.answer_types import type_of
from formspec.rules.answers import is_blank, shape_raw
from formspec.rules.form_spec import FormSpec, Question

MAX_ROWS = 50
# With the version that a draft moves to when it is next used (claims/moving).
_LOCKED = Prepared(
    lambda public_id: (
        Claim.objects.select_for_update(of=("self",))
        .filter(public_id=public_id)
        .annotate(moves_to=F("form_version__moves_to"))
    )
)
# A draft that the actor may fill in, locked and on the version that it must have, and the grant by which they may when
# it is not their own.
Locked = tuple[Claim, Delegation | None]


@dataclass
class Saved:
    """What happened to a set of changes, by (key, row): the new revision, or the answer saved in the meantime."""

    revisions: dict[tuple[str, str], int] = field(default_factory=dict)
    conflicts: dict[tuple[str, str], tuple[Any, int]] = field(default_factory=dict)
    # Long texts as they were stored, where somebody else's changes were merged with what was typed.
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    # Every answer as it was stored before; when no whole page was saved, those to the questions of the changes.
    before: dict[tuple[str, str], StoredAnswer] = field(default_factory=dict)
    # What was written, as it is stored now.
    written: dict[tuple[str, str], StoredAnswer] = field(default_factory=dict)

    def after(self, changes: list[AnswerChange]) -> dict[tuple[str, str], StoredAnswer]:
        """What is stored now, after these (shaped) changes of a whole page: saves reading it all again."""
        now, stored, after = timezone.now(), self.before, dict(self.before)
        for change in changes:
            place = change.key, change.row
            revision = self.revisions.get(place, 0)
            if revision and (place not in stored or stored[place].revision != revision):
                raw = self.texts.get(place, change.raw)
                after[place] = StoredAnswer(raw, revision, Answer.Provenance.TYPED, "", now)
        for place, (raw, revision) in self.conflicts.items():
            after[place] = StoredAnswer(raw, revision, Answer.Provenance.TYPED, "", now)
        return after


@transaction.atomic
def start_claim(
    *, slug: str, language: str, by: Actor, copy_from: Claim | None = None, for_whom: str = "",
    follows: Claim | None = None, record: Resident | None = None,
) -> Claim:  # fmt: skip
    """A new draft pinned to the form's published version, with what we already know filled in to confirm.

    A visitor without a record gets one. `copy_from` is a draft whose answers the person asked to use. `for_whom`
    (ForWhom) is what they said, if they were asked: into somebody else's form nothing is filled in. `follows` is the
    sent claim whose changes it tells: it begins with what that one says now. `record` is somebody else's, for whom the
    actor may fill claims in. Raises FormClosed, NotSetUp, Http404, PermissionDenied without such a grant.
    """
    version = published_version(slug)
    refuse_closed(version.form, by)
    if version.form.kind == Form.Kind.CLAIM:
        # Nobody fills in what could not be sent.
        status_of_new_claims(slug)
    resident, grant = _record_of_claim(record, language, by)
    for_other = ForWhom.OTHER in (for_whom, *(each.for_whom for each in (copy_from, follows) if each))
    # "For me" is not kept: the names in it are looked at when it is sent.
    claim = Claim.objects.create(
        resident=resident, form_version=version, for_whom=ForWhom.OTHER if for_other else "", follows=follows
    )
    if follows is not None:
        leave_out_with(left_out=follows.public_id, also=claim.public_id, resident_id=resident.pk)
        prefill_from_claim(claim=claim, first=follows, told=claims_told(follows), by=by)
    elif copy_from is None and not for_other:
        prefill_from_facts(claim=claim, by=by, unseen=grant.left_out if grant is not None else ())
    elif copy_from is not None:
        copy_answers(source=copy_from, target=claim, by=by)
    audit.record("claims.claim.started", by=by, resident=resident, subject=f"form {slug}", grant=grant)
    return claim


def _record_of_claim(record: Resident | None, language: str, by: Actor) -> tuple[Resident, Delegation | None]:
    """Whose record a new draft is in, and by which grant when it is not the actor's own."""
    if record is None:
        return (in_use(by.resident) if by.resident else start_record(language=language, by=by)), None
    grant = grant_for(by, record.pk, Scope.FILL_CLAIMS, lock=True)
    if grant is None:
        raise PermissionDenied
    return in_use(record), grant


def lock_claim(public_id: str | uuid.UUID, by: Actor, scope: str = Scope.FILL_CLAIMS) -> Locked:
    """The draft or sent claim, locked until the transaction ends, if the actor may do `scope` in it at this moment.

    A revoked grant loses here whatever the page showed. Raises Http404 or PermissionDenied.
    """
    claim = _LOCKED.only(public_id=uuid.UUID(str(public_id)))
    if claim is None:
        raise Http404
    if readers.is_own(by, claim):
        return claim, None
    # Without the right to look, the claim does not exist.
    for look in dict.fromkeys((Scope.VIEW_CLAIMS, looking(scope))):
        if readers.grant_on(by, claim, look, lock=True) is None:
            raise Http404
    grant = readers.grant_on(by, claim, scope, lock=True)
    if grant is None:
        raise PermissionDenied
    return claim, grant


def lock_draft(public_id: str | uuid.UUID, by: Actor) -> Locked:
    """The draft, locked until the transaction ends and on the version of its form that it must have, if the actor may
    fill it in. Raises Http404 or PermissionDenied.
    """
    claim, grant = lock_claim(public_id, by)
    if not claim.is_draft:
        raise Http404
    claim.has_moved = keep_up(claim, by)
    return claim, grant


@transaction.atomic
def save_answers(
    *, public_id: str | uuid.UUID, changes: list[AnswerChange], page: str = "", by: Actor, version: int | None = None
) -> Saved:
    """Save answers of one draft. What was saved by somebody else since `base` is reported, never overwritten.

    `page` marks a page as gone through. `version` is the one that the page was drawn from. Raises Http404,
    PermissionDenied, FormChanged.
    """
    return save_locked(lock_draft(public_id, by), changes=changes, page=page, by=by, version=version)


def save_locked(
    locked: Locked, *, changes: list[AnswerChange], page: str = "", by: Actor,
    keep: Callable[[Saved], None] | None = None, version: int | None = None,
) -> Saved:  # fmt: skip
    """As `save_answers`, for whoever has locked the draft in this transaction: `locked` is what `lock_draft` gave.
    `keep` writes what else belongs to it, before the trail: whoever writes there holds up everybody else who does.
    An exception in here must end the transaction. Requests are transactions, so for a view it does.
    """
    (claim, grant), spec = locked, hold_to_version(locked[0], version, by)
    changes = [change for change in changes if _belongs(spec, change)]
    _check_areas(claim, grant, spec, changes, by)
    # Whoever saves a whole page draws the form again: one reading of every answer serves both.
    stored = _stored_at(claim, spec, None if page else changes)
    changes = [change for change in changes if _is_in_a_row(spec, stored, change)]
    saved, rows, revision = Saved(before=stored), [], claim.head_revision
    for change in changes:
        question, place = spec.question(change.key, change.row), (change.key, change.row)
        raw = shape_raw(question, change.raw)
        known = stored.get(place)
        together = merged_raw(question, known, change, raw)
        if together is not None and together != raw:
            saved.texts[place] = raw = together
        if known is not None and (known.raw == raw or _keeps_masked(question, raw)):
            saved.revisions[place] = known.revision
        elif together is None and _is_late(known, change):
            saved.conflicts[place] = (known.raw, known.revision)
        elif known is None and is_blank(question, raw):
            saved.revisions[place] = 0
        else:
            revision += 1
            saved.revisions[place] = revision
            rows.append(_row(claim, question, change, raw, revision, by, grant, merged_after(known, change)))
            saved.written[place] = _stored(rows[-1], raw)
    _write(claim, rows, revision, page, saved.written)
    obey_safety(claim, changes, rows, by)
    if keep is not None:
        keep(saved)
    if grant is not None and rows:
        _record(claim, grant, rows, by)
    return saved


def _check_areas(
    claim: Claim, grant: Delegation | None, spec: FormSpec, changes: list[AnswerChange], by: Actor
) -> None:
    """Of helpers, only who may enter bank details says where money goes, and only who may enter contact details how
    the person is reached. In live help the person is there, and `may_change` says which of these an adviser types.
    Raises PermissionDenied.
    """
    if grant is None:
        return
    wanted = frozenset().union(*(asks_for(spec.question(each.key, each.row)) for each in changes))
    if Scope.FILL_SHARED_FORM in grant.scopes:
        wanted -= {Scope.FILL_CONTACT}
    for scope in sorted(wanted):
        if readers.grant_beside(by, claim, scope, lock=True) is None:
            raise PermissionDenied


def _record(claim: Claim, grant: Delegation, rows: list[Answer], by: Actor) -> None:
    audit.record(
        "claims.answers.saved_by_helper", by=by, resident=claim.resident, grant=grant,
        subject=f"draft {claim.public_id}", detail={"questions": sorted({row.key for row in rows})},
    )  # fmt: skip


def _is_late(known: StoredAnswer | None, change: AnswerChange) -> bool:
    """Whether something else is stored than the page knows, and not by its own writing."""
    if known is None or known.revision == change.base:
        return False
    return not change.page_id or known.written_from != change.page_id


def _keeps_masked(question: Question, raw: Any) -> bool:
    """What is not shown again once it is saved stays when its boxes are empty."""
    return type_of(question).stays_hidden and is_blank(question, raw)


def _belongs(spec: FormSpec, change: AnswerChange) -> bool:
    question = spec.question(change.key, change.row)
    return question is not None and type_of(question).by_hand


def _is_in_a_row(spec: FormSpec, stored: dict[tuple[str, str], StoredAnswer], change: AnswerChange) -> bool:
    """A field of a group is answered in a row that add_row made, nowhere else."""
    if not change.row:
        return True
    group = stored.get((spec.group_of[change.key], ""))
    return group is not None and change.row in group.raw


def _stored_at(claim: Claim, spec: FormSpec, changes: list[AnswerChange] | None) -> dict[tuple[str, str], StoredAnswer]:
    """The stored answers to these questions, and the rows of the groups that they are in; all of them for None."""
    if changes is None:
        return stored_answers(claim)
    keys = {change.key for change in changes} | {spec.group_of[change.key] for change in changes if change.row}
    return stored_answers(claim, keys)


def _row(claim, question, change, raw, revision, by, grant, merged=()) -> Answer:
    provenance = Answer.Provenance.HELPER if grant else Answer.Provenance.TYPED
    return Answer(
        claim=claim, key=change.key, row=change.row, revision=revision, provenance=provenance, source="",
        by=by.user, saved_at=timezone.now(), written_from=change.page_id, merged=list(merged),
        **encrypted_columns(claim, question, change.row, raw),
    )  # fmt: skip


def _stored(row: Answer, raw: Any) -> StoredAnswer:
    """The row as it is read again."""
    return StoredAnswer(
        raw, row.revision, str(row.provenance), row.source, row.saved_at, row.written_from, list(row.merged)
    )


def _write(
    claim: Claim, rows: list[Answer], revision: int, page: str, answers: dict[tuple[str, str], StoredAnswer]
) -> None:
    visited = claim.visited_pages if not page or page in claim.visited_pages else [*claim.visited_pages, page]
    is_new_page = visited != claim.visited_pages
    claim.head_revision, claim.visited_pages = revision, visited
    if rows:
        save_with_claim(rows, claim)
        if claim.followed:
            by_helper = any(row.provenance == Answer.Provenance.HELPER for row in rows)
            answers_saved.send(sender=Claim, claim=claim, by_helper=by_helper, answers=answers)
    elif is_new_page:
        claim.save(update_fields=["visited_pages"])


def hold_to_version(claim: Claim, version: int | None, by: Actor, *, hold: bool = False) -> FormSpec:
    """The form that a locked draft has now; what was typed on a version that does not hold any more is stopped.

    `version` is the one that it was typed on; None: it does not say. `hold`: publishing waits until the transaction
    ends, and one that was first while this waited counts. Raises FormChanged.
    """
    has_moved = keep_up(claim, by, hold=hold) or claim.__dict__.get("has_moved", False)
    refuse_late(claim, version, has_moved=has_moved)
    return spec_of(claim)


@transaction.atomic
def add_row(*, public_id: str | uuid.UUID, group: str, by: Actor, version: int | None = None) -> str:
    """Add an empty row to a repeating group and return its id; at the group's maximum, the last row's id. Raises
    FormChanged.
    """
    claim, grant = lock_draft(public_id, by)
    hold_to_version(claim, version, by)
    question = _group(claim, group)
    rows = _row_ids(claim, group)
    if len(rows) >= min(question["rows"]["max"], MAX_ROWS):
        return rows[-1]
    row = secrets.token_hex(4)
    _save_row_ids(claim, question, [*rows, row], by, grant)
    return row


@transaction.atomic
def remove_row(*, public_id: str | uuid.UUID, group: str, row: str, by: Actor, version: int | None = None) -> None:
    """Take a row out of a repeating group, with its answers. Raises FormChanged."""
    claim, grant = lock_draft(public_id, by)
    hold_to_version(claim, version, by)
    question = _group(claim, group)
    rows = _row_ids(claim, group)
    if row in rows:
        keys = [part["key"] for part in question["fields"]]
        Answer.objects.filter(claim=claim, row=row, key__in=keys).delete()
        _save_row_ids(claim, question, [known for known in rows if known != row], by, grant)


def _group(claim: Claim, key: str) -> Question:
    question = spec_of(claim).questions.get(key)
    if question is None or not type_of(question).is_group:
        raise Http404
    return question


def _row_ids(claim: Claim, group: str) -> list[str]:
    answer = Answer.objects.filter(claim=claim, key=group, row="").first()
    return list(answer.value) if answer else []


def _save_row_ids(claim: Claim, question: Question, rows: list[str], by: Actor, grant) -> None:
    change = AnswerChange(question["key"], "", rows, 0)
    revision = claim.head_revision + 1
    row = _row(claim, question, change, rows, revision, by, grant)
    # The rows that a page has depend on it.
    _write(claim, [row], revision, "", {})
    if grant is not None:
        _record(claim, grant, [row], by)
