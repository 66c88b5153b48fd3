"""An optional password for residents, and ending every session of an account."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from accounts import audit
from accounts.actors import Actor
from accounts.models import User


@transaction.atomic
def set_password(*, password: str, by: Actor) -> None:
    """Give the acting user this (validated) password, or change it. Every other session of theirs ends."""
    by.user.set_password(password)
    by.user.save(update_fields=["password"])
    audit.record("accounts.password.set", by=by, resident=by.resident)


@transaction.atomic
def remove_password(*, by: Actor) -> None:
    """The acting user signs in by code only from now on. Every other session of theirs ends."""
    by.user.set_unusable_password()
    by.user.save(update_fields=["password"])
    audit.record("accounts.password.removed", by=by, resident=by.resident)


@transaction.atomic
def end_all_sessions(*, by: Actor) -> None:
    """Sign the acting user out on every device, this one included, whatever the council."""
    User.objects.filter(pk=by.user.pk).update(session_number=F("session_number") + 1)
    audit.record("accounts.sessions.ended", by=by, resident=by.resident)
