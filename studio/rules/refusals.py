"""Why something cannot be done to a form, in words for whoever builds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.rules.messages import Phrase


class Refused(Exception):
    """The source stays as it is. `reasons` say why."""

    def __init__(self, *reasons: Phrase) -> None:
        super().__init__("; ".join(str(reason) for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Use:
    """What uses a part of a form, and what becomes of it when the part goes. goes: the key of a question that can go
    along instead, or "".
    """

    what: Phrase
    becomes: Phrase
    goes: str = ""


class InUse(Exception):
    """Other parts use what is to go, and nobody has said yet that this may become of them."""

    def __init__(self, uses: Sequence[Use]) -> None:
        super().__init__("; ".join(f"{use.what} {use.becomes}" for use in uses))
        self.uses = list(uses)
