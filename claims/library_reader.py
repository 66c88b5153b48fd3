"""The starter library at hand: reuse policies of facts."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

LIBRARY = Path(__file__).parent / "library"


@lru_cache(maxsize=1)
def reuse_policies() -> dict[str, str]:
    """Fact → reuse policy (claims/library/facts.yaml)."""
    facts = yaml.safe_load((LIBRARY / "facts.yaml").read_text())["facts"]
    return {name: fact["reuse"] for name, fact in facts.items()}
