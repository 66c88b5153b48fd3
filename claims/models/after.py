"""What follows sending: the frozen submission, status changes and the claimant's PDF."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import CouncilOwned
from claims.models.claims import Claim, ClaimStatus
from core.due_work import DuePdf


class Submission(CouncilOwned):
    """What was sent, frozen: the clean, visible answers. One per claim; sensitive ones are encrypted apart.

    Whose claim it is stands beside them: lists and PDFs read it here, and whoever proves one of its contacts finds the
    claim again. Only a correction of the claim's name or date of birth changes it, and what was sent stays beside it.
    The record that it is in may be shared, joined or changed later.
    """

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="submission")
    answers = models.JSONField()
    secret = models.BinaryField(null=True)
    name = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True, blank=True)
    # What these two said when it was sent, where a correction changed them; empty otherwise.
    sent_name = models.CharField(max_length=200, blank=True)
    sent_born_on = models.DateField(null=True, blank=True)
    # In small letters, and in E.164 form.
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    spec_sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    # The keyed hash of the session that sent it (accounts.actors.Origin): a link's sender sees the receipt there.
    sent_in = models.CharField(max_length=32, blank=True)

    personal_data = {
        "answers": "claim",
        "secret": "claim",
        "name": "identity",
        "born_on": "identity",
        "sent_name": "identity",
        "sent_born_on": "identity",
        "email": "contact",
        "phone": "contact",
        "sent_in": "identity",
    }

    class Meta:
        indexes = [
            models.Index("council", Lower("name"), name="submission_by_name"),
            models.Index(fields=["council", "born_on"], name="submission_by_birth"),
            models.Index(fields=["council", "email"], name="submission_by_email", condition=~Q(email="")),
            models.Index(fields=["council", "phone"], name="submission_by_phone", condition=~Q(phone="")),
        ]

    def __str__(self):
        return f"submission {self.pk}"


class StatusChange(CouncilOwned):
    """A claim moved to a status; the claimant sees it.

    translations: the message by language code, where the council has words of its own in it.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="status_changes")
    status = models.ForeignKey(ClaimStatus, on_delete=models.PROTECT, related_name="+")
    message = models.TextField(blank=True)
    translations = models.JSONField(default=dict, blank=True)
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {"message": "claim", "translations": "claim", "by_label": "staff"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "claim", "at"], name="status_change_by_claim")]

    def __str__(self):
        return f"status change {self.pk}"


class ClaimPdf(CouncilOwned, DuePdf):
    """The PDF of a sent claim."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="pdf")

    personal_data = {"content": "claim"}

    class Meta:
        indexes = [models.Index(fields=["council", "state", "due_at"], name="claim_document_due")]

    def __str__(self):
        return f"document {self.pk}"
