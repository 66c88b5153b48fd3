"""How Universal Credit was worked out: elements, income, savings and the benefit cap, line by line."""

from __future__ import annotations

from calculator.bedrooms import bedrooms_allowed, under_occupancy
from calculator.explanations.explanation import Explanation
from calculator.explanations.sums import OVER_ALLOWANCE, Parts, Sum
from calculator.explanations.universal_credit_tests import can_claim, universal_credit_tests
from calculator.figures import UC_TAPER
from calculator.household.household import PRIVATE_TENURES, SUPPORTED_TENURES, Household
from calculator.interface import EngineResult
from core.rules.messages import a_month, a_week, say

# Income that takes off every pound (regulation 66), by the name of the engine's step.
OTHER_INCOME = (
    ("carers_allowance", say("Your Carer's Allowance counts as income")),
    ("uc_unearned_carer_support_payment", say("Your Carer Support Payment counts as income")),
    ("esa_ns", say("Your Employment and Support Allowance counts as income")),
    ("jsa_ns", say("Your Jobseeker's Allowance counts as income")),
    ("maternity_allowance", say("Your Maternity Allowance counts as income")),
    ("iidb", say("Your Industrial Injuries benefit counts as income")),
    ("state_pension", say("Your State Pension counts as income")),
    ("private_pension", say("Your other pensions count as income")),
)


def universal_credit(household: Household, result: EngineResult) -> Explanation:
    """Tests and steps of Universal Credit; no steps when it cannot be claimed at all."""
    parts = Parts(result)
    tests = universal_credit_tests(household, result)
    if not can_claim(household, result):
        return Explanation(tests)
    lines = Sum()
    _elements(lines, parts)
    _rent(lines, household, parts)
    most = parts["uc_maximum_childcare_element_amount"]
    childcare = say("Help with childcare: 85%% of what you pay, up to %(most)s", most=a_month(most))
    lines.part(childcare, parts["uc_childcare_element"])
    lines.subtotal(say("The most you could get"))
    _income(lines, parts)
    lines.not_below_zero(say("It cannot be less than nothing"))
    capped = min(parts["uc_benefit_cap_reduction_after_floor"], max(0.0, lines.so_far()))
    if capped > 0:
        lines.part(say("The benefit cap, a limit on benefits, takes off"), -capped)
    return Explanation(tests, lines.steps(say("Universal Credit a week"), result.per_year["uc"]))


def _elements(lines: Sum, parts: Parts) -> None:
    amounts = (
        (say("Standard allowance: %(amount)s"), parts["uc_standard_allowance"]),
        (say("For your children: %(amount)s"), parts["uc_child_element"]),
        (say("More for a disabled child: %(amount)s"), parts["uc_disability_elements"] - parts["uc_LCWRA_element"]),
        (say("Health element: %(amount)s"), parts["uc_LCWRA_element"]),
        (say("Carer element: %(amount)s"), parts["uc_carer_element"]),
        (say("Transitional protection: %(amount)s"), parts["uc_transitional_element"]),
    )
    for text, amount in amounts:
        lines.part(text.fill(amount=a_month(amount)), amount)


def _rent(lines: Sum, household: Household, parts: Parts) -> None:
    """From the whole rent to the part that counts."""
    housing = household.housing
    if housing.tenure in SUPPORTED_TENURES:
        lines.words(say("Help with rent in supported or temporary housing comes from Housing Benefit, not from here"))
        return
    if parts["benunit_rent"] <= 0 or housing.rent is None:
        return
    rent = float(housing.rent.per_year)
    lines.part(say("Your rent: %(amount)s", amount=a_month(rent)), rent)
    spare = rent - parts["benunit_rent"]
    share = round(under_occupancy(household, bedrooms_allowed(household)) * 100)
    lines.part(say("Spare bedrooms: %(percent)s%% of your rent comes off", percent=share), -spare)
    counted = parts["benunit_rent"]
    if housing.tenure in PRIVATE_TENURES:
        counted = min(counted, parts["uc_LHA_cap"])
        lines.part(OVER_ALLOWANCE.fill(limit=a_week(counted)), counted - parts["benunit_rent"])
    lines.part(
        say("Other adults at home are expected to pay towards the rent"), parts["uc_housing_costs_element"] - counted
    )


def _income(lines: Sum, parts: Parts) -> None:
    pay, allowance, counted = (
        parts["uc_earned_income_before_work_allowance"],
        parts["uc_work_allowance"],
        parts["uc_earned_income"],
    )
    floor = pay - parts["uc_earned_income_before_floor"]
    if floor > 1:
        lines.words(
            say(
                "Your take-home pay is counted as %(amount)s more than it is. After the first year of a "
                "business, Universal Credit counts the pay of the hours you could work at the minimum wage",
                amount=a_week(floor),
            )
        )
    if allowance > 0 and pay > 0:
        lines.words(
            say(
                "Your take-home pay is %(pay)s. The first %(weekly)s (%(monthly)s) takes nothing off",
                pay=a_week(pay),
                weekly=a_week(allowance),
                monthly=a_month(allowance),
            )
        )
    elif pay > 0:
        lines.words(say("Your take-home pay is %(pay)s, and all of it counts", pay=a_week(pay)))
    lines.part(
        say("For each pound of the other %(amount)s, you get 55p less", amount=a_week(counted))
        if allowance > 0
        else say("For each pound of it, you get 55p less"),
        -UC_TAPER * counted,
    )
    known = parts["uc_tariff_income"]
    for name, text in OTHER_INCOME:
        known += parts[name]
        lines.part(text, -parts[name])
    lines.part(say("Your savings take off"), -parts["uc_tariff_income"])
    lines.part(say("Your other income counts"), known - parts["uc_unearned_income"])
