"""The conditions of Universal Credit, each passed or failed in a plain sentence with its amounts."""

from __future__ import annotations

from math import ceil

from calculator.bedrooms import UNDER_OCCUPANCY_TENURES, bedrooms_allowed, under_occupancy
from calculator.explain import pension_ages
from calculator.explanations.explanation import Test, met, not_met
from calculator.explanations.sums import Parts, rent_test
from calculator.figures import CAPITAL_LIMIT, WORKING_AGE_TARIFF
from calculator.household.household import PRIVATE_TENURES, Household
from calculator.household.savings import savings_of
from calculator.interface import EngineResult
from core.rules.messages import a_month, a_week

# Universal Credit Regulations 2013, regulation 72: pounds a month for each step of savings.
PER_STEP = 4.35


def can_claim(household: Household, result: EngineResult) -> bool:
    """Whether age and savings let the household claim Universal Credit at all."""
    return Parts(result).passed("is_uc_eligible") and household.capital_for_universal_credit <= CAPITAL_LIMIT


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
        return not_met("It is for people under State Pension age. Pension Credit takes its place.")
    if any(pension_ages(household)):
        return met("One of you is under State Pension age, so you claim as a couple.")
    over_capital = household.capital_for_universal_credit > CAPITAL_LIMIT
    if parts.passed("is_uc_eligible") or over_capital:
        return met("You are old enough, and under State Pension age.")
    return not_met("It is for people of 18 or over. Some people of 16 or 17 can claim too, such as parents.")


def _capital(household: Household) -> list[Test]:
    if household.capital is None:
        return []
    capital = float(household.capital_for_universal_credit)
    savings = savings_of(household)
    if capital > CAPITAL_LIMIT:
        return [not_met("Your savings of %(savings)s are over the limit of £16,000.", savings=savings)]
    if capital <= WORKING_AGE_TARIFF.free:
        return [met("Your savings of %(savings)s are not over £6,000, so they take nothing off.", savings=savings)]
    per_year = ceil((capital - WORKING_AGE_TARIFF.free) / WORKING_AGE_TARIFF.step) * PER_STEP * 12
    return [
        met(
            "Your savings of %(savings)s are over £6,000: each £250 over takes off £4.35 a month. That is %(monthly)s, "
            "or %(weekly)s.",
            savings=savings,
            monthly=a_month(per_year),
            weekly=a_week(per_year),
        )
    ]


def _children(household: Household) -> list[Test]:
    if len(household.children) < 3:
        return []
    return [met("Every child counts. The limit of two children ended on 6 April 2026.")]


def _students(household: Household) -> list[Test]:
    students = sum(each.full_time_student for each in household.couple)
    if not students or students == len(household.couple):
        return []
    return [met("One of you studies full-time and one does not, so you can claim as a couple.")]


def _home(household: Household, parts: Parts) -> list[Test]:
    housing, rent = household.housing, parts["benunit_rent"]
    if housing.rent is None or rent <= 0:
        return []
    if housing.tenure in PRIVATE_TENURES:
        return [rent_test(rent, parts["uc_LHA_cap"])]
    if housing.tenure in UNDER_OCCUPANCY_TENURES and housing.bedrooms is not None:
        allowed = bedrooms_allowed(household)
        share = under_occupancy(household, allowed)
        if share:
            return [
                not_met(
                    "You have %(bedrooms)s bedrooms, and the rules allow you %(allowed)s. For the spare space "
                    "%(percent)s%% of your rent comes off.",
                    bedrooms=housing.bedrooms,
                    allowed=allowed.fewest,
                    percent=round(share * 100),
                )
            ]
        return [met("You have no spare bedroom under the rules, so all of your rent counts.")]
    return []


def _childcare(household: Household, parts: Parts) -> list[Test]:
    if household.childcare is None or household.childcare.amount <= 0:
        return []
    if parts.passed("uc_childcare_work_condition"):
        return [met("You work, or cannot look after the children, so 85% of your childcare costs count.")]
    return [
        not_met(
            "Childcare costs do not count. They do when you work, and your partner works or cannot look after the "
            "children."
        )
    ]


def _work_allowance(parts: Parts) -> list[Test]:
    allowance = parts["uc_work_allowance"]
    if allowance > 0:
        return [
            met(
                "You have a child, or DWP has decided that your health limits your work. So you can earn "
                "%(amount)s before pay takes anything off.",
                amount=a_month(allowance),
            )
        ]
    if parts["uc_earned_income_before_work_allowance"] > 0:
        return [
            not_met(
                "Pay takes off from the first pound. You could earn some first with a child, or if DWP had "
                "decided that your health limits your work."
            )
        ]
    return []


def _benefit_cap(parts: Parts) -> list[Test]:
    """Universal Credit Regulations 2013, regulations 79 to 83."""
    threshold, limit = parts["uc_benefit_cap_earnings_exception_threshold"], parts["uc_benefit_cap"]
    if parts.passed("is_uc_benefit_cap_exempt_specified_benefit"):
        return [
            met(
                "The benefit cap, a limit on benefits, does not apply. Someone gets help for being "
                "disabled, for caring or for a war injury. Or you get the health or carer amount."
            )
        ]
    if parts.passed("is_uc_benefit_cap_exempt_earnings"):
        return [
            met(
                "The benefit cap, a limit on benefits, does not apply: you take home %(amount)s or more.",
                amount=a_month(threshold),
            )
        ]
    if parts.passed("is_uc_benefit_cap_exempt"):
        return [met("The benefit cap, a limit on benefits, does not apply to you.")]
    if limit <= 0:
        return []
    limits = {"weekly": a_week(limit), "monthly": a_month(limit)}
    if parts["uc_benefit_cap_reduction_after_floor"] > 0:
        return [
            not_met(
                "The benefit cap applies: your benefits of %(benefits)s are over the limit of %(weekly)s "
                "(%(monthly)s).",
                benefits=a_week(parts["benefit_cap_welfare_benefits"]),
                **limits,
            )
        ]
    return [met("The benefit cap changes nothing: you are not over the limit of %(weekly)s (%(monthly)s).", **limits)]
