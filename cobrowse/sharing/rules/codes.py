"""Six digits that a resident reads out on the phone."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

DIGITS = 6


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def displayed_code(code: str) -> str:
    """In two groups, as people read it out: "482 017"."""
    return f"{code[:3]} {code[3:]}"


def read_code(typed: str) -> str:
    """A code as typed ("48-20 17") as six digits; "" when it cannot be one."""
    code = re.sub(r"[\s-]", "", typed)
    return code if re.fullmatch(f"[0-9]{{{DIGITS}}}", code) else ""


def code_hash(code: str, *, council_id: int, key: str) -> str:
    """What is kept of a code: keyed with the platform's secret and bound to the council."""
    return hmac.new(key.encode(), f"phone-code:{council_id}:{code}".encode(), hashlib.sha256).hexdigest()
