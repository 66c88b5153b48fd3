"""API keys: bo_PREFIX_SECRET. The prefix finds the row; a hash of the whole is kept: 32 random bytes need no salt."""

from __future__ import annotations

import hashlib
import re
import secrets

PATTERN = re.compile(r"bo_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")


def new_key() -> str:
    """A key that nobody has."""
    return f"bo_{secrets.token_hex(6)}_{secrets.token_urlsafe(32)}"


def prefix_of(key: str) -> str:
    """The part that finds a key again; "" for what is no key."""
    found = PATTERN.fullmatch(key)
    return found[1] if found else ""


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
