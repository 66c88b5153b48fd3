"""The second adult rebate: for the one adult of a bill, by the income of the other adults at home and not their own.

England, at pension age: SI 2012/2885, Schedule 3. Scotland: SSI 2012/319, schedule 5, and under pension age SSI
2021/249, regulation 91 and schedule 2. Wales has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from calculator.household.household import Adult, Household
from core.rules.messages import Phrase, say

PENNY = Decimal("0.01")
# Shares of the bill: every other adult has an income-related benefit; low gross income of all others; somewhat higher.
ALL_ON_BENEFITS, LOW_INCOME, HIGHER_INCOME = Decimal(25), Decimal(15), Decimal("7.5")
INCOME_RELATED = ("pc_guarantee", "pc_savings", "esa_ir")
# Pounds a week: limits of gross income below and between which the two shares hold. Those of 2026-27 were not to be
# found; limits are only ever raised, so below the last that is known (2025-26 in England, 2024-25 in Scotland) the
# answer is sure, and from TOO_MUCH on as well.
LOW_UNTIL = {"SCOTLAND": Decimal(256)}
LOW_UNTIL_ENGLAND = Decimal(276)
TOO_MUCH = Decimal(420)
NO_REBATE = ("WALES", "NORTHERN_IRELAND")


class NotKnown:
    """The rebate may be more than the reduction, and how much it is cannot be told."""


NOT_KNOWN = NotKnown()


@dataclass(frozen=True)
class SecondAdultRebate:
    """A rebate that is more than the reduction by own income. per_year: pounds. steps: as calculator.ctr.reduction."""

    per_year: float
    reason: Phrase
    steps: tuple[tuple[Phrase, float | None], ...]


def second_adult_rebate(household: Household, reduction: float) -> SecondAdultRebate | NotKnown | None:
    """The rebate of a household whose reduction by its own income is this many pounds a year; None: no more than that.

    Of the two the larger is due (SI 2012/2885, Schedule 1, paragraph 9).
    """
    bill = household.housing.council_tax_per_year
    others = [each for each in household.non_dependants if each.age_on(household.claim_date) >= 18]
    if bill is None or not others or len(household.couple) > 1 or household.region in NO_REBATE:
        return None
    if reduction >= float(bill * ALL_ON_BENEFITS / 100):
        return None
    percent = _share(household, others)
    if percent is None:
        return NOT_KNOWN
    pounds = (bill * percent / 100).quantize(PENNY, ROUND_HALF_UP)
    if float(pounds) <= reduction:
        return None
    reason = say(
        "This is a second adult rebate: %(percent)s%% off the bill. It is for the low income of the other "
        "adults who live with you, and is more than you would get for your own.",
        percent=float(percent),
    )
    weekly = round(float(pounds) / 52, 2)
    steps = ((say("Your council tax bill"), round(float(bill) / 52, 2)), (say("Your second adult rebate"), weekly))
    return SecondAdultRebate(float(pounds), reason, steps)


def _share(household: Household, others: list[Adult]) -> Decimal | None:
    """The share of the bill in percent; None when an answer is missing or the limits of the year would decide."""
    if any(each.full_time_student for each in others):
        # Students do not count for council tax, nor as second adults: who is left may be nobody.
        return None
    counted = [each for each in others if not _has_income_related_benefit(household, each)]
    if not counted:
        return ALL_ON_BENEFITS
    incomes = [_gross_income(each) for each in counted]
    if None in incomes:
        return None
    total = sum((each for each in incomes if each is not None), Decimal(0))
    if total < LOW_UNTIL.get(household.region, LOW_UNTIL_ENGLAND):
        return LOW_INCOME
    return Decimal(0) if total >= TOO_MUCH else None


def _has_income_related_benefit(household: Household, adult: Adult) -> bool:
    if any(adult.benefit(code) for code in INCOME_RELATED):
        return True
    return household.region == "SCOTLAND" and adult.benefit("uc") is not None and adult.has_no_pay


def _gross_income(adult: Adult) -> Decimal | None:
    """Pounds a week before tax, without awards for disability (Schedule 3, paragraph 2); None when not known."""
    if adult.work_is_not_told or (not adult.pay_is_told and not adult.has_no_pay):
        return None
    amounts = [each.amount for each in adult.benefits if each.code not in ("pip", "dla", "aa", "afip")]
    if None in amounts:
        return None
    money = [adult.earnings, adult.self_employed_profit, adult.private_pension, *amounts]
    return sum((each.per_week for each in money if each is not None), Decimal(0))
