"""Calculators that a council uses over HTTP: its account with one, and the exchanges with it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import CouncilOwned
from core.crypto import decrypt, encrypt


class EngineAccount(CouncilOwned):
    """Where a council's calculator is and the key to it. Without an active one the embedded engine works."""

    engine = models.CharField(max_length=40)
    base_url = models.CharField(max_length=200)
    # The key that the provider gave the council, encrypted.
    secret = models.BinaryField(null=True)
    is_active = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    personal_data = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "engine"], name="engine_account_once"),
            models.UniqueConstraint(
                fields=["council"], condition=models.Q(is_active=True), name="engine_account_one_active"
            ),
        ]

    def __str__(self):
        return f"account with {self.engine}"

    @property
    def context(self) -> str:
        """What the encrypted key is bound to: moved to another council or engine, it does not open."""
        return f"engine-account:{self.council_id}:{self.engine}"

    def seal(self, api_key: str) -> None:
        """Put the key in, encrypted; the caller saves."""
        self.secret = encrypt(api_key, context=self.context)

    def decrypted_key(self) -> str:
        """The key. Raises core.crypto.CannotDecrypt."""
        return decrypt(self.secret, context=self.context)


class EngineExchange(CouncilOwned):
    """One request to a calculator and what became of it. Nothing of the household: no date, no amount."""

    class Outcome(models.TextChoices):
        OK = "ok", "Answered"
        REFUSED = "refused", "No connection"
        TIMED_OUT = "timed_out", "No answer in time"
        NONSENSE = "nonsense", "Answer not understood"
        SERVER_ERROR = "server_error", "Error of the service"
        OPEN_CIRCUIT = "open_circuit", "Not asked: the service had failed before"
        NOT_ALLOWED = "not_allowed", "Key not accepted"
        TOO_MANY = "too_many", "Too many requests"
        REDIRECTED = "redirected", "Led to another address"
        REJECTED = "rejected", "Question rejected"

    # The idempotency key: the same for each try of one question, and not to be turned back into one.
    key = models.CharField(max_length=64)
    engine = models.CharField(max_length=40)
    outcome = models.CharField(max_length=12, choices=Outcome)
    started_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    attempt = models.PositiveSmallIntegerField()
    http_status = models.PositiveSmallIntegerField(null=True)
    bytes_out = models.PositiveIntegerField()
    bytes_in = models.PositiveIntegerField()
    benefit_codes = ArrayField(models.CharField(max_length=20), default=list)

    personal_data = {}

    class Meta:
        indexes = [models.Index(fields=["council", "-started_at"], name="engine_exchange_recent")]

    def __str__(self):
        return f"exchange {self.pk}"
