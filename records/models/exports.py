"""What is kept of a person, gathered for them when they ask."""

from django.conf import settings
from django.db import models

from accounts.models import CouncilOwned, Resident
from core.due_work import DueWork


class PersonExport(CouncilOwned, DueWork):
    """An archive of everything that is kept of one person, which a worker makes and which goes after a week."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="exports")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    content = models.BinaryField(null=True)

    personal_data = {"reason": "claim", "by_label": "staff", "content": "claim"}

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["council", "state", "due_at"], name="person_export_due"),
            models.Index(fields=["council", "-asked_at"], name="person_export_by_time"),
        ]

    def __str__(self):
        return f"export {self.pk}"
