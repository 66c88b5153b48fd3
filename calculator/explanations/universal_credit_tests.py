"""The conditions of Universal Credit, each passed or failed in a plain sentence with its amounts."""

from __future__ import annotations

from math import ceil

from calculator.bedrooms import UNDER_OCCUPANCY_TENURES, bedrooms_allowed, under_occupancy
from calculator.explain import pension_ages
from calculator.explanations.explanation import Test
from calculator.explanations.sums import LEAST, Parts, a_month, a_week, told_savings
from calculator.household.household import PRIVATE_TENURES, Household
from calculator.interface import EngineResult

# Universal Credit Regulations 2013, regulations 18 and 72: pounds, and pounds a month for each step.
CAPITAL_LIMIT, CAPITAL_FREE, CAPITAL_STEP, PER_STEP = 16_000, 6_000, 250, 4.35


def can_claim(household: Household, result: EngineResult) -> bool:
    """Whether age and savings let the household claim Universal Credit at all."""
    over = household.capital is not None and household.capital > CAPITAL_LIMIT
    return Parts(result).passed("is_uc_eligible") and not over


def universal_credit_tests(household: Household, result: EngineResult) -> tuple[Test, ...]:
    """Every condition that concerns the household; those of amounts only when it can be claimed."""
    parts = Parts(result)
    age = _age(household, parts)
    if not age.passed:
        return (age,)
    tests = [age, *_capital(household)]
    if can_claim(household, result):
        tests += [
            *_children(household),
            *_students(household),
            *_home(household, parts),
            *_childcare(household, parts),
            *_work_allowance(parts),
            *_benefit_cap(parts),
        ]
    return tuple(tests)


def _age(household: Household, parts: Parts) -> Test:
    if household.on_pension_age_rules:
        return Test(False, "It is for people under State Pension age. Pension Credit takes its place.")
    if any(pension_ages(household)):
        return Test(True, "One of you is under State Pension age, so you claim as a couple.")
    over_capital = household.capital is not None and household.capital > CAPITAL_LIMIT
    if parts.passed("is_uc_eligible") or over_capital:
        return Test(True, "You are old enough, and under State Pension age.")
    return Test(False, "It is for people of 18 or over. Some people of 16 or 17 can claim too, such as parents.")


def _capital(household: Household) -> list[Test]:
    if household.capital is None:
        return []
    capital = float(household.capital)
    savings = told_savings(capital)
    if capital > CAPITAL_LIMIT:
        return [Test(False, f"{savings} are over the limit of £16,000.")]
    if capital <= CAPITAL_FREE:
        return [Test(True, f"{savings} are not over £6,000, so they take nothing off.")]
    per_year = ceil((capital - CAPITAL_FREE) / CAPITAL_STEP) * PER_STEP * 12
    return [
        Test(
            True,
            f"{savings} are over £6,000: each £250 over takes off £4.35 a month. "
            f"That is {a_month(per_year)}, or {a_week(per_year)}.",
        )
    ]


def _children(household: Household) -> list[Test]:
    if len(household.children) < 3:
        return []
    return [Test(True, "Every child counts. The limit of two children ended on 6 April 2026.")]


def _students(household: Household) -> list[Test]:
    students = sum(each.full_time_student for each in household.couple)
    if not students or students == len(household.couple):
        return []
    return [Test(True, "One of you studies full-time and one does not, so you can claim as a couple.")]


def _home(household: Household, parts: Parts) -> list[Test]:
    housing, rent = household.housing, parts["benunit_rent"]
    if housing.rent is None or rent <= 0:
        return []
    if housing.tenure in PRIVATE_TENURES:
        limit = parts["uc_LHA_cap"]
        if limit < rent - LEAST:
            return [
                Test(
                    False,
                    f"Your rent of {a_week(rent)} is over the Local Housing Allowance, the most that "
                    f"counts for your home: {a_week(limit)}.",
                )
            ]
        return [Test(True, "Your rent is not over the Local Housing Allowance, so all of it counts.")]
    if housing.tenure in UNDER_OCCUPANCY_TENURES and housing.bedrooms is not None:
        allowed = bedrooms_allowed(household)
        share = under_occupancy(household, allowed)
        if share:
            return [
                Test(
                    False,
                    f"You have {housing.bedrooms} bedrooms, and the rules allow you {allowed.fewest}. "
                    f"For the spare space {share:.0%} of your rent comes off.",
                )
            ]
        return [Test(True, "You have no spare bedroom under the rules, so all of your rent counts.")]
    return []


def _childcare(household: Household, parts: Parts) -> list[Test]:
    if household.childcare is None or household.childcare.amount <= 0:
        return []
    if parts.passed("uc_childcare_work_condition"):
        return [Test(True, "You work, or cannot look after the children, so 85% of your childcare costs count.")]
    return [
        Test(
            False,
            "Childcare costs do not count. They do when you work, and your partner works or cannot look "
            "after the children.",
        )
    ]


def _work_allowance(parts: Parts) -> list[Test]:
    allowance = parts["uc_work_allowance"]
    if allowance > 0:
        return [
            Test(
                True,
                f"You have a child or a limited capability for work, so you can earn {a_month(allowance)} "
                "before pay takes anything off.",
            )
        ]
    if parts["uc_earned_income_before_work_allowance"] > 0:
        return [
            Test(
                False,
                "You have no work allowance: it is for people with a child or a limited capability for "
                "work. Pay takes off from the first pound.",
            )
        ]
    return []


def _benefit_cap(parts: Parts) -> list[Test]:
    """Universal Credit Regulations 2013, regulations 79 to 83."""
    threshold, limit = parts["uc_benefit_cap_earnings_exception_threshold"], parts["uc_benefit_cap"]
    if parts.passed("is_uc_benefit_cap_exempt_specified_benefit"):
        return [
            Test(
                True,
                "The benefit cap does not apply, because of a benefit for a disability, for caring or for a "
                "war injury, or because of the health or carer element.",
            )
        ]
    if parts.passed("is_uc_benefit_cap_exempt_earnings"):
        return [Test(True, f"The benefit cap does not apply: you take home {a_month(threshold)} or more.")]
    if parts.passed("is_uc_benefit_cap_exempt"):
        return [Test(True, "The benefit cap does not apply to you.")]
    if limit <= 0:
        return []
    benefits = parts["benefit_cap_welfare_benefits"]
    if parts["uc_benefit_cap_reduction_after_floor"] > 0:
        return [
            Test(
                False,
                f"The benefit cap applies: your benefits of {a_week(benefits)} are over the limit of "
                f"{a_week(limit)} ({a_month(limit)}).",
            )
        ]
    return [
        Test(
            True, f"The benefit cap changes nothing: you are not over the limit of {a_week(limit)} ({a_month(limit)})."
        )
    ]
