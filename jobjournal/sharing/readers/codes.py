"""Share codes, which people type, and PINs, of which only a slow keyed hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from django.conf import settings

# Crockford's base 32: no letter that looks like a digit or another letter. Eight of them are 40 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH, PIN_DIGITS = 8, 6
READ_AS = str.maketrans("OIL", "011")
# A few hundredths of a second. The key is what protects a stolen table; this is for the day it is stolen too.
ROUNDS = 60_000


def new_code() -> str:
    """A random share code: a look-up, not a secret."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_pin() -> str:
    """A random PIN of six digits."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


def new_token() -> str:
    """What a viewer's browser holds."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a viewer's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def read_code(typed: str) -> str:
    """A share code as typed ("7kq4-9m2x", an O for a zero) as it is kept; "" when it cannot be one."""
    code = re.sub(r"[\s-]", "", typed).upper().translate(READ_AS)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def displayed_code(code: str) -> str:
    """A code in two groups, as people read it: "7KQ4-9M2X"."""
    return f"{code[:4]}-{code[4:]}"


def read_pin(typed: str) -> str:
    """A PIN as typed ("48 20 17") as six digits; "" when it cannot be one."""
    pin = re.sub(r"[\s-]", "", typed)
    return pin if re.fullmatch(f"[0-9]{{{PIN_DIGITS}}}", pin) else ""


def pin_hash(pin: str, *, council_id: int, code: str) -> str:
    """PBKDF2 (SHA-256) of the PIN, keyed with the platform's secret and bound to the council and the code.

    The salt comes from the code, so that the same work can be done for a code that nobody has.
    """
    key = settings.SECRET_KEY.encode()
    salt = hmac.new(key, f"journal-share:{council_id}:{code}".encode(), hashlib.sha256).digest()
    keyed = hmac.new(key, b"journal-pin:" + pin.encode(), hashlib.sha256).digest()
    return hashlib.pbkdf2_hmac("sha256", keyed, salt, ROUNDS).hex()


def same_hash(kept: str, computed: str) -> bool:
    """Whether two hashes are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(kept.encode(), computed.encode())
