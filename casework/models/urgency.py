"""What staff have said of how urgent a claim is."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import CouncilOwned
from claims.models import Claim, Urgency


class UrgencyChange(CouncilOwned):
    """A member of staff said why a claim cannot wait, or that it can, and how they know. The claim has the latest."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="urgency_changes")
    before = ArrayField(models.CharField(max_length=9, choices=Urgency), default=list)
    after = ArrayField(models.CharField(max_length=9, choices=Urgency), default=list)
    because = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"before": "claim", "after": "claim", "because": "claim", "by_label": "staff"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "claim", "at"], name="urgency_change_by_claim")]

    def __str__(self):
        return f"urgency change {self.pk}"
