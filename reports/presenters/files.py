"""Tables as files for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any


def as_csv(rows: Iterable[list[Any]]) -> str:
    """Rows as CSV, with a mark for spreadsheets that it is UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return "\ufeff" + out.getvalue()
