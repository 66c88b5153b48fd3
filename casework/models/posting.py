"""Letters of decisions that go by post, and those of which nobody could be told."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from casework.models.deciding import Decision


class PostalLetter(CouncilOwned):
    """Somebody asked for letters, or nothing else gets to them: the letter of this decision is for people to send."""

    class Why(models.TextChoices):
        ASKED = "asked", _("Asked for letters")
        ONLY_WAY = "only_way", _("No other way to reach them")

    class State(models.TextChoices):
        TO_POST = "to_post", _("To post")
        NO_ADDRESS = "no_address", _("No address: tell them in another way")
        NOT_SAFE = "not_safe", _("Not safe to write to: tell them in another way")
        POSTED = "posted", _("Posted")
        TOLD = "told", _("Told in another way")

    WAITING = (State.TO_POST, State.NO_ADDRESS, State.NOT_SAFE)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="post")
    why = models.CharField(max_length=8, choices=Why)
    state = models.CharField(max_length=10, choices=State)
    # Name and address as the letter was printed with them, a line each.
    address = models.TextField(blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_by_label = models.CharField(max_length=150, blank=True)
    # How somebody was told instead.
    because = models.CharField(max_length=300, blank=True)

    personal_data = {"why": "preference", "address": "contact", "because": "claim", "settled_by_label": "staff"}

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(name="postal_letter_has_address", condition=~Q(state="to_post") | ~Q(address="")),
            models.CheckConstraint(
                name="postal_letter_settled_by_somebody",
                condition=Q(state__in=("to_post", "no_address", "not_safe"), settled_at__isnull=True)
                | Q(state__in=("posted", "told"), settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(name="postal_letter_told_says_how", condition=~Q(state="told") | ~Q(because="")),
        ]
        indexes = [
            models.Index(
                fields=["council", "made_at"],
                name="postal_letter_waiting",
                condition=Q(state__in=("to_post", "no_address", "not_safe")),
            ),
        ]

    def __str__(self):
        return f"postal letter {self.pk}"
