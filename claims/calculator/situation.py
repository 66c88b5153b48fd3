"""Translates a Household into the situation that policyengine-uk reads, every switch set on purpose."""
from __future__ import annotations

import datetime
from typing import Any

from claims.calculator.bedrooms import bedrooms_allowed, under_occupancy
from claims.calculator.household import (
    CARE_AWARDS,
    PRIVATE_TENURES,
    RENTING_TENURES,
    Adult,
    Child,
    Household,
    Money,
    Person,
)
from claims.calculator.housing_benefit import allowances_for_children, supported_housing_inputs
from claims.calculator.special_cases import (
    IN_NAME_ONLY,
    children_for_childcare,
    first_september_after,
    may_have_savings_credit,
)
from claims.pension_age import has_reached_pension_age

# Regulation 55(10), and the benefits that are no income of the bands.
NOT_BANDING_INCOME = {"pip", "dla", "aa", "afip", "uc", "pc_guarantee", "pc_savings", "hb", "ctr"}
# We ask "what could they get", so the couple claims everything open to new claims...
COUPLE_CLAIMS = {
    "claims_all_entitled_benefits": True,
    "would_claim_uc": True,
    "would_claim_uc_at_legacy_closure": True,
    "would_claim_uc_childcare": True,
    "would_claim_pc": True,
    "would_claim_housing_benefit": True,
    "would_claim_council_tax_reduction": True,
    "would_claim_child_benefit": True,
    "would_claim_tfc": True,
    # Free hours, which decide what childcare is worth; they pay nothing by themselves.
    "would_claim_universal_childcare": True,
    "would_claim_targeted_childcare": True,
    "would_claim_extended_childcare": True,
    "would_claim_wales_childcare_offer": True,
    # ... and nothing that is closed, whatever they still report.
    "would_claim_CTC": False,
    "would_claim_WTC": False,
    "would_claim_IS": False,
}
BEDROOMS = ("LHA_allowed_bedrooms", "housing_benefit_LHA_allowed_bedrooms")
# Other adults claim only what they say they get: we estimate nothing for them.
NOBODY_CLAIMS = dict.fromkeys(COUPLE_CLAIMS, False)

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


def build_situation(household: Household) -> dict[str, Any]:
    """The policyengine-uk situation of a household, for its rates year.

    The engine's year N is the tax year from 6 April N: rates are those of 30 April N and ages those of
    6 October N. Ages are kept as on the claim date (see `engine_birth_date`). Benefit unit "couple" is the
    claimant's; each other adult is a benefit unit of their own.
    """
    year = household.rates_year
    people: dict[str, dict] = {}
    units: dict[str, dict] = {"couple": {"members": [], **_couple_inputs(household)}}
    for index, adult in enumerate(household.couple):
        name = f"adult{index}"
        people[name] = _adult_inputs(adult, household)
        units["couple"]["members"].append(name)
    for index, child in enumerate(household.children):
        name = f"child{index}"
        people[name] = _child_inputs(child, household)
        units["couple"]["members"].append(name)
    for index, cost in _childcare_by_child(household).items():
        people[f"child{index}"]["childcare_expenses"] = cost
    for index, adult in enumerate(household.non_dependants):
        name = f"other{index}"
        people[name] = {**_adult_inputs(adult, household),
                        "housing_benefit_non_dep_gross_income": _income_that_counts(adult, household)}
        gets_pension_credit = bool(adult.benefit("pc_guarantee") or adult.benefit("pc_savings"))
        units[name] = {"members": [name], **NOBODY_CLAIMS, "is_married": False,
                       "would_claim_uc": adult.benefit("uc") is not None,
                       "would_claim_pc": gets_pension_credit,
                       # As they say: worked out again from what we know of them, it could come to nothing.
                       "uc_non_dep_receives_pension_credit": gets_pension_credit,
                       # Given for the couple, so the engine would take none, a category that it does not have.
                       **dict.fromkeys(BEDROOMS, 1)}
    home = {"members": list(people), **_home_inputs(household)}
    return {
        "people": {name: _dated(inputs, year) for name, inputs in people.items()},
        "benunits": {name: _dated(inputs, year) for name, inputs in units.items()},
        "households": {"home": _dated(home, year)},
    }


def engine_birth_date(person: Person, claim_date: datetime.date, year: int) -> datetime.date:
    """A date of birth that gives the engine, on 6 October, the age the person has on the claim date.

    Only a birthday between the two days is moved, to the nearer side of 6 October, so no cut-off that
    falls on 6 April (children born before 6 April 2017, State Pension cohorts) is crossed.
    """
    reference = datetime.date(year, 10, 6)
    born = person.date_of_birth
    if born > reference:
        return reference
    age = person.age_on(claim_date)
    if person.age_on(reference) < age:
        return datetime.date(year - age, 10, 6)
    if person.age_on(reference) > age:
        return datetime.date(year - age - 1, 10, 7)
    return born


def _income_that_counts(adult: Adult, household: Household) -> float:
    """Pounds a year that decide a non-dependant's deduction from Housing Benefit.

    Given, because the engine takes nothing off without income (the flat amount is due) and does not know whom the law
    spares: SI 2006/214, regulation 55(1) and (6) to (9); under pension age SI 2006/213, regulation 74, says the same.
    """
    known = (adult.earnings, adult.self_employed_profit, adult.private_pension,
             *(each.amount for each in adult.benefits if each.code not in NOT_BANDING_INCOME))
    income = sum(_yearly(each) for each in known)
    gets_pension_credit = adult.benefit("pc_guarantee") or adult.benefit("pc_savings")
    young_on_universal_credit = (adult.benefit("uc") is not None and adult.has_no_pay
                                 and adult.age_on(household.claim_date) < 25)
    if gets_pension_credit or adult.full_time_student or young_on_universal_credit:
        return 0.0
    # The scale begins above nothing, where the flat amount is.
    return max(income, 1.0)


def _childcare_by_child(household: Household) -> dict[int, float]:
    """Pounds a year for each child: evenly for those of an age for childcare, else all for the first.

    Tax-Free Childcare, and only it, has a limit for each child (and ends with 11, with a disability 16).
    """
    if not household.children or household.childcare is None:
        return {}
    ages = [(index, child.age_on(household.claim_date), bool(child.disability_benefits))
            for index, child in enumerate(household.children)]
    young = [index for index, age, disabled in ages if age <= (16 if disabled else 11)] or [0]
    return dict.fromkeys(young, float(household.childcare.per_year) / len(young))


def _dated(inputs: dict, year: int) -> dict:
    return {key: value if key == "members" else {str(year): value} for key, value in inputs.items()}


def _yearly(money: Money | None) -> float:
    return 0.0 if money is None else float(money.per_year)


def _person_inputs(person: Person, household: Household) -> dict[str, Any]:
    year = household.rates_year
    born = engine_birth_date(person, household.claim_date, year)
    reached = has_reached_pension_age(person.date_of_birth, household.claim_date)
    inputs = {
        "age": Person(born).age_on(datetime.date(year, 10, 6)),
        "date_of_birth": born.year * 10000 + born.month * 100 + born.day,
        "is_SP_age": reached,
        "has_attained_state_pension_credit_qualifying_age": reached,
        "is_disabled_for_benefits": bool(person.disability_benefits),
        "is_blind": person.severely_sight_impaired,
        **dict.fromkeys(DISABILITY_VARIABLES, "NONE"),
    }
    for code in person.disability_benefits:
        name, value = DISABILITY_INPUTS[code]
        inputs[name] = value
    return inputs


def _adult_inputs(adult: Adult, household: Household) -> dict[str, Any]:
    at_least_lcw = adult.limited_capability in ("lcw", "lcwra")
    inputs = {
        **_person_inputs(adult, household),
        "is_claimant_or_partner": True,
        "is_benunit_head": adult.role != "partner",
        "is_household_head": adult.role == "claimant",
        # Without it the engine does not look at a parent's pay for Tax-Free Childcare.
        "is_parent": bool(household.children) and adult.role != "non_dependant",
        "employment_income": _yearly(adult.earnings),
        "self_employment_income": _yearly(adult.self_employed_profit),
        "employee_pension_contributions": _yearly(adult.pension_contributions),
        "private_pension_income": _yearly(adult.private_pension),
        "hours_worked": (adult.hours_per_week or 0.0) * 52,
        "uc_limited_capability_for_work": at_least_lcw,
        "uc_limited_capability_for_WRA": adult.limited_capability == "lcwra",
        "esa_includes_support_component": adult.limited_capability == "lcwra",
        # Carer's Allowance is also told by those who are entitled and get nothing, because of another benefit.
        "care_hours": 35 if adult.cares_35_hours or adult.benefit("ca") else 0,
        # Without it everybody has the minimum income floor. Not known: nobody has, and the estimate says so.
        "meets_savings_credit_age_requirement": adult.role != "non_dependant" and may_have_savings_credit(household),
        "uc_is_in_startup_period": adult.first_year_of_business is not False,
        "uc_is_in_gainful_self_employment": adult.mainly_self_employed,
        "tax_free_childcare_self_employment_start_up_period": adult.first_year_of_business is True,
        # Only for the married, and we do not ask.
        "would_claim_marriage_allowance": False,
        # Carer's Allowance is estimated for those who care 35 hours for somebody with a disability benefit.
        "would_claim_carers_allowance": _may_claim_carers_allowance(adult, household),
        "current_education": "TERTIARY" if adult.full_time_student else "NOT_IN_EDUCATION",
        **dict.fromkeys(BENEFIT_INPUTS.values(), 0.0),
    }
    for benefit in adult.benefits:
        if benefit.code in BENEFIT_INPUTS:
            inputs[BENEFIT_INPUTS[benefit.code]] = _yearly(benefit.amount)
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


def _child_inputs(child: Child, household: Household) -> dict[str, Any]:
    age = child.age_on(household.claim_date)
    school = ("PRE_PRIMARY" if age < 5 else "PRIMARY" if age < 11 else
              "LOWER_SECONDARY" if age < 16 else "UPPER_SECONDARY")
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
        "is_before_universal_credit_qualifying_young_person_terminal_date":
            household.claim_date < first_september_after(19, child),
    }


def _couple_inputs(household: Household) -> dict[str, Any]:
    couple = household.couple
    capital = float(household.capital or 0)
    ages = [has_reached_pension_age(each.date_of_birth, household.claim_date) for each in couple]
    return {
        **COUPLE_CLAIMS,
        "is_married": len(couple) == 2,
        "claims_legacy_benefits": False,
        # Asked, because the plain engine otherwise gives everybody the protected, higher element. Not known:
        # the new, lower one, and the estimate says so.
        "uc_receives_new_claimant_health_element": household.had_health_element_before_april_2026 is not True,
        "partners_care_for_same_severely_disabled_person": household.care_for_same_person,
        "has_mixed_age_couple_pension_credit_saving":
            bool(household.mixed_age_saving) and any(ages) and not all(ages),
        **_spared_deductions(household),
        # The engine leaves children's allowances out of Housing Benefit. The family premium, which is closed to new
        # claims since 2016, is added in the same place.
        "housing_benefit_family_premium": allowances_for_children(household),
        **supported_housing_inputs(household),
        # One total, already the couple's own: each programme reads its own input for it.
        "uc_reported_capital": capital,
        "pension_credit_reported_capital": capital,
        # The engine gives a dependent young person of 16 or over no room, and knows no extra ones.
        **dict.fromkeys(BEDROOMS, bedrooms_allowed(household).fewest),
        "uc_childcare_element_eligible_children": children_for_childcare(household),
        **_second_room(household),
    }


def _second_room(household: Household) -> dict[str, bool]:
    """Universal Credit Regulations 2013, Schedule 4, paragraph 28: with two rooms nobody is held to a shared home."""
    return {"is_lha_shared_accommodation_rate_specified_renter": False} if household.housing.extra_bedrooms else {}


def _spared_deductions(household: Household) -> dict[str, float]:
    """Nothing taken off for other adults, where the law spares the couple; the engine does not model it."""
    if not household.non_dependants or not household.spared_non_dependant_deductions:
        return {}
    spared = {"housing_benefit_non_dep_deductions": 0.0, "council_tax_reduction_non_dep_deductions": 0.0}
    # Universal Credit leaves out the lowest rate of DLA care (Regulations 2013, Schedule 4, paragraph 15).
    lowest_only = all(not each.severely_sight_impaired and each.benefit("afip") is None
                      and {"dla_care", "dla_care_lowest"}.issuperset(
                          award for award in each.disability_benefits if award.startswith(CARE_AWARDS))
                      for each in household.couple)
    return spared if lowest_only else {**spared, "uc_non_dep_deductions": 0.0}


def _home_inputs(household: Household) -> dict[str, Any]:
    housing = household.housing
    capital = float(household.capital or 0)
    rents = housing.tenure in RENTING_TENURES
    rent = _yearly(housing.rent) if rents else 0.0
    if not household.on_pension_age_rules:
        # The engine has no deduction for spare bedrooms; the law takes it off the rent first.
        rent *= 1 - under_occupancy(household, bedrooms_allowed(household))
    others = len(household.non_dependants)
    inputs: dict[str, Any] = {
        "region": household.region,
        "tenure_type": _engine_tenure(housing.tenure),
        "rent": rent,
        "council_tax": float(housing.council_tax_per_year or 0)
        if housing.liable_for_council_tax is not False else 0.0,
        "savings": capital,
        # Housing Benefit's formula shares a home's capital among all its adults; the rest tops ours back up
        # to what the couple has, through the only source that no other programme reads here.
        "owned_land": capital * others / len(household.couple),
    }
    if housing.bedrooms is not None:
        inputs["num_bedrooms"] = housing.bedrooms
    if housing.council_tax_band is not None:
        inputs["council_tax_band"] = housing.council_tax_band
    if household.local_authority is not None:
        inputs["local_authority"] = household.local_authority
    if household.brma is not None:
        inputs["brma"] = household.brma
    return inputs


def _engine_tenure(tenure: str) -> str:
    if tenure == "council_tenant":
        return "RENT_FROM_COUNCIL"
    if tenure == "owner":
        return "OWNED_OUTRIGHT"
    if tenure in PRIVATE_TENURES or tenure in ("family", "other"):
        return "RENT_PRIVATELY"
    return "RENT_FROM_HA"
