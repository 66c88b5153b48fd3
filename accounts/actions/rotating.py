"""Encrypting second factors again with the current key, so that an old key can be thrown away."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from core.crypto import current_key_id, key_id_of
from core.tenancy import everybody


@transaction.atomic
def rotate_second_factors() -> int:
    """Rewrite the secrets of authenticator apps and recovery codes; returns how many people's were rewritten.

    They belong to users, not to a council, and there are few: one transaction. Raises core.crypto.CannotDecrypt.
    """
    rewritten = []
    with everybody():
        for authenticator in Authenticator.objects.select_for_update().order_by("pk"):
            data = {name: _rotated(name, value) for name, value in authenticator.data.items()}
            if data != authenticator.data:
                authenticator.data = data
                rewritten.append(authenticator)
        Authenticator.objects.bulk_update(rewritten, ["data"])
    return len(rewritten)


def _rotated(name: str, value: Any) -> Any:
    if name == "migrated_codes":
        return [_reencrypted(code) for code in value]
    return _reencrypted(value) if name in ("secret", "seed") else value


def _reencrypted(stored: str) -> str:
    if key_id_of(bytes.fromhex(stored)) == current_key_id():
        return stored
    return get_adapter().encrypt(get_adapter().decrypt(stored))
