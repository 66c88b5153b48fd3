"""What staff write down about a claim for themselves."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned, Membership
from claims.models import Claim


class Note(CouncilOwned):
    """A note that staff keep on a claim; the claimant may ask to see it. One with a day is to be done by then, by
    whoever it is for, else by whoever works on the claim. `version` counts how often it was changed.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    is_pinned = models.BooleanField(default=False)
    # Who may read it then: casework/readers/notes.py.
    is_restricted = models.BooleanField(default=False)
    to = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_label = models.CharField(max_length=100, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_label = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField()

    personal_data = {
        "text": "claim",
        "to_label": "staff",
        "due_on": "claim",
        "done_by_label": "staff",
        "by_label": "staff",
    }

    class Meta:
        ordering = ["at"]
        indexes = [
            models.Index(fields=["council", "claim", "at"], name="note_by_claim"),
            models.Index(fields=["council", "to"], name="note_for_colleague", condition=Q(done_at__isnull=True)),
            models.Index(
                fields=["council", "due_on"],
                name="note_due",
                condition=Q(done_at__isnull=True, due_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"note {self.pk}"


class NoteVersion(CouncilOwned):
    """What a note said before it was changed."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    # Since when it had said so.
    at = models.DateTimeField()

    personal_data = {"text": "claim"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "note", "at"], name="note_version_by_note")]

    def __str__(self):
        return f"version {self.pk} of note {self.note_id}"


class NoteFile(CouncilOwned):
    """A photo or document that whoever wrote a note put to it, remade before it was kept (core/uploading). Whoever may
    read the note may open it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    is_scanned = models.BooleanField(default=False)
    # Of the bytes as they were sent: sent again, they are known.
    sent_hash = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    personal_data = {"name": "claim", "content": "claim", "sent_hash": "claim"}

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["council", "note", "sent_hash"], name="note_file_once")]

    def __str__(self):
        return f"file {self.pk} of note {self.note_id}"
