"""Which decisions are drawn for a quality check, and what was drawn."""

from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned
from claims.models import Claim


class QualityRate(CouncilOwned):
    """Of how many decisions the quality is checked: those on one form or all ("") and of one outcome or all ("")."""

    form = models.SlugField(max_length=80, blank=True)
    outcome = models.CharField(max_length=11, blank=True)
    percent = models.PositiveSmallIntegerField()
    # So many a calendar month at most.
    most_a_month = models.PositiveSmallIntegerField()
    # Of those that give more than so many pounds a year, so many of a hundred whatever the month; or neither.
    above_pounds = models.PositiveIntegerField(null=True)
    percent_above = models.PositiveSmallIntegerField(null=True)

    personal_data = {}

    class Meta:
        ordering = ["form", "outcome"]
        constraints = [
            models.UniqueConstraint(fields=["council", "form", "outcome"], name="quality_rate_once"),
            models.CheckConstraint(name="quality_rate_percent", condition=Q(percent__gte=1, percent__lte=100)),
            models.CheckConstraint(
                name="quality_rate_above",
                condition=Q(above_pounds__isnull=True, percent_above__isnull=True)
                | Q(above_pounds__isnull=False, percent_above__isnull=False)
                & Q(percent_above__gte=1, percent_above__lte=100),
            ),
        ]

    def __str__(self):
        return f"quality rate {self.pk}"


class QualityDraw(CouncilOwned):
    """The draw for one claim, made once and before any letter of it went: no undoing draws again.

    Anybody can work it out anew: `place` comes from the seed and the claim (casework/quality/rules.py), and the claim
    is drawn when it is below the percentage and fewer than `most_a_month` were before it; `above_pounds`, where its
    decision gives more than so much a year, whatever the month. A later decision that does so is looked at by the same
    place.
    """

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="quality_draw")
    rate = models.ForeignKey(QualityRate, null=True, on_delete=models.SET_NULL, related_name="draws")
    percent = models.PositiveSmallIntegerField()
    most_a_month = models.PositiveSmallIntegerField()
    above_pounds = models.PositiveIntegerField(null=True)
    # How many of the rate had been drawn this month before it.
    drawn_before = models.PositiveIntegerField()
    seed = models.CharField(max_length=32)
    place = models.PositiveSmallIntegerField()
    is_drawn = models.BooleanField()
    at = models.DateTimeField()

    personal_data = {"seed": "unused"}

    class Meta:
        indexes = [models.Index(fields=["council", "rate", "at"], name="quality_draw_by_rate")]

    def __str__(self):
        return f"quality draw {self.pk}"
