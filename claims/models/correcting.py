"""What is asked to be corrected of a sent claim, and what its answers became."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from claims.models.claims import Claim


class CorrectionAsk(CouncilOwned):
    """Questions of a sent claim that are to be answered again: by the claimant, who was asked, or by an officer.

    What is typed is kept here, encrypted in `secret`, until it is sent as a `Correction`. `revision` counts what is
    saved: a page that was drawn at an older one overwrites nothing.
    """

    class Reason(models.TextChoices):
        WRONG = "wrong", _("It looks wrong, or two answers do not fit together")
        MISSING = "missing", _("Something is missing")
        OLD = "old", _("It has changed since, or is too old")

    class Whose(models.TextChoices):
        CLAIMANT = "claimant", _("The claimant")
        OFFICER = "officer", _("I do, for them")

    # Made with the page that asked: however often that is sent, it asks once.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="correction_asks")
    whose = models.CharField(max_length=8, choices=Whose, default=Whose.CLAIMANT)
    keys = ArrayField(models.CharField(max_length=80))
    reason = models.CharField(max_length=7, choices=Reason)
    # The claimant reads it, whoever corrects.
    words = models.TextField()
    due_on = models.DateField(null=True)
    # The day on the eve of which the claimant was reminded.
    reminded_for = models.DateField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by_label = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    secret = models.BinaryField(null=True)
    revision = models.PositiveIntegerField(default=0)
    # By a correction, or because staff took it back.
    settled_at = models.DateTimeField(null=True)
    cancelled_by_label = models.CharField(max_length=150, blank=True)

    personal_data = {
        "whose": "claim",
        "keys": "claim",
        "reason": "claim",
        "words": "claim",
        "due_on": "claim",
        "reminded_for": "claim",
        "secret": "claim",
        "asked_by_label": "staff",
        "cancelled_by_label": "staff",
    }

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="correction_ask_has_a_day", condition=Q(whose="officer") | Q(due_on__isnull=False)
            ),
            models.CheckConstraint(
                name="correction_ask_cancelled_when", condition=Q(cancelled_by_label="") | Q(settled_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["council", "claim", "asked_at"], name="correction_ask_by_claim"),
            models.Index(fields=["council", "due_on"], name="correction_ask_due", condition=Q(settled_at__isnull=True)),
        ]

    def __str__(self):
        return f"ask for a correction {self.pk}"

    @property
    def is_open(self) -> bool:
        """Neither answered nor taken back."""
        return self.settled_at is None


class Correction(CouncilOwned):
    """The answers of a claim as they are after a correction, all of them; what was sent first stays as it was.

    None is changed or deleted. `number` counts those of the claim from 1, and the last one holds.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="corrections")
    ask = models.OneToOneField(CorrectionAsk, on_delete=models.PROTECT, related_name="correction")
    number = models.PositiveSmallIntegerField()
    # The questions whose answers changed, came up or fell away.
    keys = ArrayField(models.CharField(max_length=80))
    answers = models.JSONField()
    secret = models.BinaryField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"keys": "claim", "answers": "claim", "secret": "claim", "by_label": "staff"}

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["council", "claim", "number"], name="correction_numbered_once")]

    def __str__(self):
        return f"correction {self.pk}"
