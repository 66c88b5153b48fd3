"""Which single answers staff have verified, and against what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from claims.models import Claim


class Against(models.TextChoices):
    """What an answer was compared with."""

    PAPER = "paper", _("A paper that the claimant gave")
    REGISTER = "register", _("A register or another system")
    ASKED = "asked", _("Somebody who was asked, such as a landlord or employer")
    SEEN = "seen", _("Something that was seen, and not kept")


class Verification(CouncilOwned):
    """One answer that a member of staff found to be right. It is of the answer as it was then: of another one that
    took its place it says nothing.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verifications")
    # The question, and the entry of its repeating group, from 1; 0: it is in none.
    key = models.CharField(max_length=80)
    entry = models.PositiveSmallIntegerField(default=0)
    # How often the claim had been corrected.
    version = models.PositiveSmallIntegerField()
    against = models.CharField(max_length=8, choices=Against)
    words = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()
    # Taken back by hand; not set where the answer changed.
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_label = models.CharField(max_length=150, blank=True)

    personal_data = {"against": "claim", "words": "claim", "by_label": "staff", "ended_by_label": "staff"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "claim", "at"], name="verification_by_claim")]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "claim", "key", "entry", "version"],
                condition=Q(ended_at__isnull=True),
                name="verified_once",
            ),
        ]

    def __str__(self):
        return f"verification {self.pk}"
