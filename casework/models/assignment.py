"""Who works on a claim."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned, Membership, Team
from claims.models import Claim


class Assignment(CouncilOwned):
    """A claim was taken, passed on or put back. The current one of a claim says who works on it; the others stay as its
    history. A page is drawn with the key of the current one, and what it posts is refused when there is another.
    """

    class Kind(models.TextChoices):
        TAKEN = "taken", _("Taken")
        PASSED_ON = "passed_on", _("Passed on")
        PUT_BACK = "put_back", _("Put back")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=9, choices=Kind)
    # One of the two, or neither: then nobody works on it.
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Who it went to, as they were called then.
    to_label = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    is_current = models.BooleanField(default=True)
    # None: the platform, because whoever worked on it does not any more.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"kind": "staff", "note": "claim", "to_label": "staff", "by_label": "staff"}

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "claim"],
                include=["owner", "team"],
                name="assignment_current_once",
                condition=Q(is_current=True),
            ),
            models.CheckConstraint(name="assignment_to_one", condition=Q(owner__isnull=True) | Q(team__isnull=True)),
        ]
        indexes = [
            models.Index(fields=["council", "claim", "at"], name="assignment_by_claim"),
            models.Index(fields=["council", "owner"], name="assignment_by_owner", condition=Q(is_current=True)),
            models.Index(fields=["council", "team"], name="assignment_by_team", condition=Q(is_current=True)),
        ]

    def __str__(self):
        return f"assignment {self.pk}"
