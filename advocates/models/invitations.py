"""A resident asks somebody whom they trust to act for them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned, Delegation, Resident


class Invitation(CouncilOwned):
    """What a resident offers somebody. It belongs to the contact that it was sent to: whoever proves that contact may
    accept it, whichever account is signed in. Nothing works until they do.
    """

    class State(models.TextChoices):
        OPEN = "open", "Sent"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Not accepted"
        TAKEN_BACK = "taken_back", "Taken back"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="invitations")
    # What the resident calls them.
    name = models.CharField(max_length=100)
    # In small letters, or E.164 form.
    channel = models.CharField(max_length=5, choices=[("email", "email"), ("sms", "sms")])
    contact = models.CharField(max_length=254)
    scopes = ArrayField(models.CharField(max_length=30))
    # One of advocates.rules.terms.PERIODS: it begins on the day of the yes.
    period = models.CharField(max_length=9)
    why = models.CharField(max_length=200, blank=True)
    # Public ids of claims that it is not about.
    left_out = ArrayField(models.UUIDField(), default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    # Of the newest link, which is the only one that works.
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    delegation = models.OneToOneField(Delegation, null=True, on_delete=models.PROTECT, related_name="invitation")

    personal_data = {"name": "identity", "contact": "contact", "why": "identity"}

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_accepted_has_grant", condition=Q(delegation__isnull=False) | ~Q(state="accepted")
            ),
            models.UniqueConstraint(
                fields=["council", "resident", "contact"], condition=Q(state="open"), name="invitation_open_once"
            ),
        ]

    def __str__(self):
        return f"invitation {self.pk}"
