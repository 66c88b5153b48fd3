"""What invitations and asks have in common: a link to a contact, which its owner accepts or refuses."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import CouncilOwned


class Offer(CouncilOwned):
    """Terms of a grant, sent as a link to somebody's contact. Nothing works until they say yes."""

    class State(models.TextChoices):
        OPEN = "open", "Sent"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Not accepted"
        TAKEN_BACK = "taken_back", "Taken back"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # What whoever sends it calls the other.
    name = models.CharField(max_length=100)
    # In small letters, or E.164 form.
    channel = models.CharField(max_length=5, choices=[("email", "email"), ("sms", "sms")])
    contact = models.CharField(max_length=254)
    scopes = ArrayField(models.CharField(max_length=30))
    # One of advocates.rules.terms.PERIODS; it begins on the day of the yes. "" where it takes the place of a grant.
    period = models.CharField(max_length=9, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    # Of the newest link, which is the only one that works.
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-sent_at", "-pk"]
