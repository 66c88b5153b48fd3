"""Sharing a journal: what is shown to whom, until when, and what the jobcentre answered."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q

from accounts.models import CouncilOwned, Membership, Resident
from jobjournal.models.entries import EntryFile, EntryRevision

TRIES = 5
LONGEST_DAYS = 14


class Share(CouncilOwned):
    """A selection of one journal, fixed when it was made. `code` is the look-up and no secret, the PIN is the proof.

    Without a `pin_hash` no PIN opens it: it was shown on a computer, or its end has come. `tries_left` counts down
    before a PIN is looked at; at none, the share is destroyed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="journal_shares")
    # Chosen by the drawn page: the same form sent twice makes one share.
    client_id = models.UUIDField(default=uuid.uuid4)
    code = models.CharField(max_length=8)
    pin_hash = models.CharField(max_length=64, blank=True)
    # {"first_day", "last_day"} as ISO days: what was asked for. What is shown are the items.
    selection = models.JSONField(default=dict)
    tries_left = models.PositiveSmallIntegerField(default=TRIES)
    single_use = models.BooleanField(default=True)
    print_allowed = models.BooleanField(default=False)
    on_computer = models.BooleanField(default=False)
    entries_fixed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)
    # When what an end leaves behind was cleared away (jobjournal/sharing/actions/retention.py).
    closed_at = models.DateTimeField(null=True, blank=True)

    personal_data = {"selection": "journal"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "code"], name="share_code_once"),
            models.UniqueConstraint(fields=["council", "resident", "client_id"], name="share_client_id_once"),
            models.CheckConstraint(name="share_tries", condition=Q(tries_left__lte=TRIES)),
            models.CheckConstraint(
                name="share_ends_in_time",
                condition=Q(expires_at__lte=F("entries_fixed_at") + dt.timedelta(days=LONGEST_DAYS)),
            ),
        ]
        indexes = [
            models.Index(fields=["council", "resident", "-entries_fixed_at"], name="share_by_resident"),
            models.Index(fields=["council", "expires_at"], name="share_open", condition=Q(closed_at__isnull=True)),
        ]

    def __str__(self):
        return f"share {self.pk}"


class ShareItem(CouncilOwned):
    """One version of an entry that a share shows: later versions and later entries are not in it."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="items")
    revision = models.ForeignKey(EntryRevision, on_delete=models.CASCADE, related_name="+")

    personal_data = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "share", "revision"], name="share_item_once")]

    def __str__(self):
        return f"item {self.pk} of share {self.share_id}"


class ShareFile(CouncilOwned):
    """A file that a share shows with an entry: what is added later is not in it."""

    item = models.ForeignKey(ShareItem, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(EntryFile, on_delete=models.CASCADE, related_name="+")

    personal_data = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "item", "file"], name="share_file_once")]

    def __str__(self):
        return f"file {self.pk} of item {self.item_id}"


class ShareView(CouncilOwned):
    """Somebody opened a share: who they said they were, and the browser that may read it until `ends_at`.

    The browser holds a token of which only the hash is kept; its network address is not.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="views")
    viewer_name = models.CharField(max_length=100)
    # Staff of a jobcentre who were signed in; their role proves who they are.
    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data = {"viewer_name": "staff"}

    class Meta:
        indexes = [models.Index(fields=["council", "share", "-opened_at"], name="share_view_by_share")]

    def __str__(self):
        return f"view {self.pk} of share {self.share_id}"


class ShareKept(CouncilOwned):
    """Staff of a jobcentre keep a share on their list: they may read it, without its PIN, for as long as it lives."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="kept")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="kept_shares")
    kept_at = models.DateTimeField(auto_now_add=True)

    personal_data = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "membership", "share"], name="share_kept_once")]

    def __str__(self):
        return f"share {self.share_id} on the list of {self.membership_id}"


class ShareNote(CouncilOwned):
    """What staff of a jobcentre wrote on a share for the person to read: a comment, or an action they agreed on."""

    class Kind(models.TextChoices):
        COMMENT = "comment", "Comment"
        ACTION = "action", "Agreed action"

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=7, choices=Kind)
    text = models.TextField()
    # By when an agreed action is to be done.
    due_on = models.DateField(null=True, blank=True)
    membership = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    by_label = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    personal_data = {"text": "journal", "due_on": "journal", "by_label": "staff"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "share", "at"], name="share_note_by_share")]

    def __str__(self):
        return f"{self.kind} {self.pk} on share {self.share_id}"


class ShareAttempt(CouncilOwned):
    """A PIN was tried. One row each, whatever came of it, so that every answer writes as much as every other."""

    class Outcome(models.TextChoices):
        OPENED = "opened", "Opened"
        WRONG = "wrong", "The PIN was wrong"
        NOTHING = "nothing", "There was nothing to open"

    share = models.ForeignKey(Share, null=True, on_delete=models.CASCADE, related_name="attempts")
    outcome = models.CharField(max_length=7, choices=Outcome)
    at = models.DateTimeField(auto_now_add=True)

    personal_data = {}

    class Meta:
        indexes = [
            models.Index(fields=["council", "share"], name="share_attempt_by_share"),
            models.Index(fields=["council", "at"], name="share_attempt_by_time"),
        ]

    def __str__(self):
        return f"attempt {self.pk}: {self.outcome}"


class PairingRequest(CouncilOwned):
    """A computer in the room asks to be shown a journal; its code is approved once, within minutes, from a phone."""

    code = models.CharField(max_length=8)
    # Of the very token that the computer's browser holds: what is approved can be read there and nowhere else.
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)

    personal_data = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "code"], name="screen_request_code_once")]
        indexes = [models.Index(fields=["council", "expires_at"], name="screen_request_by_end")]

    def __str__(self):
        return f"screen request {self.pk}"
