"""The published JSON Schema of a claim."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).parents[1] / "library" / "claim-1.json"


@cache
def claim_schema() -> dict[str, Any]:
    """The schema of what is handed over now (casework/handover/readers/payload.py)."""
    return json.loads(PATH.read_text(encoding="utf-8"))
