"""The words of an estimate: why each benefit comes out as it does, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from calculator.bedrooms import bedrooms_allowed, under_occupancy
from calculator.figures import CAPITAL_LIMIT, UC_TAPER
from calculator.household.household import PRIVATE_TENURES, RENTING_TENURES, Household
from calculator.household.savings import savings_of
from calculator.housing_benefit import CHILDREN_COUNTED, TAPER, pays_rent_under_pension_age
from calculator.interface import EngineResult
from core.rules.messages import Phrase, a_week, say, say_count
from core.rules.pension_age import has_reached_pension_age

NAMES = {
    "uc": say("Universal Credit"),
    "pc": say("Pension Credit"),
    "hb": say("Housing Benefit"),
    "ctr": say("Council Tax Reduction"),
    "cb": say("Child Benefit"),
    "tfc": say("Tax-Free Childcare"),
    "scp": say("Scottish Child Payment"),
    "ca": say("Carer's Allowance"),
    "state_pension": say("State Pension"),
    "pip": say("Personal Independence Payment"),
    "dla": say("Disability Living Allowance"),
    "aa": say("Attendance Allowance"),
    "esa_ns": say("New Style Employment and Support Allowance"),
    "jsa_ns": say("New Style Jobseeker's Allowance"),
    "esa_ir": say("Income-related Employment and Support Allowance"),
    "afip": say("Armed Forces Independence Payment"),
    "ma": say("Maternity Allowance"),
    "bereavement": say("Bereavement benefit"),
    "iidb": say("Industrial Injuries Disablement Benefit"),
    "war": say("War pension or Armed Forces Compensation"),
    "guardian": say("Guardian's Allowance"),
    "other": say("Another benefit"),
    "pc_guarantee": say("Pension Credit"),
    "pc_savings": say("Pension Credit"),
}
RUN_BY = {
    "hb": say("Your council"),
    "ctr": say("Your council"),
    "cb": say("HM Revenue and Customs"),
    "tfc": say("HM Revenue and Customs"),
    "scp": say("Social Security Scotland"),
}
DEFAULT_RUN_BY = say("Department for Work and Pensions")
COUNCIL_FORM = "hb-ctr-combined"
CLAIM_FORMS = {"hb": COUNCIL_FORM, "ctr": COUNCIL_FORM}
NEXT_STEPS = {
    "uc": say("Claim Universal Credit on GOV.UK."),
    "pc": say("Claim Pension Credit on GOV.UK or by phone. You can be paid for up to 3 months before you claim."),
    "hb": say("Claim Housing Benefit from your council."),
    "ctr": say("Apply to your council for Council Tax Reduction."),
    "cb": say("Claim Child Benefit on GOV.UK."),
    "ca": say("Claim Carer's Allowance on GOV.UK."),
    "tfc": say("Open a Tax-Free Childcare account on GOV.UK."),
    "scp": say("Apply to Social Security Scotland."),
}
NOT_COVERED = say("The calculator that your council uses does not work this out for you.")
WITHOUT_STEPS = say("The calculator that your council uses worked this out. It does not tell us its steps.")
UC_PARTS = (
    ("uc_standard_allowance", say("The standard allowance is %(amount)s.")),
    ("uc_child_element", say("Your children add %(amount)s.")),
    ("uc_housing_costs_element", say("Help with your rent adds %(amount)s.")),
    ("uc_LCWRA_element", say("The health element adds %(amount)s.")),
    ("uc_carer_element", say("The carer element adds %(amount)s.")),
    ("uc_childcare_element", say("Help with childcare adds %(amount)s.")),
    ("uc_transitional_element", say("Your transitional protection adds %(amount)s.")),
)
# Pounds a week.
WORTH_SAYING = 1
GETS_MORE_NOW = say(
    "You told us that you get %(now)s of it now. You may have been moved from tax credits or other older benefits. "
    "Then a part may be transitional protection. It is not in these figures. Your statement says so. It goes down when "
    "another part of Universal Credit goes up, and ends if you begin or stop living with a partner. Get advice before "
    "you change anything."
)
CARER_PREMIUM = say(
    "The amount set for you to live on has more for caring. It is only counted after you claim %(claim)s: claim it "
    "first, even if your State Pension means that nothing of it is paid."
)
CAP = say("The benefit cap, a limit on benefits, takes off %(amount)s.")
NOT_LIABLE = say("Your name is not on the council tax bill.")
TOO_MUCH_INCOME = say("Your income is too high for a payment.")


def pension_ages(household: Household) -> list[bool]:
    """Whether each of the couple has reached State Pension age on the claim date, claimant first."""
    return [has_reached_pension_age(each.date_of_birth, household.claim_date) for each in household.couple]


def _savings_over_limit(household: Household) -> list[Phrase]:
    if household.capital is None or household.capital <= CAPITAL_LIMIT:
        return []
    return [say("Savings of %(savings)s are over the limit of £16,000.", savings=savings_of(household))]


def universal_credit_reasons(household: Household, result: EngineResult) -> list[Phrase]:
    """Why Universal Credit is the amount it is, or nothing."""
    if household.on_pension_age_rules:
        return [say("You have reached State Pension age, so Pension Credit takes the place of Universal Credit.")]
    if over := _savings_over_limit(household):
        return over
    if not result.tests["is_uc_eligible"]:
        return [say("You do not meet the age conditions for Universal Credit.")]
    parts = result.parts
    return [
        *(text.fill(amount=a_week(parts[name])) for name, text in UC_PARTS if parts.get(name, 0) > 0),
        *_rent_in_universal_credit(household, parts),
        *_income_in_universal_credit(household, parts),
        *_cap_in_universal_credit(parts),
        *([TOO_MUCH_INCOME] if result.per_year["uc"] == 0 else []),
        *_more_than_worked_out(household, result),
    ]


def _more_than_worked_out(household: Household, result: EngineResult) -> list[Phrase]:
    """What may be why Universal Credit pays more now than comes out here, where the reason was not told.

    Universal Credit (Transitional Provisions) Regulations 2014 (SI 2014/1230), regulations 55 and 56.
    """
    told = [each.benefit("uc") for each in household.couple]
    now = sum(float(each.amount.per_year) for each in told if each and each.amount)
    if household.transitional_element is not None or now <= result.per_year["uc"] + 52 * WORTH_SAYING:
        return []
    return [GETS_MORE_NOW.fill(now=a_week(now))]


def _rent_in_universal_credit(household: Household, parts: Mapping[str, float]) -> list[Phrase]:
    housing, reasons = household.housing, []
    over_limit = 0 < parts["uc_LHA_cap"] < parts["benunit_rent"] and parts["uc_housing_costs_element"] > 0
    if over_limit and housing.tenure in PRIVATE_TENURES:
        reasons.append(
            say(
                "Your rent is %(rent)s, but help with rent stops at %(limit)s, the Local Housing Allowance for your "
                "area.",
                rent=a_week(parts["benunit_rent"]),
                limit=a_week(parts["uc_LHA_cap"]),
            )
        )
    allowed = bedrooms_allowed(household)
    share = under_occupancy(household, allowed)
    if share and housing.rent is not None and housing.bedrooms is not None:
        reasons.append(
            say(
                "Your home has %(bedrooms)s bedrooms and the rules allow you %(allowed)s, so %(percent)s%% of your "
                "rent, %(amount)s, is left out.",
                bedrooms=housing.bedrooms,
                allowed=allowed.fewest,
                percent=round(share * 100),
                amount=a_week(float(housing.rent.per_year) * share),
            )
        )
    return reasons


def _income_in_universal_credit(household: Household, parts: Mapping[str, float]) -> Iterator[Phrase]:
    counted = parts["uc_earned_income_before_work_allowance"]
    floor = counted - parts.get("uc_earned_income_before_floor", counted)
    if floor > 1:
        yield say(
            "Your profit is counted as if it were %(amount)s more. After the first year of a business, "
            "Universal Credit counts what a full-time job at the minimum wage would bring.",
            amount=a_week(floor),
        )
    # uc_earned_income is what is left after the work allowance; the taper takes 55p of each pound of it.
    taken, allowance = a_week(parts["uc_earned_income"] * UC_TAPER), parts["uc_work_allowance"]
    if parts["uc_earned_income"] > 0 and allowance > 0:
        yield say(
            "Your take-home pay above %(allowance)s takes off %(amount)s: you get 55p less for each pound.",
            allowance=a_week(allowance),
            amount=taken,
        )
    elif parts["uc_earned_income"] > 0:
        yield say("Your take-home pay takes off %(amount)s: you get 55p less for each pound.", amount=taken)
    other_income = parts["uc_unearned_income"] - parts["uc_tariff_income"]
    if other_income > 0:
        yield say("Other income takes off %(amount)s.", amount=a_week(other_income))
    if parts["uc_tariff_income"] > 0:
        yield say(
            "Your savings of %(savings)s take off %(amount)s: £4.35 a month for every £250, or part of it, over "
            "£6,000.",
            savings=savings_of(household),
            amount=a_week(parts["uc_tariff_income"]),
        )


def _cap_in_universal_credit(parts: Mapping[str, float]) -> list[Phrase]:
    if parts["uc_benefit_cap_reduction"] <= 0:
        return []
    return [
        CAP.fill(amount=a_week(parts["uc_benefit_cap_reduction"])),
        say(
            "It begins only 9 months after work ended or pay fell if you earned enough before. You, with a "
            "partner, must have earned £846 a month (£881 since April 2026) in each of the 12 months. Say "
            "so when you claim."
        ),
    ]


def pension_credit_reasons(household: Household, result: EngineResult) -> list[Phrase]:
    """Why Pension Credit is the amount it is, or nothing."""
    if not household.on_pension_age_rules:
        return [
            say(
                "Your partner or you are under State Pension age. A couple can claim Pension Credit only when both "
                "have reached it, so Universal Credit is the claim to make."
            )
        ]
    reasons = [say("You have reached State Pension age.")]
    if result.parts["guarantee_credit"] > 0:
        reasons.append(
            say("Guarantee Credit tops up your income by %(amount)s.", amount=a_week(result.parts["guarantee_credit"]))
        )
    if result.parts["savings_credit"] > 0:
        reasons.append(
            say("Savings Credit, for people who saved, adds %(amount)s.", amount=a_week(result.parts["savings_credit"]))
        )
    reasons += _to_claim_for_caring(household, result)
    if result.per_year["pc"] == 0:
        reasons.append(say("Your income is above the amount that Pension Credit tops up to."))
    return reasons


def _to_claim_for_caring(household: Household, result: EngineResult) -> list[Phrase]:
    """That the addition for caring needs a claim of the benefit for carers, paid or not, and what it is worth.

    State Pension Credit Regulations 2002, Schedule I, paragraph 4; Social Security Administration Act 1992, section 1.
    """
    worth = min(result.parts.get("carer_minimum_guarantee_addition", 0.0), result.per_year["pc"])
    if worth <= 0 or any(each.benefit("ca") for each in household.couple):
        return []
    return [
        say(
            "%(amount)s of this is for caring, and is only paid after you claim %(claim)s. Claim it first, even if "
            "your State Pension means that nothing of it is paid.",
            amount=a_week(worth),
            claim=_claim_of_carers(household),
        )
    ]


def _claim_of_carers(household: Household) -> Phrase:
    return say("Carer Support Payment") if household.region == "SCOTLAND" else NAMES["ca"]


def _carer_premium(household: Household, result: EngineResult) -> list[Phrase]:
    """That what is counted for a carer beside Guarantee Credit is due after a claim of the benefit for carers only.

    SI 2006/214, Schedule 3, paragraph 9, and Schedule 4, paragraph 4; SI 2012/2885, Schedule 2, paragraph 9, and
    Schedule 4, paragraph 4: all from memory; their twins SI 2006/215, Schedule 1, paragraph 17, and SSI 2012/319,
    schedule 2, paragraph 4, were read.
    """
    counted = household.on_pension_age_rules and result.parts.get("carer_minimum_guarantee_addition", 0.0) > 0
    claimed = any(each.benefit("ca") for each in household.couple)
    if not counted or claimed or result.parts.get("guarantee_credit", 0.0) > 0:
        return []
    return [CARER_PREMIUM.fill(claim=_claim_of_carers(household))]


def housing_benefit_reasons(household: Household, result: EngineResult) -> list[Phrase]:
    """Why Housing Benefit is the amount it is, or nothing."""
    tenure = household.housing.tenure
    if tenure not in RENTING_TENURES:
        return [say("Housing Benefit helps with rent, and you told us you do not pay rent.")]
    if pays_rent_under_pension_age(household):
        reasons = [
            say("In supported or temporary housing, Housing Benefit pays the rent that Universal Credit does not.")
        ]
    elif household.on_pension_age_rules:
        reasons = [say("You have reached State Pension age and pay rent.")]
    else:
        return [
            say(
                "Under State Pension age, a new claim for Housing Benefit must be for a supported or "
                "temporary home. Universal Credit helps with rent."
            )
        ]
    parts = result.parts
    if parts["guarantee_credit"] > 0:
        return [
            *reasons,
            say(
                "You get Guarantee Credit, the main part of Pension Credit, so your income "
                "and savings do not reduce it."
            ),
        ]
    if result.tests["housing_benefit_on_passporting_benefit"]:
        return [*reasons, say("While you get Universal Credit, your income and savings do not reduce it. Claim both.")]
    if over := _savings_over_limit(household):
        return [*reasons, *over]
    return [*reasons, *_income_in_housing_benefit(household, result)]


def _income_in_housing_benefit(household: Household, result: EngineResult) -> list[Phrase]:
    parts, reasons = result.parts, []
    over = parts["housing_benefit_applicable_income"] - parts["housing_benefit_applicable_amount"]
    if over > 0:
        reasons.append(
            say(
                "Your income takes off %(amount)s: 65p for each pound over %(needed)s.",
                amount=a_week(over * TAPER),
                needed=a_week(parts["housing_benefit_applicable_amount"]),
            )
        )
    if over > 0 and len(household.children) > CHILDREN_COUNTED:
        reasons.append(
            say(
                "Two of your children are counted in what you need to live on. In some cases Housing Benefit counts "
                "more of them: ask your council."
            )
        )
    if parts["housing_benefit_benefit_cap_reduction"] > 0:
        reasons.append(CAP.fill(amount=a_week(parts["housing_benefit_benefit_cap_reduction"])))
    if result.per_year["hb"] == 0:
        reasons.append(TOO_MUCH_INCOME)
    return reasons + _carer_premium(household, result)


def child_benefit_reasons(household: Household, result: EngineResult) -> list[Phrase]:
    """Why Child Benefit is the amount it is, and the charge that may take it back."""
    reasons = [
        say_count(
            "You are responsible for %(count)s child.",
            "You are responsible for %(count)s children.",
            count=len(household.children),
        )
    ]
    charge = result.parts.get("child_benefit_charge", 0.0)
    if charge > 0:
        reasons.append(
            say(
                "One of you has an income over £60,000 a year, so a tax charge takes back %(amount)s. It is taken off "
                "here.",
                amount=a_week(charge),
            )
        )
        if result.per_year["cb"] == 0:
            reasons.append(say("You can still claim without being paid: it protects your State Pension."))
    return reasons


def tax_free_childcare_reasons(household: Household, result: EngineResult) -> list[Phrase]:
    """What Tax-Free Childcare adds. The engine gives it only to those who get no Universal Credit."""
    return [
        say("You (and your partner) work, pay for childcare and get no Universal Credit."),
        say("For each £8 that you pay into the account the government adds £2, up to a limit for each child."),
    ]


def scottish_child_payment_reasons(household: Household, result: EngineResult) -> list[Phrase]:
    """Why Scottish Child Payment is due. The engine has its age limit and its qualifying benefits."""
    return [say("You live in Scotland, have a child under 16, and can get Universal Credit or Pension Credit.")]


def carers_allowance_reasons(household: Household, result: EngineResult) -> list[Phrase]:
    """Why Carer's Allowance is the amount it is, or nothing."""
    if result.per_year["ca"] > 0:
        return [
            say("You care for someone for 35 hours a week or more. They get a disability benefit."),
            say("It counts as income for Universal Credit and Pension Credit, and adds a carer amount to them."),
        ]
    return [
        say(
            "It is not paid on top of State Pension or some other benefits. Nor is it paid to full-time "
            "students, or to people who earn more than a limit. Your caring can still raise other benefits."
        )
    ]


def council_tax_left(bill: float, reduction: float) -> Phrase:
    """What is left to pay of a council tax bill; both in pounds a year."""
    return say(
        "Your council tax is %(bill)s. The scheme leaves you %(left)s to pay.",
        bill=a_week(bill),
        left=a_week(bill - reduction),
    )


def council_tax_reasons(household: Household, result: EngineResult) -> list[Phrase]:
    """Why Council Tax Reduction is the amount it is, or nothing."""
    if household.housing.liable_for_council_tax is False:
        return [NOT_LIABLE]
    bill = household.housing.council_tax_per_year
    if result.per_year["ctr"] > 0:
        # A reduction is only estimated where the bill is known.
        assert bill is not None
        left = council_tax_left(float(bill), result.per_year["ctr"])
        return [left, *_carer_premium(household, result)]
    return [say("Your income or savings are too high under the scheme that applies to you.")]
