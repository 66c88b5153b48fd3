"""The PDF of an estimate."""

from django.db import models

from accounts.models import CouncilOwned
from core.due_work import DuePdf
from estimates.models.estimates import Estimate


class EstimatePdf(CouncilOwned, DuePdf):
    """The PDF of an estimate, for each language in which somebody asked for it."""

    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="pdfs")

    personal_data = {"content": "claim"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "estimate", "language"], name="estimate_document_once"),
        ]
        indexes = [models.Index(fields=["council", "state", "due_at"], name="estimate_pdf_due")]

    def __str__(self):
        return f"estimate document {self.pk}"
