"""How Universal Credit was worked out: elements, income, savings and the benefit cap, line by line."""

from __future__ import annotations

from calculator.bedrooms import bedrooms_allowed, under_occupancy
from calculator.explanations.explanation import Working
from calculator.explanations.sums import Parts, Sum, a_month, a_week
from calculator.explanations.universal_credit_tests import can_claim, universal_credit_tests
from calculator.household.household import PRIVATE_TENURES, SUPPORTED_TENURES, Household
from calculator.interface import EngineResult

# Universal Credit Regulations 2013, regulation 22(1)(b): the taper.
TAPER = 0.55
# Income that takes off every pound (regulation 66), by the name of the engine's step.
OTHER_INCOME = (
    ("carers_allowance", "Your Carer's Allowance counts as income"),
    ("uc_unearned_carer_support_payment", "Your Carer Support Payment counts as income"),
    ("esa_ns", "Your Employment and Support Allowance counts as income"),
    ("jsa_ns", "Your Jobseeker's Allowance counts as income"),
    ("maternity_allowance", "Your Maternity Allowance counts as income"),
    ("iidb", "Your Industrial Injuries benefit counts as income"),
    ("state_pension", "Your State Pension counts as income"),
    ("private_pension", "Your other pensions count as income"),
)


def universal_credit(household: Household, result: EngineResult) -> Working:
    """Tests and steps of Universal Credit; no steps when it cannot be claimed at all."""
    parts = Parts(result)
    tests = universal_credit_tests(household, result)
    if not can_claim(household, result):
        return Working(tests)
    lines = Sum()
    _elements(lines, household, parts)
    _rent(lines, household, parts)
    most = parts["uc_maximum_childcare_element_amount"]
    lines.part(f"Help with childcare: 85% of what you pay, up to {a_month(most)}", parts["uc_childcare_element"])
    lines.subtotal("The most you could get")
    _income(lines, parts)
    lines.not_below_zero("It cannot be less than nothing")
    capped = min(parts["uc_benefit_cap_reduction_after_floor"], max(0.0, lines.so_far()))
    if capped > 0:
        lines.part("The benefit cap takes off", -capped)
    return Working(tests, lines.steps("Universal Credit a week", result.per_year["uc"]))


def _elements(lines: Sum, household: Household, parts: Parts) -> None:
    allowance = parts["uc_standard_allowance"]
    lines.part(f"Standard allowance: {a_month(allowance)}", allowance)
    children = parts["uc_child_element"]
    lines.part(f"For your children: {a_month(children)}", children)
    disabled = parts["uc_disability_elements"] - parts["uc_LCWRA_element"]
    lines.part(f"More for a disabled child: {a_month(disabled)}", disabled)
    health = parts["uc_LCWRA_element"]
    lines.part(f"Health element: {a_month(health)}", health)
    carer = parts["uc_carer_element"]
    lines.part(f"Carer element: {a_month(carer)}", carer)


def _rent(lines: Sum, household: Household, parts: Parts) -> None:
    """From the whole rent to the part that counts."""
    housing = household.housing
    if housing.tenure in SUPPORTED_TENURES:
        lines.words("Help with rent in supported or temporary housing comes from Housing Benefit, not from here")
        return
    if parts["benunit_rent"] <= 0 or housing.rent is None:
        return
    rent = float(housing.rent.per_year)
    lines.part(f"Your rent: {a_month(rent)}", rent)
    spare = rent - parts["benunit_rent"]
    lines.part(
        f"Spare bedrooms: {under_occupancy(household, bedrooms_allowed(household)):.0%} of your rent comes off", -spare
    )
    counted = parts["benunit_rent"]
    if housing.tenure in PRIVATE_TENURES:
        counted = min(counted, parts["uc_LHA_cap"])
        lines.part(
            f"Rent over {a_week(counted)}, the Local Housing Allowance, does not count", counted - parts["benunit_rent"]
        )
    lines.part("Other adults at home are expected to pay towards the rent", parts["uc_housing_costs_element"] - counted)


def _income(lines: Sum, parts: Parts) -> None:
    pay, allowance, counted = (
        parts["uc_earned_income_before_work_allowance"],
        parts["uc_work_allowance"],
        parts["uc_earned_income"],
    )
    floor = pay - parts["uc_earned_income_before_floor"]
    if floor > 1:
        lines.words(
            f"Your take-home pay is counted as {a_week(floor)} more than it is: after the first year of a "
            "business Universal Credit expects the pay of the hours you could work at the minimum wage"
        )
    if allowance > 0 and pay > 0:
        lines.words(
            f"Your take-home pay is {a_week(pay)}. The first {a_week(allowance)} "
            f"({a_month(allowance)}) takes nothing off"
        )
    elif pay > 0:
        lines.words(f"Your take-home pay is {a_week(pay)}, and all of it counts")
    lines.part(
        f"55p comes off for each pound of the other {a_week(counted)}"
        if allowance > 0
        else "55p comes off for each pound of it",
        -TAPER * counted,
    )
    known = parts["uc_tariff_income"]
    for name, text in OTHER_INCOME:
        known += parts[name]
        lines.part(text, -parts[name])
    lines.part("Your savings take off", -parts["uc_tariff_income"])
    lines.part("Your other income counts", known - parts["uc_unearned_income"])
