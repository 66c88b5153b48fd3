"""What single facts of a person come to: hours, first years, awards of children."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from calculator.household.awards import awards_from_weekly_amount
from core.rules.dates import add_months
from core.rules.money import PAYMENTS_A_YEAR

# Fact key -> clean value, and one row of a fact that is a list.
Facts = Mapping[str, Any]
Row = Mapping[str, Any]
CHILD_AWARDS = {
    "dla_care": "dla_care",
    "dla_mob": "dla_mobility",
    "pip_dl": "pip_daily_living",
    "pip_mob": "pip_mobility",
}
SAME_PERSON = "check.care_for_same_person"
# A part of Universal Credit, told among the benefits.
TRANSITIONAL = "uc_transitional"


def rows_of(facts: Facts, fact: str) -> Sequence[Row]:
    """The rows of a fact that is a list; none when it was not asked."""
    return facts.get(fact) or []


def yearly(money: Mapping[str, str]) -> Decimal:
    """Pounds a year of an amount and how often it is paid."""
    return Decimal(money["amount"]) * PAYMENTS_A_YEAR[money["frequency"]]


def first_year(facts: Facts, who: str, today: datetime.date) -> bool | None:
    """Whether the person's businesses all began less than a year ago; None when that is not known of all."""
    began = [
        _began_this_year(row, today)
        for row in rows_of(facts, "income.businesses")
        if row.get("se.who", "me") in (who, "both")
    ]
    return False if False in began else None if None in began or not began else True


def _began_this_year(row: Row, today: datetime.date) -> bool | None:
    if row.get("se.start"):
        return datetime.date.fromisoformat(row["se.start"]) > add_months(today, -12)
    told = row.get("check.se_first_year") or row.get("se.first_year") or ""
    return {"yes": True, "no": False}.get(told)


def hours_of(facts: Facts, who: str) -> float | None:
    """Hours of work a week in all jobs and businesses; None when not known."""
    hours = [row.get("job.hours") for row in rows_of(facts, "income.jobs") if row.get("job.who", "me") == who]
    hours += [
        row.get("se.hours") for row in rows_of(facts, "income.businesses") if row.get("se.who", "me") in (who, "both")
    ]
    known = [float(each) for each in hours if each is not None]
    if known:
        return sum(known)
    return 0.0 if facts.get("income.has_job") == "no" and not hours else None


def health_element(facts: Facts) -> tuple[bool | None, str]:
    """Whether the higher health element, of before 6 April 2026, is due; None when not known. And the source.

    Where the amounts of a couple differ, the award holds the higher (Universal Credit Regulations 2013,
    regulation 27(4)): one "yes" settles it, and only a "no" from each who has the element is a no.
    """
    couple = ["you", "partner"] if facts.get("partner.exists") == "yes" else ["you"]
    told = {
        f"check.health_element_before_2026_{who}": facts.get(f"check.health_element_before_2026_{who}")
        for who in couple
        if "lcwra" in (facts.get(f"check.circumstances_{who}") or [])
    }
    for fact, answer in told.items():
        if answer == "yes":
            return True, fact
    known_not = bool(told) and all(answer == "no" for answer in told.values())
    return (False if known_not else None), next(iter(told), "")


def transitional_element(facts: Facts) -> dict[str, Any] | None:
    """What Universal Credit holds of transitional protection; None when there is none or its amount is not known."""
    amounts = [
        row["benefit.amount"]
        for row in rows_of(facts, "income.benefit_amounts")
        if row.get("benefit.name") == TRANSITIONAL and row.get("benefit.amount")
    ]
    return {"amount": float(amounts[0]["amount"]), "frequency": amounts[0]["frequency"]} if amounts else None


def same_person(facts: Facts) -> bool | None:
    """Whether both of a couple look after the same person; None when not known, or not both do."""
    if not (cares(facts, "me") and cares(facts, "partner")):
        return None
    return {"yes": True, "no": False}.get(facts.get(SAME_PERSON, ""))


def cares(facts: Facts, who: str) -> bool:
    """Whether the person ("me", "partner") said that they care for 35 hours a week."""
    circumstances = "check.circumstances_you" if who == "me" else "check.circumstances_partner"
    return "carer" in (facts.get(circumstances) or []) or who in (facts.get("check.caring") or [])


def in_education(child: Row) -> bool | None:
    """Whether a young person is at school or college or in approved training; None when not known.

    Child Benefit is paid past 16 only for those who are (Child Benefit (General) Regulations 2006, regulation 3).
    """
    told = {"school": True, "college": True, "left": False}.get(child.get("child.education", ""))
    paid = child.get("child.child_benefit_who") in ("me", "partner", "other")
    return True if told is None and paid else told


def childs_awards(facts: Facts, child: Row) -> list[str]:
    """A child's awards, at the rate that their own amount tells, or one in the list when it can only be theirs."""
    awards = [CHILD_AWARDS[each] for each in child.get("child.disability") or [] if each in CHILD_AWARDS]
    if child.get("child.award"):
        return _at_the_rate(awards, yearly(child["child.award"]) / 52)
    of_all = [
        [CHILD_AWARDS.get(each, "") for each in row.get("child.disability") or []]
        for row in rows_of(facts, "household.children")
    ]
    for code in ("dla", "pip"):
        with_it = [each for each in of_all if any(award.startswith(code) for award in each)]
        rows = [
            row
            for row in rows_of(facts, "income.benefit_amounts")
            if row.get("benefit.who") == "child" and row.get("benefit.name") == code
        ]
        mine = [each for each in awards if each.startswith(code)]
        if mine and len(with_it) == 1 and len(rows) == 1 and rows[0].get("benefit.amount"):
            known = awards_from_weekly_amount(code, yearly(rows[0]["benefit.amount"]) / 52)
            awards = [each for each in awards if each not in mine] + (mine if known == [code] else known)
    return awards


def _at_the_rate(awards: list[str], a_week: Decimal) -> list[str]:
    """The awards as one amount tells, where all of it is of one benefit."""
    codes = {award.partition("_")[0] for award in awards}
    if len(codes) != 1:
        return awards
    code = codes.pop()
    known = awards_from_weekly_amount(code, a_week)
    return awards if known == [code] else known
