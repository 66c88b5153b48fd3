"""The household that an engine estimates: frozen dataclasses, and the parser of the household JSON format."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from calculator.household.plausible import problems_of_amounts, problems_of_people
from calculator.household.schema_check import MOST_PROBLEMS, Problem, problems_in, read_date
from core.rules.dates import add_months
from core.rules.pension_age import has_reached_pension_age

SCHEMA_PATH = Path(__file__).with_name("household.schema.json")
# The first day of the rates we have checked; the engine's later years are projections, not law.
FIRST_CLAIM_DATE = datetime.date(2026, 4, 6)
LAST_CLAIM_DATE = datetime.date(2028, 4, 5)
# Benefit law's year has 52 weeks; a calendar month is a twelfth of it.
PERIODS_PER_YEAR = {
    "weekly": 52,
    "fortnightly": 26,
    "four_weekly": 13,
    "monthly": 12,
    "quarterly": 4,
    "yearly": 1,
}
SOCIAL_TENURES = {"council_tenant", "ha_tenant", "shared_owner"}
SUPPORTED_TENURES = {"supported", "refuge", "hostel", "temporary"}
PRIVATE_TENURES = {"private_tenant", "boarder", "mobile"}
# Awards for care at any rate, for which nothing is taken off for other adults in the home.
CARE_AWARDS = ("pip_daily_living", "dla_care", "aa")
OWNING_TENURES = {"owner", "shared_owner"}
# Benefits that leave it open whether somebody works.
BENEFITS_BESIDE_WORK = {"uc", "pip", "dla", "aa", "afip", "ca", "cb", "war", "iidb", "bereavement", "guardian", "other"}
RENTING_TENURES = SOCIAL_TENURES | SUPPORTED_TENURES | PRIVATE_TENURES


class HouseholdProblems(ValueError):
    """A household that cannot be estimated. `problems`: [(JSON pointer, plain sentence)]."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{pointer}: {sentence}" for pointer, sentence in problems))
        self.problems = problems


@dataclass(frozen=True)
class Money:
    """Pounds, and the period they cover."""

    amount: Decimal
    frequency: str

    @property
    def per_year(self) -> Decimal:
        return self.amount * PERIODS_PER_YEAR[self.frequency]

    @property
    def per_week(self) -> Decimal:
        return self.per_year / 52


@dataclass(frozen=True)
class BenefitNow:
    """A benefit somebody gets today. amount None: gets it, but how much is not known."""

    code: str
    amount: Money | None = None


@dataclass(frozen=True)
class Person:
    """What a child and an adult share. disability_benefits: codes of household.schema.json."""

    date_of_birth: datetime.date
    disability_benefits: tuple[str, ...] = ()
    severely_sight_impaired: bool = False

    def age_on(self, day: datetime.date) -> int:
        """Whole years on the day (0 before birth)."""
        before_birthday = (day.month, day.day) < (self.date_of_birth.month, self.date_of_birth.day)
        return max(0, day.year - self.date_of_birth.year - before_birthday)


@dataclass(frozen=True)
class Child(Person):
    """in_education only matters from 16; None is not known.

    sex: female, male or None (not known), for who may share a bedroom. own_room: cannot share because of a
    disability.
    """

    in_education: bool | None = None
    sex: str | None = None
    own_room: bool = False


@dataclass(frozen=True)
class Adult(Person):
    """role: claimant, partner or non_dependant. None on a money field: not known."""

    role: str = "claimant"
    hours_per_week: float | None = None
    earnings: Money | None = None
    self_employed_profit: Money | None = None
    pension_contributions: Money | None = None
    private_pension: Money | None = None
    benefits: tuple[BenefitNow, ...] = ()
    limited_capability: str = "none"
    cares_35_hours: bool = False
    full_time_student: bool = False
    first_year_of_business: bool | None = None

    @property
    def pay_is_told(self) -> bool:
        """Whether anything was said of their pay or profit, be it that there is none."""
        return self.earnings is not None or self.self_employed_profit is not None

    @property
    def has_no_pay(self) -> bool:
        """Whether they said that they have none, or that they do not work."""
        if not self.pay_is_told:
            return self.hours_per_week == 0
        return not any(each and each.amount for each in (self.earnings, self.self_employed_profit))

    @property
    def work_is_not_told(self) -> bool:
        """Whether it is open if, how long and for how much they work; a benefit other than those of work settles it."""
        if self.full_time_student or any(each.code not in BENEFITS_BESIDE_WORK for each in self.benefits):
            return False
        return not self.has_no_pay and not (self.pay_is_told and self.hours_per_week is not None)

    @property
    def mainly_self_employed(self) -> bool:
        """Whether a business brings more than a job does (Universal Credit Regulations 2013, regulation 64)."""
        profit = self.self_employed_profit.per_year if self.self_employed_profit else 0
        return profit > (self.earnings.per_year if self.earnings else 0)

    def benefit(self, code: str) -> BenefitNow | None:
        return next((each for each in self.benefits if each.code == code), None)


@dataclass(frozen=True)
class Housing:
    """council_tax_per_year: pounds after discounts, before any reduction.

    extra_bedrooms: rooms that the size rules allow besides those for the people who live there.
    """

    tenure: str
    rent: Money | None = None
    bedrooms: int | None = None
    extra_bedrooms: int = 0
    council_tax_band: str | None = None
    council_tax_per_year: Decimal | None = None
    liable_for_council_tax: bool | None = None


@dataclass(frozen=True)
class Household:
    """One household on one claim date. capital: pounds, claimant and partner together."""

    claim_date: datetime.date
    region: str
    adults: tuple[Adult, ...]
    housing: Housing
    children: tuple[Child, ...] = ()
    local_authority: str | None = None
    brma: str | None = None
    capital: Decimal | None = None
    childcare: Money | None = None
    had_health_element_before_april_2026: bool | None = None
    mixed_age_saving: bool | None = None
    both_care_for_same_person: bool | None = None

    @property
    def couple(self) -> tuple[Adult, ...]:
        """The claimant, then the partner if there is one."""
        return tuple(sorted((each for each in self.adults if each.role != "non_dependant"), key=lambda each: each.role))

    @property
    def non_dependants(self) -> tuple[Adult, ...]:
        return tuple(each for each in self.adults if each.role == "non_dependant")

    @property
    def both_care(self) -> bool:
        """Whether claimant and partner each care 35 hours a week, or get Carer's Allowance."""
        couple = self.couple
        return len(couple) == 2 and all(each.cares_35_hours or each.benefit("ca") for each in couple)

    @property
    def care_for_same_person(self) -> bool:
        """Whether both care for one person, so that only one of them has the benefit and the element for it.

        Not known: so it is, unless each has Carer's Allowance, which no two people have for the same person.
        """
        if self.both_care_for_same_person is not None:
            return self.both_care_for_same_person
        return not all(each.benefit("ca") for each in self.couple)

    @property
    def same_person_is_assumed(self) -> bool:
        """Whether both care and are taken to care for one person only because nobody said so."""
        return self.both_care and self.care_for_same_person and self.both_care_for_same_person is None

    @property
    def spared_non_dependant_deductions(self) -> bool:
        """Whether other adults take nothing off Housing Benefit and Council Tax Reduction.

        Housing Benefit Regulations 2006, regulation 74(6), and (pension age) 55(6); Council Tax Reduction
        Schemes (Prescribed Requirements) Regulations 2012, Schedule 1, paragraph 8(6): claimant or partner is
        severely sight impaired or gets a care award or Armed Forces Independence Payment.
        """
        return any(
            each.severely_sight_impaired
            or each.benefit("afip") is not None
            or any(award.startswith(CARE_AWARDS) for award in each.disability_benefits)
            for each in self.couple
        )

    @property
    def rates_year(self) -> int:
        """The year in which the tax year of the claim date starts (2026 for 6 April 2026 to 5 April 2027)."""
        day = self.claim_date
        return day.year if (day.month, day.day) >= (4, 6) else day.year - 1

    @property
    def on_pension_age_rules(self) -> bool:
        """Pension Credit's age test: everybody in the couple, or the couple kept the 2019 saving."""
        reached = [has_reached_pension_age(each.date_of_birth, self.claim_date) for each in self.couple]
        return all(reached) or (any(reached) and bool(self.mixed_age_saving))


@cache
def household_schema() -> dict:
    """The JSON schema of the household format."""
    return json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))


def parse_household(document: Any) -> Household:
    """A Household from JSON data in the format of household.schema.json.

    Raises HouseholdProblems, and nothing else, for any JSON that is not a possible household.
    """
    problems = problems_in(document, household_schema())
    if problems:
        raise HouseholdProblems(problems)
    day = _checked_date(document["claim_date"])
    problems = _problems_of_ages(document, day)
    if problems:
        raise HouseholdProblems(problems)
    household = _build(document, day)
    problems = problems_of_people(household) + problems_of_amounts(household)
    if problems:
        raise HouseholdProblems(problems[:MOST_PROBLEMS])
    return household


def _checked_date(text: str) -> datetime.date:
    day = read_date(text)
    # The schema has refused every date that is not real.
    assert day is not None
    return day


def _problems_of_ages(document: dict, day: datetime.date) -> list[Problem]:
    problems = []
    if not FIRST_CLAIM_DATE <= day <= LAST_CLAIM_DATE:
        problems.append(
            (
                "/claim_date",
                "The claim date must be between 6 April 2026 and 5 April 2028: "
                "we have no checked rates for other days.",
            )
        )
        return problems
    for group in ("adults", "children"):
        for index, person in enumerate(document.get(group, [])):
            pointer = f"/{group}/{index}"
            born = person.get("date_of_birth")
            if (born is None) == (person.get("age") is None):
                problems.append((pointer, "Give either a date of birth or an age."))
            elif born is not None and _checked_date(born) > day:
                problems.append((f"{pointer}/date_of_birth", "The date of birth cannot be after the claim date."))
            elif born is not None and _checked_date(born).year < day.year - 120:
                problems.append((f"{pointer}/date_of_birth", "The date of birth is more than 120 years ago."))
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
        ),
        capital=_pounds(document.get("capital")),
        childcare=_money(document.get("childcare")),
        had_health_element_before_april_2026=document.get("had_health_element_before_april_2026"),
        mixed_age_saving=document.get("mixed_age_saving"),
        both_care_for_same_person=document.get("both_care_for_same_person"),
    )


def _person(document: dict, day: datetime.date) -> dict:
    born = document.get("date_of_birth")
    # Somebody of a given age was born, on average, that many years and six months before the claim date.
    born = _checked_date(born) if born is not None else add_months(day, -12 * int(document["age"]) - 6)
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
        full_time_student=document.get("full_time_student", False),
        first_year_of_business=document.get("first_year_of_business"),
    )


def _pounds(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _money(value: dict | None) -> Money | None:
    return None if value is None else Money(Decimal(str(value["amount"])), value["frequency"])
