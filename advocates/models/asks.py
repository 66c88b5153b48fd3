"""Somebody asks a person whom they know to let them act for that person."""

from django.db import models
from django.db.models import Q

from accounts.models import Delegation, Resident
from advocates.models.offers import Offer


class Ask(Offer):
    """It belongs to the contact that it was sent to, whoever has it: whoever asks learns nothing of them, not even that
    they said no. Nothing works until they say yes.
    """

    # The record of whoever asks.
    asker = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="asks")
    why = models.CharField(max_length=200)
    delegation = models.OneToOneField(Delegation, null=True, on_delete=models.PROTECT, related_name="ask")

    personal_data = {"name": "identity", "contact": "contact", "why": "identity"}

    class Meta(Offer.Meta):
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
