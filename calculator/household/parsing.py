"""Reads a household in the format of household.schema.json, and says in plain words what keeps it from being one."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from calculator.household.household import Adult, BenefitNow, Child, Household, Housing, Money
from calculator.household.plausible import problems_of_amounts, problems_of_people
from core.rules.dates import add_months
from core.rules.messages import say
from core.rules.schemas import MOST_PROBLEMS, Problem, problems_in

SCHEMA_PATH = Path(__file__).with_name("household.schema.json")
# The first day of the rates we have checked; the engine's later years are projections, not law.
FIRST_CLAIM_DATE = datetime.date(2026, 4, 6)
LAST_CLAIM_DATE = datetime.date(2028, 4, 5)


NOT_A_FIELD = say("This field is not part of a household.")
BORN_OR_AGE = say("Give either a date of birth or an age.")


class HouseholdProblems(ValueError):
    """A household that cannot be estimated. `problems`: [(JSON pointer, plain sentence)]."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{pointer}: {sentence}" for pointer, sentence in problems))
        self.problems = problems


@cache
def household_schema() -> dict:
    """The JSON schema of the household format."""
    return json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))


def parse_household(document: Any) -> Household:
    """A Household from JSON data in the format of household.schema.json.

    Raises HouseholdProblems, and nothing else, for any JSON that is not a possible household.
    """
    problems = problems_in(document, household_schema(), NOT_A_FIELD)
    if problems:
        raise HouseholdProblems(problems)
    day = datetime.date.fromisoformat(document["claim_date"])
    problems = _problems_of_ages(document, day)
    if problems:
        raise HouseholdProblems(problems)
    household = _build(document, day)
    problems = problems_of_people(household) + problems_of_amounts(household)
    if problems:
        raise HouseholdProblems(problems[:MOST_PROBLEMS])
    return household


def _problems_of_ages(document: dict, day: datetime.date) -> list[Problem]:
    problems = []
    if not FIRST_CLAIM_DATE <= day <= LAST_CLAIM_DATE:
        problems.append(
            (
                "/claim_date",
                say(
                    "The claim date must be between 6 April 2026 and 5 April 2028: we have no checked rates for other "
                    "days."
                ),
            )
        )
        return problems
    for group in ("adults", "children"):
        for index, person in enumerate(document.get(group, [])):
            pointer = f"/{group}/{index}"
            born = person.get("date_of_birth")
            if (born is None) == (person.get("age") is None):
                problems.append((pointer, BORN_OR_AGE))
            elif born is not None and datetime.date.fromisoformat(born) > day:
                problems.append((f"{pointer}/date_of_birth", say("The date of birth cannot be after the claim date.")))
            elif born is not None and datetime.date.fromisoformat(born).year < day.year - 120:
                problems.append((f"{pointer}/date_of_birth", say("The date of birth is more than 120 years ago.")))
    return problems


def _build(document: dict, day: datetime.date) -> Household:
    housing = document["housing"]
    return Household(
        claim_date=day,
        region=document["region"],
        local_authority=document.get("local_authority"),
        brma=document.get("brma"),
        adults=tuple(_adult(each, day) for each in document["adults"]),
        children=tuple(_child(each, day) for each in document.get("children", [])),
        housing=Housing(
            tenure=housing["tenure"],
            rent=_money(housing.get("rent")),
            bedrooms=None if housing.get("bedrooms") is None else int(housing["bedrooms"]),
            extra_bedrooms=int(housing.get("extra_bedrooms", 0)),
            council_tax_band=housing.get("council_tax_band"),
            council_tax_per_year=_pounds(housing.get("council_tax_per_year")),
            liable_for_council_tax=housing.get("liable_for_council_tax"),
            council_tax_if_fewer_count=_pounds(housing.get("council_tax_if_fewer_count")),
            council_tax_whole=_pounds(housing.get("council_tax_whole")),
            council_tax_adults=housing.get("council_tax_adults"),
            rent_at_least=_money(housing.get("rent_at_least")),
            rent_at_most=_money(housing.get("rent_at_most")),
        ),
        capital=_pounds(document.get("capital")),
        capital_band=document.get("capital_band"),
        childcare=_money(document.get("childcare")),
        had_health_element_before_april_2026=document.get("had_health_element_before_april_2026"),
        mixed_age_saving=document.get("mixed_age_saving"),
        both_care_for_same_person=document.get("both_care_for_same_person"),
        has_paid_carer=document.get("has_paid_carer"),
        both_have_paid_carers=document.get("both_have_paid_carers"),
        war_pensions_left_out=document.get("war_pensions_left_out"),
        transitional_element=_money(document.get("transitional_element")),
        transitional_capital_disregard=document.get("transitional_capital_disregard"),
        income_from_lodgers=_money(document.get("income_from_lodgers")),
        job_ended=document.get("job_ended"),
        benefit_cap_grace_period=document.get("benefit_cap_grace_period"),
    )


def _person(document: dict, day: datetime.date) -> dict:
    born = document.get("date_of_birth")
    # Somebody of a given age was born, on average, that many years and six months before the claim date.
    born = datetime.date.fromisoformat(born) if born is not None else add_months(day, -12 * int(document["age"]) - 6)
    return {
        "date_of_birth": born,
        "disability_benefits": tuple(document.get("disability_benefits", [])),
        "severely_sight_impaired": document.get("severely_sight_impaired", False),
    }


def _child(document: dict, day: datetime.date) -> Child:
    return Child(
        **_person(document, day),
        in_education=document.get("in_education"),
        sex=document.get("sex"),
        own_room=document.get("own_room", False),
    )


def _awards_told_as_benefits(document: dict) -> tuple[str, ...]:
    """A disability benefit listed with the benefits and without its rate: an award of a rate that is not known."""
    told = document.get("disability_benefits", [])
    listed = [each["code"] for each in document.get("benefits", [])]
    return tuple(
        code for code in ("pip", "dla", "aa") if code in listed and not any(award.startswith(code) for award in told)
    )


def _adult(document: dict, day: datetime.date) -> Adult:
    hours = document.get("hours_per_week")
    person = _person(document, day)
    person["disability_benefits"] += _awards_told_as_benefits(document)
    return Adult(
        **person,
        role=document["role"],
        hours_per_week=None if hours is None else float(hours),
        earnings=_money(document.get("earnings")),
        self_employed_profit=_money(document.get("self_employed_profit")),
        pension_contributions=_money(document.get("pension_contributions")),
        private_pension=_money(document.get("private_pension")),
        benefits=tuple(BenefitNow(each["code"], _money(each.get("amount"))) for each in document.get("benefits", [])),
        limited_capability=document.get("limited_capability", "none"),
        cares_35_hours=document.get("cares_35_hours", False),
        cares_20_hours=document.get("cares_20_hours"),
        full_time_student=document.get("full_time_student", False),
        first_year_of_business=document.get("first_year_of_business"),
        away=document.get("away"),
        child_under_5=document.get("child_under_5", False),
        couple_number=document.get("couple_number"),
        council_tax_disregarded=document.get("council_tax_disregarded", False),
        benefits_are_told=document.get("benefits_are_told", False),
        student_income=_money(document.get("student_income")),
    )


def _pounds(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _money(value: dict | None) -> Money | None:
    return None if value is None else Money(Decimal(str(value["amount"])), value["frequency"])
