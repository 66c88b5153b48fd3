"""Somebody on the phone lets a member of staff see their form: a code read out, typed, and a yes on the person's page.

The code says only which page is to ask. What is given then is what a conversation gives: a request that this adviser
has, and a form that is shared in it.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership, Resident
from accounts.permissions import Permission, require
from cobrowse.actions.asking import limit_asking
from cobrowse.actions.events import add_event
from cobrowse.actions.queueing import TooManyPeople
from cobrowse.models import About, Duty, HelpEvent, HelpRequest, PhoneCode, SharedForm, Way
from cobrowse.readers.desk import conversations_of
from cobrowse.sharing.actions.guessing import count_try, note_mistake
from cobrowse.sharing.actions.sharing import AnotherAdviser, own_locked, share_form, stop_sharing
from cobrowse.sharing.readers.shares import drafts_to_share, has_draft, is_drawn_for
from cobrowse.sharing.rules.codes import code_hash, new_code

# How long a code can be typed, and how long the person has to answer once it was.
CODE_LIVES = ANSWER_LIVES = dt.timedelta(minutes=10)
# What has been over for so long is deleted; the trail says what happened.
KEPT = dt.timedelta(days=1)
# Codes that live at the same time differ. Drawing one that is taken is rare; so often in a row it does not happen.
DRAWS = 20
State = PhoneCode.State


class CodeIsOver(Exception):
    """The code was answered with a no, taken back, or is too old. Nothing was shared."""


class CodeAgreed(CodeIsOver):
    """The person has said yes to this code already, which began or went on with `request`. Nothing was changed."""

    def __init__(self, request: HelpRequest):
        super().__init__("answered with a yes already")
        self.request = request


class TalksAlready(Exception):
    """The person is in a conversation with another adviser, `name`. Nothing was shared, and the code lives."""

    def __init__(self, name: str):
        super().__init__("talks with another adviser")
        self.name = name


class AdviserGone(Exception):
    """Whoever typed the code is off duty, or does not help live any more. Nothing was shared."""


@transaction.atomic
def make_code(*, claim_id: uuid.UUID | None, by: Actor) -> tuple[PhoneCode, str]:
    """A code for the actor, and its six digits, which are kept nowhere. An earlier one of theirs is over. `claim_id` is
    the draft that they came from. Raises Http404 for somebody without anything to share, AskedTooOften.
    """
    if not has_draft(by):
        raise Http404
    drafts = drafts_to_share(by)
    limit_asking(by)
    _end(PhoneCode.objects.filter(resident=by.resident), State.OVER)
    from_claim = next((draft for draft in drafts if draft.public_id == claim_id), None)
    made = None
    for _draw in range(DRAWS):
        digits = new_code()
        try:
            with transaction.atomic():
                made = PhoneCode.objects.create(
                    resident=by.resident, claim=from_claim, hash=_hash(digits, by), made_at=timezone.now(),
                    expires_at=timezone.now() + CODE_LIVES,
                )  # fmt: skip
            break
        except IntegrityError:
            # The same six digits live already.
            continue
    if made is None:
        raise RuntimeError("no code is free")
    audit.record("cobrowse.code.made", by=by, resident=by.resident, subject=f"code {made.public_id}")
    return made, digits


def _hash(digits: str, by: Actor) -> str:
    return code_hash(digits, council_id=by.council.pk, key=settings.SECRET_KEY)


def type_code(*, digits: str, by: Actor) -> PhoneCode | None:
    """The adviser types what was read out to them. The code is used up, and its person is asked; None when it is wrong,
    too old or used: nothing tells which. Raises WaitBeforeTyping, TooManyPeople, Http404 for who is off duty.
    """
    require(by, Permission.LIVE_HELP)
    count_try(by)
    code = _typed(digits, by)
    if code is None:
        note_mistake(by)
    return code


@transaction.atomic
def _typed(digits: str, by: Actor) -> PhoneCode | None:
    duty = _duty(by.membership)
    if duty is None:
        raise Http404
    _check_room(duty)
    now = timezone.now()
    open_ones = PhoneCode.objects.select_for_update(of=("self",)).filter(state=State.OPEN, expires_at__gt=now)
    code = open_ones.filter(hash=_hash(digits, by)).order_by("pk").first()
    if code is None:
        return None
    code.state, code.adviser, code.hash = State.TYPED, by.membership, ""
    code.expires_at = now + ANSWER_LIVES
    code.save(update_fields=["state", "adviser", "hash", "expires_at"])
    _record("cobrowse.code.typed", code, by)
    return code


@transaction.atomic
def agree_to_code(
    *, public_id: uuid.UUID, claim_id: uuid.UUID, access: str, by: Actor, drawn_for: str | None = None, kind: str = ""
) -> SharedForm:
    """The person says yes to whoever typed their code: the two are in a conversation, and this draft is shared in it,
    as `access` says; `kind` is that of another page (actions.sharing.share_form). `drawn_for` says whom the page named
    (readers.shares), None where nobody was named. Raises Http404, CodeIsOver, CodeAgreed, AnotherAdviser, TalksAlready,
    AdviserGone, TooManyPeople.
    """
    code = _living(_locked_own(public_id, by), State.TYPED)
    if drawn_for is not None and not is_drawn_for(drawn_for, code):
        raise AnotherAdviser
    # What is shared before anything of the conversation, as everywhere.
    own_locked(claim_id, kind, by)
    duty = _duty(code.adviser)
    if duty is None:
        raise AdviserGone
    request = _conversation(code, duty, by, about=About.OTHER if kind else About.CLAIM)
    code.state, code.request = State.AGREED, request
    code.save(update_fields=["state", "request"])
    _record("cobrowse.code.agreed", code, by)
    return share_form(public_id=request.public_id, claim_id=claim_id, kind=kind, access=access, by=by)


@transaction.atomic
def refuse_code(*, public_id: uuid.UUID, by: Actor) -> bool:
    """The person says no, or takes a code back that nobody has typed. After a yes it stops what is shared by it;
    whether anything was. Raises Http404, CodeIsOver.
    """
    code = _locked_own(public_id, by)
    if code.state == State.AGREED and code.request is not None:
        if not stop_sharing(public_id=code.request.public_id, by=by):
            raise CodeIsOver
        return True
    _living(code, State.OPEN, State.TYPED)
    _end(PhoneCode.objects.filter(pk=code.pk), State.OVER if code.state == State.OPEN else State.REFUSED)
    _record("cobrowse.code.refused", code, by)
    return False


@transaction.atomic
def end_codes_of(*, resident: Resident) -> None:
    """Nobody answers these any more: the person signed out."""
    _end(PhoneCode.objects.filter(resident=resident), State.OVER)


@transaction.atomic
def move_codes(*, source: Resident, target: Resident) -> None:
    """The source's record is another's now: no code of it is answered any more, and it is in the target's trail."""
    end_codes_of(resident=source)
    PhoneCode.objects.filter(resident=source).update(resident=target)


@transaction.atomic
def delete_old_codes() -> int:
    """Delete what has been over for a day; how many."""
    return PhoneCode.objects.filter(expires_at__lt=timezone.now() - KEPT).delete()[0]


def _end(codes: QuerySet[PhoneCode], state: str) -> None:
    codes.filter(state__in=(State.OPEN, State.TYPED)).update(state=state, hash="")


def _locked_own(public_id: uuid.UUID, by: Actor) -> PhoneCode:
    codes = PhoneCode.objects.select_for_update(of=("self",)).filter(public_id=public_id, resident=by.resident)
    code = codes.select_related("adviser__user", "request").first() if by.resident is not None else None
    if code is None:
        raise Http404
    return code


def _living(code: PhoneCode, *states: str) -> PhoneCode:
    """The code, which has one of these states and can be answered still."""
    if code.state == State.AGREED and code.request is not None:
        raise CodeAgreed(code.request)
    if code.state not in states or code.expires_at <= timezone.now():
        raise CodeIsOver
    return code


def _duty(membership: Membership) -> Duty | None:
    """The duty of an adviser who is on it, locked as by whoever takes somebody; else None."""
    duty = Duty.objects.select_for_update(of=("self",)).filter(membership=membership).select_related("membership")
    there = duty.exclude(state=Duty.State.OFF).filter(membership__is_active=True).first()
    helps = there is not None and there.membership.allows(Permission.LIVE_HELP)
    return there if helps else None


def _check_room(duty: Duty) -> None:
    """The adviser of a locked duty takes one more. Asked when a code is typed, and again when there is a yes."""
    if conversations_of(duty.membership).filter(way=Way.CHAT).count() >= duty.most_people:
        raise TooManyPeople


def _conversation(code: PhoneCode, duty: Duty, by: Actor, *, about: str) -> HelpRequest:
    """The two of them in one, locked: that in which they are, the place in the queue that the person has, or a new."""
    open_ones = HelpRequest.objects.select_for_update(of=("self",)).filter(
        resident=by.resident, way=Way.CHAT, state__in=HelpRequest.OPEN
    )
    there = open_ones.select_related("adviser").first()
    if there is not None and there.state == HelpRequest.State.TALKING:
        if there.adviser_id != code.adviser_id:
            raise TalksAlready(there.adviser.display_name)
        return there
    _check_room(duty)
    now = timezone.now()
    request = there or HelpRequest.objects.create(
        resident=by.resident, about=about, claim=code.claim, way=Way.CHAT, language=get_language() or "en-gb",
        asked_at=now, ranked_at=now, resident_here_at=now,
    )  # fmt: skip
    if there is None:
        add_event(request, HelpEvent.Kind.ASKED, side=HelpEvent.By.RESIDENT, by=by)
    adviser = Actor(council=by.council, user=code.adviser.user, membership=code.adviser)
    request.state, request.adviser = HelpRequest.State.TALKING, code.adviser
    request.accepted_at = request.accepted_at or now
    request.adviser_got = request.adviser_saw = request.head
    add_event(request, HelpEvent.Kind.JOINED, side=HelpEvent.By.ADVISER, by=adviser)
    return request


def _record(what: str, code: PhoneCode, by: Actor) -> None:
    audit.record(what, by=by, resident=code.resident, subject=f"code {code.public_id}")
