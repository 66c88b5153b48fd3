"""Papers of the full form, found and given as people do."""

from __future__ import annotations

from accounts.actors import Actor
from casework.actions.papers import review_paper
from claims.actions.sending import submit_claim
from claims.models import Claim, Paper
from claims.papers.actions.sending import send_paper
from claims.papers.readers import papers_of
from tests.claims.sent import ANSWERS, answer, full_draft, photo

IDENTITY, NINO, PETS = "identity", "nino_proof", "no_pets_proof"


def filled_draft(by: Actor) -> Claim:
    """A draft that calls for a proof of who one is, of the number, and of pets."""
    claim = full_draft(by)
    answer(claim, by, ANSWERS | {"has_pets": "no"})
    return claim


def send(claim: Claim, by: Actor) -> Claim:
    return submit_claim(public_id=claim.public_id, by=by, for_whom="self")


def paper_of(claim: Claim, kind: str = IDENTITY) -> Paper:
    claim = Claim.objects.get(pk=claim.pk)
    return next(paper for paper in papers_of(claim) if paper.kind == kind)


def give(claim: Claim, by: Actor, *names: str, kind: str = IDENTITY) -> list[str]:
    uploads = [photo(name) for name in names or ("front.jpg",)]
    return send_paper(claim_id=claim.public_id, paper=paper_of(claim, kind).public_id, uploads=uploads, by=by).problems


def page_of(paper: Paper) -> str:
    return f"/claims/{paper.claim.public_id}/papers/{paper.public_id}/"


def review(paper: Paper, by: Actor, state: str, reason: str = "", **more) -> Paper:
    given = {"revision": paper.revision, "due_on": None} | more
    return review_paper(
        reference=paper.claim.reference, paper=paper.public_id, state=state, reason=reason, by=by, **given
    )
