"""Everything that the council keeps of the person behind a claim, and other records that may be theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Membership, Resident
from accounts.readers import in_force
from accounts.rules.names import names_agree
from casework.models import Note
from casework.readers.claims import sent_claims
from casework.readers.notes import readable
from claims.models import Claim, Paper, SearchTerm, ThreadMessage
from claims.thread.readers import Said, said

# So many of the latest messages are shown, and so many look-alikes of one kind are looked at.
MESSAGES, MOST_ALIKE = 10, 100
NAME_AND_BIRTH, NINO, EMAIL, PHONE = "name_and_birth", "ni_number", "email", "phone"


@dataclass(frozen=True)
class LookAlike:
    """A claim in another record, and what it has in common with this one."""

    claim: Claim
    common: tuple[str, ...]


def claims_of_person(actor: Actor, resident: Resident) -> list[Claim]:
    """Every sent claim of a record, the newest first."""
    return list(sent_claims(actor).filter(resident=resident).order_by("-submitted_at", "-pk"))


def look_alikes(actor: Actor, claim: Claim) -> list[LookAlike]:
    """Claims in other records of this council that may be the same person's, what has most in common first.

    Each thing in common is looked up by an index of its own; nothing is joined.
    """
    others, sent = sent_claims(actor).exclude(resident=claim.resident), claim.submission
    ninos = SearchTerm.objects.filter(claim=claim, kind=SearchTerm.Kind.NINO).values("term")
    same_nino = SearchTerm.objects.filter(kind=SearchTerm.Kind.NINO, term__in=ninos).values("claim")
    alike = {
        NINO: Q(pk__in=same_nino),
        EMAIL: Q(submission__email=sent.email) if sent.email else None,
        PHONE: Q(submission__phone=sent.phone) if sent.phone else None,
        NAME_AND_BIRTH: Q(submission__born_on=sent.born_on) if sent.born_on and sent.name else None,
    }
    found: dict[Claim, list[str]] = {}
    for common, condition in alike.items():
        if condition is None:
            continue
        for other in others.filter(condition).order_by("-submitted_at", "-pk")[:MOST_ALIKE]:
            if common != NAME_AND_BIRTH or names_agree(other.submission.name, sent.name):
                found.setdefault(other, []).append(common)
    return sorted((LookAlike(each, tuple(common)) for each, common in found.items()), key=lambda it: -len(it.common))


def notes_of(claims: Iterable[Claim], actor: Actor) -> list[Note]:
    """The notes on these claims that the actor may read, the newest first."""
    notes = readable(Note.objects.filter(claim__in=list(claims)), actor)
    return list(notes.select_related("claim").order_by("-at", "-pk"))


def papers_of_claims(claims: Sequence[Claim]) -> list[Paper]:
    """The papers of these claims, those first that were wanted last."""
    rows = Paper.objects.filter(claim__in=claims).order_by("-asked_at", "pk")
    return _with_claims(rows, claims)


def latest_messages(claims: Sequence[Claim]) -> list[Said]:
    """The latest MESSAGES messages of these claims' threads, the newest first."""
    rows = ThreadMessage.objects.filter(claim__in=claims).order_by("-written_at", "-pk")[:MESSAGES]
    return [said(message.claim, message) for message in _with_claims(rows, claims)]


def _with_claims(rows, claims: Sequence[Claim]) -> list:
    """Rows of claims that are read already."""
    known, found = {claim.pk: claim for claim in claims}, list(rows)
    for row in found:
        row.claim = known[row.claim_id]
    return found


def helpers_of(resident: Resident) -> list[tuple[Delegation, str]]:
    """Who may act for a person now, with the name of each ("" for an account without one). Three queries at most."""
    today = timezone.localdate()
    grants = list(
        in_force(today)
        .filter(resident=resident)
        .select_related("organisation")
        .order_by(F("ends_on").asc(nulls_last=True), "pk")
    )
    users = [grant.helper_id for grant in grants if grant.helper_id]
    names = dict(Resident.objects.filter(user__in=users).order_by("pk").values_list("user", "name")) if users else {}
    if users:
        names |= dict(Membership.objects.filter(user__in=users).order_by("pk").values_list("user", "display_name"))
    return [
        (grant, grant.organisation.name if grant.organisation else names.get(grant.helper_id, "")) for grant in grants
    ]
