"""Take-over codes as they are printed and typed, and what tells the words of a consent from any other."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence

# No vowels, so that no word comes of them, and nothing that looks like something else.
LETTERS = "BCDFGHJKMNPQRTVWXZ"
LENGTH = 8


def new_code() -> str:
    """Eight letters by chance: one in 11,000 million."""
    return "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))


def read_code(typed: str) -> str | None:
    """The code in what somebody typed, in any case and with any spaces or dashes; None when it can be none."""
    code = re.sub(r"[\s–—-]", "", typed).upper()
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else None


def grouped(code: str) -> str:
    """A code as it is printed: "BCDF-GHJK"."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def sha256_of(words: Sequence[str]) -> str:
    """Of the paragraphs of a consent: 64 hex digits."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
