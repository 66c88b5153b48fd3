"""What a better-off curve means, in plain sentences: its bends, its cliffs, and what it leaves as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculator.better_off.pattern import APPRENTICE_WAGE, MOST_HOURS, minimum_wage, worker_of
from calculator.explain import NAMES
from calculator.household.household import Household
from calculator.housing_benefit import pays_rent_under_pension_age

if TYPE_CHECKING:
    from calculator.better_off.curve import Cliff, Curve

# Benefits that we take over as they are told to us, and that a job can change or end.
CHANGED_BY_WORK = ("jsa_ns", "esa_ns", "ma")


def hours_text(hours: float) -> str:
    """To a quarter of an hour: '16', '17.5', '21.25'."""
    return f"{round(hours * 4) / 4:g}"


def notes_of(curve: Curve, household: Household) -> tuple[str, ...]:
    """What to know about the curve, most useful first."""
    return (
        *_minimum_wage(curve, household),
        *(sentence for cliff in curve.cliffs for sentence in _about_cliff(cliff, curve.names)),
        *_about_bends(curve),
        *_rent_in_supported_housing(curve, household),
        *_kept_as_it_is(curve, household),
    )


def _minimum_wage(curve: Curve, household: Household) -> list[str]:
    age = worker_of(household, curve.question).age_on(household.claim_date)
    lowest = minimum_wage(age)
    if curve.question.hourly_rate >= float(lowest):
        return []
    return [
        f"£{curve.question.hourly_rate:.2f} an hour is under the legal minimum at this age, which is £{lowest} "
        f"since April 2026. An apprentice must get £{APPRENTICE_WAGE} at the least."
    ]


def _about_cliff(cliff: Cliff, names: dict[str, str]) -> list[str]:
    between = f"Going from {hours_text(cliff.from_hours)} to {hours_text(cliff.to_hours)} hours a week"
    if cliff.codes:
        reason = names[cliff.codes[0]]
        sentence = f"{between} leaves you £{cliff.loss:,.2f} a week worse off, because of what happens to {reason}."
    else:
        sentence = f"{between} leaves you £{cliff.loss:,.2f} a week worse off."
    if cliff.recovered_at is None:
        return [sentence, f"You do not have that much again at any hours up to {MOST_HOURS}."]
    return [sentence, f"You have as much again from about {hours_text(cliff.recovered_at)} hours a week."]


def _about_bends(curve: Curve) -> list[str]:
    said = {
        "allowance": "Up to about {} hours a week, pay takes nothing off your Universal Credit. After that it "
        "falls by 55p for each extra £1 of take-home pay.",
        "cap_lifts": "From about {} hours a week, the benefit cap no longer lowers your Universal Credit.",
        "cap_bites": "From about {} hours a week, the benefit cap lowers your Universal Credit.",
        "credit_ends": "Universal Credit ends at about {} hours a week. Help that comes with it, such as free "
        "prescriptions, can end as well.",
    }
    sentences = [said[each.kind].format(hours_text(each.hours)) for each in curve.markers]
    has_credit = any(each.income.benefits.get("uc", 0.0) > 0 for each in curve.points)
    if has_credit and not any(each.kind == "allowance" for each in curve.markers):
        sentences.append("Universal Credit falls by 55p for each extra £1 of take-home pay.")
    if curve.kept_today is not None and 0 <= curve.kept_today <= 1:
        sentences.append(f"At your hours today, you keep about {curve.kept_today * 100:.0f}p of each extra £1 of pay.")
    return sentences


def _rent_in_supported_housing(curve: Curve, household: Household) -> list[str]:
    ends = any(each.kind == "credit_ends" for each in curve.markers)
    if not ends or not pays_rent_under_pension_age(household):
        return []
    return [
        "Until Universal Credit ends, Housing Benefit does not count your pay. From there it falls by 65p for each "
        "extra £1 of take-home pay."
    ]


def _kept_as_it_is(curve: Curve, household: Household) -> list[str]:
    sentences = [
        f"{NAMES[code]} is counted as it is today at all hours. Work can change it: ask before you start."
        for code in CHANGED_BY_WORK
        if any(each.benefit(code) for each in household.couple)
    ]
    if any(each.self_employed_profit and each.self_employed_profit.amount for each in household.couple):
        sentences.append("Self-employed profit is counted as it is today at all hours.")
    return sentences
