"""The words of an estimate: why each benefit comes out as it does, and what to do next."""

from __future__ import annotations

from calculator.bedrooms import bedrooms_allowed, under_occupancy
from calculator.household.household import PRIVATE_TENURES, RENTING_TENURES, Household
from calculator.housing_benefit import CAPITAL_LIMIT, CHILDREN_COUNTED, TAPER, pays_rent_under_pension_age
from calculator.interface import EngineResult
from core.rules.pension_age import has_reached_pension_age

NAMES = {
    "uc": "Universal Credit",
    "pc": "Pension Credit",
    "hb": "Housing Benefit",
    "ctr": "Council Tax Reduction",
    "cb": "Child Benefit",
    "tfc": "Tax-Free Childcare",
    "scp": "Scottish Child Payment",
    "ca": "Carer's Allowance",
    "state_pension": "State Pension",
    "pip": "Personal Independence Payment",
    "dla": "Disability Living Allowance",
    "aa": "Attendance Allowance",
    "esa_ns": "New Style Employment and Support Allowance",
    "jsa_ns": "New Style Jobseeker's Allowance",
    "esa_ir": "Income-related Employment and Support Allowance",
    "afip": "Armed Forces Independence Payment",
    "ma": "Maternity Allowance",
    "bereavement": "Bereavement benefit",
    "iidb": "Industrial Injuries Disablement Benefit",
    "war": "War pension or Armed Forces Compensation",
    "guardian": "Guardian's Allowance",
    "other": "Another benefit",
    "pc_guarantee": "Pension Credit",
    "pc_savings": "Pension Credit",
}
RUN_BY = {
    "hb": "Your council",
    "ctr": "Your council",
    "cb": "HM Revenue and Customs",
    "tfc": "HM Revenue and Customs",
    "scp": "Social Security Scotland",
}
DEFAULT_RUN_BY = "Department for Work and Pensions"
COUNCIL_FORM = "hb-ctr-combined"
CLAIM_FORMS = {"hb": COUNCIL_FORM, "ctr": COUNCIL_FORM}
NEXT_STEPS = {
    "uc": "Claim Universal Credit on GOV.UK.",
    "pc": "Claim Pension Credit on GOV.UK or by phone. It can be backdated by up to 3 months.",
    "hb": "Claim Housing Benefit from your council.",
    "ctr": "Apply to your council for Council Tax Reduction.",
    "cb": "Claim Child Benefit on GOV.UK.",
    "ca": "Claim Carer's Allowance on GOV.UK.",
    "tfc": "Open a Tax-Free Childcare account on GOV.UK.",
    "scp": "Apply to Social Security Scotland.",
}
NOT_COVERED = "The calculator that your council uses does not work this out for you."
WITHOUT_STEPS = "The calculator that your council uses worked this out. It does not tell us its steps."
UC_PARTS = (
    ("uc_standard_allowance", "The standard allowance is {}."),
    ("uc_child_element", "Your children add {}."),
    ("uc_housing_costs_element", "Help with your rent adds {}."),
    ("uc_LCWRA_element", "The health element adds {}."),
    ("uc_carer_element", "The carer element adds {}."),
    ("uc_childcare_element", "Help with childcare adds {}."),
)


def weekly(pounds_per_year: float) -> str:
    """'£12.34 a week' from pounds a year."""
    return f"£{pounds_per_year / 52:,.2f} a week"


def pension_ages(household: Household) -> list[bool]:
    """Whether each of the couple has reached State Pension age on the claim date, claimant first."""
    return [has_reached_pension_age(each.date_of_birth, household.claim_date) for each in household.couple]


def universal_credit_reasons(household: Household, result: EngineResult) -> list[str]:
    """Why Universal Credit is the amount it is, or nothing."""
    parts = result.parts
    if household.on_pension_age_rules:
        return ["You have reached State Pension age, so Pension Credit takes the place of Universal Credit."]
    if household.capital is not None and household.capital > CAPITAL_LIMIT:
        return [f"Savings of £{household.capital:,.0f} are over the limit of £16,000."]
    if not result.tests["is_uc_eligible"]:
        return ["You do not meet the age conditions for Universal Credit."]
    reasons = [words.format(weekly(parts[name])) for name, words in UC_PARTS if parts[name] > 0]
    if (
        0 < parts["uc_LHA_cap"] < parts["benunit_rent"]
        and parts["uc_housing_costs_element"] > 0
        and household.housing.tenure in PRIVATE_TENURES
    ):
        reasons.append(
            f"Your rent is {weekly(parts['benunit_rent'])}, but help with rent stops at "
            f"{weekly(parts['uc_LHA_cap'])}, the Local Housing Allowance for your area."
        )
    reasons += _spare_bedrooms(household)
    counted = parts["uc_earned_income_before_work_allowance"]
    floor = counted - parts.get("uc_earned_income_before_floor", counted)
    if floor > 1:
        reasons.append(
            f"Your profit is counted as if it were {weekly(floor)} more: after the first year of a "
            "business, Universal Credit counts what full-time work at the minimum wage would bring."
        )
    # uc_earned_income is what is left after the work allowance; the taper takes 55p of each pound of it.
    if parts["uc_earned_income"] > 0:
        allowance = f" above {weekly(parts['uc_work_allowance'])}" if parts["uc_work_allowance"] > 0 else ""
        reasons.append(
            f"Your take-home pay{allowance} takes off {weekly(parts['uc_earned_income'] * 0.55)}: 55p for each pound."
        )
    other_income = parts["uc_unearned_income"] - parts["uc_tariff_income"]
    if other_income > 0:
        reasons.append(f"Other income takes off {weekly(other_income)}.")
    if parts["uc_tariff_income"] > 0:
        reasons.append(
            f"Your savings of £{household.capital:,.0f} take off "
            f"{weekly(parts['uc_tariff_income'])}: "
            "£4.35 a month for every £250, or part of it, over £6,000."
        )
    if parts["uc_benefit_cap_reduction"] > 0:
        reasons += [
            f"The benefit cap takes off {weekly(parts['uc_benefit_cap_reduction'])}.",
            "It begins only 9 months after work ended or pay fell for those who earned £846 a month (£881 "
            "since April 2026) in each of the 12 months before, together with a partner. Say so when you "
            "claim.",
        ]
    if result.per_year["uc"] == 0:
        reasons.append("Your income is too high for a payment.")
    return reasons


def _spare_bedrooms(household: Household) -> list[str]:
    allowed = bedrooms_allowed(household)
    share, rent = under_occupancy(household, allowed), household.housing.rent
    if not share or rent is None:
        return []
    return [
        f"Your home has {household.housing.bedrooms} bedrooms and the rules allow you {allowed.fewest}, so "
        f"{share:.0%} of your rent, {weekly(float(rent.per_year) * share)}, is left out."
    ]


def pension_credit_reasons(household: Household, result: EngineResult) -> list[str]:
    """Why Pension Credit is the amount it is, or nothing."""
    if not household.on_pension_age_rules:
        return [
            "Your partner or you are under State Pension age. A couple can claim Pension Credit only "
            "when "
            "both have reached it, so Universal Credit is the claim to make."
        ]
    reasons = ["You have reached State Pension age."]
    if result.parts["guarantee_credit"] > 0:
        reasons.append(f"Guarantee Credit tops up your income by {weekly(result.parts['guarantee_credit'])}.")
    if result.parts["savings_credit"] > 0:
        reasons.append(f"Savings Credit adds {weekly(result.parts['savings_credit'])}.")
    if result.per_year["pc"] == 0:
        reasons.append("Your income is above the amount that Pension Credit tops up to.")
    return reasons


def housing_benefit_reasons(household: Household, result: EngineResult) -> list[str]:
    """Why Housing Benefit is the amount it is, or nothing."""
    tenure = household.housing.tenure
    if tenure not in RENTING_TENURES:
        return ["Housing Benefit helps with rent, and you told us you do not pay rent."]
    if pays_rent_under_pension_age(household):
        reasons = ["In supported or temporary housing, Housing Benefit pays the rent that Universal Credit does not."]
    elif household.on_pension_age_rules:
        reasons = ["You have reached State Pension age and pay rent."]
    else:
        return [
            "Housing Benefit is closed to new claims under State Pension age, except in supported or "
            "temporary "
            "housing. Universal Credit helps with rent."
        ]
    parts = result.parts
    if parts["guarantee_credit"] > 0:
        return [*reasons, "Pension Credit Guarantee Credit means your income and savings do not reduce it."]
    if result.tests["housing_benefit_on_passporting_benefit"]:
        return [*reasons, "While you get Universal Credit, your income and savings do not reduce it. Claim both."]
    if household.capital is not None and household.capital > CAPITAL_LIMIT:
        return [*reasons, f"Savings of £{household.capital:,.0f} are over the limit of £16,000."]
    return [*reasons, *_income_in_housing_benefit(household, result)]


def _income_in_housing_benefit(household: Household, result: EngineResult) -> list[str]:
    parts, reasons = result.parts, []
    over = parts["housing_benefit_applicable_income"] - parts["housing_benefit_applicable_amount"]
    if over > 0:
        reasons.append(
            f"Your income takes off {weekly(over * TAPER)}: 65p for each pound over "
            f"{weekly(parts['housing_benefit_applicable_amount'])}."
        )
    if over > 0 and len(household.children) > CHILDREN_COUNTED:
        reasons.append(
            "Two of your children are counted in what you need to live on. In some cases Housing Benefit "
            "counts more of them: ask your council."
        )
    if parts["housing_benefit_benefit_cap_reduction"] > 0:
        reasons.append(f"The benefit cap takes off {weekly(parts['housing_benefit_benefit_cap_reduction'])}.")
    if result.per_year["hb"] == 0:
        reasons.append("Your income is too high for a payment.")
    return reasons


def child_benefit_reasons(household: Household, result: EngineResult) -> list[str]:
    """Why Child Benefit is the amount it is, and the charge that may take it back."""
    count = len(household.children)
    reasons = [f"You are responsible for {count} {'child' if count == 1 else 'children'}."]
    charge = result.parts.get("child_benefit_charge", 0.0)
    if charge > 0:
        reasons.append(
            f"One of you has an income over £60,000 a year, so a tax charge takes back {weekly(charge)}. "
            "It is taken off here."
        )
        if result.per_year["cb"] == 0:
            reasons.append("You can still claim without being paid: it protects your State Pension.")
    return reasons


def tax_free_childcare_reasons(household: Household, result: EngineResult) -> list[str]:
    """What Tax-Free Childcare adds. The engine gives it only to those who get no Universal Credit."""
    return [
        "You (and your partner) work, pay for childcare and get no Universal Credit.",
        "For each £8 that you pay into the account the government adds £2, up to a limit for each child.",
    ]


def scottish_child_payment_reasons(household: Household, result: EngineResult) -> list[str]:
    """Why Scottish Child Payment is due. The engine has its age limit and its qualifying benefits."""
    return ["You live in Scotland, have a child under 16, and can get Universal Credit or Pension Credit."]


def carers_allowance_reasons(household: Household, result: EngineResult) -> list[str]:
    """Why Carer's Allowance is the amount it is, or nothing."""
    if result.per_year["ca"] > 0:
        return [
            "You care for 35 hours a week or more for someone who gets a disability benefit.",
            "It counts as income for Universal Credit and Pension Credit, and adds a carer amount to them.",
        ]
    return [
        "It is not paid on top of State Pension or some other benefits, to full-time students, or "
        "above an "
        "earnings limit. Your caring can still raise other benefits."
    ]


def council_tax_reasons(household: Household, result: EngineResult) -> list[str]:
    """Why Council Tax Reduction is the amount it is, or nothing."""
    if household.housing.liable_for_council_tax is False:
        return ["Your name is not on the council tax bill."]
    bill = household.housing.council_tax_per_year
    if result.per_year["ctr"] > 0:
        # A reduction is only estimated where the bill is known.
        assert bill is not None
        return [
            f"Your council tax is {weekly(float(bill))}. The scheme leaves you "
            f"{weekly(float(bill) - result.per_year['ctr'])} to pay."
        ]
    return ["Your income or savings are too high under the scheme that applies to you."]
