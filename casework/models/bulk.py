"""One act on many claims: what was chosen, and what came of each."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned, Membership, Team
from claims.models import Claim, ClaimStatus
from core.due_work import DueWork


class Batch(CouncilOwned, DueWork):
    """Claims that a member of staff chose, and what is to be done with each. It is due once they have confirmed it;
    until then it is a preview, and `version` counts how often that was drawn.
    """

    class Act(models.TextChoices):
        OWNER = "owner", _("Say who works on them")
        STATUS = "status", _("Change the status")
        MESSAGE = "message", _("Write to the claimants")
        REVIEW = "review", _("Ask for a review")

    act = models.CharField(max_length=7, choices=Act, blank=True)
    # Of OWNER one of the two, or neither: nobody.
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Who they go to, as they were called then; "" for nobody. A team may be taken away before its turn comes.
    to_label = models.CharField(max_length=100, blank=True)
    status = models.ForeignKey(ClaimStatus, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Of REVIEW: the last day.
    until = models.DateField(null=True, blank=True)
    # The note to whoever works on them, or what the claimants read.
    words = models.TextField(blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    version = models.PositiveIntegerField(default=0)
    # How many claims were found beyond those that one batch may have.
    beyond = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    chosen_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    personal_data = {"act": "staff", "words": "claim", "until": "claim", "to_label": "staff", "by_label": "staff"}

    class Meta:
        indexes = [
            models.Index(fields=["council", "state", "due_at"], name="batch_due"),
            models.Index(fields=["council", "by", "chosen_at"], name="batch_by_whom"),
        ]

    def __str__(self):
        return f"batch {self.pk}"


class WhyNot(models.TextChoices):
    """Why a batch left a claim as it was."""

    MOVED = "moved", _("somebody changed it after you looked at the list")
    ALREADY = "already", _("it is so already")
    DECIDED = "decided", _("it is decided: undo the decision first")
    NOT_OFFERED = "not_offered", _("this status is not for its form")
    BY_DECISION = "by_decision", _("its form says what to check: only a decision ends it")
    UNANSWERED = "unanswered", _("the claimant waits for an answer of their own: write to them by themselves")
    LANGUAGE = "language", _("the claimant reads another language")
    UNSAFE = "unsafe", _("it is not safe to contact this person: write to them by themselves")
    NO_TEAM = "no_team", _("that team is not there any more")
    NO_AWARD = "no_award", _("no award stands on it")
    IN_REVIEW = "in_review", _("a review of it is open already")
    NOT_ALLOWED = "not_allowed", _("whoever asked for it may not do that any more")
    FAILED = "failed", _("something went wrong with us: try it by itself")


class BatchClaim(CouncilOwned):
    """One claim of a batch, and what came of it."""

    class Result(models.TextChoices):
        TO_DO = "to_do", _("to do")
        DONE = "done", _("done")
        LEFT = "left", _("left as it was")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="claims")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    # What the preview saw of it: something newer means that somebody was there since.
    seen = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=5, choices=Result, default=Result.TO_DO)
    why = models.CharField(max_length=11, choices=WhyNot, blank=True)

    personal_data = {"seen": "unused", "result": "unused", "why": "claim"}

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["council", "batch", "claim"], name="batch_claim_once")]

    def __str__(self):
        return f"claim {self.claim_id} of batch {self.batch_id}"
