"""Who may act for a resident (Delegation), and what a resident agreed to (Consent)."""

import datetime as dt
import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.councils import CouncilOwned
from accounts.models.people import Organisation, Resident, User


@pghistory.track()
class Delegation(CouncilOwned):
    """A grant: this helper (a user or an organisation) may do these things for this resident, until it ends.

    Scopes are accounts.permissions.Scope values, such as "fill:claims". A grant cannot be passed on. The last day
    counts in full; without one it goes on until it is ended, which only a legal basis allows. Everything of the
    resident is covered but what is `left_out`. Of an organisation that is given it, everybody may act who works there,
    or only those who are `named`.
    """

    class Basis(models.TextChoices):
        CONSENT = "consent", _("They said yes when they were signed in")
        BY_CODE = "by_code", _("They said yes with a code")
        IN_PERSON = "in_person", _("They said yes in person")
        ATTORNEY = "attorney", _("Power of attorney")
        DEPUTY = "deputy", _("Deputy of the Court of Protection")
        APPOINTEE = "appointee", _("Appointee of the DWP")
        CORPORATE = "corporate", _("Corporate appointee of the DWP")

    # Those that the resident gave, and can end alone.
    CONSENTS = (Basis.CONSENT, Basis.BY_CODE, Basis.IN_PERSON)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="delegations")
    helper = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    scopes = ArrayField(models.CharField(max_length=30))
    basis = models.CharField(max_length=12, choices=Basis, default=Basis.CONSENT)
    # The reason for the grant, as typed by whoever gave it.
    why = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=200, blank=True)
    # Public ids of claims that it does not cover, and of what follows them.
    left_out = ArrayField(models.UUIDField(), default=list, blank=True)
    # Keys of the memberships it is limited to; empty for everybody who works at the organisation.
    named = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # The one that goes on where this one ends, in the same terms.
    renewed_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="renews", editable=False
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    # Nothing tells the helper that, or how, it was ended.
    ended_quietly = models.BooleanField(default=False)
    # The latest notice of its end that both sides got: one of advocates.rules.ending, "" for none yet.
    noticed = models.CharField(max_length=9, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    personal_data = {"evidence": "identity", "why": "identity"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delegation_one_helper",
                condition=Q(helper__isnull=False, organisation__isnull=True)
                | Q(helper__isnull=True, organisation__isnull=False),
            ),
            models.CheckConstraint(name="delegation_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="delegation_open_ended_by_law",
                condition=Q(ends_on__isnull=False) | ~Q(basis__in=["consent", "by_code", "in_person"]),
            ),
            models.CheckConstraint(
                name="delegation_names_people_of_organisation",
                condition=Q(named=[]) | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="delegation_quietly_ended", condition=Q(ended_quietly=False) | Q(revoked_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["council", "resident"], name="delegation_by_resident"),
            models.Index(fields=["council", "helper"], name="delegation_by_helper"),
        ]

    def __str__(self):
        return f"delegation {self.pk}"

    def is_in_force(self, today: dt.date) -> bool:
        """Whether it counts on this day."""
        return self.revoked_at is None and self.starts_on <= today and (self.ends_on is None or today <= self.ends_on)


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
