"""What policyengine-uk reads of each person: ages as on the claim date, incomes, awards, care and study."""

from __future__ import annotations

import datetime
from typing import Any

from calculator.household.household import Adult, Child, Household, Money, Person
from calculator.special_cases import IN_NAME_ONLY, first_september_after, may_have_savings_credit
from core.rules.pension_age import has_reached_pension_age

# Regulation 55(10), and the benefits that are no income of the bands.
NOT_BANDING_INCOME = {"pip", "dla", "aa", "afip", "uc", "pc_guarantee", "pc_savings", "hb", "ctr"}
DISABILITY_INPUTS = {
    "pip_daily_living_standard": ("pip_dl_category", "STANDARD"),
    "pip_daily_living_enhanced": ("pip_dl_category", "ENHANCED"),
    "pip_mobility_standard": ("pip_m_category", "STANDARD"),
    "pip_mobility_enhanced": ("pip_m_category", "ENHANCED"),
    "dla_care_lowest": ("dla_sc_category", "LOWER"),
    "dla_care_middle": ("dla_sc_category", "MIDDLE"),
    "dla_care_highest": ("dla_sc_category", "HIGHER"),
    "dla_mobility_lower": ("dla_m_category", "LOWER"),
    "dla_mobility_higher": ("dla_m_category", "HIGHER"),
    "aa_lower": ("aa_category", "LOWER"),
    "aa_higher": ("aa_category", "HIGHER"),
    # The rate is not known: the lowest one that keeps the award's effect on other benefits smallest.
    "pip": ("pip_m_category", "STANDARD"),
    "pip_daily_living": ("pip_dl_category", "STANDARD"),
    "pip_mobility": ("pip_m_category", "STANDARD"),
    "dla": ("dla_sc_category", "LOWER"),
    "dla_care": ("dla_sc_category", "LOWER"),
    "dla_mobility": ("dla_m_category", "LOWER"),
    "aa": ("aa_category", "LOWER"),
}
DISABILITY_VARIABLES = sorted({name for name, _ in DISABILITY_INPUTS.values()})
A_PENNY = 0.01
# Housing Benefit Regulations 2006, regulation 6(1).
HOURS_OF_WORK = 16
# 66 on 1 April 2021.
BORN_TOO_LATE_FOR_MORE = datetime.date(1955, 4, 1)
# Pounds a week from April 2026: both enhanced parts of Personal Independence Payment.
AFIP = 114.60 + 80.00
# state_pension is set itself: from state_pension_reported the engine would prorate last year's amount.
BENEFIT_INPUTS = {
    "state_pension": "state_pension",
    "esa_ns": "esa_contrib_reported",
    "jsa_ns": "jsa_contrib_reported",
    "ma": "maternity_allowance_reported",
    "iidb": "iidb_reported",
    "war": "afcs_reported",
    "ca": "carers_allowance_reported",
}


def engine_birth_date(person: Person, claim_date: datetime.date, year: int) -> datetime.date:
    """A date of birth that gives the engine, on 6 October, the age the person has on the claim date.

    Only a birthday between the two days is moved, to the nearer side of 6 October, so no cut-off that
    falls on 6 April (children born before 6 April 2017, State Pension cohorts) is crossed. Nor is 1 April 1955,
    from which on people have less Housing Benefit (SI 2006/214, Schedule 3): a year of age changes nothing then.
    """
    reference = datetime.date(year, 10, 6)
    born = person.date_of_birth
    if born > reference:
        return reference
    age = person.age_on(claim_date)
    if person.age_on(reference) < age:
        moved = datetime.date(year - age, 10, 6)
        return born if moved < BORN_TOO_LATE_FOR_MORE <= born else moved
    if person.age_on(reference) > age:
        return datetime.date(year - age - 1, 10, 7)
    return born


def income_that_counts(adult: Adult, household: Household) -> float:
    """Pounds a year that decide a non-dependant's deduction from Housing Benefit.

    Given, because the engine takes nothing off without income (the flat amount is due) and does not know whom the law
    spares: SI 2006/214, regulation 55(1) and (6) to (9); under pension age SI 2006/213, regulation 74, says the same.
    Of a couple one has the income of both and the other none (regulation 55(3) and (4)).
    """
    if _spared(adult, household) or _counted_of_couple(adult, household) is not adult:
        return 0.0
    # The scale begins above nothing, where the flat amount is. A penny more, because the engine's numbers are of single
    # precision, and exactly £365 a week must not come to less.
    income = sum(_gross_income(each) for each in household.couple_of(adult))
    return max(income, 1.0) + A_PENNY


def _counted_of_couple(adult: Adult, household: Household) -> Adult:
    """Which member of a couple the deduction is worked out for, from their joint income: one in paid work if any is.

    Somebody for whom no deduction is made is not considered.
    """
    couple = [each for each in household.couple_of(adult) if not _spared(each, household)]
    return max(couple, key=lambda each: (each.hours_per_week or 0) >= HOURS_OF_WORK)


def _gross_income(adult: Adult) -> float:
    known = (
        adult.earnings,
        adult.self_employed_profit,
        adult.private_pension,
        *(each.amount for each in adult.benefits if each.code not in NOT_BANDING_INCOME),
    )
    return sum(yearly(each) for each in known)


def _spared(adult: Adult, household: Household) -> bool:
    gets_pension_credit = adult.benefit("pc_guarantee") or adult.benefit("pc_savings")
    young_on_universal_credit = (
        adult.benefit("uc") is not None and adult.has_no_pay and adult.age_on(household.claim_date) < 25
    )
    return bool(
        gets_pension_credit or adult.full_time_student or young_on_universal_credit or adult.is_no_non_dependant
    )


def _person_inputs(person: Person, household: Household) -> dict[str, Any]:
    year = household.rates_year
    born = engine_birth_date(person, household.claim_date, year)
    reached = has_reached_pension_age(person.date_of_birth, household.claim_date)
    inputs = {
        "age": Person(born).age_on(datetime.date(year, 10, 6)),
        "date_of_birth": born.year * 10000 + born.month * 100 + born.day,
        "is_SP_age": reached,
        "has_attained_state_pension_credit_qualifying_age": reached,
        # SI 2006/214, Schedule 4, paragraph 5(1), besides the awards: the £17.10 for 16 hours of work asks for it.
        "is_disabled_for_benefits": bool(person.disability_benefits) or person.severely_sight_impaired,
        "is_blind": person.severely_sight_impaired,
        **dict.fromkeys(DISABILITY_VARIABLES, "NONE"),
    }
    for code in person.disability_benefits:
        name, value = DISABILITY_INPUTS[code]
        inputs[name] = value
    return inputs


def adult_inputs(adult: Adult, household: Household) -> dict[str, Any]:
    """The engine's inputs of the claimant, the partner or another adult."""
    at_least_lcw = adult.limited_capability in ("lcw", "lcwra")
    return {
        **_person_inputs(adult, household),
        **_benefit_inputs(adult),
        **({"is_disabled_for_benefits": True} if adult.benefit("afip") else {}),
        "is_claimant_or_partner": True,
        "is_benunit_head": adult.role != "partner",
        "is_household_head": adult.role == "claimant",
        # Without it the engine does not look at a parent's pay for Tax-Free Childcare.
        "is_parent": bool(household.children) and adult.role != "non_dependant",
        "employment_income": yearly(adult.earnings),
        "self_employment_income": yearly(adult.self_employed_profit),
        "employee_pension_contributions": yearly(adult.pension_contributions),
        "private_pension_income": yearly(adult.private_pension),
        "hours_worked": (adult.hours_per_week or 0.0) * 52,
        "uc_limited_capability_for_work": at_least_lcw,
        "uc_limited_capability_for_WRA": adult.limited_capability == "lcwra",
        "esa_includes_support_component": adult.limited_capability == "lcwra",
        # Carer's Allowance is also told by those who are entitled and get nothing, because of another benefit.
        "care_hours": 35 if adult.cares_35_hours or adult.benefit("ca") else 0,
        "meets_savings_credit_age_requirement": adult.role != "non_dependant" and may_have_savings_credit(household),
        # Without it everybody has the minimum income floor. Not known: nobody has, and the estimate says so.
        "uc_is_in_startup_period": adult.first_year_of_business is not False,
        "uc_is_in_gainful_self_employment": adult.mainly_self_employed,
        "tax_free_childcare_self_employment_start_up_period": adult.first_year_of_business is True,
        # Only for the married, and we do not ask.
        "would_claim_marriage_allowance": False,
        # Carer's Allowance is estimated for those who care 35 hours for somebody with a disability benefit.
        "would_claim_carers_allowance": _may_claim_carers_allowance(adult, household),
        "current_education": "TERTIARY" if adult.full_time_student else "NOT_IN_EDUCATION",
    }


def _benefit_inputs(adult: Adult) -> dict[str, float]:
    """Pounds a year of the benefits that the engine takes as they are told."""
    inputs = dict.fromkeys(BENEFIT_INPUTS.values(), 0.0)
    for benefit in adult.benefits:
        if benefit.code in BENEFIT_INPUTS:
            inputs[BENEFIT_INPUTS[benefit.code]] = yearly(benefit.amount)
    if adult.benefit("afip"):
        # One rate for everybody; receipt is what matters.
        inputs["armed_forces_independence_payment"] = AFIP * 52
    if adult.benefit("guardian"):
        # Regulation 83(1)(j): it lifts the benefit cap, as a war pension does, of which the engine knows it.
        inputs["afcs_reported"] = max(inputs["afcs_reported"], IN_NAME_ONLY)
    return inputs


def _may_claim_carers_allowance(adult: Adult, household: Household) -> bool:
    if adult.role == "non_dependant":
        return adult.benefit("ca") is not None
    # Social Security Contributions and Benefits Act 1992, section 70(3): nobody in full-time education. Scotland's
    # Carer Support Payment does reach some students.
    return not adult.full_time_student or household.region == "SCOTLAND"


def child_inputs(child: Child, household: Household) -> dict[str, Any]:
    """The engine's inputs of a child or young person of the couple."""
    age = child.age_on(household.claim_date)
    school = (
        "PRE_PRIMARY" if age < 5 else "PRIMARY" if age < 11 else "LOWER_SECONDARY" if age < 16 else "UPPER_SECONDARY"
    )
    if age >= 16 and child.in_education is False:
        school = "NOT_IN_EDUCATION"
    return {
        **_person_inputs(child, household),
        "is_claimant_or_partner": False,
        "is_benunit_head": False,
        "is_household_head": False,
        "current_education": school,
        "would_claim_scp": True,
        "uc_limited_capability_for_work": False,
        "uc_limited_capability_for_WRA": False,
        # With education begun before 19 they count still: Child Benefit (General) Regulations 2006, regulation 3;
        # until 1 September, Universal Credit Regulations 2013, regulation 5(1)(b).
        "age_started_or_accepted_current_education_or_training": min(age, 18),
        "is_before_universal_credit_qualifying_young_person_terminal_date": household.claim_date
        < first_september_after(19, child),
    }


def yearly(money: Money | None) -> float:
    """Pounds a year, 0 when not known."""
    return 0.0 if money is None else float(money.per_year)
