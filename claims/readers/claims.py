"""Reads about forms and claims. What is not the actor's answers like what does not exist: 404."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.keeping.begun import Begun
from accounts.models import Delegation, Resident
from accounts.permissions import Scope, looking
from accounts.readers import given_to, grant_for, grants_for, helper_of, in_force
from claims.models import Claim, ForWhom
from claims.readers.answer_store import StoredAnswer, localised_spec, raw_answers, spec_of, stored_answers
from core.rows import Prepared
from formspec.models import Form
from formspec.rules.visibility import FormState, visible_answers

# With the version that a draft moves to when it is next used (claims/moving).
_CLAIM = Prepared(
    lambda public_id: Claim.objects.filter(public_id=public_id).annotate(moves_to=F("form_version__moves_to"))
)


def claims_for(actor: Actor) -> QuerySet[Claim]:
    """The claims and drafts that this actor may see as their own, as somebody's helper, or by a link they opened.

    A link opens drafts only; one that was sent in that very session stays readable there, with its receipt.
    """
    mine = Q(pk__in=[])
    if actor.resident is not None:
        mine |= Q(resident=actor.resident)
    if actor.opened_claims:
        sent_here = Q(submission__sent_in=actor.origin.session) & ~Q(submission__sent_in="")
        mine |= Q(public_id__in=actor.opened_claims) & (Q(submitted_at__isnull=True) | sent_here)
    if actor.user is not None:
        covering = grants_for(actor, Scope.VIEW_CLAIMS).filter(resident=OuterRef("resident"))
        mine |= Exists(covering.exclude(left_out__contains=[OuterRef("public_id")]))
    claims = Claim.objects.filter(mine).select_related("form_version__form", "resident", "status")
    return claims.defer("form_version__spec")


def claim_for(actor: Actor, public_id: str | uuid.UUID) -> Claim:
    """One claim or draft that `claims_for` would list, or 404."""
    # Nothing is joined to it: its form is kept in memory, and few pages ask for more.
    claim = _CLAIM.only(public_id=uuid.UUID(str(public_id)))
    # Most people look at their own: only a stranger's look costs a second query, for a grant.
    if claim is None or not (is_own(actor, claim) or grant_on(actor, claim, Scope.VIEW_CLAIMS)):
        raise Http404
    if actor.resident is not None and claim.resident_id == actor.resident.pk:
        claim.resident = actor.resident
    return claim


def own_claim_for(actor: Actor, public_id: str | uuid.UUID) -> Claim:
    """One claim or draft of the actor's own, or 404: for what nobody else may do in somebody's name."""
    claim = claim_for(actor, public_id)
    if not is_own(actor, claim):
        raise Http404
    return claim


def draft_for(actor: Actor, public_id: str | uuid.UUID) -> Claim:
    """One draft that the actor may see, or 404; a claim that was sent is not a draft any more."""
    claim = claim_for(actor, public_id)
    if not claim.is_draft:
        raise Http404
    return claim


def own_draft_for(actor: Actor, public_id: str | uuid.UUID) -> Claim:
    """One draft of the actor's own, or 404."""
    claim = own_claim_for(actor, public_id)
    if not claim.is_draft:
        raise Http404
    return claim


def own_drafts(actor: Actor, form: Form) -> list[Claim]:
    """What this person began of this form and has not sent, newest first."""
    if actor.resident is None:
        return []
    drafts = Claim.objects.filter(resident=actor.resident, submitted_at__isnull=True, form_version__form=form)
    return list(drafts.defer("form_version__spec").order_by("-started_at")[:5])


def is_own(actor: Actor, claim: Claim) -> bool:
    """True for the claimant. Also true for somebody who opened the draft with its one-time link, unless it has been
    sent from another session.
    """
    if is_in_record(actor, claim):
        return True
    if str(claim.public_id) not in actor.opened_claims:
        return False
    return claim.is_draft or (bool(actor.origin.session) and claim.submission.sent_in == actor.origin.session)


def is_in_record(actor: Actor, claim: Claim) -> bool:
    """True for what is in the actor's own record, whoever it is for."""
    return actor.resident is not None and claim.resident_id == actor.resident.pk


def opens_record(claim: Claim) -> bool:
    """Whether a link to this draft gives back the visitor's record it is in: not one with an account, and not one from
    which something was sent, which the link says nothing about. Else it opens the draft alone.
    """
    sent = Claim.objects.filter(resident_id=claim.resident_id, submitted_at__isnull=False)
    return claim.resident.user_id is None and not sent.exists()


def is_for_other(claim: Claim) -> bool:
    """Whether the person said that it is somebody else's, whose record this is not."""
    return claim.for_whom == ForWhom.OTHER


def sends_for_others(actor: Actor) -> bool:
    """Whether something was sent from the actor's own record that is somebody else's: two people may use it."""
    if actor.user is None or actor.resident is None:
        return False
    sent = Claim.objects.filter(resident=actor.resident, submitted_at__isnull=False, for_whom=ForWhom.OTHER)
    return sent.exists()


def is_of(actor: Actor, claim: Claim) -> bool:
    """True for what the actor fills in or sent for themselves: not for somebody whom they help, in whichever record."""
    return is_in_record(actor, claim) and not is_for_other(claim)


def grant_on(actor: Actor, claim: Claim, scope: str, *, lock: bool = False) -> Delegation | None:
    """The delegation by which a helper may do `scope` in this claim, which it does not leave out; or None."""
    return grant_for(actor, claim.resident_id, scope, matter=claim.public_id, lock=lock)


def grant_to_fill(actor: Actor, claim: Claim, *, lock: bool = False) -> Delegation | None:
    """The delegation by which a helper may fill in this claim, or None."""
    return grant_on(actor, claim, Scope.FILL_CLAIMS, lock=lock)


def grant_to_money(actor: Actor, claim: Claim, *, lock: bool = False) -> Delegation | None:
    """The delegation by which a helper, who may see what the claim comes to, may have it worked out and enter bank
    details; or None.
    """
    return grant_beside(actor, claim, Scope.FILL_MONEY, lock=lock)


def grant_beside(actor: Actor, claim: Claim, scope: str, *, lock: bool = False) -> Delegation | None:
    """The delegation by which a helper, who may look at an area of this claim, may do `scope` in it; or None."""
    if grant_on(actor, claim, looking(scope), lock=lock) is None:
        return None
    return grant_on(actor, claim, scope, lock=lock)


def scopes_in(actor: Actor, claim: Claim) -> frozenset[str]:
    """What a helper may do in this claim by all the delegations together that cover it. One query."""
    if actor.user is None:
        return frozenset()
    theirs = in_force(timezone.localdate()).filter(given_to(**helper_of(actor)), resident_id=claim.resident_id)
    found = theirs.exclude(left_out__contains=[claim.public_id]).values_list("scopes", flat=True)
    return frozenset().union(*found)


def may_fill(actor: Actor, claim: Claim) -> bool:
    """Whether the actor, who may look at this claim, may fill it in too."""
    return may_in(actor, claim, Scope.FILL_CLAIMS)


def may_in(actor: Actor, claim: Claim, scope: str) -> bool:
    """Whether the actor, who may look at this claim, may do `scope` in it: its claimant may do everything."""
    return is_own(actor, claim) or grant_on(actor, claim, scope) is not None


def claim_with_money_for(actor: Actor, public_id: str | uuid.UUID) -> Claim:
    """One claim or draft whose figures, decisions and letters the actor may see, or 404."""
    claim = claim_for(actor, public_id)
    if not may_in(actor, claim, Scope.VIEW_MONEY):
        raise Http404
    return claim


def form_state_of(claim: Claim, stored: dict[tuple[str, str], StoredAnswer] | None = None) -> FormState:
    """The claim's form seen through its stored answers, today."""
    stored = stored_answers(claim) if stored is None else stored
    return visible_answers(
        spec_of(claim).data,
        raw_answers(stored),
        timezone.localdate(),
        visited=claim.visited_pages,
    )


def page_after(claim: Claim, form_state: FormState, page_key: str) -> str | None:
    """The next page that is shown after this one, or None after the last."""
    keys = list(spec_of(claim).pages)
    for key in keys[keys.index(page_key) + 1 :]:
        if form_state.page_status[key] != "not needed":
            return key
    return None


def page_before(claim: Claim, form_state: FormState, page_key: str) -> str | None:
    """The page shown before this one, or None."""
    keys = list(spec_of(claim).pages)
    for key in reversed(keys[: keys.index(page_key)]):
        if form_state.page_status[key] != "not needed":
            return key
    return None


def next_page_to_do(claim: Claim, form_state: FormState) -> str | None:
    """The first page that still needs something, or None when every page is done."""
    for key in spec_of(claim).pages:
        if form_state.page_status[key] in ("not started", "in progress"):
            return key
    return None


def claim_summaries(claims: QuerySet[Claim]) -> list[dict[str, Any]]:
    """What a list of somebody's claims shows of each."""
    rows = claims.select_related("form_version__form", "resident", "status", "submission")
    return [
        {
            "claim": claim,
            "title": localised_spec(claim).title,
            "kind": spec_of(claim).kind,
            "name": _whose_name(claim),
        }
        for claim in rows.defer("form_version__spec", "submission__answers", "submission__secret")
    ]


def _whose_name(claim: Claim) -> str:
    """Of a sent claim as it was sent: two people may share the record. Of somebody else's draft none is known."""
    if not claim.is_draft:
        return claim.submission.name
    return "" if is_for_other(claim) else claim.resident.name


def is_unsaved(actor: Actor, claim: Claim) -> bool:
    """Whether a visitor's draft is one of `unsaved_drafts`: its pages say that it is deleted."""
    if actor.user is not None or not claim.is_draft:
        return False
    return claim.resident.user_id is None and not (claim.resident.email or claim.resident.phone)


def unsaved_drafts() -> QuerySet[Claim]:
    """Drafts of visitors who left neither an account nor a contact, of everybody: for limits and retention."""
    return Claim.objects.filter(
        submitted_at__isnull=True, resident__user__isnull=True, resident__email="", resident__phone=""
    )


def drafts_begun(resident: Resident) -> list[Begun]:
    """What a record began and has not sent, for the page that asks whether it is theirs."""
    drafts = Claim.objects.filter(resident=resident, submitted_at__isnull=True).select_related("form_version__form")
    return [
        Begun(localised_spec(claim).title, claim.started_at, str(claim.public_id))
        for claim in drafts.order_by("-started_at")
    ]
