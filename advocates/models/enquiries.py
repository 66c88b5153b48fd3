"""Councillors write to the council about somebody."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned, Resident


class Enquiry(CouncilOwned):
    """What a councillor asks about a person, and what they were answered. Both are encrypted in `secret`: "question"
    and "answer". Without the person's yes the answer is general.
    """

    class Consent(models.TextChoices):
        ASKED = "asked", _("Not answered yet")
        GIVEN = "given", _("Yes")
        REFUSED = "refused", _("No")

    class How(models.TextChoices):
        SIGNED_IN = "signed_in", _("In their account")
        IN_PERSON = "in_person", _("In person")
        BY_PHONE = "by_phone", _("By phone")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_id = models.UUIDField()
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="enquiries")
    councillor = models.CharField(max_length=100)
    secret = models.BinaryField()
    received_on = models.DateField()
    due_on = models.DateField()
    by_label = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    consent = models.CharField(max_length=7, choices=Consent, default=Consent.ASKED)
    how = models.CharField(max_length=9, choices=How, blank=True)
    # The sentence that the person agreed to, as it was shown or read to them.
    wording = models.TextField(blank=True)
    consent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_label = models.CharField(max_length=150, blank=True)
    is_general = models.BooleanField(default=False)

    personal_data = {
        "councillor": "claim",
        "secret": "claim",
        "received_on": "claim",
        "due_on": "claim",
        "by_label": "staff",
        "consent": "claim",
        "how": "claim",
        "answered_by_label": "staff",
    }

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "client_id"], name="enquiry_once"),
            models.CheckConstraint(
                name="enquiry_answered_with_consent",
                condition=Q(answered_at__isnull=True) | Q(is_general=True) | Q(consent="given"),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "resident"], name="enquiry_by_resident"),
            models.Index(fields=["council", "due_on"], name="enquiry_open", condition=Q(answered_at__isnull=True)),
        ]

    def __str__(self):
        return f"enquiry {self.pk}"

    @property
    def context(self) -> str:
        """What its words are bound to."""
        return f"enquiry:{self.public_id}"
