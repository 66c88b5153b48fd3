"""Which form is shared, by whom and with whom. Worked out anew each time: nothing about permission is kept."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission, Scope, require
from accounts.readers import grants_of, helper_of
from claims.models import Claim
from cobrowse.models import RESIDENT_GONE, HelpRequest, PhoneCode, SharedEdit, SharedForm
from cobrowse.sharing.readers.subjects import question_of
from core.crypto import decrypt, encrypt
from core.live import kept
from core.rows import Prepared
from core.rules.numbers import whole_number
from core.tenancy import require_council_id
from formspec.rules.shared_pages import Draft, SharedPage, shared_pages

# How a page names one of its questions: its key, and the row that it is in.
PART = re.compile(r"[\w.-]{1,101}", re.ASCII)
# Whoever is in a box says so every ten seconds (frontend/src/help/sharing/where.js); not heard of for so long, they are
# in none.
WHERE_SECONDS = 25
# Each open page of one side calls itself by one of so many numbers, so that leaving one is not leaving another.
TABS = 1000


def topic_of_share(public_id: uuid.UUID) -> str:
    """What the screens of the form that is shared in a request listen to."""
    return f"shared-form:{require_council_id()}:{public_id}"


def topic_of_answers(public_id: uuid.UUID) -> str:
    """What the adviser's screens listen to besides: the person has answered something themselves."""
    return f"answers:{require_council_id()}:{public_id}"


def tab_in(text: str) -> int:
    """The tab that a script says it is, a number below TABS; 0 for what says none."""
    return (whole_number(text, most=TABS - 1) if isinstance(text, str) else None) or 0


def name_of_where(share_id: int, side: str) -> str:
    """Under which name it is kept in which box a side of what is shared is."""
    return f"where:{share_id}:{side}"


def boxes_of_other(share: SharedForm | None, side: str) -> dict[str, tuple[str, float]]:
    """By tab, the box in which the other side than `side` said in the last seconds that they are, and how many seconds
    ago.
    """
    if share is None:
        return {}
    other = "adviser" if side == "resident" else "resident"
    found = kept(name_of_where(share.pk, other), WHERE_SECONDS)
    return {tab: (box.decode(), age) for tab, (box, age) in found.items()}


def where_other_is(share: SharedForm | None, side: str) -> str:
    """The box that they said last; "" for none."""
    return min(boxes_of_other(share, side).values(), key=lambda each: each[1], default=("", 0.0))[0]


def mark_of_adviser(asks: HelpRequest | PhoneCode) -> str:
    """With whom the person talks just now, or who typed their code, as a page says it that asks about them by name; it
    names nobody.
    """
    talks_with = f"{asks.public_id} {asks.adviser_id}"
    return salted_hmac("shared with", talks_with, algorithm="sha256").hexdigest()[:32]


def is_drawn_for(mark: str, asks: HelpRequest | PhoneCode) -> bool:
    """Whether a page with this mark named the adviser whom the person talks with now, or who typed this code."""
    return constant_time_compare(mark, mark_of_adviser(asks))


def open_shares() -> QuerySet[SharedForm]:
    """What has not ended."""
    return SharedForm.objects.filter(ended_at__isnull=True)


def is_in_force(share: SharedForm, request: HelpRequest, subject: Any, now: dt.datetime) -> bool:
    """Whether this share of this claim, or draft of another page (None: it is gone), still holds: the same two people
    talk, it is a draft of the person's, and the person was heard of in the last minutes. The adviser's grant is asked
    for apart.
    """
    return (
        share.ended_at is None
        and request.state == HelpRequest.State.TALKING
        and request.adviser_id == share.adviser_id
        and subject is not None
        and subject.is_draft
        and subject.resident_id == request.resident_id
        and now - share.resident_here_at <= RESIDENT_GONE
    )


# Each screen asks one of these after each answer.
_OWN = Prepared(
    lambda request, resident: (
        open_shares()
        .filter(request__public_id=request, request__resident=resident)
        .select_related("request", "claim", "adviser")
    )
)
_FOR_STAFF = Prepared(
    lambda request, adviser, **grant: (
        open_shares()
        .filter(request__public_id=request, adviser=adviser)
        .filter(delegation__in=grants_of(Scope.VIEW_SHARED_FORM, **grant))
        .select_related("request__resident", "claim")
    )
)


def own_share(actor: Actor, public_id: str | uuid.UUID) -> SharedForm | None:
    """What the actor shares in one of their requests, if anything; one query."""
    if actor.resident is None:
        return None
    share = _OWN.only(request=uuid.UUID(str(public_id)), resident=actor.resident.pk)
    if share is None or not is_in_force(share, share.request, share.subject, timezone.now()):
        return None
    return share if _may_help(share.adviser) else None


def _may_help(adviser: Membership) -> bool:
    """Whether the adviser still works here and helps people. Their own screen asks the same, so neither says more."""
    return adviser.is_active and adviser.allows(Permission.LIVE_HELP)


def share_for_staff(actor: Actor, public_id: uuid.UUID) -> SharedForm | None:
    """The form that is shared with this adviser in a request, if it is just now. Nobody who reads along sees it."""
    require(actor, Permission.LIVE_HELP)
    share = _FOR_STAFF.only(
        request=public_id, adviser=actor.membership.pk, today=timezone.localdate(), **helper_of(actor)
    )
    if share is None or not is_in_force(share, share.request, share.subject, timezone.now()):
        return None
    share.adviser = actor.membership
    return share


def drafts_to_share(actor: Actor, asked_from: int | None = None) -> list[Claim]:
    """The person's own drafts, the one that they asked from (by its key) first, then the newest; ten at most."""
    if actor.resident is None:
        return []
    drafts = Claim.objects.filter(resident=actor.resident, submitted_at__isnull=True).order_by("-started_at", "-pk")
    found = list(drafts[:10])
    first = [claim for claim in found if claim.pk == asked_from]
    return first + [claim for claim in found if claim.pk != asked_from]


def pages_to_share(actor: Actor) -> list[tuple[SharedPage, Draft]]:
    """What else the person has begun that can be shared."""
    if actor.resident is None or actor.user is None:
        return []
    return [(page, draft) for page in shared_pages() for draft in page.drafts_of(actor.resident.pk)]


class Shareable(NamedTuple):
    """What a person can share: claims, checks among them, and drafts of other pages. False for nothing."""

    claims: list[Claim]
    pages: list[tuple[SharedPage, Draft]]

    def __bool__(self) -> bool:
        return bool(self.claims or self.pages)


def what_to_share(actor: Actor, asked_from: int | None = None) -> Shareable:
    """Everything that the person has begun; of claims that first from which they asked."""
    return Shareable(drafts_to_share(actor, asked_from), pages_to_share(actor))


def has_draft(actor: Actor) -> bool:
    """Whether the person has a form, or another page, to share."""
    drafts = Claim.objects.filter(resident=actor.resident, submitted_at__isnull=True)
    return actor.resident is not None and (drafts.exists() or bool(pages_to_share(actor)))


# --- what the adviser changed ---


@dataclass(frozen=True)
class Changed:
    """What the adviser made of one answer while a form was shared: raw before the first change and after the last.

    `edit_id` and `number` are of the latest edit, `revision` is the answer's after it. `steps` are (before, after)
    of each edit.
    """

    edit_id: uuid.UUID
    number: int
    key: str
    row: str
    label: str
    question: dict[str, Any]
    before: Any
    after: Any
    revision: int
    is_undone: bool
    steps: tuple[tuple[Any, Any], ...]


def context_of_edit(share_id: int, number: int) -> str:
    """What an edit's answers are bound to."""
    return f"shared-edit:{share_id}:{number}"


def encrypted_change(share: SharedForm, number: int, before: Any, after: Any) -> bytes:
    """The raw answers of an edit as it keeps them; None for no answer."""
    return encrypt({"before": before, "after": after}, context=context_of_edit(share.pk, number))


def changed_in(share: SharedForm) -> list[Changed]:
    """What the adviser changed in a shared form, in the order of the latest change of each answer."""
    places: dict[tuple[str, str], Changed] = {}
    for edit in SharedEdit.objects.filter(shared=share).order_by("number"):
        kept = decrypt(edit.secret, context=context_of_edit(share.pk, edit.number))
        question = question_of(share, edit.key, edit.row)
        known = places.pop((edit.key, edit.row), None)
        # What was taken back is as if it had not been changed.
        is_first = known is None or known.is_undone
        before = kept["before"] if is_first else known.before
        steps = (*(() if is_first else known.steps), (kept["before"], kept["after"]))
        places[edit.key, edit.row] = Changed(
            edit.public_id, edit.number, edit.key, edit.row, question["label"], question, before, kept["after"],
            edit.revision, edit.undone_at is not None, steps,
        )  # fmt: skip
    return list(places.values())


def own_shares(actor: Actor, public_id: uuid.UUID) -> list[SharedForm]:
    """Every form that the actor shared in one of their requests and an adviser changed, latest first; 404 for none of
    theirs.
    """
    own = HelpRequest.objects.filter(public_id=public_id, resident=actor.resident)
    if actor.resident is None or not own.exists():
        raise Http404
    shares = SharedForm.objects.filter(request__public_id=public_id, edits__gt=0)
    return list(shares.select_related("claim", "adviser", "request").order_by("-began_at", "-pk"))


def has_changes(request: HelpRequest) -> bool:
    """Whether an adviser changed something in a form that was shared in this request."""
    return SharedForm.objects.filter(request=request, edits__gt=0).exists()
