"""What runs on a clock: a claim on hold until a day, and the days in which a council means to act."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from claims.models import Claim
from claims.reviewing.rules import USUAL_DAYS
from core.due_work import DueWork


class ClaimHold(CouncilOwned, DueWork):
    """A claim waits for something until a day. It is due on the morning of that day; then, or when staff end it before,
    it is over. One that ended by itself marks the claim until somebody has dealt with it.
    """

    class Reason(models.TextChoices):
        CLAIMANT = "claimant", _("Waiting for the claimant")
        DWP = "dwp", _("Waiting for the DWP")
        LANDLORD = "landlord", _("Waiting for the landlord")
        EMPLOYER = "employer", _("Waiting for an employer")
        VISIT = "visit", _("Waiting for a visit or an appointment")
        COLLEAGUE = "colleague", _("Waiting for a colleague or another team")
        OTHER = "other", _("Something else")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="work_holds")
    reason = models.CharField(max_length=9, choices=Reason)
    words = models.TextField(blank=True)
    # The day on which it comes back.
    until = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # Who ended it before its day, and why; "" when it ended by itself.
    ended_by_label = models.CharField(max_length=150, blank=True)
    ended_why = models.TextField(blank=True)
    # When somebody had seen that it ended; ending it by hand is seeing it.
    dealt_at = models.DateTimeField(null=True, blank=True)
    dealt_by_label = models.CharField(max_length=150, blank=True)

    personal_data = {
        "reason": "claim",
        "words": "claim",
        "until": "claim",
        "by_label": "staff",
        "ended_by_label": "staff",
        "ended_why": "claim",
        "dealt_by_label": "staff",
    }

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "claim"], name="claim_hold_open_once", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="claim_hold_ended_early_says_why", condition=Q(ended_by_label="") | ~Q(ended_why="")
            ),
            models.CheckConstraint(
                name="claim_hold_dealt_with_after_it_ended",
                condition=Q(dealt_at__isnull=True) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(name="claim_hold_other_says_what", condition=~Q(reason="other") | ~Q(words="")),
        ]
        indexes = [
            models.Index(fields=["council", "state", "due_at"], name="claim_hold_due"),
            models.Index(fields=["council", "claim", "at"], name="claim_hold_by_claim"),
            models.Index(
                fields=["council", "claim"],
                name="claim_hold_to_deal_with",
                condition=Q(ended_at__isnull=False, dealt_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"hold {self.pk} of a claim"


class TargetSettings(CouncilOwned):
    """In how many working days a council means to act; 0: it has not said. Without a row it has not said either. And
    how long it gives claimants for a review.
    """

    # From the day of sending until somebody first does something about the claim.
    touch_within = models.PositiveSmallIntegerField(default=0)
    # Until it is decided; days on which the council waits for the claimant do not count.
    decide_within = models.PositiveSmallIntegerField(default=0)
    # Days, of the calendar, that a claimant usually has to answer a review.
    review_within = models.PositiveSmallIntegerField(default=USUAL_DAYS)
    # By the slug of a form, what it has instead: {"touch_within": days, "decide_within": days}.
    by_form = models.JSONField(default=dict)

    personal_data = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council"], name="target_settings_once")]

    def __str__(self):
        return "targets"

    def days(self, name: str, slug: str) -> int:
        """The working days of a target ("touch_within", "decide_within") for a form; 0 for none."""
        days: int = self.by_form.get(slug, {}).get(name, getattr(self, name))
        return days


class DueDayWork(CouncilOwned, DueWork):
    """The day by which a claim is due (`Claim.due_on`) is to be worked out anew: something may have moved it."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")

    personal_data = {}

    class Meta:
        indexes = [
            models.Index(fields=["council", "state", "due_at"], name="due_day_work_due"),
            models.Index(fields=["council", "claim"], name="due_day_work_by_claim"),
        ]

    def __str__(self):
        return f"due day {self.pk}"
