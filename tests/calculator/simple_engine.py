"""A small engine with round numbers, for tests of what is done with an engine's results."""

from __future__ import annotations

from calculator.engine.outputs import TESTS, UNIT
from calculator.interface import EngineResult

ALLOWANCE = 60.0 * 52
TAX_FREE = 240.0 * 52
CARERS_LIMIT = 200.0 * 52
CARERS = 80.0 * 52


class SimpleEngine:
    """Universal Credit of £300 a week less 55p in the pound over £60 of take-home pay; tax 20%, National Insurance 8%
    over £240 a week; Carer's Allowance of £80 until wages pass £200.

    cap_until: wages a week up to which a benefit cap takes £100 off.
    """

    name, version, gives_ranges = "simple", "1", False

    def __init__(self, *, cap_until: float = 0.0, without: tuple[str, ...] = ()) -> None:
        self.cap_until, self.without = cap_until * 52, without

    def estimate(self, household):
        return self.estimate_many([household])[0]

    def estimate_many(self, households):
        return [self._one(household) for household in households]

    def _one(self, household):
        couple = household.couple
        wages = [float(each.earnings.per_year) if each.earnings else 0.0 for each in couple]
        pension = sum(float(each.pension_contributions.per_year) for each in couple if each.pension_contributions)
        tax = sum(0.20 * max(0.0, each - TAX_FREE) for each in wages)
        insurance = sum(0.08 * max(0.0, each - TAX_FREE) for each in wages)
        earned = max(0.0, sum(wages) - tax - insurance - pension - ALLOWANCE)
        cared = any(
            each.cares_35_hours and (not each.earnings or float(each.earnings.per_year) <= CARERS_LIMIT)
            for each in couple
        )
        carers = CARERS if cared else 0.0
        capped = 100.0 * 52 if sum(wages) < self.cap_until else 0.0
        rent = float(household.housing.rent.per_year) if household.housing.rent else 0.0
        credit = max(0.0, 300.0 * 52 + rent - carers - 0.55 * earned - capped)
        parts = dict.fromkeys(UNIT, 0.0) | {
            "income_tax": tax,
            "national_insurance": insurance,
            "pension_contributions": pension,
            "uc_earned_income": earned,
            "uc_work_allowance": ALLOWANCE,
            "uc_benefit_cap_reduction": capped,
        }
        per_year = {"uc": credit, "pc": 0.0, "hb": 0.0, "cb": 1040.0 * len(household.children), "ca": carers}
        for name in self.without:
            parts.pop(name, None)
        tests = {**dict.fromkeys(TESTS, False), "is_uc_eligible": True}
        return EngineResult(self.name, self.version, 2026, per_year, parts, tests)
