"""What a Council Tax Reduction scheme counts of pay and profit: disregards, childcare, a minimum for businesses."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from calculator.ctr.people import WEEKS, CannotTell, carers, family_of, is_disabled
from calculator.ctr.scheme import ZERO, Protection, Scheme
from calculator.explain import NEXT_STEPS, NOT_COVERED
from calculator.household.household import Adult, Household
from calculator.interface import EngineResult
from core.rules.messages import Phrase, a_week, say

HUNDRED = Decimal(100)
# Remunerative work and full-time work in hours a week, and the age from which the second counts (SI 2012/2886,
# Schedule, paragraph 10, and Schedule 7, paragraph 18).
WORK, FULL_TIME, FULL_TIME_AGE = 16, 30, 25
HOURS_NOT_KNOWN = (
    say("We do not know how many hours each of you works, and it changes the amount."),
    say("Tell us your hours, or apply to your council for Council Tax Reduction."),
)
# How Universal Credit counts under the scheme of Scotland (calculator/ctr/national.py).
FOR_CHILDREN = "for_children"
# The engine's childcare element over what it pays of the costs (SSI 2021/249, regulation 78(3)).
PAID_OF_CHILDCARE = Decimal("0.85")
Lines = list[tuple[Phrase, Decimal]]


def part(result: EngineResult, name: str) -> Decimal:
    """A figure of the engine in pounds a year. Raises CannotTell when the engine does not say it."""
    if name not in result.parts:
        raise CannotTell(NOT_COVERED, NEXT_STEPS["ctr"])
    return Decimal(str(result.parts[name]))


def earnings_lines(
    scheme: Scheme,
    household: Household,
    result: EngineResult,
    protections: Sequence[Protection],
    on_universal_credit: bool,
) -> Lines:
    """The earnings of the couple that count, as lines of (plain label, pounds a year); childcare is negative.

    Raises CannotTell when hours, or how old a business is, are not known and would change the amount.
    """
    earned = _earned(scheme, result, on_universal_credit)
    total = earned + _up_to_the_floor(scheme, household, protections)
    costs = _childcare(scheme, household, result, on_universal_credit) if total > 0 else ZERO
    ignored = _ignored(scheme, household, result) if total > 0 else ZERO
    if not on_universal_credit:
        ignored += _ignored_for_hours(scheme, household, total - ignored - costs)
    # Tax on a pension can be more than the earnings; without a disregard it lowers the rest, as the law has it.
    counted = max(ZERO, total - ignored) if ignored else total
    own = max(ZERO, earned - ignored) if ignored else earned
    lines = [(say("Your earnings that count"), own)]
    if counted != own and scheme.income_floor is not None:
        text = say("Added, because the scheme takes a business to earn at least %(amount)s")
        lines.append((text.fill(amount=a_week(float(scheme.income_floor.pounds * WEEKS))), counted - own))
    if costs > 0:
        lines.append((say("Your childcare costs, which are taken off"), -min(counted, costs)))
    return lines


def _earned(scheme: Scheme, result: EngineResult, on_universal_credit: bool) -> Decimal:
    if on_universal_credit and scheme.universal_credit == FOR_CHILDREN:
        return part(result, "uc_earned_income_before_work_allowance")
    earned = part(result, "earnings") + part(result, "self_employed_profit")
    if scheme.earnings == "net":
        earned -= part(result, "income_tax") + part(result, "national_insurance")
        earned -= part(result, "pension_contributions") * scheme.pension_percent / HUNDRED
    return earned


def _up_to_the_floor(scheme: Scheme, household: Household, protections: Sequence[Protection]) -> Decimal:
    """What is missing of the minimum income for claimant and partner, pounds a year."""
    floor = scheme.income_floor
    if floor is None or any(each.no_income_floor for each in protections):
        return ZERO
    missing = ZERO
    for adult in household.couple:
        profit = adult.self_employed_profit
        short = max(ZERO, floor.pounds * WEEKS - profit.per_year) if profit and adult.mainly_self_employed else ZERO
        if short and floor.first_year_spared and adult.first_year_of_business is None:
            raise CannotTell(
                say(
                    "We do not know when your business began, and the scheme has a minimum income after its first year."
                ),
                say("Tell us when it began, or apply to your council for Council Tax Reduction."),
            )
        if not (floor.first_year_spared and adult.first_year_of_business):
            missing += short
    return missing


def _childcare(scheme: Scheme, household: Household, result: EngineResult, on_universal_credit: bool) -> Decimal:
    """Childcare costs that are taken off, pounds a year (SI 2012/2886, Schedule, paragraphs 56 and 57).

    The number of children stands for the number in childcare. On Universal Credit, where the scheme has its part for
    childcare as income, the costs are those that the part is for.
    """
    rule, children = scheme.childcare, len(household.children)
    if rule is None or not children or (on_universal_credit and not rule.on_universal_credit):
        return ZERO
    most = (rule.one if children == 1 else rule.more) * WEEKS
    if on_universal_credit and scheme.universal_credit == FOR_CHILDREN:
        return min(most, part(result, "uc_childcare_element") / PAID_OF_CHILDCARE)
    costs = household.childcare.per_year if household.childcare else ZERO
    if not costs:
        return ZERO
    works = [_works(each, WORK) for each in household.couple if not _unable_to_work(household, each)]
    if not works or False in works:
        return ZERO
    if None in works:
        raise CannotTell(*HOURS_NOT_KNOWN)
    return min(most, costs)


def _unable_to_work(household: Household, adult: Adult) -> bool:
    """Whether one of two need not work for childcare to count: illness or disability."""
    ill = adult.limited_capability != "none" or bool(adult.disability_benefits) or adult.severely_sight_impaired
    return len(household.couple) == 2 and ill and not adult.hours_per_week


def _works(adult: Adult, hours: int) -> bool | None:
    """Whether somebody works this many hours a week; None when that is not known."""
    if adult.hours_per_week is not None:
        return adult.hours_per_week >= hours
    return False if adult.has_no_pay or not adult.pay_is_told else None


def _ignored(scheme: Scheme, household: Household, result: EngineResult) -> Decimal:
    known, family = scheme.earnings_ignored, family_of(household)
    pounds = known.get(family, ZERO)
    higher = known.get("disabled_or_carer", ZERO)
    if higher > pounds and (is_disabled(household) or carers(household, result)):
        pounds = higher
    return pounds * WEEKS


def _ignored_for_hours(scheme: Scheme, household: Household, left: Decimal) -> Decimal:
    """The amount for working hours, due when as much is left of the earnings (Schedule 7, paragraph 18)."""
    pounds = scheme.earnings_ignored.get("for_hours", ZERO) * WEEKS
    if not pounds or left < pounds:
        return ZERO
    day = household.claim_date
    answers = [_works(each, FULL_TIME) for each in household.couple if each.age_on(day) >= FULL_TIME_AGE]
    if household.children or is_disabled(household):
        answers += [_works(each, WORK) for each in household.couple]
    if True in answers:
        return pounds
    if None in answers:
        raise CannotTell(*HOURS_NOT_KNOWN)
    return ZERO
