"""How allauth behaves here: nobody signs up through it, and its messages go through our own senders."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from core.crypto import decrypt, encrypt


class AccountAdapter(DefaultAccountAdapter):
    """Staff are invited and residents sign in by code, so allauth's own sign-up is closed."""

    def is_open_for_signup(self, request):
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator secrets are encrypted with the same keys as sensitive answers."""

    def encrypt(self, text: str) -> str:
        return encrypt(text, context="second-factor").hex()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(bytes.fromhex(encrypted_text), context="second-factor")
