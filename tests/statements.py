"""What a captured statement is, also where PostgreSQL knew it already and only its name and values were sent."""

from __future__ import annotations

import re

# core/rows.py says in a comment what a prepared statement is and of which tables.
PREPARED = re.compile(r"EXECUTE known_\d+.*/\* (.*) \*/", re.DOTALL)


def as_written(sql: str) -> str:
    """The statement in SQL; of a prepared one its first word and its tables. Of several the last."""
    found = PREPARED.search(sql)
    return found[1] if found else sql.lstrip()
