"""Which hidden answers staff had shown to them, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from claims.models import Claim


class ShowingReason(models.TextChoices):
    """What a member of staff needs a hidden answer for."""

    IDENTITY = "identity", _("To check with the DWP who they are")
    PAYING = "paying", _("To pay them")
    CORRECTING = "correcting", _("To put this answer right")
    OTHER = "other", _("Something else")


class Showing(CouncilOwned):
    """One hidden answer, shown once to one member of staff. The answer itself is not in it."""

    # Made with the page that asks for the reason: the same page sent again shows nothing.
    asked_with = models.UUIDField()
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="showings")
    # The question, and the entry of its repeating group, from 1; 0: it is in none.
    key = models.CharField(max_length=80)
    entry = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=10, choices=ShowingReason)
    words = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"reason": "claim", "words": "claim", "by_label": "staff"}

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["council", "claim", "at"], name="showing_by_claim")]
        constraints = [
            models.UniqueConstraint(fields=["council", "asked_with"], name="showing_once"),
            models.CheckConstraint(name="showing_says_why", condition=~Q(reason=ShowingReason.OTHER) | ~Q(words="")),
        ]

    def __str__(self):
        return f"showing {self.pk}"
