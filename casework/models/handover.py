"""Where a council's claims are handed over to, and each delivery with every try of it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CouncilOwned
from casework.models.deciding import Decision
from claims.models import AwardReview, Claim, Correction, Withdrawal
from core.crypto import decrypt, encrypt
from core.due_work import DueWork


class Destination(CouncilOwned):
    """A system of the council that sent claims go to. Without one nothing leaves by itself."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    # Where its signed messages are posted.
    url = models.CharField(max_length=200)
    # What its messages are signed with, encrypted.
    secret = models.BinaryField(null=True)
    # Slugs of the forms whose claims go there.
    forms = ArrayField(models.CharField(max_length=80), default=list)
    on_decision = models.BooleanField(default=False)
    # Whether the answers that pages mask go along in full.
    with_hidden = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    # After a failure of the other side nothing is tried there until then, so that it holds up nobody else.
    failures = models.PositiveSmallIntegerField(default=0)
    paused_until = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    personal_data = {}

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "name"], name="destination_named_once"),
            models.CheckConstraint(name="destination_has_address", condition=~Q(url="")),
        ]

    def __str__(self):
        return f"destination {self.pk}"

    @property
    def context(self) -> str:
        """What the encrypted secret is bound to: moved to another destination, it does not open."""
        return f"destination:{self.public_id}"

    def seal(self, secret: str) -> None:
        """Put the secret in, encrypted; the caller saves."""
        self.secret = encrypt(secret, context=self.context)

    def decrypted_secret(self) -> str:
        """The secret. Raises core.crypto.CannotDecrypt."""
        return decrypt(self.secret, context=self.context)


class Delivery(CouncilOwned, DueWork):
    """One claim for one destination, because of one event. `public_id` is the key by which the other side knows a
    delivery that it has already: it is the same for every try, and when it is sent again by hand.
    """

    class Event(models.TextChoices):
        SENT = "claim.sent", _("The claim was sent")
        CORRECTED = "claim.corrected", _("Answers were corrected")
        WITHDRAWN = "claim.withdrawn", _("The claim was withdrawn")
        RESTORED = "claim.restored", _("The claim goes on after all")
        DECIDED = "claim.decided", _("The claim was decided")
        REVIEWED = "claim.reviewed", _("A review of the award ended")

    class State(models.TextChoices):
        DUE = "due", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Stopped")

    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="deliveries")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=15, choices=Event)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries")
    correction = models.ForeignKey(
        Correction, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    withdrawal = models.ForeignKey(
        Withdrawal, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    review = models.ForeignKey(AwardReview, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=8, choices=State, default=State.DUE)
    # What the other side calls it.
    external_id = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Until then a try may be with the other side; None: it said something, or nothing went.
    under_way_until = models.DateTimeField(null=True, blank=True)

    personal_data = {"external_id": "claim"}

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "destination", "claim"],
                condition=Q(decision=None, correction=None, withdrawal=None, review=None),
                name="delivery_of_claim_once",
            ),
            models.UniqueConstraint(
                fields=["council", "destination", "correction"],
                condition=Q(correction__isnull=False),
                name="delivery_of_correction_once",
            ),
            models.UniqueConstraint(
                fields=["council", "destination", "withdrawal", "event"],
                condition=Q(withdrawal__isnull=False),
                name="delivery_of_withdrawal_once",
            ),
            models.UniqueConstraint(
                fields=["council", "destination", "review"],
                condition=Q(review__isnull=False),
                name="delivery_of_review_once",
            ),
            models.UniqueConstraint(
                fields=["council", "destination", "decision"],
                condition=Q(decision__isnull=False),
                name="delivery_of_decision_once",
            ),
            models.CheckConstraint(
                name="delivery_accepted_when", condition=~Q(state="accepted") | Q(accepted_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["council", "state", "due_at"], name="delivery_due"),
            models.Index(fields=["council", "claim"], name="delivery_by_claim"),
        ]

    def __str__(self):
        return f"delivery {self.pk}"


class DeliveryAttempt(CouncilOwned):
    """One try of a delivery and what came of it, or that somebody asked for it again. None is changed or deleted."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        NOT_ACKNOWLEDGED = "not_acked", _("Answered, but did not say that it has the claim")
        REFUSED = "refused", _("Refused the claim")
        SERVER_ERROR = "error", _("Answered with an error")
        NO_CONNECTION = "no_conn", _("Could not be reached")
        TIMED_OUT = "timed_out", _("Did not answer in time")
        NONSENSE = "nonsense", _("Answered something that could not be read")
        ASKED_AGAIN = "again", _("Sent again by hand")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    outcome = models.CharField(max_length=9, choices=Outcome)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    body_sha256 = models.CharField(max_length=64, blank=True)
    with_hidden = models.BooleanField(default=False)
    by_label = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()

    personal_data = {"by_label": "staff"}

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "delivery", "at"], name="delivery_attempt_by_delivery")]

    def __str__(self):
        return f"attempt {self.pk}"
