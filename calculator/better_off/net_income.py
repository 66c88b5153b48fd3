"""What a household has to live on: take-home pay, benefits and pensions, less childcare and travel to work."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from calculator.council_rules import NO_RULES, CouncilRules
from calculator.estimate import ALREADY_GETTING, CALCULATED, NOT_CALCULATED, NOT_ENTITLED, estimate_of
from calculator.household.household import Household, Money
from calculator.interface import EngineResult
from core.rules.messages import Phrase

# The figures of the engine without which take-home pay cannot be told.
NEEDED_PARTS = ("income_tax", "national_insurance", "pension_contributions")


class PayNotWorkedOut(ValueError):
    """The engine does not say what tax and National Insurance take, so nothing can be said of net income."""


@dataclass(frozen=True)
class NetIncome:
    """The income of claimant and partner together, in pounds a year of 52 weeks.

    benefits: code -> amount, worked out or already received; Child Benefit is what child_benefit_charge leaves of
    it. rent and council_tax: what the home costs, the council tax before any reduction (the reduction is in benefits
    when known); None when not known.
    """

    wages: float = 0.0
    self_employed_profit: float = 0.0
    private_pension: float = 0.0
    income_tax: float = 0.0
    national_insurance: float = 0.0
    pension_contributions: float = 0.0
    child_benefit_charge: float = 0.0
    benefits: dict[str, float] = field(default_factory=dict)
    childcare: float = 0.0
    travel: float = 0.0
    rent: float | None = None
    council_tax: float | None = None

    @property
    def take_home(self) -> float:
        """Wages and profit after tax, National Insurance and pension contributions.

        The High Income Child Benefit Charge is not among them: Child Benefit is counted after it.
        """
        taken = self.income_tax + self.national_insurance + self.pension_contributions
        return self.wages + self.self_employed_profit - taken

    @property
    def benefits_total(self) -> float:
        return sum(self.benefits.values())

    @property
    def net(self) -> float:
        """What is left after work has been paid for, before rent and council tax."""
        return self.take_home + self.private_pension + self.benefits_total - self.childcare - self.travel

    @property
    def after_housing(self) -> float:
        """Net income less rent and council tax, as far as they are known."""
        return self.net - (self.rent or 0.0) - (self.council_tax or 0.0)

    def to_dict(self) -> dict[str, Any]:
        return dataclasses.asdict(self)


@dataclass(frozen=True)
class Counted:
    """Net incomes that can be compared: each holds the same benefits.

    names: benefit code -> name. left_out: names of benefits whose amount is not known in one of them, and that
    none of them counts.
    """

    incomes: tuple[NetIncome, ...]
    names: dict[str, Phrase]
    left_out: tuple[Phrase, ...]


def count_incomes(
    households: Sequence[Household],
    results: Sequence[EngineResult],
    *,
    today: datetime.date,
    travel_per_year: Sequence[float] | None = None,
    rules: CouncilRules = NO_RULES,
) -> Counted:
    """The net income of each household by its engine result, counting only what is known of all of them.

    A benefit that is not calculated for one household is counted for none. Raises PayNotWorkedOut.
    """
    travel = travel_per_year or [0.0] * len(households)
    known: list[dict[str, float]] = []
    names: dict[str, Phrase] = {}
    unknown: set[str] = set()
    for household, result in zip(households, results, strict=True):
        amounts = {}
        for each in estimate_of(household, result, today=today, rules=rules).benefits:
            names[each.code] = each.name
            if each.status == NOT_CALCULATED or each.pounds_per_year is None:
                unknown.add(each.code)
            elif each.status in (CALCULATED, NOT_ENTITLED, ALREADY_GETTING):
                amounts[each.code] = each.pounds_per_year
        known.append(amounts)
    codes = [code for code in names if code not in unknown]
    incomes = tuple(
        _income(household, result, {code: amounts.get(code, 0.0) for code in codes}, trips)
        for household, result, amounts, trips in zip(households, results, known, travel, strict=True)
    )
    left_out = tuple(name for code, name in names.items() if code in unknown)
    return Counted(incomes, {code: names[code] for code in codes}, left_out)


def _income(household: Household, result: EngineResult, benefits: dict[str, float], travel: float) -> NetIncome:
    if any(name not in result.parts for name in NEEDED_PARTS):
        raise PayNotWorkedOut
    housing = household.housing
    bill = housing.council_tax_per_year
    return NetIncome(
        wages=sum(_yearly(each.earnings) for each in household.couple),
        self_employed_profit=sum(_yearly(each.self_employed_profit) for each in household.couple),
        private_pension=sum(_yearly(each.private_pension) for each in household.couple),
        income_tax=result.parts["income_tax"],
        national_insurance=result.parts["national_insurance"],
        pension_contributions=sum(_yearly(each.pension_contributions) for each in household.couple),
        child_benefit_charge=result.parts.get("child_benefit_charge", 0.0),
        benefits=benefits,
        childcare=_yearly(household.childcare) if household.children else 0.0,
        travel=travel,
        rent=None if housing.rent is None else _yearly(housing.rent),
        council_tax=None if bill is None or housing.liable_for_council_tax is False else float(bill),
    )


def _yearly(money: Money | None) -> float:
    return 0.0 if money is None else float(money.per_year)
