"""What is owed to a household: a row with a due time first, figures when it has run."""

import uuid

from django.db import models

from accounts.models import CouncilOwned, Resident
from claims.models.claims import Claim


class OwedCalculation(CouncilOwned):
    """A snapshot: the household that went in, the engine and its version, what came out, and when."""

    class State(models.TextChoices):
        DUE = "due", "Being worked out"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be worked out"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=6, choices=State, default=State.DUE)
    household = models.JSONField()
    result = models.JSONField(null=True)
    engine = models.CharField(max_length=40, blank=True)
    engine_version = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Estimate(OwedCalculation):
    """What a household may be entitled to."""

    # None for an estimate asked for through the API.
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="estimates")
    resident = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.CASCADE, related_name="estimates")
    # Where each input came from, and what was not answered.
    provenance = models.JSONField(default=dict)

    personal_data = {"household": "claim", "provenance": "claim", "result": "claim"}

    class Meta:
        indexes = [
            models.Index(fields=["council", "claim", "-asked_at"], name="estimate_by_claim"),
            models.Index(fields=["council", "state", "due_at"], name="estimate_due"),
        ]

    def __str__(self):
        return f"estimate {self.pk}"
