"""How Housing Benefit was worked out: at pension age, and under it in supported and temporary housing."""

from __future__ import annotations

from calculator.explanations.explanation import Explanation, Test, met, not_met
from calculator.explanations.means_test import income_lines, savings_tests
from calculator.explanations.pension_credit import age_test
from calculator.explanations.sums import LEAST, OVER_ALLOWANCE, Parts, Sum, rent_test
from calculator.figures import PENSION_AGE_TARIFF, WORKING_AGE_TARIFF
from calculator.household.household import PRIVATE_TENURES, RENTING_TENURES, Household
from calculator.housing_benefit import TAPER, earnings_left_out, pays_rent_under_pension_age
from calculator.interface import EngineResult
from core.rules.messages import a_week, say


def housing_benefit(household: Household, result: EngineResult) -> Explanation:
    """Tests and steps of Housing Benefit; no steps for those who cannot have it."""
    parts = Parts(result)
    if household.housing.tenure not in RENTING_TENURES:
        return Explanation((not_met("It helps with rent, and you told us you do not pay rent."),))
    tests = _tests(household, parts)
    if not parts.passed("housing_benefit_eligible") or household.housing.rent is None:
        return Explanation(tests)
    lines = Sum()
    rent = parts["benunit_rent"]
    lines.part(say("Your rent"), rent)
    counted = parts["LHA_cap"] if parts.passed("LHA_eligible") else rent
    lines.part(OVER_ALLOWANCE.fill(limit=a_week(counted)), counted - rent)
    others = parts["housing_benefit_non_dep_deductions"]
    lines.part(say("Other adults at home are expected to pay towards the rent"), -others)
    lines.subtotal(say("The most you could get"))
    _income(lines, household, parts)
    lines.not_below_zero(say("It cannot be less than nothing"))
    lines.part(say("The benefit cap, a limit on benefits, takes off"), -parts["housing_benefit_benefit_cap_reduction"])
    return Explanation(tests, lines.steps(say("Housing Benefit a week"), result.per_year["hb"]))


def _tests(household: Household, parts: Parts) -> tuple[Test, ...]:
    if pays_rent_under_pension_age(household):
        home = met("You live in supported or temporary housing, where you can claim it under State Pension age.")
        return (home, *_savings_under_pension_age(household, parts))
    if not household.on_pension_age_rules:
        return (
            not_met(
                "New claims are for people who have reached State Pension age. Under it, Universal Credit helps with "
                "rent."
            ),
        )
    return (age_test(household), *savings_tests(household, parts), *_rent(household, parts))


def _savings_under_pension_age(household: Household, parts: Parts) -> list[Test]:
    if parts.passed("housing_benefit_on_passporting_benefit"):
        return [met("You can get Universal Credit, so your savings do not count.")]
    # One of a couple past State Pension age brings the rules for savings of that age.
    tariff = PENSION_AGE_TARIFF if parts.passed("housing_benefit_pension_age_regulations_apply") else WORKING_AGE_TARIFF
    return savings_tests(household, parts, tariff)


def _income(lines: Sum, household: Household, parts: Parts) -> None:
    if parts.passed("housing_benefit_on_passporting_benefit"):
        lines.words(say("You can get Universal Credit, so your income takes nothing off"))
        return
    left_out, childcare = (
        parts["housing_benefit_applicable_income_disregard"],
        parts["housing_benefit_applicable_income_childcare_element"],
    )
    if pays_rent_under_pension_age(household) and left_out >= LEAST:
        more = earnings_left_out(household)
        if more:
            lines.words(
                say(
                    "The first %(amount)s of your take-home pay does not count, of which %(home)s because of your kind "
                    "of home",
                    amount=a_week(left_out),
                    home=a_week(more * 52),
                )
            )
        else:
            lines.words(say("The first %(amount)s of your take-home pay does not count", amount=a_week(left_out)))
        if childcare >= LEAST:
            lines.words(say("What you pay for childcare, %(amount)s, does not count", amount=a_week(childcare)))
    income_lines(
        lines, parts, parts["housing_benefit_applicable_income"], parts["housing_benefit_applicable_amount"], TAPER
    )


def _rent(household: Household, parts: Parts) -> list[Test]:
    rent, limit = parts["benunit_rent"], parts["LHA_cap"]
    limited = household.housing.tenure in PRIVATE_TENURES and household.housing.tenure != "mobile"
    if not limited or rent <= 0 or not parts.passed("LHA_eligible"):
        return []
    return [rent_test(rent, limit)]
