"""A person's journal: entries, every version of each, files of proof, and the PDF of a period."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import CouncilOwned, Resident
from core.due_work import DuePdf
from jobjournal.models.jobs import Job


class Journal(CouncilOwned):
    """One person's journal: its counter, the language of its questions, and the reminder the person asked for.

    The row is locked while an entry is received, so that numbers have no gaps and a repeated sending finds the first.
    """

    resident = models.OneToOneField(Resident, on_delete=models.PROTECT, related_name="journal")
    last_sequence = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=10, default="en")
    # Monday is 0; null: no reminders.
    reminder_day = models.PositiveSmallIntegerField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    # What retention counts from (jobjournal/actions/retention.py).
    last_used_at = models.DateTimeField()

    personal_data = {"reminder_day": "preference", "reminded_on": "preference"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="journal_reminder_day", condition=Q(reminder_day__isnull=True) | Q(reminder_day__lte=6)
            ),
        ]
        indexes = [models.Index(fields=["council", "reminder_day"], name="journal_by_reminder_day")]

    def __str__(self):
        return f"journal {self.pk}"


class EntryContent(CouncilOwned):
    """What an entry and each version of it say. The words are encrypted in `secret` (readers/entry_words.py):
    sentence, slots, own words and the template's text as it was.
    """

    happened_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    # Without indexes: they are read with the entry, never looked for.
    activity_key = models.SlugField(max_length=40, db_index=False)
    template_key = models.SlugField(max_length=40, blank=True, db_index=False)
    # The language the person answered in; the sentence is English.
    language = models.CharField(max_length=10, default="en")
    secret = models.BinaryField()

    class Meta:
        abstract = True


TOLD = {
    "happened_on": "journal",
    "minutes": "journal",
    "activity_key": "journal",
    "template_key": "journal",
    "secret": "journal",
}


class Entry(EntryContent):
    """One thing a person did, as it reads now. `number` is the latest of its revisions."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Chosen by the device (or the drawn page): the same entry sent twice is kept once.
    client_id = models.UUIDField()
    # No index of its own: the one that pages use is `entry_by_day`.
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="journal_entries", db_index=False)
    job = models.ForeignKey(
        Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="entries", db_index=False
    )
    # In the order of receipt, from 1, without gaps.
    sequence = models.PositiveIntegerField()
    number = models.PositiveIntegerField(default=1)
    # By the clock of the device, which may be wrong, and by ours.
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    personal_data = TOLD

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "resident", "client_id"], name="entry_client_id_once"),
            models.UniqueConstraint(fields=["council", "resident", "sequence"], name="entry_sequence_once"),
            models.CheckConstraint(name="entry_minutes", condition=Q(minutes__isnull=True) | Q(minutes__lte=900)),
        ]
        indexes = [
            models.Index("council", "resident", F("happened_on").desc(), F("sequence").desc(), name="entry_by_day"),
            models.Index(fields=["council", "job"], name="entry_by_job", condition=Q(job__isnull=False)),
            models.Index(fields=["council", "removed_at"], name="entry_removed", condition=Q(removed_at__isnull=False)),
        ]

    def __str__(self):
        return f"entry {self.pk}"


class EntryDraft(CouncilOwned):
    """What a person has typed of an entry and not saved yet: one for each person, gone when the entry is saved.

    `secret` holds, encrypted, what is in each box and the revision of it (readers/drafts.py); `head_revision` is that
    of the latest. Whoever writes it has locked the journal, then this.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The page's, and the entry's when it is saved.
    client_id = models.UUIDField()
    resident = models.OneToOneField(Resident, on_delete=models.PROTECT, related_name="entry_draft")
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    activity_key = models.SlugField(max_length=40, db_index=False)
    # Empty: in the person's own words.
    template_key = models.SlugField(max_length=40, blank=True, db_index=False)
    head_revision = models.PositiveIntegerField(default=0)
    # Whether an adviser may be looking: then what is saved is news for them.
    followed = models.BooleanField(default=False)
    secret = models.BinaryField()
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    # When its person was told that it goes (jobjournal/actions/reminding.py). Typed in since, it stays again.
    told_at = models.DateTimeField(null=True, blank=True)

    personal_data = {"activity_key": "journal", "template_key": "journal", "secret": "journal"}

    class Meta:
        indexes = [models.Index(fields=["council", "saved_at"], name="entry_draft_by_age")]

    def __str__(self):
        return f"entry draft {self.pk}"

    @property
    def is_draft(self) -> bool:
        """It is one for as long as it is there."""
        return True


class EntryRevision(EntryContent):
    """An entry as it read once: every version, the first too. A trigger keeps them unchanged.

    What was shown to a jobcentre is a revision: whatever the person writes later, that stays what was shown.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    by_label = models.CharField(max_length=150)

    personal_data = {**TOLD, "by_label": "staff"}

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["council", "entry", "number"], name="entry_revision_once")]

    def __str__(self):
        return f"revision {self.number} of entry {self.entry_id}"


class EntryFile(CouncilOwned):
    """Proof added to an entry: re-encoded and stripped before it is stored (core/uploading/cleaning.py)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    # SHA-256 of the file as it came: sent again, it is known.
    sent_hash = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    # Taken out by the person; kept a while for whoever was shown it (jobjournal/actions/retention.py).
    removed_at = models.DateTimeField(null=True, blank=True)

    personal_data = {"name": "journal", "content": "journal", "sent_hash": "journal"}

    class Meta:
        indexes = [models.Index(fields=["council", "entry"], name="entry_file_by_entry")]

    def __str__(self):
        return f"entry file {self.pk}"


class JournalPdf(CouncilOwned, DuePdf):
    """The PDF of a period that a person asked for."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="journal_pdfs")
    first_day = models.DateField()
    last_day = models.DateField()
    asked_at = models.DateTimeField(auto_now_add=True)

    personal_data = {"content": "journal", "first_day": "journal", "last_day": "journal"}

    class Meta:
        indexes = [
            models.Index(fields=["council", "state", "due_at"], name="journal_document_due"),
            models.Index(fields=["council", "resident", "-asked_at"], name="journal_document_by_resident"),
        ]

    def __str__(self):
        return f"journal document {self.pk}"
