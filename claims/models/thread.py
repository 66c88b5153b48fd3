"""What claimant and council write to each other about a sent claim, and what of it waits for the council."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from claims.models.claims import Claim


class ThreadMessage(CouncilOwned):
    """One message of a claim's thread. Its words are encrypted in `secret` and never change.

    The claimant sees what the council wrote from `send_after` on, unless it was taken back before.
    """

    class Direction(models.TextChoices):
        FROM_CLAIMANT = "claimant", "From the claimant"
        FROM_COUNCIL = "council", "From the council"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made with the page that it was written on: however often that is sent, there is one message.
    client_id = models.UUIDField()
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="thread")
    direction = models.CharField(max_length=8, choices=Direction)
    secret = models.BinaryField()
    # The language that it is written in.
    language = models.CharField(max_length=10, default="en-gb")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    by_label = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    send_after = models.DateTimeField()
    # When the claimant is to be told of it by email or text; None: they were, or need not be.
    tell_at = models.DateTimeField(null=True, blank=True)
    # By the claimant.
    read_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_label = models.CharField(max_length=150, blank=True)

    personal_data = {
        "direction": "claim",
        "secret": "claim",
        "by_label": "identity",
        "withdrawn_by_label": "staff",
    }

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "client_id"], name="thread_message_once"),
            models.CheckConstraint(
                name="thread_message_withdrawn_before_it_went",
                condition=Q(withdrawn_at__isnull=True)
                | Q(direction="council", withdrawn_at__lt=F("send_after"), read_at__isnull=True, tell_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "claim", "written_at"], name="thread_message_by_claim"),
            models.Index(
                fields=["council", "tell_at"], name="thread_message_to_tell", condition=Q(tell_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"thread message {self.pk}"


class ResidentAct(CouncilOwned):
    """Something that a claimant did about a sent claim and that the council has to answer.

    It is settled by a message of the council, or by staff who say why it needs none; opening the claim and noting
    something settle nothing. The first that is open says since when the claim needs the council.
    """

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Message")
        PAPER = "paper", _("New paper")
        CORRECTION = "correction", _("Corrected")
        WITHDRAWAL = "withdrawal", _("Withdrawn")
        RESTORED = "restored", _("Goes on after all")
        SIGNATURE = "signature", _("Partner says something is not right")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_label = models.CharField(max_length=150, blank=True)
    # One of the two: the message that answered it, or why none was needed. A paper is also answered by being judged.
    reply = models.ForeignKey(ThreadMessage, null=True, blank=True, on_delete=models.PROTECT, related_name="settles")
    because = models.TextField(blank=True)

    personal_data = {"settled_by_label": "staff", "because": "claim"}

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="resident_act_settled_somehow",
                condition=Q(settled_at__isnull=True, reply__isnull=True, because="")
                | Q(settled_at__isnull=False, reply__isnull=False, because="")
                | (Q(settled_at__isnull=False, reply__isnull=True) & (Q(kind="paper") | ~Q(because=""))),
            )
        ]
        indexes = [
            models.Index(
                fields=["council", "claim", "at"], name="resident_act_open", condition=Q(settled_at__isnull=True)
            ),
            models.Index(fields=["council", "claim", "settled_at"], name="resident_act_by_claim"),
        ]

    def __str__(self):
        return f"act {self.pk}"
