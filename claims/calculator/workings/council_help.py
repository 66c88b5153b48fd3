"""How the help that councils pay at pension age was worked out: Housing Benefit and Council Tax Reduction."""
from __future__ import annotations

from math import ceil

from claims.calculator.engines import EngineResult
from claims.calculator.household import PRIVATE_TENURES, RENTING_TENURES, Household
from claims.calculator.working import Test, Working
from claims.calculator.workings.pension_credit import age_test
from claims.calculator.workings.sums import LEAST, Parts, Sum, a_week, told_savings

# Housing Benefit (Persons who have attained the qualifying age) Regulations 2006, regulations 29(2), 43 and 51; Council
# Tax Reduction Schemes (Prescribed Requirements) Regulations 2012, Schedule 1, paragraphs 3, 11 and 37.
CAPITAL_LIMIT, CAPITAL_FREE, CAPITAL_STEP, PER_STEP = 16_000, 10_000, 500, 52
RENT_TAPER, COUNCIL_TAX_TAPER = 0.65, 0.20


def housing_benefit(household: Household, result: EngineResult) -> Working:
    """Tests and steps of Housing Benefit; no steps for those who cannot have it."""
    parts = Parts(result)
    if household.housing.tenure not in RENTING_TENURES:
        return Working((Test(False, "It helps with rent, and you told us you do not pay rent."),))
    age = _age(household)
    tests = (age, *_capital(household, parts), *_rent(household, parts)) if age.passed else (age,)
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
    _income(lines, parts, parts["housing_benefit_applicable_income"], parts["housing_benefit_applicable_amount"],
            RENT_TAPER)
    lines.not_below_zero("It cannot be less than nothing")
    lines.part("The benefit cap takes off", -parts["housing_benefit_benefit_cap_reduction"])
    return Working(tests, lines.steps("Housing Benefit a week", result.per_year["hb"]))


def council_tax_reduction(household: Household, result: EngineResult) -> Working:
    """Tests and steps of the national scheme for pension age; nothing under it, where each council has its own.

    Nothing in Northern Ireland either: it has rates in place of council tax.
    """
    parts = Parts(result)
    housing = household.housing
    if housing.liable_for_council_tax is False:
        return Working((Test(False, "Your name must be on the council tax bill."),))
    bill = housing.council_tax_per_year
    if not parts.passed("council_tax_reduction_pensioner") or bill is None or household.region == "NORTHERN_IRELAND":
        return Working()
    age = age_test(household) if household.on_pension_age_rules else Test(True, "One of you has reached State Pension "
                                                                                "age.")
    tests = (age, *_capital(household, parts))
    if parts["council_tax_reduction_assessable_capital"] > CAPITAL_LIMIT:
        return Working(tests)
    lines = Sum()
    lines.part("Your council tax", float(bill))
    others = parts["council_tax_reduction_non_dep_deductions"]
    lines.part("Other adults at home are expected to pay towards it", -others)
    _income(lines, parts, parts["council_tax_reduction_applicable_income"],
            parts["council_tax_reduction_applicable_amount"], COUNCIL_TAX_TAPER)
    lines.not_below_zero("It cannot be less than nothing")
    return Working(tests, lines.steps("Council Tax Reduction a week", result.per_year["ctr"]))


def _income(lines: Sum, parts: Parts, income: float, needed: float, taper: float) -> None:
    if parts["guarantee_credit"] > 0:
        lines.words("You get Guarantee Credit, so your income takes nothing off")
        return
    lines.words(f"Your income that counts is {a_week(income)}")
    if income <= needed:
        lines.words(f"It is not over {a_week(needed)}, the amount set for you to live on, so it takes nothing off")
        return
    lines.part(f"{taper * 100:.0f}p comes off for each pound over {a_week(needed)}, the amount set for you to live on",
               -taper * (income - needed))


def _age(household: Household) -> Test:
    if household.on_pension_age_rules:
        return age_test(household)
    return Test(False, "New claims are for people who have reached State Pension age. Under it, Universal Credit helps "
                       "with rent.")


def _capital(household: Household, parts: Parts) -> list[Test]:
    if parts["guarantee_credit"] > 0:
        return [Test(True, "You get Guarantee Credit, so your savings do not count.")]
    if household.capital is None:
        return []
    capital = float(household.capital)
    savings = told_savings(capital)
    if capital > CAPITAL_LIMIT:
        return [Test(False, f"{savings} are over the limit of £16,000.")]
    if capital <= CAPITAL_FREE:
        return [Test(True, f"{savings} are not over £10,000, so they do not count.")]
    per_year = ceil((capital - CAPITAL_FREE) / CAPITAL_STEP) * PER_STEP
    return [Test(True, f"{savings} are over £10,000: each £500 over counts as £1 a week of income. "
                       f"That is {a_week(per_year)}.")]


def _rent(household: Household, parts: Parts) -> list[Test]:
    rent, limit = parts["benunit_rent"], parts["LHA_cap"]
    if household.housing.tenure not in PRIVATE_TENURES or rent <= 0 or not parts.passed("LHA_eligible"):
        return []
    if limit < rent - LEAST:
        return [Test(False, f"Your rent of {a_week(rent)} is over the Local Housing Allowance, the most that counts "
                            f"for your home: {a_week(limit)}.")]
    return [Test(True, "Your rent is not over the Local Housing Allowance, so all of it counts.")]
