"""The audit trail: append-only, hash-chained per council by a database trigger (accounts/migrations)."""

from django.conf import settings
from django.db import models

from accounts.models.councils import CouncilOwned


class AuditEvent(CouncilOwned):
    """One act (or sensitive read): who did what, about whom, on whose behalf, by which grant.

    `number`, `previous_hash` and `hash` are filled by the trigger; UPDATE and DELETE are refused by it.
    """

    number = models.BigIntegerField(default=0, editable=False)
    code = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    actor_label = models.CharField(max_length=150)
    resident = models.ForeignKey("accounts.Resident", null=True, on_delete=models.PROTECT, related_name="audit_events")
    delegation = models.ForeignKey("accounts.Delegation", null=True, on_delete=models.PROTECT, related_name="+")
    # What the act was about, by reference ("claim CAL-…"), never by content.
    subject = models.CharField(max_length=100, blank=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, default="", editable=False)
    hash = models.CharField(max_length=64, default="", editable=False)

    personal_data = {"actor_label": "staff"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="audit_number_once")]
        indexes = [
            models.Index(fields=["council", "resident", "-number"], name="audit_by_resident"),
            models.Index(fields=["council", "actor", "-number"], name="audit_by_actor"),
        ]

    def __str__(self):
        return f"{self.code} #{self.number}"
