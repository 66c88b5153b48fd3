"""That a council asks somebody whether what it holds for an award is still right."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from claims.models.claims import Claim


class AwardReview(CouncilOwned):
    """One review of the award that came of a claim. One of a claim is open; `Claim.review_until` has its last day.

    Nothing ends an award by itself: a review that nobody answered stays open, and is overdue.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("Waiting for the claimant")
        UNCHANGED = "unchanged", _("Nothing has changed")
        CHANGED = "changed", _("A change was told")
        CANCELLED = "cancelled", _("Cancelled")
        WITHDRAWN = "withdrawn", _("The claim was withdrawn")

    # Made with the page that asked: however often that is sent, it asks once.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reviews")
    # The claimant reads it.
    because = models.TextField()
    last_day = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by_label = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    # The next day on which the claimant is reminded.
    remind_on = models.DateField(null=True)
    # When the last day was moved last, by whom and why; the trail has the others.
    moved_at = models.DateTimeField(null=True)
    moved_by_label = models.CharField(max_length=150, blank=True)
    moved_why = models.TextField(blank=True)
    # The sections of which the claimant said that something in them has changed.
    changed_sections = ArrayField(models.CharField(max_length=80), default=list)
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.OPEN)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    ended_by_label = models.CharField(max_length=150, blank=True)
    by_officer = models.BooleanField(default=False)
    # How the claimant told an officer, or why it was cancelled.
    ended_why = models.TextField(blank=True)
    # What the claimant declared, in the words of the page; and which answers: `Claim.corrected` at that moment.
    declared = models.TextField(blank=True)
    answers_number = models.PositiveSmallIntegerField(null=True)
    # The claim that told the change.
    change = models.ForeignKey(Claim, null=True, on_delete=models.SET_NULL, related_name="+")

    personal_data = {
        "because": "claim",
        "last_day": "claim",
        "remind_on": "claim",
        "moved_why": "claim",
        "changed_sections": "claim",
        "outcome": "claim",
        "ended_why": "claim",
        "declared": "claim",
        "asked_by_label": "staff",
        "moved_by_label": "staff",
        "ended_by_label": "staff",
    }

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "claim"], condition=Q(outcome="open"), name="award_review_open_once"
            ),
            models.CheckConstraint(
                name="award_review_ended_when",
                condition=Q(outcome="open", ended_at__isnull=True) | (~Q(outcome="open") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="award_review_ended_by_staff_says_why", condition=Q(by_officer=False) | ~Q(ended_why="")
            ),
            models.CheckConstraint(
                name="award_review_unchanged_says_what",
                condition=~Q(outcome="unchanged") | (Q(answers_number__isnull=False) & ~Q(declared="")),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "claim", "asked_at"], name="award_review_by_claim"),
            models.Index(fields=["council", "remind_on"], name="award_review_to_remind", condition=Q(outcome="open")),
        ]

    def __str__(self):
        return f"review {self.pk} of an award"

    @property
    def is_open(self) -> bool:
        """Whether the claimant has still to say something."""
        return self.outcome == self.Outcome.OPEN
