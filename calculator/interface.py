"""The one interface behind which every calculation engine stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from calculator.household.household import Household
from core.rules.messages import Phrase


@dataclass(frozen=True)
class EngineResult:
    """What an engine worked out for the claimant and partner, all in pounds a year of 52 weeks.

    per_year: benefit code -> amount; a code the engine does not cover for this household is absent, never 0.
    parts: named steps of the calculation, such as "uc_tariff_income". tests: named conditions met or not.
    unknowns: what the engine had to assume.
    """

    engine: str
    version: str
    rates_year: int
    per_year: dict[str, float]
    parts: dict[str, float] = field(default_factory=dict)
    tests: dict[str, bool] = field(default_factory=dict)
    unknowns: tuple[Phrase, ...] = ()

    @property
    def rates(self) -> str:
        """The tax year of the rates as pages name it: "2026-27"."""
        return f"{self.rates_year}-{(self.rates_year + 1) % 100:02d}"


class EngineUnavailable(Exception):
    """The engine cannot be asked now; the same question may be asked again later.

    retry_after: seconds to wait at the least. The message never holds anything of the household.
    """

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class EngineNonsense(Exception):
    """The engine answered, but with nothing that can be shown to anybody. The message never quotes the answer."""


class Engine(Protocol):
    """A calculator of benefits. `name` and `version` identify it in every stored estimate.

    gives_ranges: whether it may be asked again for each end of an answer that is missing.
    """

    name: str
    version: str
    gives_ranges: bool

    def estimate(self, household: Household) -> EngineResult:
        """Work out the household's benefits on its claim date. Raises EngineUnavailable, EngineNonsense."""
        ...

    def estimate_many(self, households: Sequence[Household]) -> list[EngineResult]:
        """Work out many households at once; results in the same order."""
        ...
