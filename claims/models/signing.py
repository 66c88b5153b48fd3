"""The signature of a claimant's partner on a sent claim."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from claims.models.claims import Claim


class SecondSignature(CouncilOwned):
    """A partner's signature that a claim waits for, has, or may not ask for. One of a claim counts; those before it
    ended, by a correction of what was signed or because the claim was withdrawn.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the partner’s signature")
        SIGNED = "signed", _("The partner signed")
        ON_PAPER = "on_paper", _("The partner signed on paper")
        TOGETHER = "together", _("The partner signed in front of us")
        WAIVED = "waived", _("Goes on without the partner’s signature")
        # Nothing may reach the partner, and the claimant is not asked for it.
        UNSAFE = "unsafe", _("Not safe to ask the partner")
        ENDED = "ended", _("Not asked for any more")

    # Those with which the claim waits for nobody.
    SETTLED = (State.SIGNED, State.ON_PAPER, State.TOGETHER, State.WAIVED)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="second_signatures")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    # The partner's own, in small letters or E.164 form; "" until somebody gave it.
    channel = models.CharField(max_length=5, choices=[("email", "email"), ("sms", "sms")], blank=True)
    contact = models.CharField(max_length=254, blank=True)
    # Of the newest link, which is the only one that works.
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    link_until = models.DateTimeField(null=True)
    # How many messages the partner was sent, and when the next reminder is due.
    sent = models.PositiveSmallIntegerField(default=0)
    remind_at = models.DateTimeField(null=True)
    # A keyed hash of what the partner sees: what was signed, whatever the answers become.
    part_hash = models.CharField(max_length=64)
    signed_name = models.CharField(max_length=200, blank=True)
    # What the partner said is not right; for staff only.
    not_right = models.TextField(blank=True)
    # Who at the council wrote it down; how they saw it, or why the claim goes on without.
    by_label = models.CharField(max_length=150, blank=True)
    because = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    personal_data = {
        "state": "claim",
        "part_hash": "claim",
        "signed_name": "identity",
        # The partner's, not the claimant's: what is told to the claimant of themselves has neither.
        "contact": "staff",
        "not_right": "staff",
        "by_label": "staff",
        "because": "claim",
    }

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "claim"], condition=~Q(state="ended"), name="second_signature_one_counts"
            ),
            models.CheckConstraint(
                name="second_signature_settled_when",
                condition=Q(settled_at__isnull=False) | Q(state__in=["waiting", "unsafe", "ended"]),
            ),
            models.CheckConstraint(
                name="second_signature_by_staff_says_how",
                condition=~Q(state__in=["on_paper", "together", "waived"]) | (~Q(because="") & ~Q(by_label="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["council", "remind_at"], name="second_signature_to_remind", condition=Q(state="waiting")
            )
        ]

    def __str__(self):
        return f"second signature {self.pk}"

    @property
    def is_settled(self) -> bool:
        """Whether the claim waits for it no more."""
        return self.state in self.SETTLED
