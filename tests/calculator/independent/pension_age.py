"""Pension Credit, Housing Benefit and Council Tax Reduction at pension age, pounds a week, from the regulations.

State Pension Credit Regulations 2002 (SI 2002/1792); Housing Benefit (Persons who have attained the qualifying age for
state pension credit) Regulations 2006 (SI 2006/214); SI 2012/2885, Schedules 1 to 6. Nothing of the product is used.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from tests.calculator.independent import rates
from tests.calculator.independent.people import (
    age,
    awards,
    benefit,
    born,
    carers_allowances,
    carers_entitled,
    couple,
    day_of,
    dependants,
    gets,
    gets_care_award,
    insurance_of,
    is_blind,
    is_disabled_child,
    is_first_of_before_2017,
    is_severely_disabled_child,
    others,
    size,
    tax_of,
    tax_on_pay,
    yearly,
)
from tests.calculator.independent.universal_credit import PRIVATE, SOCIAL, limit

SAVINGS_CREDIT_BORN_BEFORE = dt.date(1951, 4, 6)
# 66 on 31 March 2021 or before.
BEFORE_2021 = dt.date(1955, 4, 1)
RENTING = (*PRIVATE, *SOCIAL, "supported", "refuge", "hostel", "temporary")


@dataclass(frozen=True)
class PensionCredit:
    """Pounds a week. income: what was assessed, its amounts for pay taken off."""

    guarantee: float
    savings: float
    income: float

    @property
    def amount(self) -> float:
        return self.guarantee + self.savings


def number_of_severe_additions(home) -> int:
    """SI 2002/1792, Schedule I, paragraph 1; SI 2006/214, Schedule 3, paragraph 6: 0 to 2."""
    if any(age(each, day_of(home)) >= 18 and not gets_care_award(each) and not is_blind(each) for each in others(home)):
        return 0
    pair = couple(home)
    severe = [each for each in pair if gets_care_award(each)]
    paid = 0 if not home.get("has_paid_carer") else 2 if home.get("both_have_paid_carers") else 1
    if len(severe) == len(pair):
        return max(0, len(pair) - paid)
    return int(bool(severe) and all(is_blind(each) for each in pair if each not in severe) and not paid)


def pension_credit(home) -> PensionCredit:
    most = rates.GUARANTEE[size(home)] + number_of_severe_additions(home) * rates.SEVERE_DISABILITY
    most += sum(carers_entitled(home)) * rates.CARER_ADDITION
    eldest_first = dependants(home)
    for each in eldest_first:
        most += rates.PC_FIRST_CHILD if is_first_of_before_2017(each, eldest_first) else rates.PC_CHILD
        if is_severely_disabled_child(each):
            most += rates.PC_SEVERELY_DISABLED_CHILD
        elif is_disabled_child(each):
            most += rates.PC_DISABLED_CHILD
    income = other_income(home) + max(0.0, net_pay(home) - pc_pay_left_out(home))
    guarantee = max(0.0, most - income)
    return PensionCredit(guarantee, savings_credit(home, income, most), income)


def savings_credit(home, income: float, most: float) -> float:
    """Regulation 7; for those who were of the age before 6 April 2016 (regulation 7A)."""
    if not all(born(each) < SAVINGS_CREDIT_BORN_BEFORE for each in couple(home)):
        return 0.0
    reward = min(0.60 * max(0.0, income - rates.SAVINGS_THRESHOLD[size(home)]), rates.SAVINGS_MOST[size(home)])
    return max(0.0, reward - 0.40 * max(0.0, income - most))


def war_counted(home) -> float:
    """War pensions but £10 (SI 2002/1792, Schedule IV, paragraph 1; SI 2006/214, Schedule 5, paragraph 1)."""
    return max(0.0, sum(benefit(each, "war") or 0.0 for each in couple(home)) / 52 - 10)


def war_left_out_by_council(home) -> float:
    """The rest of them, by a resolution (Social Security Administration Act 1992, section 134(8))."""
    return war_counted(home) if home["war_pensions_left_out"] == "all" else 0.0


def other_income(home) -> float:
    """Income but pay, less the tax that is not on pay; £1 for each £500 of capital over £10,000 (regulation 15(6))."""
    pair, carers = couple(home), carers_allowances(home)
    told = sum(benefit(each, code) or 0.0 for each in pair for code in ("state_pension", "iidb", "esa_ns", "jsa_ns"))
    pensions = sum(yearly(each.get("private_pension")) for each in pair)
    tax = sum(tax_of(each, own) - tax_on_pay(each) for each, own in zip(pair, carers, strict=True))
    capital = math.ceil(max(0.0, home["capital"] - 10_000) / 500)
    # What lodgers pay over £20 a week each is not taxed (SI 2006/214, Schedule 5; SI 2002/1792, Schedule IV).
    lodgers = yearly(home.get("income_from_lodgers"))
    return (told + pensions + sum(carers) + lodgers - tax) / 52 + war_counted(home) + capital


def net_pay(home) -> float:
    """Pay and profit less the tax on them, National Insurance and half of the pension contributions."""
    found = 0.0
    for each in couple(home):
        pay = yearly(each.get("earnings")) + yearly(each.get("self_employed_profit"))
        off = tax_on_pay(each) + insurance_of(each, day_of(home)) + yearly(each.get("pension_contributions")) / 2
        found += pay - off
    return found / 52


def is_disabled_or_carer(home) -> bool:
    return any(awards(each) or gets(each, "afip") or is_blind(each) for each in couple(home)) or any(
        carers_entitled(home)
    )


def pc_pay_left_out(home) -> float:
    """Schedule VI, paragraphs 1 to 5."""
    lone_parent = size(home) == "one" and dependants(home)
    if is_disabled_or_carer(home) or lone_parent:
        return 20.0
    return 10.0 if size(home) == "two" else 5.0


def hb_pay_left_out(home) -> float:
    """SI 2006/214, Schedule 4, paragraphs 2 to 7: the same, but £25 for lone parents."""
    return 25.0 if size(home) == "one" and dependants(home) else pc_pay_left_out(home)


def left_out_for_hours(home, left: float) -> float:
    """Paragraph 9: £17.10 for 30 hours, or 16 with a child or for whoever is disabled, where enough pay is left."""
    enough = False
    for each in couple(home):
        disabled = awards(each) or is_blind(each) or gets(each, "afip")
        least = 16 if dependants(home) or disabled else 30
        enough = enough or (each.get("hours_per_week") or 0) >= least
    return rates.FOR_HOURS if enough and left >= rates.FOR_HOURS else 0.0


def childcare(home) -> float:
    """Regulations 30(1)(c) and 31: at most £175 or £300, for those who work 16 hours, off pay alone."""
    day, pair = day_of(home), couple(home)
    children = [each for each in home.get("children", []) if day < _monday_of_september(each)]
    works = [(each.get("hours_per_week") or 0) >= 16 for each in pair]
    incapable = [awards(each) or is_blind(each) or gets(each, "afip") or age(each, day) >= 80 for each in pair]
    if not children or not any(works) or not all(w or i for w, i in zip(works, incapable, strict=True)):
        return 0.0
    return min(yearly(home.get("childcare")) / 52, 175.0 if len(children) == 1 else 300.0)


def _monday_of_september(child) -> dt.date:
    """The first Monday in September after the 15th birthday, the 16th of a disabled child."""
    years = 16 if is_disabled_child(child) else 15
    birth = born(child)
    for year in (birth.year + years, birth.year + years + 1):
        first = dt.date(year, 9, 1)
        monday = first + dt.timedelta(days=-first.weekday() % 7)
        if (monday.year - birth.year, (birth.month, birth.day) < (monday.month, monday.day)) >= (years, True):
            return monday
    raise AssertionError("There is a September in every year.")


def allowed(home, most_children: int | None) -> float:
    """Schedule 3 of SI 2006/214; Schedule 2 of SI 2012/2885, which counts every child."""
    old = any(born(each) < BEFORE_2021 for each in couple(home))
    found = (rates.ALLOWED_BEFORE_2021 if old else rates.GUARANTEE)[size(home)]
    found += number_of_severe_additions(home) * rates.SEVERE_DISABILITY
    found += sum(carers_entitled(home)) * rates.CARER_ADDITION
    children = dependants(home)
    counted = len(children) if most_children is None else min(most_children, len(children))
    found += counted * rates.CHILD
    for each in children:
        found += rates.DISABLED_CHILD * is_disabled_child(each)
        found += rates.ENHANCED_CHILD * bool(awards(each) & {"dla_care_highest", "pip_daily_living_enhanced"})
    return found


def counted_income(home, credit: PensionCredit) -> float:
    """Regulations 27 and 29 to 36; SI 2012/2885, Schedule 1, paragraphs 14 to 24."""
    hours_left = net_pay(home) - hb_pay_left_out(home) - childcare(home)
    if credit.savings > 0 and credit.guarantee <= 0:
        more = min(hb_pay_left_out(home), net_pay(home)) - min(pc_pay_left_out(home), net_pay(home))
        # What is assessed for Pension Credit, and it.
        less = more + left_out_for_hours(home, hours_left) + childcare(home) + war_left_out_by_council(home)
        return max(0.0, credit.income + credit.savings - less)
    pay = max(0.0, hours_left - left_out_for_hours(home, hours_left))
    return other_income(home) - war_left_out_by_council(home) + pay


def spared(home) -> bool:
    """Regulation 55(6): nothing is taken off for other adults."""
    return any(
        is_blind(each)
        or gets(each, "afip")
        or awards(each) & {"pip_daily_living_standard", "pip_daily_living_enhanced", "aa_lower", "aa_higher"}
        or any(award.startswith("dla_care") for award in awards(each))
        for each in couple(home)
    )


def taken_for_other(person, home, bands, all_on_uc: bool) -> float:
    """Regulation 55(1) and (7) to (9); SI 2012/2885, Schedule 1, paragraph 8."""
    day = day_of(home)
    no_pay = yearly(person.get("earnings")) == 0
    young_on_uc = gets(person, "uc") and no_pay and (all_on_uc or age(person, day) < 25)
    if person.get("away") == "operations":
        return 0.0
    if age(person, day) < 18 or person.get("full_time_student") or gets(person, "pc_guarantee") or young_on_uc:
        return 0.0
    if (person.get("hours_per_week") or 0) < 16:
        return bands[-1][1]
    # By the income of both of a couple (regulation 55(4)).
    mine = person.get("couple_number")
    pair = [person] if mine is None else [each for each in others(home) if each.get("couple_number") == mine]
    gross = sum(yearly(each.get("earnings")) + (benefit(each, "state_pension") or 0.0) for each in pair) / 52
    return next(pounds for start, pounds in bands if gross >= start)


def taken_for_others(home, bands, *, all_on_uc: bool) -> float:
    if spared(home):
        return 0.0
    found = {}
    for number, each in enumerate(others(home)):
        key = ("couple", each["couple_number"]) if "couple_number" in each else number
        # One for a couple, the higher (regulation 55(3)).
        found[key] = max(found.get(key, 0.0), taken_for_other(each, home, bands, all_on_uc))
    return sum(found.values())


def housing_benefit(home, credit: PensionCredit) -> float:
    housing = home["housing"]
    if housing["tenure"] not in RENTING or (home["capital"] > 16_000 and credit.guarantee <= 0):
        return 0.0
    due = yearly(housing.get("rent")) / 52
    if housing["tenure"] in PRIVATE:
        due = min(due, limit(home, rates.LIMITS_A_WEEK, couples_share=True))
    found = due - taken_for_others(home, rates.OTHER_ADULTS_HB, all_on_uc=False)
    if credit.guarantee <= 0:
        found -= rates.HB_TAPER * max(0.0, counted_income(home, credit) - allowed(home, 2))
    return found if found >= rates.LEAST_HB else 0.0


def council_tax_reduction(home, credit: PensionCredit) -> float:
    """The reduction by own income or the second adult rebate, whichever is more (Schedule 1, paragraph 9)."""
    if home["housing"].get("liable_for_council_tax") is False:
        return 0.0
    return max(reduction_by_own_income(home, credit), second_adult_rebate(home))


def reduction_by_own_income(home, credit: PensionCredit) -> float:
    if home["capital"] > 16_000 and credit.guarantee <= 0:
        return 0.0
    bill = home["housing"]["council_tax_per_year"] / 52
    found = bill - taken_for_others(home, rates.OTHER_ADULTS_CTR, all_on_uc=True)
    if credit.guarantee <= 0:
        found -= rates.CTR_TAPER * max(0.0, counted_income(home, credit) - allowed(home, None))
    return max(0.0, found)


def second_adult_rebate(home) -> float:
    """SI 2012/2885, Schedule 3: by the income of the other adults of somebody who has no partner."""
    adults = [each for each in others(home) if age(each, day_of(home)) >= 18]
    if size(home) == "two" or not adults or any(each.get("full_time_student") for each in adults):
        return 0.0
    counted = [each for each in adults if not (gets(each, "pc_guarantee") or gets(each, "pc_savings"))]
    bill = home["housing"]["council_tax_per_year"] / 52
    if not counted:
        return 0.25 * bill
    gross = sum(yearly(each.get("earnings")) + (benefit(each, "state_pension") or 0.0) for each in counted) / 52
    return next(share * bill for most, share in rates.SECOND_ADULT_SHARES if gross < most)
