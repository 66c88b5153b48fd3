"""Universal Credit, pounds a month, from the Universal Credit Regulations 2013 (SI 2013/376)."""

from __future__ import annotations

import datetime as dt
import math

from tests.calculator.independent import rates
from tests.calculator.independent.people import (
    age,
    awards,
    bedrooms,
    benefit,
    born,
    carers_allowances,
    cares,
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
    on_pension_age_rules,
    others,
    size,
    tax_on_pay,
    yearly,
)

PRIVATE, SOCIAL = ("private_tenant",), ("council_tenant", "ha_tenant", "shared_owner")


def universal_credit(home) -> float:
    """Section 8 of the Welfare Reform Act 2012, then the benefit cap; pounds a month."""
    if on_pension_age_rules(home) or home["capital"] > 16_000:
        return 0.0
    childcare = childcare_element(home)
    most = standard_allowance(home) + children(home) + health(home) + carers(home) + rent(home) + childcare
    # SI 2014/1230, regulation 52.
    most += yearly(home.get("transitional_element")) / 12
    taken = max(0.0, earned(home) - work_allowance(home)) * rates.UC_TAPER + unearned(home) + tariff(home)
    award = max(0.0, most - taken)
    return max(0.0, award - benefit_cap(home, award, childcare))


def standard_allowance(home) -> float:
    old = any(age(each, day_of(home)) >= 25 for each in couple(home))
    return rates.STANDARD[size(home), "older" if old else "young"]


def counted_children(home) -> list[dict]:
    """Regulation 5: young people of 16 or over until the 1 September after the 19th birthday."""
    return [each for each in dependants(home) if day_of(home) < _september_after(19, each)]


def children(home) -> float:
    found = 0.0
    counted = counted_children(home)
    for each in counted:
        found += rates.UC_FIRST_CHILD if is_first_of_before_2017(each, counted) else rates.UC_CHILD
        if is_severely_disabled_child(each):
            found += rates.UC_SEVERELY_DISABLED_CHILD
        elif is_disabled_child(each):
            found += rates.UC_DISABLED_CHILD
    return found


def ill(person, at_least=("lcw", "lcwra")) -> bool:
    return person.get("limited_capability") in at_least


def health(home) -> float:
    """Regulation 27, with the lower amount for claims from April 2026 (Universal Credit Act 2025)."""
    kept = home.get("had_health_element_before_april_2026") is True
    return (rates.HEALTH_KEPT if kept else rates.HEALTH_NEW) if any(ill(e, ("lcwra",)) for e in couple(home)) else 0.0


def carers(home) -> float:
    """Regulation 29: not beside the health element of the same person, unless the other one has that (29(4))."""
    who = [cares(each) for each in couple(home)]
    if sum(who) == 2 and home.get("both_care_for_same_person") is not False:
        # The one for whom it leads to more: it can be elected.
        who = [False, True] if ill(couple(home)[0], ("lcwra",)) else [True, False]
    with_health = [ill(each, ("lcwra",)) for each in couple(home)]
    used, number = False, 0
    for caring, unwell in zip(who, with_health, strict=True):
        if caring and unwell and (sum(with_health) == 1 or used):
            continue
        used = used or (caring and unwell)
        number += caring
    return number * rates.UC_CARER


def rent(home) -> float:
    """Schedule 4: rent or its limit, less what is for spare rooms, less what other adults are to give."""
    housing = home["housing"]
    due = yearly(housing.get("rent")) / 12
    if housing["tenure"] in PRIVATE:
        due = min(due, limit(home, rates.LIMITS_A_MONTH))
    elif housing["tenure"] not in SOCIAL:
        return 0.0
    elif housing["tenure"] != "shared_owner" and housing.get("bedrooms") is not None:
        spare = housing["bedrooms"] - bedrooms(home)
        due *= 1.0 if spare <= 0 else 0.86 if spare == 1 else 0.75
    return max(0.0, due - contributions(home))


def limit(home, of_area, *, couples_share: bool = False) -> float:
    """Paragraphs 25 to 29 and regulation 13D: the rate of a room for most single people under 35.

    couples_share: two other adults who are a couple have one room (regulation 13D(3)(a)).
    """
    person, rooms = couple(home)[0], bedrooms(home)
    if couples_share:
        rooms -= len({each["couple_number"] for each in others(home) if "couple_number" in each})
    alone = size(home) == "one" and not home.get("children") and not others(home)
    spared = gets_care_award(person) or home["housing"].get("extra_bedrooms", 0) > 0
    shared = alone and age(person, day_of(home)) < 35 and not spared
    return of_area[home["brma"]][0 if shared else min(rooms, 4)]


def contributions(home) -> float:
    """Paragraphs 13 to 16."""
    if any(is_blind(each) or gets_care_award(each) for each in couple(home)):
        return 0.0
    due = [
        each
        for each in others(home)
        if age(each, day_of(home)) >= 21
        and not gets_care_award(each)
        and not any(gets(each, code) for code in ("pc_guarantee", "pc_savings", "ca"))
        and not each.get("child_under_5")
        and each.get("away") not in ("prison", "operations")
    ]
    return len(due) * rates.HOUSING_CONTRIBUTION


def in_work(person) -> bool:
    """Whoever has Maternity Allowance is taken to be (regulation 32(2)(b))."""
    return gets(person, "ma") or yearly(person.get("earnings")) > 0 or yearly(person.get("self_employed_profit")) > 0


def childcare_element(home) -> float:
    """Regulations 31 to 35."""
    number = sum(day_of(home) < _september_after(16, each) for each in home.get("children", []))
    pair = couple(home)
    works = [in_work(each) for each in pair]
    unable = [ill(each) or cares(each) for each in pair]
    if not number or not any(works) or not all(w or u for w, u in zip(works, unable, strict=True)):
        return 0.0
    most = rates.CHILDCARE_ONE if number == 1 else rates.CHILDCARE_MORE
    return min(rates.CHILDCARE_SHARE * yearly(home.get("childcare")) / 12, most)


def earned(home) -> float:
    """Regulations 52 to 62, the minimum income floor in its simplest case: 35 hours expected."""
    return sum(_earned_by(each, home) for each in couple(home)) / 12


def _earned_by(person, home) -> float:
    day = day_of(home)
    pay = yearly(person.get("earnings")) + yearly(person.get("self_employed_profit"))
    net = pay - yearly(person.get("pension_contributions")) - tax_on_pay(person) - insurance_of(person, day)
    if person.get("first_year_of_business") is not False or not person.get("self_employed_profit"):
        return max(0.0, net)
    wage = rates.LIVING_WAGE * 35 * 52
    floor = {"earnings": None, "self_employed_profit": {"amount": wage, "frequency": "yearly"}}
    person_at_floor = {**person, **floor, "pension_contributions": None}
    return max(net, wage - tax_on_pay(person_at_floor) - insurance_of(person_at_floor, day))


def work_allowance(home) -> float:
    if not counted_children(home) and not any(ill(each) for each in couple(home)):
        return 0.0
    temporary = home["housing"]["tenure"] == "temporary" and yearly(home["housing"].get("rent")) > 0
    return rates.ALLOWANCE_WITH_RENT if rent(home) > 0 or temporary else rates.ALLOWANCE_WITHOUT_RENT


def unearned(home) -> float:
    """Regulation 66."""
    codes = ("state_pension", "esa_ns", "jsa_ns", "ma", "iidb")
    told = sum(benefit(each, code) or 0.0 for each in couple(home) for code in codes)
    pensions = sum(yearly(each.get("private_pension")) for each in couple(home))
    return (told + pensions + sum(carers_allowances(home))) / 12


def tariff(home) -> float:
    """Regulation 72."""
    return math.ceil(max(0.0, home["capital"] - 6_000) / 250) * rates.TARIFF_OF_250


def child_benefit(home) -> float:
    number = len(dependants(home))
    return (rates.ELDEST_CHILD + (number - 1) * rates.OTHER_CHILD) * 52 / 12 if number else 0.0


def benefit_cap(home, award: float, childcare: float) -> float:
    """Regulations 79 to 83: what is over the limit, less the childcare element."""
    family = [*couple(home), *counted_children(home)]
    lifted = (
        any(awards(each) for each in family)
        or any(gets(each, code) for each in couple(home) for code in ("iidb", "war", "guardian", "afip", "ca"))
        or any(cares(each) or ill(each, ("lcwra",)) for each in couple(home))
        or earned(home) >= rates.CAP_LIFTED_BY_PAY
    )
    if lifted:
        return 0.0
    told = sum(benefit(each, code) or 0.0 for each in couple(home) for code in ("esa_ns", "jsa_ns", "ma")) / 12
    number = "more" if size(home) == "two" or counted_children(home) else "one"
    over = award + told + child_benefit(home) - rates.CAP[number, home["region"] == "LONDON"]
    return max(0.0, over - childcare)


def _september_after(years: int, child) -> dt.date:
    birth = born(child)
    first = dt.date(birth.year + years, 9, 1)
    return first if (birth.month, birth.day) < (9, 1) else dt.date(birth.year + years + 1, 9, 1)
