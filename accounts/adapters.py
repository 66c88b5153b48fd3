"""How allauth behaves here: nobody signs up through it, and its messages go through our own senders."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter

from accounts.actions.sign_in import record_password_sign_in
from accounts.middleware import actor_of
from accounts.sessions import no_longer_visitor
from core.crypto import decrypt, encrypt


class AccountAdapter(DefaultAccountAdapter):
    """Staff are invited and residents sign in by code, so allauth's own sign-up is closed."""

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        """Sign in after the password and, where one is set up, the second factor."""
        before = actor_of(request)
        super().login(request, user)
        record_password_sign_in(user=user, by=before)
        no_longer_visitor(request)

    def is_reauthentication_required(self, *, app, **kwargs):
        """A password typed a moment ago is not asked for again, whether it was to sign in or to confirm."""
        records = get_authentication_records(self.request, self.request.user)
        typed = [record["at"] for record in records if record.get("method") == "password"]
        if typed and time.time() - max(typed) < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator secrets are encrypted with the same keys as sensitive answers."""

    def encrypt(self, text: str) -> str:
        return encrypt(text, context="second-factor").hex()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(bytes.fromhex(encrypted_text), context="second-factor")
