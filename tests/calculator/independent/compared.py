"""The product's figures beside the independent ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from calculator.benefits import NOT_CALCULATED
from calculator.estimate import estimate_of
from calculator.household.parsing import parse_household
from calculator.run import default_engine
from tests.calculator.independent import sums_of
from tests.calculator.independent.households import made

# Pounds a week: the rounding of months to weeks and of single steps to pennies.
TOLERANCE = 0.05
TODAY = dt.date(2026, 11, 28)
NOT_LISTED = "not listed"


@dataclass(frozen=True)
class Compared:
    """One benefit of one household in pounds a week; ours: the product's, or why it has none."""

    home: dict
    benefit: str
    ours: float | str
    independent: float

    @property
    def differs(self) -> bool:
        """Whether they are apart. The product may leave the reduction open, where a second adult rebate can be more."""
        if isinstance(self.ours, str):
            return (self.benefit, self.ours) != ("ctr", NOT_CALCULATED)
        return abs(self.ours - self.independent) > TOLERANCE


def compared(number: int, seed: int) -> list[Compared]:
    """Every benefit of so many households."""
    homes = made(number, seed)
    households = [parse_household(each) for each in homes]
    found = []
    for home, household, result in zip(homes, households, default_engine().estimate_many(households), strict=True):
        benefits = {each.code: each for each in estimate_of(household, result, today=TODAY).benefits}
        for code, amount in sums_of(home).items():
            found.append(Compared(home, code, _ours(benefits.get(code)), amount))
    return found


def _ours(benefit) -> float | str:
    if benefit is None:
        return NOT_LISTED
    return NOT_CALCULATED if benefit.status == NOT_CALCULATED else benefit.pounds_per_week
