"""Changes of life that somebody wants to compare with today: what each asks, and the household after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculator.better_off.pattern import MOST_HOURS, WorkQuestion
from calculator.household.as_json import household_json
from calculator.household.asked import Asked, read_asked
from calculator.household.household import Household
from calculator.household.parsing import parse_household
from calculator.household.residents import SHARES
from core.rules.messages import Phrase, say

MOST_SCENARIOS = 6
NAME_LENGTH = 60
TENURES = ("council_tenant", "ha_tenant", "private_tenant", "owner", "shared_owner", "family", "supported", "temporary")
RENT_PERIODS = ("weekly", "fortnightly", "four_weekly", "monthly")
# One adult alone gets a quarter off the bill (Local Government Finance Act 1992, section 11).
SINGLE_ADULT_SHARE = SHARES[1]
ADULT = 18
NO_LONGER_FITS = say("This change does not fit your answers as they are now.")
# The household's JSON.
Document = dict[str, Any]

WHO = Asked("who", say("who this is about"), choices=("claimant", "partner"))
AGE = Asked("age", say("their age"), Decimal(16), Decimal(110), whole=True)
PAY = Asked("pay_per_week", say("their pay a week before tax"), Decimal(0), Decimal(10_000), default=0.0)
RENT = (
    Asked("rent", say("the rent"), Decimal(0), Decimal(20_000)),
    Asked("rent_period", say("how often the rent is paid"), choices=RENT_PERIODS),
)


class CannotChange(ValueError):
    """The change makes no sense for the household as it is now. sentence: says so."""

    def __init__(self, sentence: Phrase) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True)
class ScenarioChange:
    """A kind of change (a key of KINDS) and its clean values, as JSON data."""

    kind: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """asked: what it asks. fits: whether it makes sense for a household. change: edits the household's JSON."""

    asked: tuple[Asked, ...]
    change: Callable[[Document, Mapping[str, Any]], None]
    fits: Callable[[Household], bool] = lambda household: True


def kinds_for(household: Household) -> list[str]:
    """The kinds of change that make sense for this household, in the order to offer them."""
    return [name for name, kind in KINDS.items() if kind.fits(household)]


def asked_for(kind: str, household: Household) -> tuple[Asked, ...]:
    """What this kind of change asks about this household: who moves out depends on who is there."""
    asked = KINDS[kind].asked
    if kind == "moves-out":
        asked = (Asked("who", say("who moves out"), choices=tuple(people_who_may_leave(household))),)
    if len(household.couple) < 2:
        asked = tuple(each for each in asked if each is not WHO)
    if not household.children:
        asked = tuple(each for each in asked if each.name != "childcare_per_week")
    return asked


def read_change(kind: str, raw: Mapping[str, Any], household: Household) -> ScenarioChange:
    """A change as somebody typed it. Raises WrongAnswers with a sentence for each field, KeyError for no such kind."""
    values = read_asked(asked_for(kind, household), raw)
    if WHO in KINDS[kind].asked:
        values.setdefault("who", "claimant")
    return ScenarioChange(kind, values)


def apply(change: ScenarioChange, household: Household) -> Household:
    """The household after the change, checked like any other.

    Raises CannotChange when it no longer fits (the partner who would leave is not there any more), and
    HouseholdProblems when the household after it is not possible.
    """
    kind = KINDS[change.kind]
    if not kind.fits(household):
        raise CannotChange(NO_LONGER_FITS)
    document = household_json(household)
    before = list(document["adults"])
    kind.change(document, change.values)
    _follow_discount(document, before)
    return parse_household(document)


def people_who_may_leave(household: Household) -> dict[str, int | None]:
    """Code of each person who could move out -> age for a child, None for an adult: partner, child-0, other-0."""
    day = household.claim_date
    people: dict[str, int | None] = {"partner": None} if len(household.couple) > 1 else {}
    people |= {f"child-{index}": child.age_on(day) for index, child in enumerate(household.children)}
    return people | {f"other-{index}": None for index in range(len(household.non_dependants))}


def _adult(document: Document, role: str) -> Document:
    for adult in document["adults"]:
        if adult["role"] == role:
            return adult
    raise CannotChange(NO_LONGER_FITS)


def _weekly(pounds: float) -> Document:
    return {"amount": round(pounds, 2), "frequency": "weekly"}


def _takes_job(document: Document, values: Mapping[str, Any]) -> None:
    question = WorkQuestion(values["who"], values["hourly_rate"], values["hours"])
    wages = question.hourly_rate * question.hours
    pension = _weekly(wages * values["pension_percent"] / 100)
    _adult(document, values["who"]).update(
        hours_per_week=question.hours, earnings=_weekly(wages), pension_contributions=pension
    )
    if document["children"]:
        document["childcare"] = _weekly(values.get("childcare_per_week", 0.0))


def _stops_work(document: Document, values: Mapping[str, Any]) -> None:
    nothing = _weekly(0)
    _adult(document, values["who"]).update(
        hours_per_week=0, earnings=nothing, self_employed_profit=nothing, pension_contributions=nothing
    )


def _partner_moves_in(document: Document, values: Mapping[str, Any]) -> None:
    document["adults"].append(_newcomer("partner", values) | {"hours_per_week": values["hours"]})
    _end_transitional_protection(document)


def _end_transitional_protection(document: Document) -> None:
    """It ends with the single or joint award (SI 2014/1230, regulation 56(4))."""
    document.pop("transitional_element", None)
    document.pop("transitional_capital_disregard", None)


def _adult_moves_in(document: Document, values: Mapping[str, Any]) -> None:
    document["adults"].append(_newcomer("non_dependant", values))


def _newcomer(role: str, values: Mapping[str, Any]) -> Document:
    return {"role": role, "age": values["age"], "earnings": _weekly(values["pay_per_week"])}


def _moves_out(document: Document, values: Mapping[str, Any]) -> None:
    who = values["who"]
    if who == "partner":
        document["adults"].remove(_adult(document, "partner"))
        _end_transitional_protection(document)
        return
    group, _, number = who.partition("-")
    people = (
        document["children"]
        if group == "child"
        else [each for each in document["adults"] if each["role"] == "non_dependant"]
    )
    if int(number) >= len(people):
        raise CannotChange(NO_LONGER_FITS)
    home = document["children"] if group == "child" else document["adults"]
    home.remove(people[int(number)])


def _has_baby(document: Document, values: Mapping[str, Any]) -> None:
    born = {"date_of_birth": document["claim_date"]}
    document["children"].extend(dict(born) for _ in range(values["babies"]))


def _pays_rent(document: Document, values: Mapping[str, Any]) -> None:
    document["housing"]["rent"] = {"amount": values["rent"], "frequency": values["rent_period"]}
    for name in ("rent_at_least", "rent_at_most"):
        document["housing"].pop(name, None)


def _moves_home(document: Document, values: Mapping[str, Any]) -> None:
    document["housing"].update(tenure=values["tenure"], bedrooms=values["bedrooms"])
    _pays_rent(document, values)


def _has_savings(document: Document, values: Mapping[str, Any]) -> None:
    document["capital"] = values["capital"]
    document.pop("capital_band", None)


def _becomes_carer(document: Document, values: Mapping[str, Any]) -> None:
    _adult(document, values["who"])["cares_35_hours"] = True


def _follow_discount(document: Document, before: list[Document]) -> None:
    """The bill holds a discount by how many adults count, or does not; it follows who lives there.

    Where the whole bill is not known, only the discount of one adult alone is followed.
    """
    housing, adults = document["housing"], document["adults"]
    if len(adults) != len(before):
        housing.pop("council_tax_if_fewer_count", None)
    bill, whole, counted = (
        housing.get(name) for name in ("council_tax_per_year", "council_tax_whole", "council_tax_adults")
    )
    if whole is not None and counted is not None:
        housing["council_tax_adults"] = max(0, counted + _who_count(adults) - _who_count(before))
        share = SHARES.get(housing["council_tax_adults"], Decimal(1))
        housing["council_tax_per_year"] = round(whole * float(share), 2)
    elif bill is not None and (len(before) == 1) != (len(adults) == 1):
        share = SINGLE_ADULT_SHARE if len(adults) == 1 else 1 / SINGLE_ADULT_SHARE
        housing["council_tax_per_year"] = round(bill * float(share), 2)


def _who_count(adults: list[Document]) -> int:
    """How many adults count for council tax: not under 18, not students of the couple, not others disregarded."""
    return sum(
        not each.get("council_tax_disregarded")
        and each.get("age", ADULT) >= ADULT
        and not (each["role"] != "non_dependant" and each.get("full_time_student"))
        for each in adults
    )


def _is_single(household: Household) -> bool:
    return len(household.couple) == 1


def _works(household: Household) -> bool:
    return any(
        money and money.amount for each in household.couple for money in (each.earnings, each.self_employed_profit)
    )


def _not_all_care(household: Household) -> bool:
    return not all(each.cares_35_hours for each in household.couple)


KINDS: dict[str, Kind] = {
    "job": Kind(
        (
            WHO,
            Asked("hours", say("the hours a week"), Decimal(1), Decimal(MOST_HOURS)),
            Asked("hourly_rate", say("the hourly rate"), Decimal(1), Decimal(200)),
            Asked("childcare_per_week", say("the childcare a week"), Decimal(0), Decimal(2000), default=0.0),
            Asked("pension_percent", say("the pension contribution"), Decimal(0), Decimal(50), default=0.0),
        ),
        _takes_job,
    ),
    "stop-work": Kind((WHO,), _stops_work, _works),
    "partner": Kind(
        (AGE, PAY, Asked("hours", say("their hours of work a week"), Decimal(0), Decimal(MOST_HOURS), default=0.0)),
        _partner_moves_in,
        _is_single,
    ),
    "moves-in": Kind((AGE, PAY), _adult_moves_in),
    "moves-out": Kind((), _moves_out, lambda household: bool(people_who_may_leave(household))),
    "baby": Kind((Asked("babies", say("the number of babies"), Decimal(1), Decimal(4), whole=True),), _has_baby),
    "rent": Kind(RENT, _pays_rent),
    "move-home": Kind(
        (
            Asked("tenure", say("the kind of home"), choices=TENURES),
            *RENT,
            Asked("bedrooms", say("the number of bedrooms"), Decimal(0), Decimal(20), whole=True),
        ),
        _moves_home,
    ),
    "savings": Kind((Asked("capital", say("the savings"), Decimal(0), Decimal(10_000_000)),), _has_savings),
    "carer": Kind((WHO,), _becomes_carer, _not_all_care),
}
