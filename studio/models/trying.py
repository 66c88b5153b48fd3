"""What somebody typed who tries a draft."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import CouncilOwned
from studio.models.drafts import FormDraft


class TryOut(CouncilOwned):
    """The answers of one admin who tries one draft, encrypted as one: {"answers": [[question, row, raw]], "visited"}.

    It is no claim, and nothing reads it but the pages of trying.
    """

    draft = models.ForeignKey(FormDraft, on_delete=models.CASCADE, related_name="try_outs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    secret = models.BinaryField()
    saved_at = models.DateTimeField()

    personal_data = {"secret": "staff"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "draft", "by"], name="try_out_once")]

    def __str__(self):
        return f"try-out of draft {self.draft_id}"

    @property
    def context(self):
        """What its secret is bound to."""
        return f"try-out:{self.draft_id}:{self.by_id}"
