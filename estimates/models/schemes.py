"""A council's own Council Tax Reduction schemes for people of working age, by tax year, with their history."""

from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned
from core.due_work import DueWork


class CouncilTaxScheme(CouncilOwned):
    """One version of a scheme (calculator/ctr/scheme.py). A trigger keeps what is published unchanged."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        RETIRED = "retired", "Retired"

    # The year in which it starts: 2026 for 1 April 2026 to 31 March 2027.
    tax_year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    rules = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    personal_data = {}

    class Meta:
        ordering = ["-tax_year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["council", "tax_year", "number"], name="scheme_number_once"),
            models.UniqueConstraint(
                fields=["council", "tax_year"], condition=Q(state="published"), name="scheme_one_published"
            ),
            models.UniqueConstraint(
                fields=["council", "tax_year"], condition=Q(state="draft"), name="scheme_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="scheme_published_has_time"
            ),
        ]

    def __str__(self):
        return f"scheme {self.tax_year} version {self.number}"

    @property
    def years(self) -> str:
        """The tax year as people write it: 2026 to 2027."""
        return f"{self.tax_year} to {self.tax_year + 1}"


class SchemeChange(CouncilOwned):
    """One save or publication of a scheme: who, when, and what it said then. The draft itself is changed in place."""

    class Kind(models.TextChoices):
        SAVED = "saved", "Saved as a draft"
        PUBLISHED = "published", "Put in force"

    scheme = models.ForeignKey(CouncilTaxScheme, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=9, choices=Kind)
    name = models.CharField(max_length=100)
    rules = models.JSONField()
    # As the audit trail calls them.
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    personal_data = {"by": "staff"}

    class Meta:
        indexes = [models.Index(fields=["scheme", "-at"], name="scheme_changes")]

    def __str__(self):
        return f"{self.kind}: {self.scheme}"


class SchemeEffect(CouncilOwned, DueWork):
    """What a draft would change for the claims that were sent to the council: counts and sums, and nobody's own."""

    scheme = models.ForeignKey(CouncilTaxScheme, on_delete=models.CASCADE, related_name="effects")
    # The draft and the scheme in force as they were when it was asked; empty without one in force.
    rules = models.JSONField()
    before = models.JSONField(default=dict)
    # calculator/ctr/effect.py; grows a hundred claims at a time.
    result = models.JSONField(default=dict)
    # The estimate that was looked at last: the latest first.
    looked_until = models.BigIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    personal_data = {}

    class Meta:
        indexes = [models.Index(fields=["council", "state", "due_at"], name="scheme_effect_due")]

    def __str__(self):
        return f"effect of {self.scheme}"
