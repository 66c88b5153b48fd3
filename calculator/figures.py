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
# Pounds a week for each child or young person of the family: Housing Benefit Regulations 2006 (SI 2006/213), Schedule
# 3, paragraph 2; SI 2006/214, Schedule 3, paragraph 2; for Council Tax Reduction SI 2012/2885, Schedule 2, paragraph 2,
# and in Wales WSI 2026/13. £84.66 in 2025-26, raised by 3.8% as the other amounts; docs/golden-households.md says how
# it was checked.
CHILD_ALLOWANCE = 87.88
# The same in Scotland for Council Tax Reduction in 2026-27: SSI 2026/56.
CHILD_ALLOWANCE_SCOTLAND = 109.85
# Pounds a week for a family with a child, of Council Tax Reduction in Wales in 2026-27: WSI 2026/13.
FAMILY_PREMIUM_WALES = 20.22
# Pounds a week of pay left out for working hours: SI 2006/214, Schedule 4, paragraph 9; SI 2012/2885, Schedule 4,
# paragraph 10; the same in the schemes of Wales and Scotland.
LEFT_OUT_FOR_HOURS = 17.10
# Pounds a week of pay left out for the childcare of one child and of more, at most: SI 2006/213, regulation 27(3); SI
# 2006/214, regulation 30(3); the same in the schemes of Wales and Scotland.
CHILDCARE_ONE, CHILDCARE_MORE = 175.0, 300.0
# Pounds a week from April 2026, for one person and for a couple: SI 2006/213, Schedule 3, paragraph 20(6); the same in
# the schemes of Wales and Scotland.
ENHANCED_PREMIUM = {1: 22.00, 2: 31.40}
