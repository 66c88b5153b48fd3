"""The time step of a code is used up once, also by requests at the same moment."""

from __future__ import annotations

import pyotp
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from accounts.actions.time_codes import MOST, USED_STEPS, step_of, use_step
from accounts.models import User
from accounts.readers import user_by_key
from tests.parallel import in_parallel


@pytest.mark.django_db(transaction=True)
def test_of_several_requests_at_once_one_has_the_step():
    secret = pyotp.random_base32()
    app = TOTP.activate(User.objects.create(email="eve@example.org"), secret).instance
    code = pyotp.TOTP(secret).now()

    def use(number: int) -> bool:
        # As in a request: whoever has given a password is named in its transaction.
        with transaction.atomic():
            user_by_key(app.user_id)
            return use_step(app=app, code=code)

    assert sorted(in_parallel(4, use)) == [False, False, False, True]


def test_a_wrong_code_uses_nothing_up_and_old_steps_are_let_go(aisha):
    secret = pyotp.random_base32()
    app = TOTP.activate(aisha.user, secret).instance
    code = pyotp.TOTP(secret).now()
    assert not use_step(app=app, code=f"{(int(code) + 1) % 1_000_000:06d}")
    assert USED_STEPS not in app.data
    app.data[USED_STEPS] = list(range(MOST))
    app.save()
    assert use_step(app=app, code=code)
    assert app.data[USED_STEPS] == [*range(1, MOST), step_of(secret, code)]
