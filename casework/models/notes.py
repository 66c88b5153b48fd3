"""What staff write down about a claim for themselves."""

from django.conf import settings
from django.db import models

from accounts.models import CouncilOwned
from claims.models import Claim


class Note(CouncilOwned):
    """A note that staff keep on a claim; the claimant may ask to see it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"text": "claim", "by_label": "staff"}

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["council", "claim", "at"], name="note_by_claim")]

    def __str__(self):
        return f"note {self.pk}"
