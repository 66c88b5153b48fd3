"""The question of work: this many hours at this rate, what they cost, and the household at other hours."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculator.household.asked import Asked, read_asked
from calculator.household.household import Adult, Household, Money
from core.rules.messages import say

MOST_HOURS = 50
# Every whole number of hours.
GRID = tuple(float(number) for number in range(MOST_HOURS + 1))
# Pounds an hour from 1 April 2026 by the age from which it is paid (National Minimum Wage Regulations 2015,
# regulations 4 and 4A, as amended by S.I. 2026/357). Read from policyengine-uk 2.162.10, parameters
# gov/hmrc/minimum_wage; a test compares them with the engine's.
MINIMUM_WAGE = ((21, Decimal("12.71")), (18, Decimal("10.85")), (0, Decimal("8.00")))
APPRENTICE_WAGE = Decimal("8.00")

QUESTION = (
    Asked("who", say("who would work"), choices=("claimant", "partner")),
    Asked("hourly_rate", say("the hourly rate"), Decimal(1), Decimal(200)),
    Asked("hours", say("the hours a week"), Decimal(0), Decimal(MOST_HOURS)),
    Asked("childcare_per_week", say("the childcare a week"), Decimal(0), Decimal(2000), default=0.0),
    Asked("travel_per_week", say("the travel a week"), Decimal(0), Decimal(1000), default=0.0),
    Asked("pension_percent", say("the pension contribution"), Decimal(0), Decimal(50), default=0.0),
)


@dataclass(frozen=True)
class WorkQuestion:
    """What would change if `who` (claimant or partner) worked `hours` a week at `hourly_rate` pounds.

    childcare_per_week and travel_per_week: pounds at these hours; at other hours they are in proportion.
    pension_percent: of wages, paid by the worker.
    """

    who: str
    hourly_rate: float
    hours: float
    childcare_per_week: float = 0.0
    travel_per_week: float = 0.0
    pension_percent: float = 0.0

    @property
    def hours_points(self) -> tuple[float, ...]:
        """The hours of the curve, rising, with the hours that were asked."""
        return tuple(sorted({*GRID, self.hours}))

    def childcare_at(self, hours: float) -> float:
        """Pounds a week."""
        return self._in_proportion(self.childcare_per_week, hours)

    def travel_at(self, hours: float) -> float:
        """Pounds a week."""
        return self._in_proportion(self.travel_per_week, hours)

    def _in_proportion(self, per_week: float, hours: float) -> float:
        # Without hours to go by, the cost is there whether they work or not.
        return per_week * hours / self.hours if self.hours else per_week

    def to_dict(self) -> dict[str, Any]:
        return dataclasses.asdict(self)


def read_question(raw: Mapping[str, Any], household: Household) -> WorkQuestion:
    """The question that somebody typed, about this household. Raises WrongAnswers.

    Without a partner it is about the claimant, whatever was sent.
    """
    who = raw.get("who") if len(household.couple) > 1 else "claimant"
    return WorkQuestion(**read_asked(QUESTION, {**raw, "who": who}))


def first_question(household: Household, who: str = "claimant") -> WorkQuestion:
    """What the page asks before anybody typed: today's job of claimant or partner, or 16 hours at the minimum wage.

    Without a partner it is about the claimant.
    """
    adult = next((each for each in household.couple if each.role == who), household.couple[0])
    hours, weekly = adult.hours_per_week, adult.earnings.per_week if adult.earnings else Decimal(0)
    lowest = minimum_wage(adult.age_on(household.claim_date))
    rate = lowest
    if hours and weekly and weekly / Decimal(str(hours)) >= lowest:
        rate = round(min(Decimal(200), weekly / Decimal(str(hours))), 2)
    paid_in, care = adult.pension_contributions, household.childcare
    pension = paid_in.per_week / weekly * 100 if paid_in and weekly else Decimal(0)
    childcare = care.per_week if care and household.children else Decimal(0)
    return WorkQuestion(
        who=adult.role,
        hourly_rate=float(rate),
        hours=round(float(min(hours, MOST_HOURS)), 2) if hours and weekly else 16.0,
        childcare_per_week=float(round(min(Decimal(2000), childcare), 2)),
        pension_percent=float(round(min(Decimal(50), pension), 1)),
    )


def minimum_wage(age: int) -> Decimal:
    """Pounds an hour that somebody of this age must be paid at the least, if not an apprentice."""
    return next(rate for from_age, rate in MINIMUM_WAGE if age >= from_age)


def worker_of(household: Household, question: WorkQuestion) -> Adult:
    """The adult whom the question is about. Raises LookupError when nobody in the household has that role."""
    for adult in household.couple:
        if adult.role == question.who:
            return adult
    raise LookupError(question.who)


def work_variants(household: Household, question: WorkQuestion) -> list[Household]:
    """The household as it is, then at each of the question's hours; only work and its costs differ."""
    return [household, *(_at(household, question, hours) for hours in question.hours_points)]


def _at(household: Household, question: WorkQuestion, hours: float) -> Household:
    worker = worker_of(household, question)
    wages = _weekly(question.hourly_rate * hours)
    pension = _weekly(float(wages.amount) * question.pension_percent / 100)
    working = dataclasses.replace(worker, hours_per_week=hours, earnings=wages, pension_contributions=pension)
    adults = tuple(working if each is worker else each for each in household.adults)
    childcare = _weekly(question.childcare_at(hours)) if household.children else household.childcare
    return dataclasses.replace(household, adults=adults, childcare=childcare)


def _weekly(pounds: float) -> Money:
    return Money(Decimal(str(round(pounds, 2))), "weekly")
