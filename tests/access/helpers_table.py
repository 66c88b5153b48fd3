"""People who act for the owner, in the access matrix: where they reach something else than those whom they are like.

viewer (a niece, whom the owner lets look at their claims) · filler (a nephew, who may fill them in and send them too) ·
adviser (of a partner whom the owner lets do so) · without (an adviser of another partner) · chief (the admin of that
one) · elsewhere (a partner's adviser at another council, signed in here) · left (has worked for the adviser's
organisation, and has signed in again since). A dot says: as those whom they are like.
"""

# ruff: noqa: E501 - a table is read in columns
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tests.access.table import ROWS, Row

# Of the people of tests/access/table.py.
LIKE = {
    "viewer": "other",
    "filler": "other",
    "adviser": "jobcentre",
    "without": "jobcentre",
    "chief": "jobcentre",
    "elsewhere": "foreign",
    "left": "foreign",
}
HELPERS = list(LIKE)

HELPERS_TABLE = """
# address                    | names           |      view  fill  advis witho chief elsew left  leads to
"""


def exceptions() -> dict[tuple[str, str, str], tuple[dict[str, str], tuple[str, ...]]]:
    """By address, names and method: the outcomes that are not those of `LIKE`, and where they lead."""
    lines = [line for line in HELPERS_TABLE.splitlines() if line and not line.startswith("#")]
    return dict(map(_exception, lines))


def _exception(line: str) -> tuple[tuple[str, str, str], tuple[dict[str, str], tuple[str, ...]]]:
    name, names, rest = (part.strip() for part in line.split("|"))
    method, *outcomes = rest.split()
    leads_to = tuple(outcomes.pop().split(",")) if len(outcomes) > len(HELPERS) else ()
    said = {who: what for who, what in zip(HELPERS, outcomes, strict=True) if what != "."}
    return (name, names, method), (said, leads_to)


def helper_rows() -> Iterator[Row]:
    """The lines of the table, with an outcome for each of these people."""
    said = exceptions()
    for row in ROWS:
        own, leads_to = said.get((row.name, row.names, row.method), ({}, ()))
        as_others = {who: row.outcomes[like] for who, like in LIKE.items()}
        yield replace(row, outcomes=as_others | own, leads_to=row.leads_to + leads_to)
