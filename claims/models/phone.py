"""A phone beside the page of a paper, which may send photos for it and nothing else."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned
from claims.models.claims import Claim


class PhoneLink(CouncilOwned):
    """One paper, or one question that takes files, to which one phone may add for a quarter of an hour.

    Neither its code nor what the phone holds is kept, only keyed hashes of them (claims/phone/readers.py).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="phone_links")
    # The id of a paper, of which a draft may have no row yet; or the key of a question.
    paper = models.UUIDField(null=True)
    key = models.CharField(max_length=80, blank=True)
    # Whose right the phone uses, as it is at the moment; nobody: the visitor whose draft it is. Once they are signed
    # out everywhere, their number has moved on.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    session_number = models.PositiveIntegerField(default=0)
    code_hash = models.CharField(max_length=64)
    device_hash = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    personal_data = {}

    class Meta:
        indexes = [
            models.Index(fields=["council", "claim"], name="phone_link_by_claim"),
            models.Index(fields=["council", "code_hash"], name="phone_link_by_code"),
        ]
        constraints = [
            models.CheckConstraint(
                name="phone_link_one_place",
                condition=Q(paper__isnull=False, key="") | (Q(paper__isnull=True) & ~Q(key="")),
            )
        ]

    def __str__(self):
        return f"phone link {self.pk}"
