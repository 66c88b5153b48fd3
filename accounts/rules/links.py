"""Secrets in one-time links."""

from __future__ import annotations

import hashlib


def link_hash(token: str) -> str:
    """What is stored of a link's token: 64 hex digits."""
    return hashlib.sha256(token.encode()).hexdigest()
