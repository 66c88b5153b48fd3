"""Sockets and polls that wait in the access matrix. One line for a route, what comes over it, and how the request is.

People are those of tests/access/table.py, and the colleague, an adviser who is not the one it is with. Outcomes: "no" is
refused before anything is sent; "in" gets what happens; for a message "yes" does what it is for, "-" nothing.
Messages: "(look)" is being there; every poll is only that. Requests: `waiting`, `talking` (with the advisor), `ended`
(was with the advisor), `left` (a message that nobody has taken).
"""

# ruff: noqa: E501 - a table is read in columns
from __future__ import annotations

from dataclasses import dataclass

from tests.access.helpers_table import HELPERS
from tests.access.world import PERSONAS

PEOPLE = [*PERSONAS, "colleague"]
STATES = ["waiting", "talking", "ended", "left"]
LOOK = "(look)"

SOCKET_TABLE = """
# route            | message | request |  none visit owner other 1fact advis admin forgn oper  pin   jobce colle
help/live          | (look)  | waiting |  no   no   in    no    no    no    no    no    no    no    no    no
help/live          | (look)  | talking |  no   no   in    no    no    no    no    no    no    no    no    no
help/live          | (look)  | ended   |  no   no   in    no    no    no    no    no    no    no    no    no
help/live          | (look)  | left    |  no   no   in    no    no    no    no    no    no    no    no    no
help/live          | typing  | waiting |  no   no   yes   no    no    no    no    no    no    no    no    no
help/live          | typing  | talking |  no   no   yes   no    no    no    no    no    no    no    no    no
help/live          | typing  | ended   |  no   no   -     no    no    no    no    no    no    no    no    no
help/live          | typing  | left    |  no   no   yes   no    no    no    no    no    no    no    no    no
help/live          | saw     | waiting |  no   no   yes   no    no    no    no    no    no    no    no    no
help/live          | saw     | talking |  no   no   yes   no    no    no    no    no    no    no    no    no
help/live          | saw     | ended   |  no   no   yes   no    no    no    no    no    no    no    no    no
help/live          | saw     | left    |  no   no   yes   no    no    no    no    no    no    no    no    no
help/wait          | (look)  | waiting |  no   no   in    no    no    no    no    no    no    no    no    no
help/wait          | (look)  | talking |  no   no   in    no    no    no    no    no    no    no    no    no
help/wait          | (look)  | ended   |  no   no   in    no    no    no    no    no    no    no    no    no
help/wait          | (look)  | left    |  no   no   in    no    no    no    no    no    no    no    no    no
staff/help/live    | (look)  | waiting |  no   no   no    no    no    in    no    no    no    no    no    in
staff/help/live    | (look)  | talking |  no   no   no    no    no    in    no    no    no    no    no    in
staff/help/live    | (look)  | ended   |  no   no   no    no    no    in    no    no    no    no    no    in
staff/help/live    | (look)  | left    |  no   no   no    no    no    in    no    no    no    no    no    in
staff/help/live    | typing  | waiting |  no   no   no    no    no    -     no    no    no    no    no    -
staff/help/live    | typing  | talking |  no   no   no    no    no    yes   no    no    no    no    no    -
staff/help/live    | typing  | ended   |  no   no   no    no    no    -     no    no    no    no    no    -
staff/help/live    | typing  | left    |  no   no   no    no    no    -     no    no    no    no    no    -
staff/help/live    | saw     | waiting |  no   no   no    no    no    -     no    no    no    no    no    -
staff/help/live    | saw     | talking |  no   no   no    no    no    yes   no    no    no    no    no    -
staff/help/live    | saw     | ended   |  no   no   no    no    no    -     no    no    no    no    no    -
staff/help/live    | saw     | left    |  no   no   no    no    no    -     no    no    no    no    no    -
staff/help/wait    | (look)  | waiting |  no   no   no    no    no    in    no    no    no    no    no    in
staff/help/wait    | (look)  | talking |  no   no   no    no    no    in    no    no    no    no    no    in
staff/help/wait    | (look)  | ended   |  no   no   no    no    no    in    no    no    no    no    no    in
staff/help/wait    | (look)  | left    |  no   no   no    no    no    in    no    no    no    no    no    in
"""


@dataclass(frozen=True)
class SocketRow:
    """One line of the table; `outcomes` by person."""

    route: str
    message: str
    state: str
    outcomes: dict[str, str]


def socket_rows() -> list[SocketRow]:
    """Every line of the table."""
    lines = [line for line in SOCKET_TABLE.splitlines() if line and not line.startswith("#")]
    return [_row(*(part.strip() for part in line.split("|"))) for line in lines]


def _row(route: str, message: str, state: str, outcomes: str) -> SocketRow:
    said = dict(zip(PEOPLE, outcomes.split(), strict=True))
    if message == LOOK:
        # To act for somebody is no part of a conversation of theirs. Who is refused there can send nothing either.
        said |= dict.fromkeys(HELPERS, "no")
    return SocketRow(route, message, state, said)
