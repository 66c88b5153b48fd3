"""What a better-off curve means, in plain sentences: its bends, its cliffs, and what it leaves as it is."""

from __future__ import annotations

from calculator.better_off.curve import ALLOWANCE, CAP_BITES, CAP_LIFTS, CREDIT_ENDS, Cliff, Curve
from calculator.better_off.pattern import APPRENTICE_WAGE, MOST_HOURS, minimum_wage, worker_of
from calculator.explain import NAMES
from calculator.household.household import Household
from calculator.housing_benefit import pays_rent_under_pension_age
from core.rules.messages import Phrase, Pounds, say

# Benefits that we take over as they are told to us, and that a job can change or end.
CHANGED_BY_WORK = ("jsa_ns", "esa_ns", "ma")
BENDS = {
    ALLOWANCE: say(
        "Up to about %(hours)s hours a week, pay takes nothing off your Universal Credit. After that it falls by 55p "
        "for each extra £1 of take-home pay."
    ),
    CAP_LIFTS: say(
        "From about %(hours)s hours a week, the benefit cap no longer lowers your Universal "
        "Credit. It is a limit on benefits."
    ),
    CAP_BITES: say(
        "From about %(hours)s hours a week, the benefit cap lowers your Universal Credit. It is a limit on benefits."
    ),
    CREDIT_ENDS: say(
        "Universal Credit ends at about %(hours)s hours a week. Help that comes with it, such as free prescriptions, "
        "can end as well."
    ),
}


def hours_text(hours: float) -> str:
    """To a quarter of an hour: '16', '17.5', '21.25'."""
    return f"{round(hours * 4) / 4:g}"


def notes_of(curve: Curve, household: Household) -> tuple[Phrase, ...]:
    """What to know about the curve, most useful first."""
    return (
        *_minimum_wage(curve, household),
        *(sentence for cliff in curve.cliffs for sentence in _about_cliff(cliff, curve.names)),
        *_about_bends(curve),
        *_rent_in_supported_housing(curve, household),
        *_kept_as_it_is(curve, household),
    )


def _minimum_wage(curve: Curve, household: Household) -> list[Phrase]:
    age = worker_of(household, curve.question).age_on(household.claim_date)
    lowest = minimum_wage(age)
    if curve.question.hourly_rate >= float(lowest):
        return []
    return [
        say(
            "%(rate)s an hour is under the legal minimum at this age, which is %(lowest)s since April 2026. An "
            "apprentice must get %(apprentice)s at the least.",
            rate=Pounds(curve.question.hourly_rate),
            lowest=Pounds(float(lowest)),
            apprentice=Pounds(float(APPRENTICE_WAGE)),
        )
    ]


def _about_cliff(cliff: Cliff, names: dict[str, Phrase]) -> list[Phrase]:
    text = say("Going from %(from)s to %(to)s hours a week leaves you %(loss)s a week worse off.")
    if cliff.codes:
        text = say(
            "Going from %(from)s to %(to)s hours a week leaves you %(loss)s a week worse off, because of what happens "
            "to %(benefit)s."
        ).fill(benefit=names[cliff.codes[0]])
    hours = {"from": hours_text(cliff.from_hours), "to": hours_text(cliff.to_hours)}
    sentence = text.fill(**hours, loss=Pounds(cliff.loss))
    if cliff.recovered_at is None:
        return [sentence, say("You do not have that much again at any hours up to %(most)s.", most=MOST_HOURS)]
    recovered = say("You have as much again from about %(hours)s hours a week.", hours=hours_text(cliff.recovered_at))
    return [sentence, recovered]


def _about_bends(curve: Curve) -> list[Phrase]:
    sentences = [BENDS[each.kind].fill(hours=hours_text(each.hours)) for each in curve.markers]
    has_credit = any(each.income.benefits.get("uc", 0.0) > 0 for each in curve.points)
    if has_credit and not any(each.kind == ALLOWANCE for each in curve.markers):
        sentences.append(say("Universal Credit falls by 55p for each extra £1 of take-home pay."))
    if curve.kept_today is not None and 0 <= curve.kept_today <= 1:
        kept = round(curve.kept_today * 100)
        few = say("At your hours today, you keep about %(pence)sp of each extra £1 of pay.", pence=kept)
        sentences.append(few if kept < 100 else say("At your hours today, you keep all of each extra £1 of pay."))
    return sentences


def _rent_in_supported_housing(curve: Curve, household: Household) -> list[Phrase]:
    ends = any(each.kind == CREDIT_ENDS for each in curve.markers)
    if not ends or not pays_rent_under_pension_age(household):
        return []
    return [
        say(
            "Until Universal Credit ends, Housing Benefit does not count your pay. From there it falls by 65p for each "
            "extra £1 of take-home pay."
        )
    ]


def _kept_as_it_is(curve: Curve, household: Household) -> list[Phrase]:
    sentences = [
        say(
            "%(benefit)s is counted as it is today at all hours. Work can change it: ask before you start.",
            benefit=NAMES[code],
        )
        for code in CHANGED_BY_WORK
        if any(each.benefit(code) for each in household.couple)
    ]
    if any(each.self_employed_profit and each.self_employed_profit.amount for each in household.couple):
        sentences.append(say("Self-employed profit is counted as it is today at all hours."))
    return sentences
