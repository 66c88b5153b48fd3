"""Papers of the demo: one claim of Calderbrook with a paper in each state; all by the real actions."""

from __future__ import annotations

import io
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.actors import Actor
from accounts.models import Council, Membership, Resident
from casework.actions.papers import ask_for_paper, review_paper
from claims.models import Claim, Paper, PaperReview, PaperState
from claims.papers.actions.sending import send_paper
from claims.papers.rules import due_on

COUNCIL, CLAIMANT, ADVISER = "calderbrook", "derek@example.org", "aisha@calderbrook.example"


def show_papers(council: Council) -> None:
    """What the demo of a council shows of papers; nothing more on a second load."""
    if council.slug != COUNCIL or PaperReview.objects.exists():
        return
    resident = Resident.objects.select_related("user").get(user__email=CLAIMANT)
    claimant = Actor(council=council, user=resident.user, resident=resident)
    membership = Membership.objects.select_related("user").get(user__email=ADVISER)
    adviser = Actor(council=council, user=membership.user, membership=membership, second_factor=True)
    claim = Claim.objects.filter(resident=resident, submitted_at__isnull=False).order_by("pk").first()
    right, dark, known = (_ask(claim, kind, "", adviser) for kind in ("bank_statements", "rent_proof", "payslips"))
    new = _ask(claim, "", "The letter about your new rent", adviser)
    for paper in (right, dark, new):
        _send(claim, paper, claimant)
    _judge(right, PaperState.ACCEPTED, "", adviser)
    _judge(dark, PaperState.NOT_RIGHT, "The photo is too dark to read. Take it again by a window.", adviser)
    _judge(known, PaperState.WAIVED, "We have these from your employer.", adviser)


def _ask(claim: Claim, kind: str, name: str, by: Actor) -> Paper:
    return ask_for_paper(
        reference=claim.reference, kind=kind, name=name, about="", why="You told us that your money has changed.",
        due_on=due_on(timezone.localdate()), asked_with=uuid.uuid4(), by=by,
    )  # fmt: skip


def _send(claim: Claim, paper: Paper, by: Actor) -> None:
    problems = send_paper(claim_id=claim.public_id, paper=paper.public_id, uploads=[a_page(paper.name)], by=by).problems
    if problems:
        raise RuntimeError(problems[0])


def _judge(paper: Paper, state: str, reason: str, by: Actor) -> None:
    now = Paper.objects.select_related("claim").get(pk=paper.pk)
    review_paper(
        reference=now.claim.reference, paper=now.public_id, state=state, reason=reason, due_on=None,
        revision=now.revision, by=by,
    )  # fmt: skip


def a_page(name: str) -> SimpleUploadedFile:
    """A photo of a made-up page with a name on it."""
    page, out = Image.new("RGB", (840, 1180), "#f4f1e8"), io.BytesIO()
    ImageDraw.Draw(page).text((80, 90), f"{name} (made up)", fill="#222", font_size=36)
    page.save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")
