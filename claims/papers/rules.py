"""Which paper is which, and by when it is wanted."""

from __future__ import annotations

import uuid
from datetime import date

from core.rules.dates import add_months

# As claimants are told to send proof of a claim within one month, or longer where that is reasonable: Housing Benefit
# Regulations 2006 (SI 2006/213), regulation 86(1). Councils ask the same for their own help.
MONTHS = 1


def paper_id(claim: uuid.UUID, kind: str) -> uuid.UUID:
    """The id of the paper of a kind that a claim's answers call for: the same before there is a row and after."""
    return uuid.uuid5(claim, f"paper:{kind}")


def due_on(asked_on: date) -> date:
    """The day by which a paper is wanted that is asked for today."""
    return add_months(asked_on, MONTHS)
