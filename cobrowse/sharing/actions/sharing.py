"""Letting an adviser see a form, or fill it in too; taking that back. Every step is a numbered event of the request.

Locks are taken in one order everywhere: the claim or the draft of another page (of a journal's entry the journal before
it), the request, what is shared, the grant.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Resident
from accounts.permissions import Scope
from claims.actions.answering import lock_draft
from claims.models import Claim
from claims.readers.answer_store import StoredAnswer, spec_of
from cobrowse.actions.events import add_event, locked_own, topic_of
from cobrowse.models import RESIDENT_GONE, Access, HelpEvent, HelpRequest, SharedForm
from cobrowse.sharing.readers.shares import is_drawn_for, open_shares, topic_of_answers, topic_of_share
from cobrowse.sharing.readers.told import encrypted_answers
from cobrowse.sharing.rules.presence import is_live
from core.live import wake
from core.rows import Prepared
from formspec.rules.shared_pages import Draft, shared_page, shared_pages
from formspec.rules.sharing import may_see

SCOPES = {
    Access.VIEW: [Scope.VIEW_SHARED_FORM],
    Access.EDIT: [Scope.VIEW_SHARED_FORM, Scope.FILL_SHARED_FORM],
}
Ending = SharedForm.Ending
# How often it is written down that somebody is there still: of a page that was opened, and of one that says so itself.
OPENED_AGAIN, BEAT_AGAIN = dt.timedelta(seconds=5), dt.timedelta(seconds=2)


class NobodyToShareWith(Exception):
    """No adviser talks with this person any more. Nothing was shared."""


class AnotherAdviser(Exception):
    """The person talks with somebody else than the page named on which they agreed. Nothing was shared."""


@transaction.atomic
def share_form(
    *, public_id: uuid.UUID, claim_id: uuid.UUID, access: str, by: Actor, drawn_for: str | None = None, kind: str = ""
) -> SharedForm:
    """Let the adviser of one's conversation see one's draft (Access.VIEW), or fill it in too (Access.EDIT). One form at
    a time: another that was shared is not any more. With a `kind` of page (formspec.rules.shared_pages) `claim_id` is
    the id of its draft. `drawn_for` says whom the page named (readers.shares), None where nobody was named. Raises
    Http404 for what is not the person's, NobodyToShareWith, AnotherAdviser.
    """
    access = Access(access)
    subject = own_locked(claim_id, kind, by)
    request = locked_own(public_id, by)
    if subject.resident_id != request.resident_id:
        raise Http404
    if request.state != HelpRequest.State.TALKING:
        raise NobodyToShareWith
    if drawn_for is not None and not is_drawn_for(drawn_for, request):
        raise AnotherAdviser
    share = _locked_share(request)
    if share is not None:
        of_this = (share.kind, share.draft or share.claim_id) == (kind, subject.public_id if kind else subject.pk)
        if of_this and (share.adviser_id, share.access) == (request.adviser_id, access):
            return share
        _end(share, request, Ending.ANOTHER, side=HelpEvent.By.RESIDENT, by=by)
    share = _begun(request, subject, kind, access)
    _tell(share, request, HelpEvent.Kind.SHARED, "cobrowse.form.shared", side=HelpEvent.By.RESIDENT, by=by)
    return share


def own_locked(public_id: uuid.UUID, kind: str, by: Actor) -> Any:
    """The actor's own draft, of a form or of this kind of page, locked; 404 for nobody's, and for what they fill in for
    somebody else.
    """
    if not kind:
        claim, grant = lock_draft(public_id, by)
        if grant is not None:
            raise Http404
        return claim
    names = {page.name for page in shared_pages()}
    draft = shared_page(kind).draft(public_id, lock=True) if kind in names else None
    if draft is None or by.resident is None or draft.resident_id != by.resident.pk:
        raise Http404
    return draft


def _begun(request: HelpRequest, subject: Any, kind: str, access: str) -> SharedForm:
    now, today = timezone.now(), timezone.localdate()
    # A grant knows days only; what limits this one to minutes is the share it belongs to.
    delegation = Delegation.objects.create(
        resident=request.resident, helper=request.adviser.user, scopes=[str(scope) for scope in SCOPES[access]],
        starts_on=today, ends_on=today + dt.timedelta(days=1),
    )  # fmt: skip
    if not subject.followed:
        subject.followed = True
        subject.save(update_fields=["followed"])
    where: dict[str, Any] = {"view": SharedForm.View.TASK_LIST, "claim": subject}
    if kind:
        where = {"view": SharedForm.View.PAGE, "kind": kind, "draft": subject.public_id}
    elif request.claim_id == subject.pk and request.page:
        where |= {"view": SharedForm.View.PAGE, "page": request.page}
    return SharedForm.objects.create(
        request=request, adviser=request.adviser, delegation=delegation, access=access, began_at=now,
        # Their page of the conversation has scripts or not; else the first word of any page tells it.
        resident_here_at=now, resident_beats=request.resident_asks, **where,
    )  # fmt: skip


@transaction.atomic
def stop_editing(*, public_id: uuid.UUID, by: Actor) -> None:
    """From now on the adviser only sees the form. Whatever they send that is not saved yet never will be."""
    # Its page may be saved in the same transaction.
    _lock_subjects(Q(request__public_id=public_id, request__resident=by.resident))
    request = locked_own(public_id, by)
    share = _locked_share(request)
    if share is None or share.access == Access.VIEW:
        return
    share.access = Access.VIEW
    share.save(update_fields=["access"])
    Delegation.objects.filter(pk=share.delegation_id).update(scopes=[str(Scope.VIEW_SHARED_FORM)])
    _tell(share, request, HelpEvent.Kind.VIEW_ONLY, "cobrowse.form.view_only", side=HelpEvent.By.RESIDENT, by=by)


@transaction.atomic
def stop_sharing(*, public_id: uuid.UUID, by: Actor) -> bool:
    """From now on the adviser sees nothing of the form; pressed again, nothing more happens. Whether one was shared."""
    _lock_subjects(Q(request__public_id=public_id, request__resident=by.resident))
    request = locked_own(public_id, by)
    share = _locked_share(request)
    if share is not None:
        _end(share, request, Ending.STOPPED, side=HelpEvent.By.RESIDENT, by=by)
    return share is not None


def end_share_of(request: HelpRequest, ending: str, *, side: str, by: Actor) -> None:
    """End what is shared in a locked request, if anything is."""
    share = _locked_share(request)
    if share is not None:
        _end(share, request, ending, side=side, by=by)


@transaction.atomic
def end_shares(*, which: Q, ending: str, by: Actor) -> int:
    """End every share that still matches `which` once it is locked; how many."""
    requests = list(open_shares().filter(which).order_by("request_id").values_list("request_id", flat=True))
    if not requests:
        return 0
    # Every lock before anything is written: the audit trail is locked by whoever writes first.
    locked = list(HelpRequest.objects.select_for_update(of=("self",)).filter(pk__in=requests).order_by("pk"))
    ended = 0
    for request in locked:
        share = _locked_share(request)
        if share is not None and open_shares().filter(which, pk=share.pk).exists():
            _end(share, request, ending, side=HelpEvent.By.PLATFORM, by=by)
            ended += 1
    return ended


@transaction.atomic
def end_shares_of_drafts(*, claims: QuerySet[Claim], by: Actor) -> int:
    """Drafts are about to be deleted: with them what is shared of them and the grants, at once; how many."""
    shared = Q(claim__in=claims.values("pk"))
    _lock_subjects(shared)
    return end_shares(which=shared, ending=Ending.DELETED, by=by)


@transaction.atomic
def end_shares_given_by(*, resident: Resident, by: Actor) -> int:
    """Who they are is another record by now, in which nothing was agreed: what was shared from this one ends; how many.
    Called before anything of the record moves.
    """
    given = Q(delegation__resident=resident)
    _lock_subjects(given)
    return end_shares(which=given, ending=Ending.MOVED, by=by)


def _lock_subjects(which: Q) -> None:
    """The claim, or the draft of another page, before the request, as everywhere."""
    found = list(open_shares().filter(which).order_by("pk").values_list("claim_id", "kind", "draft"))
    claims = [claim_id for claim_id, _kind, _draft in found if claim_id is not None]
    if claims:
        list(Claim.objects.select_for_update(of=("self",)).filter(pk__in=claims).order_by("pk"))
    for _claim_id, kind, draft in found:
        if kind:
            shared_page(kind).draft(draft, lock=True)


@transaction.atomic
def end_shares_of_page(*, kind: str, draft: Draft, ending: str, by: Actor) -> int:
    """The draft of a page, locked, is about to go: what is shared of it ends, at once; how many."""
    return end_shares(which=Q(kind=kind, draft=draft.public_id), ending=ending, by=by)


@transaction.atomic
def end_shares_of_sent(*, claim: Claim, by: Actor) -> int:
    """A locked draft is about to be sent: what is shared of it ends with that; how many."""
    return end_shares(which=Q(claim=claim), ending=Ending.SENT, by=by)


@transaction.atomic
def end_abandoned_shares(*, by: Actor) -> int:
    """End what nobody is at any more, and what lost its grant; how many. None of these was shown to anybody since."""
    gone = Q(resident_here_at__lt=timezone.now() - RESIDENT_GONE) | Q(delegation__revoked_at__isnull=False)
    return end_shares(which=gone, ending=Ending.GONE, by=by)


@transaction.atomic
def end_shares_of(*, by: Actor) -> int:
    """Whoever signs out shares nothing any more, and sees nothing."""
    which = Q(pk__in=[])
    if by.resident is not None:
        which |= Q(request__resident=by.resident)
    if by.membership is not None:
        which |= Q(adviser=by.membership)
    return end_shares(which=which, ending=Ending.STOPPED, by=by)


@transaction.atomic
def note_place(*, share: SharedForm, view: str, page: str = "", row: str = "") -> None:
    """The person has opened a page of ours: write down which of the form it is (`view` "" for one that is none of it),
    and that they are there. It tells nothing of scripts: on a bad line a page arrives, and its scripts do not.
    """
    now, where = timezone.now(), {"view": view, "page": page[:80], "row": row[:20]}
    moved = bool(view) and where != {"view": share.view, "page": share.page, "row": share.row}
    if not moved and not share.resident_beats and now - share.resident_here_at < OPENED_AGAIN:
        return
    if moved and page == share.way:
        where["way"] = ""
    open_shares().filter(pk=share.pk).update(resident_here_at=now, **(where if moved else {}))
    if moved:
        wake(topic_of_share(share.request.public_id))


@transaction.atomic
def note_beat(*, share: SharedForm) -> None:
    """The person's page says by itself that it is open. Back from silence, the adviser's screen is told at once."""
    now = timezone.now()
    silent = not is_live(heard_at=share.resident_here_at, beats=share.resident_beats, now=now)
    if share.resident_beats and now - share.resident_here_at < BEAT_AGAIN:
        return
    open_shares().filter(pk=share.pk).update(resident_here_at=now, resident_beats=True)
    if silent:
        wake(topic_of_share(share.request.public_id))
    if not share.resident_beats:
        # Above the conversation it says whether their page is open.
        wake(topic_of(share.request.public_id))


def follow_answers(*, claim: Claim, by_helper: bool, answers: dict[tuple[str, str], StoredAnswer]) -> None:
    """Answers of a locked draft were saved: wake the screens that show it, the person's own only when they are of a
    helper. If nobody looks, be quiet again. They are told of `answers`, unless an adviser may not see one of these.
    """
    spec = spec_of(claim)
    may_be_told = all(may_see(question) for question in (spec.question(*place) for place in answers) if question)
    _follow(claim, {"claim": claim.pk}, by_helper, answers if may_be_told else {})


def follow_page(*, kind: str, draft: Draft) -> None:
    """The same of the draft of another page."""
    _follow(draft, {"kind": kind, "draft": draft.public_id}, by_helper=True, answers={})


_REQUESTS = Prepared(lambda **which: open_shares().filter(**which).values_list("pk", "request__public_id"))


def _follow(subject: Any, which: dict[str, Any], by_helper: bool, answers: dict[tuple[str, str], StoredAnswer]) -> None:
    shares = _REQUESTS.rows(**which)
    for pk, public_id in shares:
        news = encrypted_answers(pk, subject.head_revision, answers) if answers else b""
        wake(topic_of_share(public_id) if by_helper else topic_of_answers(public_id), news)
    if not shares:
        subject.followed = False
        type(subject).objects.filter(pk=subject.pk).update(followed=False)


def _locked_share(request: HelpRequest) -> SharedForm | None:
    shares = open_shares().select_for_update(of=("self",)).filter(request=request)
    return shares.select_related("delegation").order_by("pk").first()


def _end(share: SharedForm, request: HelpRequest, ending: str, *, side: str, by: Actor) -> None:
    share.ended_at, share.ending = timezone.now(), ending
    share.save(update_fields=["ended_at", "ending"])
    Delegation.objects.filter(pk=share.delegation_id, revoked_at__isnull=True).update(revoked_at=share.ended_at)
    _tell(share, request, HelpEvent.Kind.UNSHARED, "cobrowse.form.unshared", side=side, by=by)


def _tell(share: SharedForm, request: HelpRequest, kind: str, code: str, *, side: str, by: Actor) -> None:
    """The event that both sides read, the trail, and the screens that show the form."""
    words = "" if kind == HelpEvent.Kind.UNSHARED else str(share.access)
    add_event(request, kind, side=side, by=by, words=words)
    detail = {"why": str(share.ending)} if share.ending else {"access": str(share.access)}
    audit.record(
        code, by=by, resident=request.resident, subject=str(request.public_id), grant=share.delegation, detail=detail
    )
    wake(topic_of_share(request.public_id))
