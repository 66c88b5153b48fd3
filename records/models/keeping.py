"""How long a council keeps sent claims, what it holds longer, and how many are gone."""

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned, Resident
from claims.models import Claim
from formspec.models import Form


class KeepingRule(CouncilOwned):
    """How long claims on a form are kept; without a form, those on every form that has no rule of its own."""

    form = models.ForeignKey(Form, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    years = models.PositiveSmallIntegerField()
    # How long files and papers are kept, where they go before the claim.
    months_of_files = models.PositiveSmallIntegerField(null=True, blank=True)

    personal_data = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "form"], name="keeping_rule_once", nulls_distinct=False),
            models.CheckConstraint(name="keeping_rule_years", condition=Q(years__gte=1, years__lte=50)),
            models.CheckConstraint(
                name="keeping_rule_files_no_longer",
                condition=Q(months_of_files__isnull=True)
                | Q(months_of_files__gte=1, months_of_files__lte=models.F("years") * 12),
            ),
        ]

    def __str__(self):
        return f"keeping rule {self.pk}"


class Hold(CouncilOwned):
    """One claim, or everything of one person, is not deleted until a day, whatever the rule says."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="holds")
    resident = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    # The last day on which it holds.
    until = models.DateField()
    by_label = models.CharField(max_length=150)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by_label = models.CharField(max_length=150, blank=True)

    personal_data = {"reason": "claim", "until": "claim", "by_label": "staff", "lifted_by_label": "staff"}

    class Meta:
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="hold_on_one", condition=Q(claim__isnull=True) ^ Q(resident__isnull=True)),
            models.CheckConstraint(name="hold_says_why", condition=~Q(reason="")),
        ]
        indexes = [
            models.Index(fields=["council", "claim"], name="hold_by_claim", condition=Q(claim__isnull=False)),
            models.Index(fields=["council", "resident"], name="hold_by_resident", condition=Q(resident__isnull=False)),
        ]

    def __str__(self):
        return f"hold {self.pk}"


class DeletedClaims(CouncilOwned):
    """How many claims on a form that were sent in a month are deleted, by what came of them: for reports."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="+")
    # The first day of the month in which they were sent.
    month = models.DateField()
    # casework.models.Outcome; "" for one that was never decided.
    outcome = models.CharField(max_length=11, blank=True)
    how_many = models.PositiveIntegerField(default=0)

    # Counts, and nobody's own.
    personal_data = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "form", "month", "outcome"], name="deleted_claims_once"),
        ]

    def __str__(self):
        return f"deleted claims {self.pk}"
