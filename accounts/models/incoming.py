"""Files that come in parts, until the page that they are for has all of them."""

import uuid

from django.db import models

from accounts.models.councils import CouncilOwned


class IncomingFile(CouncilOwned):
    """A file of which some parts are here. `holder` is a keyed hash of who sends it, `sent_hash` the SHA-256 of the
    whole; its name comes with the page. It goes an hour after its last part, or when it was kept elsewhere.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    holder = models.CharField(max_length=64)
    sent_hash = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField()

    personal_data = {"holder": "identity", "sent_hash": "claim"}

    class Meta:
        indexes = [models.Index(fields=["council", "expires_at"], name="incoming_by_end")]
        constraints = [
            models.UniqueConstraint(fields=["council", "holder", "sent_hash"], name="incoming_once"),
            models.CheckConstraint(
                condition=models.Q(received__lte=models.F("size")), name="incoming_no_more_than_said"
            ),
        ]

    def __str__(self):
        return f"incoming file {self.pk}"


class IncomingPart(CouncilOwned):
    """Some bytes of it, from `offset` on."""

    file = models.ForeignKey(IncomingFile, on_delete=models.CASCADE, related_name="parts", db_index=False)
    offset = models.PositiveIntegerField()
    content = models.BinaryField()

    personal_data = {"content": "claim"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "file", "offset"], name="incoming_part_once")]

    def __str__(self):
        return f"part {self.offset} of incoming file {self.file_id}"
