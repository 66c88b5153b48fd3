"""How allauth behaves here: nobody signs up through it, and its messages go through our own senders."""

import time

import structlog
from allauth.account import app_settings, auth_backends
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError

from accounts import guessing
from accounts.actions.sign_in import record_password_sign_in
from accounts.devices import is_known, origin_of, remember_device
from accounts.middleware import actor_of
from accounts.presenters.waits import words_of_wait
from accounts.readers import user_by_contact, user_by_key
from accounts.sessions import set_visitor_aside
from accounts.throttling import council_of
from core.crypto import decrypt, encrypt

log = structlog.get_logger(__name__)


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """allauth's, which asks for the user of a session in words that are ready: every page of theirs does."""

    def get_user(self, user_id):
        """The user with this key who may sign in, or None."""
        user = user_by_key(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None

    def _authenticate_by_email(self, email, password):
        """Look the user up as for a sign-in code: allauth's own query finds only people known here."""
        return self._check_password(user_by_contact("email", email), password)


class AccountAdapter(DefaultAccountAdapter):
    """Staff are invited and residents sign in by code, so allauth's own sign-up is closed."""

    def is_open_for_signup(self, request):
        return False

    def is_ajax(self, request):
        """Pages to sign in are pages: the form as JSON, with "200", looks to a script like what it asked for."""
        return False

    def authenticate(self, request, **credentials):
        """Only operators sign in on the platform's own host; anybody else's password is wrong there."""
        user = super().authenticate(request, **credentials)
        return user if user is None or request.council is not None or user.is_superuser else None

    def login(self, request, user):
        """Sign in after the password and, where one is set up, the second factor."""
        if request.council is None:
            super().login(request, user)
            log.info("operator_signed_in", user=user.pk)
            return
        before = actor_of(request)
        super().login(request, user)
        record_password_sign_in(user=user, by=before)
        set_visitor_aside(request)

    def post_login(self, request, user, **about):
        """Know this device again: what others guess must not keep its people out."""
        return remember_device(request, super().post_login(request, user, **about), user.email, user.phone)

    def pre_authenticate(self, request, **credentials):
        """Who guesses must wait: allauth's own limit counts by account, so that anybody can lock out anybody."""
        guess = _guess(request, credentials)
        self.refuse_for(guessing.wait_before(**guess), guess)

    def refuse_for(self, seconds: int, guess: dict) -> None:
        """Refuse a password or a second factor for so many seconds, and say what to do; nothing happens for 0."""
        if seconds:
            known = is_known(guess["origin"], guess["account"])
            text = words_of_wait(seconds, known_device=known, has_codes=guess["council"] is not None)
            raise ValidationError(text, code="too_many_login_attempts")

    def authentication_failed(self, request, **credentials):
        guessing.note_refusal(**_guess(request, credentials))

    def is_reauthentication_required(self, *, app, **kwargs):
        """A password typed a moment ago is not asked for again, whether it was to sign in or to confirm."""
        records = get_authentication_records(self.request, self.request.user)
        typed = [record["at"] for record in records if record.get("method") == "password"]
        if typed and time.time() - max(typed) < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


def _guess(request, credentials: dict) -> dict:
    """A password as the guard counts it."""
    account = credentials.get("email") or credentials.get("username") or ""
    return {
        "what": guessing.PASSWORD, "account": account, "council": council_of(request), "origin": origin_of(request),
    }  # fmt: skip


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator secrets are encrypted with the same keys as sensitive answers."""

    def encrypt(self, text: str) -> str:
        return encrypt(text, context="second-factor").hex()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(bytes.fromhex(encrypted_text), context="second-factor")
