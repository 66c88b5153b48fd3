"""Who has agreed that a draft is published, and whether somebody must."""

from django.conf import settings
from django.db import models

from accounts.models import CouncilOwned
from studio.models.drafts import FormDraft


class PublishingSettings(CouncilOwned):
    """How a council publishes its forms; without a row, one person may."""

    second_person = models.BooleanField(default=False)

    personal_data = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council"], name="publishing_settings_once")]

    def __str__(self):
        return f"publishing settings of {self.council_id}"


class DraftApproval(CouncilOwned):
    """A second person has read a draft at exactly this number; an edit after it ends it."""

    draft = models.OneToOneField(FormDraft, on_delete=models.CASCADE, related_name="approval")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"by_label": "staff"}

    def __str__(self):
        return f"approval of draft {self.draft_id} at {self.number}"
