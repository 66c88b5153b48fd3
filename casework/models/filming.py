"""Films in sign language of letters about decisions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned
from casework.models.deciding import Decision


class SignedFilm(CouncilOwned):
    """The place of a film on a letter to somebody who asked for British Sign Language: empty until staff say where
    the film is. The letter is its transcript.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="film")
    # Where it is watched; "" while there is none.
    address = models.TextField(blank=True)
    # A page is drawn with it, and what it posts is refused when there is a later one.
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    added_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_by_label = models.CharField(max_length=150, blank=True)

    personal_data = {"address": "claim", "added_by_label": "staff"}

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="signed_film_by_somebody",
                condition=Q(address="", added_at__isnull=True, added_by__isnull=True)
                | (~Q(address="") & Q(added_at__isnull=False, added_by__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "asked_at"], name="signed_film_waiting", condition=Q(address="")),
        ]

    def __str__(self):
        return f"film {self.pk}"
