"""Encryption of single answers at rest (AES-256-GCM) with keys that can be rotated.

Keys come from settings.FIELD_KEYS, an ordered mapping {key id: 32 bytes}. The first encrypts; all decrypt.
"""

from __future__ import annotations

import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class CannotDecrypt(Exception):
    """The key is gone or the stored bytes belong to another record."""


def encrypt(value: Any, *, context: str) -> bytes:
    """JSON value → bytes "key-id:nonce+ciphertext". `context` binds them to one record and must be given again."""
    key_id = current_key_id()
    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps(value, separators=(",", ":")).encode()
    encrypted = AESGCM(settings.FIELD_KEYS[key_id]).encrypt(nonce, plain, context.encode())
    return key_id.encode() + b":" + nonce + encrypted


def decrypt(stored: bytes, *, context: str) -> Any:
    """Bytes from `encrypt` → the JSON value. Raises CannotDecrypt."""
    key_id, _, body = bytes(stored).partition(b":")
    key = settings.FIELD_KEYS.get(key_id.decode(errors="replace"))
    if key is None:
        raise CannotDecrypt("The key that encrypted this answer is not in FIELD_KEYS.")
    try:
        plain = AESGCM(key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], context.encode())
    except InvalidTag as error:
        raise CannotDecrypt("These bytes were not encrypted for this record.") from error
    return json.loads(plain)


def current_key_id() -> str:
    """The id of the key that new answers are encrypted with."""
    return next(iter(settings.FIELD_KEYS))


def key_id_of(stored: bytes) -> str:
    """The id of the key that these bytes were encrypted with."""
    return bytes(stored).partition(b":")[0].decode(errors="replace")
