"""Requests to transfer a grant to somebody else, which the resident answers."""

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.models import CouncilOwned, Delegation, Organisation, Resident
from advocates.models.offers import Offer


class Transfer(CouncilOwned):
    """A request by a helper or staff that another person or an organisation takes over a grant on the same terms.
    Nobody but the resident hears of it before they agree; until then, and if they refuse, the grant stays as it is.
    """

    State = Offer.State

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="transfers")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="transfers")
    # Either an organisation, or a person: the name given by whoever asks, and a contact.
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100, blank=True)
    channel = models.CharField(max_length=5, choices=[("email", "email"), ("sms", "sms")], blank=True)
    contact = models.CharField(max_length=254, blank=True)
    why = models.CharField(max_length=200)
    # Of the link that a resident without an account gets; "" for everybody else.
    token_hash = models.CharField(max_length=64, blank=True)
    by_label = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=Offer.State, default=Offer.State.OPEN)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    personal_data = {"name": "identity", "contact": "contact", "why": "identity", "by_label": "staff"}

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="transfer_to_one",
                condition=Q(organisation__isnull=False, name="", channel="", contact="")
                | (Q(organisation__isnull=True) & ~Q(name="") & ~Q(channel="") & ~Q(contact="")),
            ),
            models.CheckConstraint(name="transfer_ends_after_start", condition=Q(expires_at__gt=F("asked_at"))),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="transfer_token_once"),
            models.UniqueConstraint(
                fields=["council", "delegation"], condition=Q(state="open"), name="transfer_open_once"
            ),
        ]
        indexes = [models.Index(fields=["council", "resident"], name="transfer_by_resident")]

    def __str__(self):
        return f"transfer {self.pk}"
