"""A resident asks somebody whom they trust to act for them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Delegation, Resident
from advocates.models.offers import Offer


class Invitation(Offer):
    """What a resident offers somebody. It belongs to the contact that it was sent to: whoever proves that contact may
    accept it, whichever account is signed in. Nothing works until they do.
    """

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="invitations")
    why = models.CharField(max_length=200, blank=True)
    # Public ids of claims that it is not about.
    left_out = ArrayField(models.UUIDField(), default=list, blank=True)
    # The grant whose place it takes, in the same terms until the same day; it goes on until the yes.
    replaces = models.ForeignKey(Delegation, null=True, on_delete=models.PROTECT, related_name="replaced_by")
    delegation = models.OneToOneField(Delegation, null=True, on_delete=models.PROTECT, related_name="invitation")

    personal_data = {"name": "identity", "contact": "contact", "why": "identity"}

    class Meta(Offer.Meta):
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
