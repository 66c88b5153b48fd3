"""Who lives in a home, as the regulations see them; reads the JSON of a household and nothing of the product.

Amounts are pounds a year of 52 weeks or 12 months; a person is a dict of the household format with a date of birth.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache

from tests.calculator.independent import rates

TIMES = {"weekly": 52, "fortnightly": 26, "four_weekly": 13, "monthly": 12, "quarterly": 4, "yearly": 1}
FIRST_CHILD_BORN_BEFORE = dt.date(2017, 4, 6)
CARE_FOR_SEVERE = ("pip_daily_living_standard", "pip_daily_living_enhanced", "dla_care_middle", "dla_care_highest")
ATTENDANCE = ("aa_lower", "aa_higher")


def yearly(money) -> float:
    return 0.0 if money is None else money["amount"] * TIMES[money["frequency"]]


def benefit(person, code) -> float | None:
    """Pounds a year that the person gets; None when they do not get it."""
    return next((yearly(each["amount"]) for each in person.get("benefits", []) if each["code"] == code), None)


def gets(person, code) -> bool:
    return benefit(person, code) is not None


def awards(person) -> set[str]:
    return set(person.get("disability_benefits", []))


def couple(home) -> list[dict]:
    return [each for each in home["adults"] if each["role"] != "non_dependant"]


def others(home) -> list[dict]:
    return [each for each in home["adults"] if each["role"] == "non_dependant"]


def size(home) -> str:
    return "two" if len(couple(home)) == 2 else "one"


def day_of(home) -> dt.date:
    return dt.date.fromisoformat(home["claim_date"])


def born(person) -> dt.date:
    return dt.date.fromisoformat(person["date_of_birth"])


def age(person, day) -> int:
    birth = born(person)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_pensioner(person, day) -> bool:
    """Pensions Act 1995, Schedule 4: 66 for those born before 6 April 1960, a month more for each month, then 67."""
    birth = born(person)
    if birth >= dt.date(1961, 3, 6):
        return age(person, day) >= 67
    if birth < dt.date(1960, 4, 6):
        return age(person, day) >= 66
    more = (birth.year - 1960) * 12 + birth.month - 4 + (birth.day >= 6)
    year, month = divmod((birth.year + 66) * 12 + birth.month - 1 + more, 12)
    return day >= dt.date(year, month + 1, min(birth.day, calendar.monthrange(year, month + 1)[1]))


def on_pension_age_rules(home) -> bool:
    """State Pension Credit Act 2002, section 1; for couples of mixed ages SI 2019/37 with its saving."""
    old = [is_pensioner(each, day_of(home)) for each in couple(home)]
    return all(old) or (any(old) and home.get("mixed_age_saving") is True)


def dependants(home) -> list[dict]:
    """Children under 16, and young people until 20 who are not known to have left education."""
    day = day_of(home)
    return [each for each in home.get("children", []) if age(each, day) < 16 or each.get("in_education") is not False]


def is_first_of_before_2017(child, children) -> bool:
    """The eldest, of twins one, where born before 6 April 2017."""
    return child is min(children, key=born) and born(child) < FIRST_CHILD_BORN_BEFORE


def is_severely_disabled_child(child) -> bool:
    return bool(awards(child) & {"dla_care_highest", "pip_daily_living_enhanced"}) or is_blind(child)


def is_disabled_child(child) -> bool:
    return bool(awards(child)) or is_blind(child)


def is_blind(person) -> bool:
    return person.get("severely_sight_impaired") is True


def gets_care_award(person) -> bool:
    """At a rate for which the carer of somebody may be paid."""
    return bool(awards(person) & {*CARE_FOR_SEVERE, *ATTENDANCE}) or gets(person, "afip")


def income_tax(income: float) -> float:
    """Income Tax Act 2007, sections 10 and 35: England and Wales."""
    free = max(0.0, rates.TAX_FREE - max(0.0, income - rates.TAX_FREE_FALLS_FROM) / 2)
    taxed = max(0.0, income - free)
    higher = max(0.0, taxed - rates.BASIC_UNTIL)
    additional = max(0.0, income - rates.ADDITIONAL_FROM)
    return 0.20 * (taxed - higher) + 0.40 * higher + 0.05 * additional


def national_insurance(pay: float, rate: float) -> float:
    middle = min(max(0.0, pay - rates.INSURANCE_FROM), rates.INSURANCE_UNTIL - rates.INSURANCE_FROM)
    return rate * middle + 0.02 * max(0.0, pay - rates.INSURANCE_UNTIL)


def insurance_of(person, day) -> float:
    """Classes 1 and 4; nobody past State Pension age."""
    if is_pensioner(person, day):
        return 0.0
    pay, profit = yearly(person.get("earnings")), yearly(person.get("self_employed_profit"))
    return national_insurance(pay, 0.08) + national_insurance(profit, 0.06)


def other_taxed(person, carers: float) -> float:
    """What is taxed besides pay and profit (Income Tax (Earnings and Pensions) Act 2003, sections 566 and 577, 660)."""
    taxed = [benefit(person, code) or 0.0 for code in ("state_pension", "esa_ns", "jsa_ns")]
    return sum(taxed) + yearly(person.get("private_pension")) + carers


def tax_of(person, carers: float) -> float:
    pay = yearly(person.get("earnings")) + yearly(person.get("self_employed_profit"))
    return income_tax(pay - yearly(person.get("pension_contributions")) + other_taxed(person, carers))


def tax_on_pay(person) -> float:
    """What an employer takes off: a tax code takes pensions first, and not Carer's Allowance."""
    pay = yearly(person.get("earnings")) + yearly(person.get("self_employed_profit"))
    coded = other_taxed(person, 0.0)
    return income_tax(coded + pay - yearly(person.get("pension_contributions"))) - income_tax(coded)


def carers_allowances(home) -> list[float]:
    """Pounds a year of Carer's Allowance of each of the couple, less what overlaps it; SI 1979/597, regulation 4."""
    found = []
    for person, entitled in zip(couple(home), carers_entitled(home), strict=True):
        overlaps = sum(benefit(person, code) or 0.0 for code in ("state_pension", "esa_ns", "jsa_ns", "ma"))
        found.append(max(0.0, rates.CARERS_ALLOWANCE * 52 - overlaps) if entitled else 0.0)
    return found


def cares(person) -> bool:
    return person.get("cares_35_hours") is True or gets(person, "ca")


def carers_entitled(home) -> list[bool]:
    """Who of the couple satisfies section 70, its limit of pay included; one alone where both care for one person."""
    found = [cares(each) and _pay_for_carers(each, day_of(home)) <= rates.CARERS_PAY * 52 for each in couple(home)]
    if all(found) and len(found) == 2 and home.get("both_care_for_same_person") is not False:
        return [True, False]
    return found


def _pay_for_carers(person, day) -> float:
    """SI 1996/2745, regulations 10 and 13: less tax, National Insurance and half of the pension contributions."""
    pay = yearly(person.get("earnings")) + yearly(person.get("self_employed_profit"))
    return pay - tax_on_pay(person) - insurance_of(person, day) - yearly(person.get("pension_contributions")) / 2


def bedrooms(home) -> int:
    """SI 2013/376, Schedule 4, paragraphs 8 to 12; SI 2006/214, regulation 13D: found by trying every pair."""
    day = day_of(home)
    young = [each for each in home.get("children", []) if age(each, day) < 16]
    sharing = [(each["sex"], age(each, day) >= 10) for each in young if not each.get("own_room")]
    alone = len(home.get("children", [])) - len(sharing)
    return 1 + len(others(home)) + alone + home["housing"].get("extra_bedrooms", 0) + _rooms(tuple(sorted(sharing)))


@cache
def _rooms(children) -> int:
    if not children:
        return 0
    (sex, is_older), rest = children[0], children[1:]
    fewest = 1 + _rooms(rest)
    for index, (other_sex, other_older) in enumerate(rest):
        if sex == other_sex or not (is_older or other_older):
            fewest = min(fewest, 1 + _rooms(rest[:index] + rest[index + 1 :]))
    return fewest
