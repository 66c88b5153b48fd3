"""What follows sending: the frozen submission, status changes, notes and the PDF owed to the claimant."""

import uuid

from django.conf import settings
from django.db import models

from accounts.models import CouncilOwned
from claims.models.claims import Claim, ClaimStatus
from claims.models.estimates import Estimate


class Submission(CouncilOwned):
    """What was sent, frozen: the clean, visible answers. One per claim; sensitive ones are encrypted apart."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="submission")
    answers = models.JSONField()
    secret = models.BinaryField(null=True)
    document_sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )

    personal_data = {"answers": "claim", "secret": "claim"}

    def __str__(self):
        return f"submission {self.pk}"


class StatusChange(CouncilOwned):
    """A claim moved to a status; the claimant sees it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="status_changes")
    status = models.ForeignKey(ClaimStatus, on_delete=models.PROTECT, related_name="+")
    message = models.TextField(blank=True)
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"message": "claim", "by_label": "staff"}

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["council", "claim", "at"], name="status_change_by_claim")]

    def __str__(self):
        return f"status change {self.pk}"


class Note(CouncilOwned):
    """A note that staff keep on a claim; the claimant may ask to see it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"text": "claim", "by_label": "staff"}

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["council", "claim", "at"], name="note_by_claim")]

    def __str__(self):
        return f"note {self.pk}"


class OwedDocument(CouncilOwned):
    """A PDF that is owed: a row with a due time first, bytes when a worker has rendered it."""

    class State(models.TextChoices):
        DUE = "due", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=6, choices=State, default=State.DUE)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    content = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class ClaimDocument(OwedDocument):
    """The PDF of a sent claim."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="document")

    personal_data = {"content": "claim"}

    class Meta:
        indexes = [models.Index(fields=["council", "state", "due_at"], name="claim_document_due")]

    def __str__(self):
        return f"document {self.pk}"


class EstimateDocument(OwedDocument):
    """The PDF of an estimate, for each language in which somebody asked for it."""

    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="documents")

    personal_data = {"content": "claim"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "estimate", "language"], name="estimate_document_once"),
        ]
        indexes = [models.Index(fields=["council", "state", "due_at"], name="estimate_document_due")]

    def __str__(self):
        return f"estimate document {self.pk}"
