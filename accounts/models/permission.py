"""Who may act for a resident (Delegation), and what a resident agreed to (Consent)."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models.councils import CouncilOwned
from accounts.models.people import Organisation, Resident, User


@pghistory.track()
class Delegation(CouncilOwned):
    """A grant: this helper (a user or an organisation) may do these things for this resident, until it ends.

    Scopes are accounts.permissions.Scope values, such as "fill:claims". A grant cannot be passed on.
    """

    class Basis(models.TextChoices):
        CONSENT = "consent", "The resident asked for it"
        APPOINTEE = "appointee", "Appointee of the DWP"
        ATTORNEY = "attorney", "Power of attorney or deputy"

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="delegations")
    helper = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    scopes = ArrayField(models.CharField(max_length=30))
    basis = models.CharField(max_length=12, choices=Basis, default=Basis.CONSENT)
    evidence = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    personal_data = {"evidence": "identity"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delegation_one_helper",
                condition=Q(helper__isnull=False, organisation__isnull=True)
                | Q(helper__isnull=True, organisation__isnull=False),
            ),
            models.CheckConstraint(name="delegation_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
        ]
        indexes = [
            models.Index(fields=["council", "resident"], name="delegation_by_resident"),
            models.Index(fields=["council", "helper"], name="delegation_by_helper"),
        ]

    def __str__(self):
        return f"delegation {self.pk}"


class Consent(CouncilOwned):
    """A resident agreed to one purpose, in these words; withdrawing keeps the row and its history."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=50)
    wording = models.TextField()
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    personal_data = {}

    class Meta:
        indexes = [models.Index(fields=["council", "resident", "purpose"], name="consent_by_resident")]

    def __str__(self):
        return f"consent {self.pk}"
