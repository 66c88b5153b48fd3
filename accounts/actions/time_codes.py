"""Codes of an authenticator app: each is one time step's, and a step that was used once is never taken again.

From the code with which the app is set up on. The library remembers a code for one step in the cache, though it takes
those of three; the steps stand with the app, where no cache can lose them.
"""

from __future__ import annotations

from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver

USED_STEPS = "used_steps"
# How many used steps are kept: more than are open to be used at one time.
MOST = 8


def step_of(secret: str, code: str) -> int | None:
    """The time step that this code belongs to, among those accepted now; None for a wrong code."""
    for step in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def remember_setting_up(*, secret: str, code: str) -> None:
    """In the request that sets an app up: its code is used (`_use_on_setting_up`)."""
    context.request.totp_step = step_of(secret, code)


@receiver(pre_save, sender=Authenticator, dispatch_uid="the code that an app is set up with")
def _use_on_setting_up(instance: Authenticator, **kwargs) -> None:
    step = getattr(context.request, "totp_step", None)
    if instance._state.adding and instance.type == Authenticator.Type.TOTP and step is not None:
        instance.data[USED_STEPS] = [step]


@transaction.atomic
def use_step(*, app: Authenticator, code: str) -> bool:
    """Use the step of a right code up; False when it was used before. Of requests at the same moment one gets it."""
    locked = Authenticator.objects.select_for_update().get(pk=app.pk)
    used, step = locked.data.get(USED_STEPS, []), step_of(decrypt(locked.data["secret"]), code)
    if step is None or step in used:
        return False
    locked.data[USED_STEPS] = sorted([*used, step])[-MOST:]
    locked.save(update_fields=["data"])
    app.data = locked.data
    return True
