"""The service that finds addresses for a council."""

from django.db import models

from accounts.models import CouncilOwned
from core.crypto import decrypt, encrypt


class AddressService(CouncilOwned):
    """Where a council's address service is and the key to it. Without an active one people type their address."""

    base_url = models.CharField(max_length=200)
    # The key that the provider gave the council, encrypted.
    secret = models.BinaryField(null=True)
    is_active = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    personal_data = {}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council"], name="address_service_once")]

    def __str__(self):
        return "address service"

    @property
    def context(self) -> str:
        """What the encrypted key is bound to: moved to another council, it does not open."""
        return f"address-service:{self.council_id}"

    def seal(self, api_key: str) -> None:
        """Put the key in, encrypted; the caller saves."""
        self.secret = encrypt(api_key, context=self.context)

    def decrypted_key(self) -> str:
        """The key. Raises core.crypto.CannotDecrypt."""
        return decrypt(self.secret, context=self.context)
