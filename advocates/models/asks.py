"""Somebody asks a person whom they know to let them act for that person."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned, Delegation, Resident


class Ask(CouncilOwned):
    """It belongs to the contact that it was sent to, whoever has it: whoever asks learns nothing of them, not even that
    they said no. Nothing works until they say yes.
    """

    class State(models.TextChoices):
        OPEN = "open", "Sent"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Not accepted"
        TAKEN_BACK = "taken_back", "Taken back"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The record of whoever asks.
    asker = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="asks")
    # What they call the person.
    name = models.CharField(max_length=100)
    # In small letters, or E.164 form.
    channel = models.CharField(max_length=5, choices=[("email", "email"), ("sms", "sms")])
    contact = models.CharField(max_length=254)
    scopes = ArrayField(models.CharField(max_length=30))
    # The longest that they ask for: one of advocates.rules.terms.PERIODS.
    period = models.CharField(max_length=9)
    why = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    delegation = models.OneToOneField(Delegation, null=True, on_delete=models.PROTECT, related_name="ask")

    personal_data = {"name": "identity", "contact": "contact", "why": "identity"}

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="ask_accepted_has_grant", condition=Q(delegation__isnull=False) | ~Q(state="accepted")
            ),
            models.UniqueConstraint(
                fields=["council", "asker", "contact"], condition=Q(state="open"), name="ask_open_once"
            ),
        ]
        indexes = [models.Index(fields=["council", "contact"], condition=Q(state="open"), name="ask_by_contact")]

    def __str__(self):
        return f"ask {self.pk}"
