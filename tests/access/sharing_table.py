"""Who may do what with a shared form: one line for a route, what comes over it and a person, by how the form is shared.

People are those of tests/access/socket_table.py, those who act for the owner or do not (tests/access/helpers_table.py),
whom no line lets in, and the former adviser, whose role has ended. Who has no line for a
route and message is refused always. Outcomes: "no" is refused; "yes" does what it is for, and for "(look)" shows the
form to the adviser, and to its owner that it is shared; "-" is let in and gets nothing of it, or changes nothing.
Messages: "(look)" is being there; every poll is only that. Posts are of the pages' scripts, which use them where no
socket goes through; "set" is an answer, which its owner may give whoever looks on.
Shared, by the owner with the advisor: `none` nothing yet; to `view`; to `edit`; `stopped`; `ended`, the conversation;
`passed` on, the conversation, to the colleague; `sent`, the form; signed `out`, the owner; `former`: with the former
adviser; `gone`: nobody heard of the owner for minutes.
"""

# ruff: noqa: E501 - a table is read in columns
from __future__ import annotations

from dataclasses import dataclass

from tests.access.helpers_table import HELPERS
from tests.access.socket_table import LOOK, PEOPLE

SHARERS = [*PEOPLE, *HELPERS, "former"]
GRANTS = ["none", "view", "edit", "stopped", "ended", "passed", "sent", "out", "former", "gone"]
SET = "set"

SHARING_TABLE = """
# route                | message | person    | none  view  edit  stop. ended pass. sent  out   form. gone
help/form/live         | (look)  | owner     | -     yes   yes   -     -     -     -     -     -     -
help/form/live         | at      | owner     | -     yes   yes   -     -     -     -     -     -     -
help/form/live         | here    | owner     | -     yes   yes   -     -     -     -     -     -     -
help/form/live         | saw     | owner     | -     -     -     -     -     -     -     -     -     -
help/form/live         | set     | owner     | yes   yes   yes   yes   yes   yes   -     yes   yes   yes
help/form/wait         | (look)  | owner     | -     yes   yes   -     -     -     -     -     -     -
help/form/changes      | at      | owner     | no    yes   yes   no    no    no    no    no    no    no
staff/help/form/live   | (look)  | advisor   | -     yes   yes   -     -     -     -     -     -     -
staff/help/form/live   | at      | advisor   | -     yes   yes   -     -     -     -     -     -     -
staff/help/form/live   | here    | advisor   | -     -     -     -     -     -     -     -     -     -
staff/help/form/live   | saw     | advisor   | -     -     -     -     -     -     -     -     -     -
staff/help/form/live   | set     | advisor   | -     -     yes   -     -     -     -     -     -     -
staff/help/form/wait   | (look)  | advisor   | -     yes   yes   -     -     -     -     -     -     -
staff/help/form        | set     | advisor   | no    no    yes   no    no    no    no    no    no    no
staff/help/form        | show    | advisor   | no    yes   yes   no    no    no    no    no    no    no
staff/help/form        | go      | advisor   | no    yes   yes   no    no    no    no    no    no    no
staff/help/form        | at      | advisor   | no    yes   yes   no    no    no    no    no    no    no
staff/help/form/live   | (look)  | colleague | -     -     -     -     -     -     -     -     -     -
staff/help/form/live   | at      | colleague | -     -     -     -     -     -     -     -     -     -
staff/help/form/live   | here    | colleague | -     -     -     -     -     -     -     -     -     -
staff/help/form/live   | saw     | colleague | -     -     -     -     -     -     -     -     -     -
staff/help/form/live   | set     | colleague | -     -     -     -     -     -     -     -     -     -
staff/help/form/wait   | (look)  | colleague | -     -     -     -     -     -     -     -     -     -
"""


@dataclass(frozen=True)
class SharingLine:
    """What comes of one message of one person; `outcomes` by how the form is shared."""

    route: str
    message: str
    person: str
    outcomes: dict[str, str]


def sharing_lines() -> list[SharingLine]:
    """Every line of the table."""
    lines = [line for line in SHARING_TABLE.splitlines() if line and not line.startswith("#")]
    return [_line(*(part.strip() for part in line.split("|"))) for line in lines]


def _line(route: str, message: str, person: str, outcomes: str) -> SharingLine:
    return SharingLine(route, message, person, dict(zip(GRANTS, outcomes.split(), strict=True)))


def expected_of(route: str, message: str, person: str, grant: str) -> str:
    """What the table says of one try."""
    lines = [line for line in sharing_lines() if (line.route, line.message, line.person) == (route, message, person)]
    return lines[0].outcomes[grant] if lines else "no"


def messages_of(consumer: type) -> list[str]:
    """Everything that may come over a socket."""
    return [LOOK, *consumer.MESSAGES]
