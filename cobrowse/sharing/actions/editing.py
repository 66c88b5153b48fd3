"""An adviser changes an answer of a shared form, and the person takes it back.

Who may is worked out in the transaction that writes, with what is shared locked: once "stop" is committed, no edit is.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from accounts.permissions import Permission, Scope, require
from accounts.readers import grants_of, helper_of, is_grant_for
from claims.actions.answering import AnswerChange, Saved, lock_draft, save_locked
from claims.models import Claim
from claims.moving.actions import FormChanged
from claims.readers.answer_store import spec_of, stored_answers
from cobrowse.actions.events import locked_for_staff
from cobrowse.models import Access, HelpRequest, SharedEdit, SharedForm
from cobrowse.readers.requests import request_for_staff
from cobrowse.sharing.readers.shares import (
    PART,
    WHERE_SECONDS,
    Changed,
    changed_in,
    encrypted_change,
    is_in_force,
    name_of_where,
    open_shares,
    own_share,
    own_shares,
    share_for_staff,
    topic_of_share,
)
from cobrowse.sharing.readers.subjects import question_of
from cobrowse.sharing.rules.presence import is_live
from core.live import keep_in_passing, say_in_passing, wake
from core.rows import Prepared, insert, only_row
from core.rules.merging import merge_texts
from formspec.rules.answer_types import type_of
from formspec.rules.answers import shape_raw
from formspec.rules.shared_pages import shared_page
from formspec.rules.sharing import may_change

# What is said in passing: a question that the adviser shows, and in which box somebody is: which, and never what is in
# it. After AT come the tab that says it, a space, and the box, "" for none.
SHOW = b"show:"
AT = {"resident": b"at:resident:", "adviser": b"at:adviser:"}


class NotSharedAnyMore(Exception):
    """Nothing is shared with this adviser (any more), or not this form. Nothing was saved."""


class MayOnlySee(PermissionDenied):
    """The resident lets the adviser see the form and not fill it in, or the answer is never theirs to give."""


class ResidentSilent(Exception):
    """Nothing was heard of the person for some seconds, so the adviser does not fill in. Nothing was saved."""


class ChangedSince(Exception):
    """The answer is another one by now than the adviser's, so it was not taken back. Nothing was changed."""


def save_shared_answer(*, public_id: uuid.UUID, change: AnswerChange, by: Actor) -> Saved:
    """Save one answer as the adviser of a request, by the claims' own action: what somebody else saved since `base` is
    reported, never overwritten. In the caller's transaction, which any other exception must end: raises
    NotSharedAnyMore, MayOnlySee, ResidentSilent, Http404 for a question that there is not, before anything is written.
    """
    return save_in_share(public_id=public_id, change=change, by=by)[0]


def save_in_share(*, public_id: uuid.UUID, change: AnswerChange, by: Actor) -> tuple[Saved, SharedForm]:
    """The same, with what is shared as it is now: it stays locked, so for this adviser it holds until the transaction
    ends.
    """
    subject, share, grant = _locked(public_id, by)
    share.adviser = by.membership
    question = question_of(share, change.key, change.row)
    if question is None:
        raise Http404
    if not may_change(question):
        raise MayOnlySee

    def keep(saved: Saved) -> None:
        place = change.key, change.row
        known, revision = saved.before.get(place), saved.revisions.get(place, 0)
        if revision > (known.revision if known else 0):
            after = saved.texts.get(place, shape_raw(question, change.raw))
            _keep_edit(share, change, known.raw if known else None, after, revision)

    if not share.kind:
        return save_locked((subject, grant), changes=[change], by=by, keep=keep, version=change.version), share
    saved = _save_page(share, change, by_helper=True)
    keep(saved)
    return saved, share


def note_refusal(*, public_id: uuid.UUID, key: str, by: Actor) -> None:
    """Write down that an adviser sent an answer which they may not give (now); nothing was saved of it, and the trail
    has which question and nothing of what was sent.
    """
    request = request_for_staff(by, public_id)
    audit.record(
        "cobrowse.form.edit_refused", by=by, resident=request.resident, subject=str(public_id),
        detail={"question": key if PART.fullmatch(key) else ""},
    )  # fmt: skip


def _save_page(share: SharedForm, change: AnswerChange, *, by_helper: bool) -> Saved:
    """Save one answer of another page than a form's, by that page's own action; its draft is locked."""
    boxes = shared_page(share.kind).save(
        share.subject, change.key, change.raw, base=change.base, page=change.page_id, by_helper=by_helper
    )
    conflicts = {(key, ""): (each.raw, each.revision) for key, each in boxes.conflicts.items()}
    revisions = {(key, ""): revision for key, revision in boxes.revisions.items()}
    return Saved(revisions, conflicts, before={(key, ""): each for key, each in boxes.before.items()})


# Of a form, in one statement: the claim, the request, the share and the grant, locked in this order.
_ALL = Prepared(
    lambda request, adviser: (
        open_shares()
        .filter(request__public_id=request, adviser=adviser, access=Access.EDIT, claim__head_revision__gte=0)
        .select_related("claim", "request__resident", "delegation")
        .annotate(moves_to=F("claim__form_version__moves_to"))
        .select_for_update(of=("claim", "request", "self", "delegation"))
    )
)
_CLAIM = Prepared(
    lambda request: Claim.objects.select_for_update(of=("self",)).filter(
        pk__in=open_shares().filter(request__public_id=request).values("claim")
    )
)
_SHARE = Prepared(lambda **which: open_shares().select_for_update(of=("self",)).filter(**which))
_GRANT = Prepared(
    lambda pk, **grant: grants_of(Scope.FILL_SHARED_FORM, **grant).filter(pk=pk).select_for_update(of=("self",))
)


def _locked(public_id: uuid.UUID, by: Actor) -> tuple[Any, SharedForm, Delegation]:
    """What the adviser of a request may fill in just now, what is shared and the grant, each locked."""
    require(by, Permission.LIVE_HELP)
    share = _ALL.only(request=public_id, adviser=by.membership.pk)
    now = timezone.now()
    if (
        share is None
        or not is_in_force(share, share.request, share.claim, now)
        or not is_grant_for(by, share.delegation, Scope.FILL_SHARED_FORM)
        or not is_live(heard_at=share.resident_here_at, beats=share.resident_beats, now=now)
    ):
        # Another page than a form's; or it says why not.
        return _locked_in_turn(public_id, by)
    share.claim.resident, share.subject = share.request.resident, share.claim
    share.claim.moves_to = share.moves_to
    return share.claim, share, share.delegation


def _locked_in_turn(public_id: uuid.UUID, by: Actor) -> tuple[Any, SharedForm, Delegation]:
    """The same, one after the other. Raises NotSharedAnyMore, MayOnlySee, ResidentSilent, Http404."""
    # The draft before the request, as everywhere.
    subject = _locked_subject(public_id)
    request = locked_for_staff(public_id, by)
    share = _locked_share(subject, request)
    # The time at which everything is locked: nobody is taken for there because of how long that took.
    now = timezone.now()
    if subject is None or share is None or share.adviser_id != by.membership.pk:
        raise NotSharedAnyMore
    if not is_in_force(share, request, subject, now):
        raise NotSharedAnyMore
    grant = _locked_grant(share, by) if share.may_edit else None
    if grant is None:
        raise MayOnlySee
    if not is_live(heard_at=share.resident_here_at, beats=share.resident_beats, now=now):
        raise ResidentSilent
    # It is the same one by now, and read already.
    subject.resident = request.resident
    share.subject = subject
    if not share.kind:
        share.claim = subject
    return subject, share, grant


def _locked_subject(public_id: uuid.UUID) -> Any:
    """The draft of what is shared in a request, locked; None where nothing is, or it is gone."""
    claim = _CLAIM.only(request=public_id)
    if claim is not None:
        return claim
    page = only_row(open_shares().filter(request__public_id=public_id).exclude(kind=""))
    return shared_page(page.kind).draft(page.draft, lock=True) if page else None


def _locked_share(subject: Any, request: HelpRequest) -> SharedForm | None:
    """What is shared of a locked draft in a locked request."""
    if subject is None:
        return None
    which = {"claim": subject.pk} if isinstance(subject, Claim) else {"draft": subject.public_id}
    return _SHARE.only(request=request.pk, **which)


def _locked_grant(share: SharedForm, by: Actor) -> Delegation | None:
    """The grant that this share was given by, if it lets the adviser fill in."""
    return _GRANT.only(pk=share.delegation_id, today=timezone.localdate(), **helper_of(by))


def point_at(*, public_id: uuid.UUID, key: str, by: Actor) -> None:
    """Show the person a question on their own page, in passing. Raises NotSharedAnyMore."""
    if share_for_staff(by, public_id) is None:
        raise NotSharedAnyMore
    say_in_passing(topic_of_share(public_id), SHOW + key.encode())


@transaction.atomic
def point_to_page(*, public_id: uuid.UUID, page: str, by: Actor) -> None:
    """Show the person the way to another page of the form, on each page of theirs until they have gone there. Raises
    NotSharedAnyMore, Http404.
    """
    share = share_for_staff(by, public_id)
    if share is None:
        raise NotSharedAnyMore
    if share.kind or page not in spec_of(share.claim).pages:
        raise Http404
    open_shares().filter(pk=share.pk).update(way="" if page == share.page else page)
    wake(topic_of_share(public_id))


def say_where(*, public_id: uuid.UUID, key: str, by: Actor, tab: int = 0) -> None:
    """Tell the other side in which box one is in a tab ("" for none), in passing. Raises NotSharedAnyMore."""
    side = "resident" if by.membership is None else "adviser"
    share = own_share(by, public_id) if side == "resident" else share_for_staff(by, public_id)
    if share is None:
        raise NotSharedAnyMore
    say_at(share_id=share.pk, topic=topic_of_share(public_id), side=side, key=key, tab=tab)


def say_at(*, share_id: int, topic: str, side: str, key: str, tab: int) -> None:
    """As say_where, for a caller that has checked already that this side ("resident" or "adviser") shares the form."""
    name, payload = name_of_where(share_id, side), AT[side] + f"{tab} {key}".encode()
    keep_in_passing(name, str(tab), key.encode(), topic=topic, payload=payload, seconds=WHERE_SECONDS)


def _keep_edit(share: SharedForm, change: AnswerChange, before: Any, after: Any, revision: int) -> None:
    share.edits += 1
    edit = SharedEdit(
        shared=share, number=share.edits, key=change.key, row=change.row, revision=revision, at=timezone.now(),
        secret=encrypted_change(share, share.edits, before, after),
    )  # fmt: skip
    insert(edit, also=(_COUNTED, [share.edits, share.pk]))


# Written in one statement with the edit.
_COUNTED = f"UPDATE {SharedForm._meta.db_table} SET edits = %s WHERE id = %s"


@transaction.atomic
def undo_edit(*, public_id: uuid.UUID, edit_id: uuid.UUID, by: Actor) -> None:
    """Put back what the person had before the adviser changed this answer; `edit_id` is the latest edit of it. Out of
    long words the adviser's are taken, and the person's stay. Raises Http404 for what is not theirs, ChangedSince when
    another answer is not the adviser's any more.
    """
    shares = {share.pk: share for share in own_shares(by, public_id)}
    edit = only_row(SharedEdit.objects.filter(public_id=edit_id, shared__in=shares, undone_at__isnull=True))
    if edit is None:
        raise Http404
    share = shares[edit.shared_id]
    subject, grant = _own_locked(share, by)
    changed = next((each for each in changed_in(share) if each.edit_id == edit_id), None)
    if changed is None:
        # The adviser has changed it again meanwhile.
        raise ChangedSince
    before, base = _without_adviser(subject, changed)
    change = AnswerChange(changed.key, changed.row, before, base)
    saved = _save_page(share, change, by_helper=False) if share.kind else None
    try:
        saved = saved or save_locked((subject, grant), changes=[change], by=by)
    except FormChanged as changed_form:
        raise ChangedSince from changed_form
    if not saved.revisions:
        raise ChangedSince
    edits = SharedEdit.objects.filter(shared=share, key=changed.key, row=changed.row, number__lte=changed.number)
    edits.update(undone_at=timezone.now())
    audit.record(
        "cobrowse.form.undone", by=by, resident=subject.resident, grant=share.delegation,
        subject=f"draft {subject.public_id}", detail={"question": changed.key},
    )  # fmt: skip


def _own_locked(share: SharedForm, by: Actor) -> tuple[Any, Delegation | None]:
    """The draft of one's own share, locked. ChangedSince where it is saved or gone; 404 for a form that was sent."""
    if not share.kind:
        return lock_draft(share.claim.public_id, by)
    draft = shared_page(share.kind).draft(share.draft, lock=True)
    if draft is None or by.resident is None or draft.resident_id != by.resident.pk:
        raise ChangedSince
    share.subject = draft
    return draft, None


def _without_adviser(claim: Any, changed: Changed) -> tuple[Any, int]:
    """The answer as it is without the adviser's changes, and the revision that it is made of."""
    if not type_of(changed.question).merges:
        return ("" if changed.before is None else changed.before), changed.revision
    now = stored_answers(claim, {changed.key}).get((changed.key, changed.row))
    if now is None:
        raise ChangedSince
    text = now.raw
    for before, after in reversed(changed.steps):
        text = merge_texts(after, text, before or "")
    return text, now.revision
