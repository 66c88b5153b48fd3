"""Papers that a claim needs: what was asked for, what came, and what staff say of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned
from claims.models.claims import Claim


class PaperState(models.TextChoices):
    """Where a paper stands. Nobody needs to send any more once it is accepted or waived."""

    WANTED = "wanted", "Wanted"
    RECEIVED = "received", "Received"
    ACCEPTED = "accepted", "Accepted"
    NOT_RIGHT = "not_right", "Not right"
    WAIVED = "waived", "Waived"


class Paper(CouncilOwned):
    """One paper that is asked for, by the answers or by staff. Its files are `ClaimFile`s; a draft has a row for it
    only while it has some.

    `revision` counts what happens to it: a page that was opened at an older one decides nothing.
    """

    # Of a paper that the answers call for, made from the claim and the kind (claims/papers/rules.py).
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="papers")
    # The id in the form's list of papers; "" for one that staff name themselves.
    kind = models.CharField(max_length=40, blank=True)
    name = models.TextField()
    # The question whose answer calls for it; "" when staff asked.
    key = models.CharField(max_length=80, blank=True)
    # Whose paper it is, where staff say so, and why they ask: the claimant reads both.
    about = models.CharField(max_length=100, blank=True)
    why = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    # The day on the eve of which the claimant was reminded.
    reminded_for = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=PaperState, default=PaperState.WANTED)
    revision = models.PositiveIntegerField(default=0)
    # Something came after the claim was sent, and nobody has dealt with it.
    is_new = models.BooleanField(default=False)
    asked_by_label = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)

    personal_data = {
        "kind": "claim",
        "name": "claim",
        "about": "claim",
        "why": "claim",
        "due_on": "claim",
        "reminded_for": "claim",
        "asked_by_label": "staff",
    }

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["council", "claim"], name="paper_by_claim"),
            models.Index(fields=["council", "claim"], name="paper_new", condition=Q(is_new=True)),
            models.Index(
                fields=["council", "due_on"], name="paper_due", condition=Q(state__in=["wanted", "not_right"])
            ),
        ]

    def __str__(self):
        return f"paper {self.pk}"


class PaperReview(CouncilOwned):
    """What a member of staff said of a paper, and the reason that the claimant reads. None is changed or deleted."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="reviews")
    state = models.CharField(max_length=9, choices=PaperState)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"reason": "claim", "by_label": "staff"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "paper", "at"], name="paper_review_by_paper")]
        constraints = [
            models.CheckConstraint(
                name="paper_review_says_why", condition=Q(state=PaperState.ACCEPTED) | ~Q(reason="")
            ),
        ]

    def __str__(self):
        return f"review {self.pk}"
