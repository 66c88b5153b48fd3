"""Figures of the law that more than one rule reads, each with where it stands. They are written nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Tariff:
    """Savings that are ignored, and each `step` pounds, or part of it, over them, which counts as income."""

    free: int
    step: int


# Pounds of savings over which there is nothing: Universal Credit Regulations 2013, regulation 18(1); SI 2006/213 and SI
# 2006/214, regulation 43. Pension-age Council Tax Reduction has the same.
CAPITAL_LIMIT = 16_000
# £1 a week for each step: State Pension Credit Regulations 2002, regulation 15(6); SI 2006/214, regulation 29(2); SI
# 2012/2885, Schedule 1, paragraph 37.
PENSION_AGE_TARIFF = Tariff(10_000, 500)
# £1 a week for each step: SI 2006/213, regulation 52. £4.35 a month: Universal Credit Regulations 2013, regulation 72.
WORKING_AGE_TARIFF = Tariff(6_000, 250)
# Universal Credit Regulations 2013, regulation 22(1)(b): what a pound of earnings over the allowance takes off.
UC_TAPER = 0.55
# Pounds a week from April 2026: Social Security (Invalid Care Allowance) Regulations 1976, regulation 8. Read from
# policyengine-uk 2.162.10, parameters/gov/dwp/carers_allowance; a test compares.
CARERS_EARNINGS_LIMIT = Decimal("204")
