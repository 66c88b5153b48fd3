"""How somebody comes to work for a council, and how a second factor that was lost is replaced."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models.councils import CouncilOwned
from accounts.models.people import Membership, Organisation, User
from accounts.permissions import Role


class StaffInvitation(CouncilOwned):
    """Somebody is asked to work for the council, or for a partner. It belongs to the address that it was sent to."""

    class State(models.TextChoices):
        OPEN = "open", "Sent"
        ACCEPTED = "accepted", "Accepted"
        TAKEN_BACK = "taken_back", "Taken back"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # In small letters.
    email = models.EmailField()
    display_name = models.CharField(max_length=100)
    roles = ArrayField(models.CharField(max_length=20, choices=Role))
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    personal_data = {"email": "staff", "display_name": "staff"}

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "email"], condition=Q(state="open"), name="staff_invitation_open_once"
            ),
            models.CheckConstraint(name="staff_invitation_has_role", condition=Q(roles__len__gt=0)),
        ]

    def __str__(self):
        return f"staff invitation {self.pk}"


class FactorReset(CouncilOwned):
    """One admin asks that somebody's second factor is replaced, another agrees, and the person uses a link once."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="factor_resets")
    # Whose factor is reset. Repeated from the membership so that constraints can compare it with the two who agree.
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    # Of the link that goes out with the second yes.
    token_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique
    expires_at = models.DateTimeField()
    # Used, refused or overtaken by another.
    closed_at = models.DateTimeField(null=True)

    personal_data = {}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="factor_reset_two_people",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")) & ~Q(agreed_by=F("user")),
            ),
            models.CheckConstraint(name="factor_reset_asked_by_another", condition=~Q(asked_by=F("user"))),
            models.CheckConstraint(
                name="factor_reset_link_after_both",
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True, token_hash__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["council", "membership"], condition=Q(closed_at__isnull=True), name="factor_reset_open_once"
            ),
        ]

    def __str__(self):
        return f"factor reset {self.pk}"
