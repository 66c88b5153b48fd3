"""Searches and filters of the work list that a member of staff keeps."""

import uuid

from django.db import models

from accounts.models import CouncilOwned, Membership
from core.crypto import decrypt, encrypt


class SavedFilter(CouncilOwned):
    """One list that a member of staff comes back to. What is searched for may name somebody, so it is encrypted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    # The search as the work list's form posts it, encrypted.
    secret = models.BinaryField()
    # Stage, whose claims and by what they are sorted, as the list's address has them.
    place = models.CharField(max_length=100, blank=True)

    personal_data = {"name": "staff", "secret": "staff", "place": "staff"}

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "membership", "name"], name="saved_filter_named_once"),
        ]

    def __str__(self):
        return f"filter {self.pk}"

    @property
    def context(self) -> str:
        """What the encrypted search is bound to: moved to another filter, it does not open."""
        return f"saved filter:{self.public_id}"

    def seal(self, search: str) -> None:
        """Put the search in, encrypted; the caller saves."""
        self.secret = encrypt(search, context=self.context)

    def search(self) -> str:
        """The search. Raises core.crypto.CannotDecrypt."""
        return decrypt(self.secret, context=self.context)
