"""That somebody does not want a claim they sent to go on."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned
from claims.models.claims import Claim, ClaimStatus


class Withdrawal(CouncilOwned):
    """A sent claim was withdrawn by the claimant, or by staff whom they asked. Taken back, the row stays."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="withdrawals")
    # Why, or how they asked: the claimant may say, staff must.
    because = models.TextField(blank=True)
    # Where the claim stood, to go back to.
    status_before = models.ForeignKey(ClaimStatus, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    by_label = models.CharField(max_length=150)
    by_officer = models.BooleanField(default=False)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by_label = models.CharField(max_length=150, blank=True)

    personal_data = {"because": "claim", "by_label": "staff", "undone_by_label": "staff"}

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "claim"], condition=Q(undone_at__isnull=True), name="withdrawal_one_stands"
            ),
            models.CheckConstraint(name="withdrawal_says_how", condition=Q(by_officer=False) | ~Q(because="")),
        ]

    def __str__(self):
        return f"withdrawal {self.pk}"
