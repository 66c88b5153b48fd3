"""Random households in the JSON format, for the independent sums: the same for the same seed, each answer given.

Left out, because forms do not ask what would settle it or the law leaves it to a decision: Scotland and Northern
Ireland, students, awards of unknown rate, Housing Benefit under pension age, caravans and board, pay beside a pension
under Universal Credit, two war pensions, and carers who earn near the limit of Carer's Allowance.
"""

from __future__ import annotations

import datetime as dt
import random

from tests.calculator.independent.people import age, couple, day_of, gets, on_pension_age_rules

FIRST_DAY, DAYS = dt.date(2026, 4, 6), 364
AREAS = {"COVENTRY": "WEST_MIDLANDS", "LEEDS": "YORKSHIRE"}
CAPITAL = (0, 0, 300, 2_500, 6_000, 6_000.01, 7_200, 9_999, 10_000, 10_001, 12_345, 16_000, 16_000.01, 25_000)
ADULT_AWARDS = ("pip_daily_living_standard", "pip_daily_living_enhanced", "pip_mobility_standard")
CHILD_AWARDS = ("dla_care_lowest", "dla_care_middle", "dla_care_highest")


def weekly(dice, low: int, high: int) -> dict:
    return {"amount": dice.randint(low * 100, high * 100) / 100, "frequency": "weekly"}


def told(code: str, money) -> dict:
    return {"code": code, "amount": money}


def made(number: int, seed: int = 2026) -> list[dict]:
    """So many household documents."""
    dice = random.Random(seed)
    return [household(dice) for _ in range(number)]


def household(dice) -> dict:
    day = FIRST_DAY + dt.timedelta(days=dice.randrange(DAYS))
    retired = dice.random() < 0.45
    adults = [adult(dice, day, "claimant", retired)]
    if dice.random() < 0.45:
        adults.append(adult(dice, day, "partner", retired if dice.random() < 0.9 else not retired))
    for _ in range(dice.choice((0, 0, 0, 1, 2))):
        adults.append(other_adult(dice, day))
    two = [each for each in adults if each["role"] == "non_dependant"]
    if len(two) == 2 and dice.random() < 0.5:
        for each in two:
            each["couple_number"] = 0
    area = dice.choice(list(AREAS))
    home = {
        "claim_date": day.isoformat(),
        "region": AREAS[area],
        "brma": area,
        "adults": adults,
        "children": children(dice, day, retired),
        "housing": housing(dice, retired),
        "capital": dice.choice(CAPITAL),
        "had_health_element_before_april_2026": dice.random() < 0.5,
        "has_paid_carer": dice.random() < 0.3,
        "both_have_paid_carers": False,
        "war_pensions_left_out": dice.choice(("all", "10")),
    }
    if home["housing"]["tenure"] != "private_tenant" and dice.random() < 0.3:
        home["region"] = "LONDON"
    if home["children"] and dice.random() < 0.5:
        home["childcare"] = weekly(dice, 5, 40) if retired else weekly(dice, 20, 450)
    if dice.random() < 0.1:
        home["income_from_lodgers"] = weekly(dice, 0, 60)
    if not retired and dice.random() < 0.1:
        home["transitional_element"] = weekly(dice, 1, 120)
    return settle_carers(dice, settle_pensions(home))


def settle_pensions(home) -> dict:
    """No pay beside a State Pension under Universal Credit, and one war pension at most."""
    pair = couple(home)
    for each in pair:
        if gets(each, "state_pension") and not on_pension_age_rules(home):
            each.pop("earnings", None)
            each.pop("hours_per_week", None)
    person = pair[0]
    alone = len(pair) == 1 and not home["children"] and age(person, day_of(home)) >= 21
    if alone and "self_employed_profit" in person and "limited_capability" not in person:
        # Where 35 hours are expected of whoever is past the first year.
        person["first_year_of_business"] = home["both_have_paid_carers"] is home["has_paid_carer"]
    if len(pair) == 2 and gets(pair[0], "war"):
        pair[1]["benefits"] = [each for each in pair[1]["benefits"] if each["code"] != "war"]
    return home


def settle_carers(dice, home) -> dict:
    """One of the couple may care for somebody elsewhere; then nobody's paid carer is in doubt."""
    pair = couple(home)
    if dice.random() < 0.15:
        for each in pair:
            if 150 < each.get("earnings", {"amount": 0})["amount"] < 350:
                each["earnings"]["amount"] += 200
        carer = dice.choice(pair)
        # Nobody expects 35 hours of work of a carer.
        carer |= {"cares_35_hours": True, "first_year_of_business": True}
        home["has_paid_carer"] = True
        if len(pair) == 2 and dice.random() < 0.2:
            for each in pair:
                each["cares_35_hours"] = True
            home["both_care_for_same_person"] = False
    return home


def born(dice, day: dt.date, low: int, high: int) -> str:
    """A day of birth that makes somebody of low to high whole years, birthdays near the day among them."""
    age = dice.randint(low, high)
    days = dice.choice((0, 1, 364)) if dice.random() < 0.1 else dice.randrange(365)
    try:
        birthday = day.replace(year=day.year - age)
    except ValueError:
        birthday = day.replace(year=day.year - age, day=28)
    return (birthday - dt.timedelta(days=days)).isoformat()


def adult(dice, day: dt.date, role: str, retired: bool) -> dict:
    if retired:
        return pensioner(dice, day, role)
    person = {"role": role, "date_of_birth": born(dice, day, 18, 65), "benefits": []}
    kind = dice.random()
    if kind < 0.45:
        person |= {"earnings": weekly(dice, 20, 900), "hours_per_week": dice.randint(1, 45)}
        if dice.random() < 0.3:
            person["pension_contributions"] = weekly(dice, 1, 15)
    elif kind < 0.53:
        person |= {"self_employed_profit": weekly(dice, 10, 600), "hours_per_week": dice.randint(5, 50)}
        person["first_year_of_business"] = True
    elif kind < 0.7:
        code = dice.choice(("esa_ns", "jsa_ns", "ma", "iidb", "war", "guardian"))
        person["benefits"].append(told(code, weekly(dice, 20, 190)))
    elif kind < 0.75:
        person["private_pension"] = weekly(dice, 5, 200)
    if dice.random() < 0.15:
        person["limited_capability"] = dice.choice(("lcw", "lcwra"))
    return awarded(dice, person, ADULT_AWARDS)


def pensioner(dice, day: dt.date, role: str) -> dict:
    person = {"role": role, "date_of_birth": born(dice, day, 64, 92)}
    person["benefits"] = [told("state_pension", weekly(dice, 60, 330))]
    kind = dice.random()
    if kind < 0.4:
        person["private_pension"] = weekly(dice, 2, 160)
    elif kind < 0.6:
        person |= {"earnings": weekly(dice, 3, 250), "hours_per_week": dice.randint(1, 40)}
    elif kind < 0.66:
        person["benefits"].append(told("iidb", weekly(dice, 20, 120)))
    elif kind < 0.70:
        person["benefits"].append(told("war", weekly(dice, 5, 60)))
    return awarded(dice, person, ("aa_lower", "aa_higher", *ADULT_AWARDS))


def awarded(dice, person: dict, awards) -> dict:
    if dice.random() < 0.2:
        person["disability_benefits"] = [dice.choice(awards)]
    if dice.random() < 0.04:
        person["severely_sight_impaired"] = True
    if dice.random() < 0.02:
        person["benefits"].append(told("afip", None))
    return person


def other_adult(dice, day: dt.date) -> dict:
    person = {"role": "non_dependant", "date_of_birth": born(dice, day, 18, 85), "benefits": []}
    kind = dice.random()
    person |= {"earnings": weekly(dice, 0, 0), "hours_per_week": 0}
    if kind < 0.5:
        person |= {"earnings": weekly(dice, 20, 800), "hours_per_week": dice.choice((8, 15, 16, 30, 37))}
    elif kind < 0.6:
        person["benefits"].append(told("pc_guarantee", None))
    elif kind < 0.75:
        person["benefits"].append(told("uc", None))
    elif kind < 0.8:
        person["full_time_student"] = True
    if dice.random() < 0.15:
        person["disability_benefits"] = [dice.choice((*ADULT_AWARDS, "dla_care_lowest", "dla_care_middle", "aa_lower"))]
    if dice.random() < 0.1:
        person["child_under_5"] = True
    return person


def children(dice, day: dt.date, retired: bool) -> list[dict]:
    number = dice.choice((0,) * 12 + (1, 2, 3)) if retired else dice.choice((0, 0, 0, 1, 1, 2, 2, 3, 4, 6))
    found = []
    for _ in range(number):
        age = dice.randint(0, 17)
        child = {
            "date_of_birth": born(dice, day, age, age),
            "sex": dice.choice(("female", "male")),
            "in_education": True,
        }
        if dice.random() < 0.12:
            # Nobody has the mobility component before they are 3.
            child["disability_benefits"] = [dice.choice((*CHILD_AWARDS, *(["dla_mobility_higher"] if age > 3 else [])))]
            child["own_room"] = dice.random() < 0.2
        if dice.random() < 0.02:
            child["severely_sight_impaired"] = True
        found.append(child)
    return found


def housing(dice, retired: bool) -> dict:
    tenures = ["council_tenant", "ha_tenant", "private_tenant", "private_tenant", "owner", "family"]
    tenures += [] if retired else ["shared_owner"]
    home = {
        "tenure": dice.choice(tenures),
        "bedrooms": dice.randint(1, 5),
        "council_tax_per_year": dice.randint(700, 3_600),
        "liable_for_council_tax": dice.random() < 0.95,
    }
    if home["tenure"] not in ("owner", "family"):
        home["rent"] = {
            "amount": dice.randint(200, 1_400),
            "frequency": dice.choice(("monthly", "monthly", "four_weekly")),
        }
    if dice.random() < 0.08:
        home["extra_bedrooms"] = 1
    return home
