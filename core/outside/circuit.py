"""The circuit breaker that is asked before a call to a service elsewhere, whatever keeps its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class CircuitOpen(Exception):
    """Nobody may ask now. retry_after: seconds until it is worth trying again."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("The circuit is open.")
        self.retry_after = retry_after


@dataclass(frozen=True)
class Permit:
    """Leave to ask once. probe: the token of the one caller who tries a half-open circuit, else empty."""

    probe: str = ""


class Circuit(Protocol):
    """Leave to ask, and word of how it went."""

    def ask(self) -> Permit:
        """Leave to ask; the caller reports back. Raises CircuitOpen."""

    def succeeded(self, permit: Permit) -> None:
        """The service answered."""

    def failed(self, permit: Permit, *, pause: float = 0) -> None:
        """The service failed; pause: seconds that it asked to be left alone."""
