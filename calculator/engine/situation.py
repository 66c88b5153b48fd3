"""Translates a Household into the situation that policyengine-uk reads, every switch set on purpose."""

from __future__ import annotations

from typing import Any

from calculator.bedrooms import bedrooms_allowed, under_occupancy
from calculator.engine.situation_people import adult_inputs, child_inputs, income_that_counts, yearly
from calculator.household.household import CARE_AWARDS, PRIVATE_TENURES, RENTING_TENURES, Adult, Household
from calculator.housing_benefit import (
    allowances_for_children,
    childcare_left_out,
    disability_amounts,
    supported_housing_inputs,
)
from calculator.pension_credit import pension_credit_inputs
from calculator.special_cases import children_for_childcare
from core.rules.pension_age import has_reached_pension_age

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
        people[name] = adult_inputs(adult, household)
        units["couple"]["members"].append(name)
    if household.income_from_lodgers is not None:
        # Read by Pension Credit, Housing Benefit and pension-age Council Tax Reduction; no tax is taken off it here.
        people["adult0"]["property_income_after_finance_costs"] = yearly(household.income_from_lodgers)
    for index, cared_for in enumerate(_cared_for(household)):
        people[f"adult{index}"]["is_cared_for_by_carer_benefit_recipient"] = cared_for
    for index, child in enumerate(household.children):
        name = f"child{index}"
        people[name] = child_inputs(child, household)
        units["couple"]["members"].append(name)
    for index, cost in _childcare_by_child(household).items():
        people[f"child{index}"]["childcare_expenses"] = cost
    for index, adult in enumerate(household.non_dependants):
        name = f"other{index}"
        people[name] = {
            **adult_inputs(adult, household),
            "housing_benefit_non_dep_gross_income": income_that_counts(adult, household),
        }
        units[name] = _unit_of_other_adult(name, adult)
    home = {"members": list(people), **_home_inputs(household)}
    return {
        "people": {name: _dated(inputs, year) for name, inputs in people.items()},
        "benunits": {name: _dated(inputs, year) for name, inputs in units.items()},
        "households": {"home": _dated(home, year)},
    }


def _cared_for(household: Household) -> list[bool]:
    """Whether somebody is paid for looking after each of the couple; empty where it is not told.

    The engine then takes the carers of the home itself to care for them, and nobody from elsewhere.
    """
    count, severe = household.number_with_paid_carer, household.severely_disabled
    if count is None or not severe:
        return []
    return [any(each is one for one in severe[:count]) for each in household.couple]


def _unit_of_other_adult(name: str, adult: Adult) -> dict[str, Any]:
    """The benefit unit of somebody who lives with the couple."""
    gets_pension_credit = bool(adult.benefit("pc_guarantee") or adult.benefit("pc_savings"))
    return {
        "members": [name],
        **NOBODY_CLAIMS,
        "is_married": False,
        "would_claim_uc": adult.benefit("uc") is not None,
        "would_claim_pc": gets_pension_credit,
        # As they say: worked out again from what we know of them, it could come to nothing.
        # The engine has no other way to spare somebody a contribution for a child, prison or the armed forces.
        "uc_non_dep_receives_pension_credit": gets_pension_credit or adult.is_spared_contribution,
        # Given for the couple, so the engine would take none, a category that it does not have.
        **dict.fromkeys(BEDROOMS, 1),
    }


def _childcare_by_child(household: Household) -> dict[int, float]:
    """Pounds a year for each child: evenly for those of an age for childcare, else all for the first.

    Tax-Free Childcare, and only it, has a limit for each child (and ends with 11, with a disability 16).
    """
    if not household.children or household.childcare is None:
        return {}
    ages = [
        (index, child.age_on(household.claim_date), bool(child.disability_benefits))
        for index, child in enumerate(household.children)
    ]
    young = [index for index, age, disabled in ages if age <= (16 if disabled else 11)] or [0]
    return dict.fromkeys(young, float(household.childcare.per_year) / len(young))


def _dated(inputs: dict, year: int) -> dict:
    return {key: value if key == "members" else {str(year): value} for key, value in inputs.items()}


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
        "has_mixed_age_couple_pension_credit_saving": bool(household.mixed_age_saving) and any(ages) and not all(ages),
        **_spared_deductions(household),
        # What the engine leaves out of Housing Benefit. The family premium, which is closed to new claims since 2016,
        # is added in the same place.
        "housing_benefit_family_premium": allowances_for_children(household) + disability_amounts(household),
        "housing_benefit_applicable_income_childcare_element": childcare_left_out(household),
        **supported_housing_inputs(household),
        **pension_credit_inputs(household),
        # One total, already the couple's own: each programme reads its own input for it.
        "uc_reported_capital": float(household.capital_for_universal_credit),
        "pension_credit_reported_capital": capital,
        # The engine gives a dependent young person of 16 or over no room, and knows no extra ones.
        **_rooms(household),
        "uc_childcare_element_eligible_children": children_for_childcare(household),
        **_second_room(household),
        **_site_of_a_mobile_home(household),
        # In the nine months after work (Universal Credit Regulations 2013, regulation 82(2)) it is as if pay lifted it.
        **({"is_uc_benefit_cap_exempt_earnings": True} if household.benefit_cap_grace_period else {}),
    }


def _rooms(household: Household) -> dict[str, int]:
    """Two other adults who are a couple have one room in Housing Benefit, one each elsewhere.

    SI 2006/213 and SI 2006/214, regulation 13D(3)(a), from memory; the same list in SI 2006/213, regulation B13(5), was
    read.
    """
    fewest = bedrooms_allowed(household).fewest
    couples = {each.couple_number for each in household.non_dependants} - {None}
    return dict(zip(BEDROOMS, (fewest, fewest - len(couples)), strict=True))


def _second_room(household: Household) -> dict[str, bool]:
    """Universal Credit Regulations 2013, Schedule 4, paragraph 28: with two rooms nobody is held to a shared home."""
    return {"is_lha_shared_accommodation_rate_specified_renter": False} if household.housing.extra_bedrooms else {}


def _site_of_a_mobile_home(household: Household) -> dict[str, float]:
    """Housing Benefit has no Local Housing Allowance for caravans, mobile homes and houseboats, and their sites.

    SI 2006/214, regulations 12(1)(f) and (g) and 13C(5)(d), the last from memory; the rent officer may set a limit.
    Universal Credit holds their rent to it as any other that is not owed to a social landlord (Schedule 4, Part 4).
    """
    if household.housing.tenure != "mobile" or not household.on_pension_age_rules:
        return {}
    # Without an allowance the engine lets nobody claim, so the allowance is the rent.
    return {"housing_benefit_LHA_rate": yearly(household.housing.rent)}


def _spared_deductions(household: Household) -> dict[str, float]:
    """Nothing taken off for other adults, where the law spares the couple; the engine does not model it."""
    if not household.non_dependants or not household.spared_non_dependant_deductions:
        return {}
    spared = {"housing_benefit_non_dep_deductions": 0.0, "council_tax_reduction_non_dep_deductions": 0.0}
    # Universal Credit leaves out the lowest rate of DLA care (Regulations 2013, Schedule 4, paragraph 15).
    lowest_only = all(
        not each.severely_sight_impaired
        and each.benefit("afip") is None
        and {"dla_care", "dla_care_lowest"}.issuperset(
            award for award in each.disability_benefits if award.startswith(CARE_AWARDS)
        )
        for each in household.couple
    )
    return spared if lowest_only else {**spared, "uc_non_dep_deductions": 0.0}


def _home_inputs(household: Household) -> dict[str, Any]:
    housing = household.housing
    capital = float(household.capital or 0)
    rents = housing.tenure in RENTING_TENURES
    rent = yearly(housing.rent) if rents else 0.0
    if not household.on_pension_age_rules:
        # The engine has no deduction for spare bedrooms; the law takes it off the rent first.
        rent *= 1 - under_occupancy(household, bedrooms_allowed(household))
    others = len(household.non_dependants)
    inputs: dict[str, Any] = {
        "region": household.region,
        "tenure_type": _engine_tenure(housing.tenure),
        "rent": rent,
        "council_tax": float(housing.council_tax_per_year or 0) if housing.liable_for_council_tax is not False else 0.0,
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
