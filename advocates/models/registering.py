"""Records that an adviser made for somebody who is not online, with their yes, and how the person takes one over."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import CouncilOwned, Delegation, Membership, Organisation, Resident


class Registration(CouncilOwned):
    """An adviser of a partner, or of the council, made this record in person or by phone, and the person said yes.

    `secret` holds what they agreed to, word for word, and what the record has no column for. `sha256` is of those
    words, so that nobody can say later that others were shown.
    """

    class Kind(models.TextChoices):
        SIGNED = "signed", "They signed the printed form"
        WITNESSED = "witnessed", "They said yes in person, before a witness"
        BY_CODE = "by_code", "They said yes with a code"

    # Given by the page, so that a second press makes no second record.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    registered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    delegation = models.OneToOneField(Delegation, on_delete=models.PROTECT, related_name="registration")
    kind = models.CharField(max_length=9, choices=Kind)
    language = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    secret = models.BinaryField()
    # By these and the name another record of the person is found. The number is kept as a keyed hash.
    postcode = models.CharField(max_length=10, blank=True)
    nino_key = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    # The person has it in their account.
    taken_over_at = models.DateTimeField(null=True)

    personal_data = {"secret": "identity", "postcode": "contact", "nino_key": "identity"}

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["council", "postcode"], name="registration_by_postcode"),
            models.Index(fields=["council", "nino_key"], condition=~Q(nino_key=""), name="registration_by_nino"),
            models.Index(fields=["council", "resident"], name="registration_by_resident"),
        ]

    def __str__(self):
        return f"registration {self.pk}"

    @property
    def context(self) -> str:
        """What its secret is bound to."""
        return f"registration:{self.public_id}"


class ConsentPaper(CouncilOwned):
    """The photo or scan of a form that was signed, remade before it was kept."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="paper")
    content_type = models.CharField(max_length=50)
    content = models.BinaryField()

    personal_data = {"content": "identity"}

    def __str__(self):
        return f"consent paper {self.pk}"


class TakeOverCode(CouncilOwned):
    """A code by which the person puts a record into their own account. It is kept as a keyed hash, and of a record only
    the newest works.
    """

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="take_over_codes")
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64)
    tries_left = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    # A newer one took its place, or the record became a part of another.
    ended_at = models.DateTimeField(null=True)

    personal_data = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "code_hash"], name="take_over_code_once"),
            models.UniqueConstraint(
                fields=["council", "resident"], condition=Q(used_at__isnull=True, ended_at__isnull=True),
                name="take_over_code_open_once",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"take-over code {self.pk}"


class PossibleDuplicate(CouncilOwned):
    """A record that was made may be of somebody who has another one here: for the council to look at."""

    class State(models.TextChoices):
        OPEN = "open", "Not looked at"
        SAME = "same", "One person"
        DIFFERENT = "different", "Two people"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="duplicates")
    other = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    # What the two have in common (advocates.registering.readers.look_alikes).
    common = ArrayField(models.CharField(max_length=20))
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    personal_data = {"common": "staff"}

    class Meta:
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "registration", "other"], name="possible_duplicate_once"),
        ]

    def __str__(self):
        return f"possible duplicate {self.pk}"
