"""What is read from policyengine-uk after a run, and how it becomes an EngineResult's figures."""

from __future__ import annotations

import math
from typing import Any

BENEFITS = {"uc": "universal_credit", "pc": "pension_credit", "hb": "housing_benefit", "cb": "child_benefit"}
# Variables of a benefit unit, read for the couple's.
UNIT = (
    *BENEFITS.values(),
    "council_tax_benefit",
    "uc_standard_allowance",
    "uc_child_element",
    "uc_housing_costs_element",
    "uc_LCWRA_element",
    "uc_carer_element",
    "uc_childcare_element",
    "uc_disability_elements",
    "uc_maximum_amount",
    "uc_earned_income_before_work_allowance",
    "uc_earned_income",
    "uc_work_allowance",
    "uc_unearned_income",
    "uc_tariff_income",
    "uc_benefit_cap",
    "uc_benefit_cap_reduction",
    "uc_non_dep_deductions",
    "uc_income_reduction",
    "guarantee_credit",
    "savings_credit",
    "pension_credit_income",
    "minimum_guarantee",
    "standard_minimum_guarantee",
    "severe_disability_minimum_guarantee_addition",
    "carer_minimum_guarantee_addition",
    "child_minimum_guarantee_addition",
    "housing_benefit_applicable_amount",
    "housing_benefit_applicable_income",
    "housing_benefit_non_dep_deductions",
    "housing_benefit_net_earnings",
    "housing_benefit_applicable_income_disregard",
    "housing_benefit_applicable_income_childcare_element",
    "housing_benefit_child_disability_premiums",
    "uc_LHA_cap",
    "benunit_rent",
    # The steps of a sum that nothing else here needs (calculator/explanations).
    "uc_maximum_childcare_element_amount",
    "uc_benefit_cap_reduction_after_floor",
    "uc_deductions",
    "uc_benefit_cap_earnings_exception_threshold",
    "benefit_cap_welfare_benefits",
    "pension_credit_earnings",
    "pension_credit_earnings_disregard",
    "pension_credit_deemed_income",
    "pension_credit_war_pension_income",
    "LHA_cap",
    "housing_benefit_tariff_income",
    "housing_benefit_benefit_cap_reduction",
    "council_tax_reduction_applicable_amount",
    "council_tax_reduction_applicable_income",
    "council_tax_reduction_non_dep_deductions",
    "council_tax_reduction_assessable_capital",
    # What the law leaves out of pay at pension age (calculator/ctr/pension_age.py).
    "housing_benefit_special_earnings_disregard",
    "council_tax_reduction_net_earnings",
    "council_tax_reduction_pensioner_earnings_disregard",
    # Tax on pay with pensions before it, as a tax code has it (calculator/pay.py).
    "pension_credit_employment_income_tax",
)
TESTS = (
    "is_uc_eligible",
    "council_tax_reduction_scheme_supported",
    "council_tax_reduction_pensioner",
    "is_uc_benefit_cap_exempt",
    "is_uc_benefit_cap_exempt_earnings",
    "is_uc_work_allowance_eligible",
    "uc_childcare_work_condition",
    "extended_childcare_entitlement_eligible",
    "targeted_childcare_entitlement_eligible",
    "LHA_eligible",
    "housing_benefit_eligible",
    "is_savings_credit_eligible",
    "tax_free_childcare_eligible",
    "is_uc_benefit_cap_exempt_specified_benefit",
    "housing_benefit_on_passporting_benefit",
    "housing_benefit_pension_age_regulations_apply",
    "is_lone_parent",
    "meets_housing_benefit_additional_earnings_disregard_conditions",
)
# Variables of a person, summed over claimant and partner. The name we give each.
COUPLE = {
    "employment_income": "earnings",
    "self_employment_income": "self_employed_profit",
    "uc_individual_earned_income_before_mif": "uc_earned_income_before_floor",
    "income_tax_before_winter_fuel_payment_charge": "income_tax",
    "national_insurance": "national_insurance",
    "employee_pension_contributions": "pension_contributions",
    "private_pension_income": "private_pension",
    "state_pension": "state_pension",
    "esa_contrib": "esa_ns",
    "jsa_contrib": "jsa_ns",
    "CB_HITC": "child_benefit_charge",
    "carers_allowance": "carers_allowance",
    "carer_support_payment": "carer_support_payment",
    "scottish_carer_supplement": "scottish_carer_supplement",
    "maternity_allowance": "maternity_allowance",
    "iidb": "iidb",
    "property_income_after_finance_costs": "income_from_lodgers",
    "pension_credit_self_employment_deductions": "self_employment_deductions",
    "ni_class_1_employee": "employed_insurance",
    "uc_unearned_carer_support_payment": "uc_unearned_carer_support_payment",
    "carers_allowance_pre_overlap": "carers_allowance_pre_overlap",
    "carer_support_payment_pre_overlap": "carer_support_payment_pre_overlap",
    # How many of the two.
    "tax_free_childcare_meets_income_requirements": "earners_for_tax_free_childcare",
}
# Variables of a person, summed over the couple's children.
CHILDREN = {
    "tax_free_childcare": "tfc",
    "scottish_child_payment": "scp",
    # How many of them.
    "is_child_or_qualifying_young_person_for_child_benefit": "children_for_child_benefit",
    "is_scp_eligible": "children_for_scottish_child_payment",
}
BENEFITS_OF_CHILDREN = ("tfc", "scp")


def result_values(found: dict[str, Any]) -> tuple[dict[str, float], dict[str, float], dict[str, bool]]:
    """(per_year, parts, tests) of one household from the values of its variables, in pounds a year."""
    per_year = {code: _pounds(found[name]) for code, name in BENEFITS.items()}
    parts = {name: _pounds(found[name]) for name in UNIT if name not in BENEFITS.values()}
    parts["child_benefit"] = per_year["cb"]
    parts |= {ours: _pounds(found[name]) for name, ours in COUPLE.items()}
    tests = {name: bool(found[name]) for name in TESTS}
    # The engine's Income Tax includes the charge; apart, so that nothing is counted twice.
    parts["income_tax"] = round(parts["income_tax"] - parts["child_benefit_charge"], 2)
    # Under pension age the engine leaves out children and Universal Credit's own rules in Scotland and Wales, and
    # in England it has five councils' schemes: councils' own schemes are data of ours (ctr.py).
    parts["engine_council_tax_reduction"] = parts.pop("council_tax_benefit")
    if tests["council_tax_reduction_pensioner"]:
        per_year["ctr"] = parts["engine_council_tax_reduction"]
    per_year["ca"] = round(
        parts["carers_allowance"] + parts["carer_support_payment"] + parts["scottish_carer_supplement"], 2
    )
    of_children = {ours: _pounds(found[name]) for name, ours in CHILDREN.items()}
    per_year |= {code: of_children.pop(code) for code in BENEFITS_OF_CHILDREN}
    parts |= of_children
    return per_year, parts, tests


def _pounds(value: Any) -> float:
    amount = float(value)
    if math.isnan(amount):
        # No amount of anything: better none at all than a nought that nobody worked out.
        raise ArithmeticError("The engine made an amount that is not a number.")
    # No benefit cap applies: the engine says so with infinity, which is no sum of money.
    return round(amount, 2) if math.isfinite(amount) else 0.0
