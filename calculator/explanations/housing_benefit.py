"""How Housing Benefit was worked out: at pension age, and under it in supported and temporary housing."""

from __future__ import annotations

from calculator.explanations.explanation import Test, Working
from calculator.explanations.means_test import PENSION_AGE, WORKING_AGE, income_lines, savings_tests
from calculator.explanations.pension_credit import age_test
from calculator.explanations.sums import LEAST, Parts, Sum, a_week
from calculator.household.household import PRIVATE_TENURES, RENTING_TENURES, Household
from calculator.housing_benefit import TAPER, earnings_left_out, pays_rent_under_pension_age
from calculator.interface import EngineResult


def housing_benefit(household: Household, result: EngineResult) -> Working:
    """Tests and steps of Housing Benefit; no steps for those who cannot have it."""
    parts = Parts(result)
    if household.housing.tenure not in RENTING_TENURES:
        return Working((Test(False, "It helps with rent, and you told us you do not pay rent."),))
    tests = _tests(household, parts)
    if not parts.passed("housing_benefit_eligible") or household.housing.rent is None:
        return Working(tests)
    lines = Sum()
    rent = parts["benunit_rent"]
    lines.part("Your rent", rent)
    counted = parts["LHA_cap"] if parts.passed("LHA_eligible") else rent
    lines.part(f"Rent over {a_week(counted)}, the Local Housing Allowance, does not count", counted - rent)
    others = parts["housing_benefit_non_dep_deductions"]
    lines.part("Other adults at home are expected to pay towards the rent", -others)
    lines.subtotal("The most you could get")
    _income(lines, household, parts)
    lines.not_below_zero("It cannot be less than nothing")
    lines.part("The benefit cap takes off", -parts["housing_benefit_benefit_cap_reduction"])
    return Working(tests, lines.steps("Housing Benefit a week", result.per_year["hb"]))


def _tests(household: Household, parts: Parts) -> tuple[Test, ...]:
    if pays_rent_under_pension_age(household):
        home = Test(True, "You live in supported or temporary housing, where you can claim it under State Pension age.")
        return (home, *_savings_under_pension_age(household, parts))
    if not household.on_pension_age_rules:
        return (
            Test(
                False,
                "New claims are for people who have reached State Pension age. Under it, Universal Credit "
                "helps with rent.",
            ),
        )
    return (age_test(household), *savings_tests(household, parts), *_rent(household, parts))


def _savings_under_pension_age(household: Household, parts: Parts) -> list[Test]:
    if parts.passed("housing_benefit_on_passporting_benefit"):
        return [Test(True, "You can get Universal Credit, so your savings do not count.")]
    # One of a couple past State Pension age brings the rules for savings of that age.
    tariff = PENSION_AGE if parts.passed("housing_benefit_pension_age_regulations_apply") else WORKING_AGE
    return savings_tests(household, parts, tariff)


def _income(lines: Sum, household: Household, parts: Parts) -> None:
    if parts.passed("housing_benefit_on_passporting_benefit"):
        lines.words("You can get Universal Credit, so your income takes nothing off")
        return
    left_out, childcare = (
        parts["housing_benefit_applicable_income_disregard"],
        parts["housing_benefit_applicable_income_childcare_element"],
    )
    if pays_rent_under_pension_age(household) and left_out >= LEAST:
        more = earnings_left_out(household)
        because = f", of which {a_week(more * 52)} because of your kind of home" if more else ""
        lines.words(f"The first {a_week(left_out)} of your take-home pay does not count{because}")
        if childcare >= LEAST:
            lines.words(f"What you pay for childcare, {a_week(childcare)}, does not count")
    income_lines(
        lines, parts, parts["housing_benefit_applicable_income"], parts["housing_benefit_applicable_amount"], TAPER
    )


def _rent(household: Household, parts: Parts) -> list[Test]:
    rent, limit = parts["benunit_rent"], parts["LHA_cap"]
    if household.housing.tenure not in PRIVATE_TENURES or rent <= 0 or not parts.passed("LHA_eligible"):
        return []
    if limit < rent - LEAST:
        return [
            Test(
                False,
                f"Your rent of {a_week(rent)} is over the Local Housing Allowance, the most that counts "
                f"for your home: {a_week(limit)}.",
            )
        ]
    return [Test(True, "Your rent is not over the Local Housing Allowance, so all of it counts.")]
