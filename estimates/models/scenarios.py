"""What somebody asks of other lives: the curve of work, and changes of life side by side."""

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned, Resident
from calculator.better_off.scenarios import MOST_SCENARIOS, NAME_LENGTH
from claims.models import Claim
from estimates.models.estimates import Calculation


class HoursCurve(Calculation):
    """What work would change for the household of a claim: the question that was asked, and its curve."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="hours_curves")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="hours_curves")
    question = models.JSONField()

    personal_data = {"household": "claim", "question": "claim", "result": "claim"}

    class Meta:
        indexes = [
            models.Index(fields=["council", "claim", "-asked_at"], name="hours_curve_by_claim"),
            models.Index(fields=["council", "state", "due_at"], name="hours_curve_due"),
        ]

    def __str__(self):
        return f"hours curve {self.pk}"


class Scenario(CouncilOwned):
    """A change of life that somebody compares with today, under their own name for it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="scenarios")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(max_length=NAME_LENGTH)
    # A kind of calculator/better_off/scenarios.py and its clean values.
    kind = models.CharField(max_length=20)
    change = models.JSONField()
    # With the limit on positions, a place for each keeps a claim to six.
    position = models.PositiveSmallIntegerField()
    shared_with_adviser_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    personal_data = {"name": "claim", "kind": "claim", "change": "claim"}

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["council", "claim", "position"], name="scenario_position_once"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_SCENARIOS), name="scenario_at_most_six"
            ),
        ]

    def __str__(self):
        return f"scenario {self.pk}"


class Comparison(Calculation):
    """Today and every scenario of a claim, worked out in one run of the engine."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="comparisons")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="comparisons")
    # The changes that went in: [{"scenario": public id, "kind", "change"}].
    changes = models.JSONField()

    personal_data = {"household": "claim", "changes": "claim", "result": "claim"}

    class Meta:
        indexes = [
            models.Index(fields=["council", "claim", "-asked_at"], name="comparison_by_claim"),
            models.Index(fields=["council", "state", "due_at"], name="comparison_due"),
        ]

    def __str__(self):
        return f"comparison {self.pk}"
