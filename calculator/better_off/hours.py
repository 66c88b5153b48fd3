"""Works out the better-off curve from what an engine says of the household at each number of hours."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

from calculator.better_off.curve import ALLOWANCE, CAP_BITES, CAP_LIFTS, CREDIT_ENDS, Cliff, Curve, Marker, Point
from calculator.better_off.net_income import NetIncome, count_incomes
from calculator.better_off.notes import notes_of
from calculator.better_off.pattern import WorkQuestion, worker_of
from calculator.council_rules import NO_RULES, CouncilRules
from calculator.household.household import Household
from calculator.interface import EngineResult

# Pounds a year below which a fall is rounding, not a cliff.
A_FALL = 2.60


def hours_curve(
    household: Household,
    question: WorkQuestion,
    results: Sequence[EngineResult],
    variants: Sequence[Household],
    *,
    today: datetime.date,
    rules: CouncilRules = NO_RULES,
) -> Curve:
    """The curve of a household; results are the engine's for `variants`, which work_variants made, in order.

    Raises PayNotWorkedOut when the engine does not tell tax and National Insurance.
    """
    now = _hours_today(household, question)
    hours = [now or 0.0, *question.hours_points]
    travel = [question.travel_at(each) * 52 if each else 0.0 for each in hours]
    if not question.hours:
        travel = [question.travel_per_week * 52] * len(hours)
    counted = count_incomes(variants, results, today=today, travel_per_year=travel, rules=rules)
    here, *incomes = counted.incomes
    points = tuple(map(Point, question.hours_points, incomes))
    curve = Curve(
        question=question,
        points=points,
        today=Point(now, here),
        markers=tuple(_markers(points, results[1:])),
        cliffs=tuple(_cliffs(points)),
        kept=_kept(here, points[question.hours_points.index(question.hours)].income),
        kept_today=_kept_around(points, now),
        names=counted.names,
        left_out=counted.left_out,
    )
    return dataclasses.replace(curve, notes=notes_of(curve, household))


def _hours_today(household: Household, question: WorkQuestion) -> float | None:
    worker = worker_of(household, question)
    if worker.hours_per_week is None and not worker.earnings:
        return 0.0
    return worker.hours_per_week


def _kept(before: NetIncome, after: NetIncome) -> float | None:
    extra = after.wages - before.wages
    return (after.net - before.net) / extra if extra >= 1 else None


def _kept_around(points: Sequence[Point], hours: float | None) -> float | None:
    if hours is None:
        return None
    for before, after in zip(points, points[1:], strict=False):
        if (before.hours or 0.0) <= hours < (after.hours or 0.0):
            return _kept(before.income, after.income)
    return None


def _markers(points: Sequence[Point], results: Sequence[EngineResult]) -> list[Marker]:
    hours = [each.hours or 0.0 for each in points]
    credit = [each.income.benefits.get("uc", 0.0) for each in points]
    markers = []
    over = [each.parts.get("uc_earned_income", 0.0) for each in results]
    allowance = max((each.parts.get("uc_work_allowance", 0.0) for each in results), default=0.0)
    end = _first_above_zero(hours, over) if allowance > 0 and credit[0] > 0 else None
    if end is not None and end > 0:
        markers.append(Marker(ALLOWANCE, end))
    cap = [each.parts.get("uc_benefit_cap_reduction", 0.0) for each in results]
    for index in range(1, len(hours)):
        if cap[index - 1] > 0 >= cap[index] and credit[index] > 0:
            markers.append(Marker(CAP_LIFTS, hours[index]))
        elif cap[index] > 0 >= cap[index - 1]:
            markers.append(Marker(CAP_BITES, hours[index]))
        if credit[index - 1] > 0 >= credit[index]:
            markers.append(Marker(CREDIT_ENDS, hours[index]))
    return markers


def _first_above_zero(hours: Sequence[float], amounts: Sequence[float]) -> float | None:
    """Where a line that rises from nought leaves it, drawn back from its first two points above."""
    first = next((index for index, amount in enumerate(amounts) if amount > 0), None)
    if first is None or first == 0:
        return None
    if first + 1 == len(amounts) or amounts[first + 1] <= amounts[first]:
        return hours[first]
    slope = (amounts[first + 1] - amounts[first]) / (hours[first + 1] - hours[first])
    return round(max(hours[first - 1], hours[first] - amounts[first] / slope), 2)


def _cliffs(points: Sequence[Point]) -> list[Cliff]:
    """Each stretch on which more hours mean less money."""
    cliffs, index = [], 0
    while index + 1 < len(points):
        end = index
        while end + 1 < len(points) and points[end + 1].income.net < points[end].income.net:
            end += 1
        if points[index].income.net - points[end].income.net > A_FALL:
            cliffs.append(_cliff(points, index, end))
        index = max(end, index + 1)
    return cliffs


def _cliff(points: Sequence[Point], start: int, end: int) -> Cliff:
    before, after = points[start].income, points[end].income
    falls = {code: amount - after.benefits[code] for code, amount in before.benefits.items()}
    # Universal Credit falls with any pay: it is named only when nothing else explains the cliff.
    codes = sorted((code for code, fall in falls.items() if fall > 0.5 and code != "uc"), key=lambda code: -falls[code])
    if not codes and falls.get("uc", 0.0) > 0.5:
        codes = ["uc"]
    recovered = next((each.hours for each in points[end + 1 :] if each.income.net >= before.net), None)
    return Cliff(
        points[start].hours or 0.0,
        points[end].hours or 0.0,
        round((before.net - after.net) / 52, 2),
        tuple(codes),
        recovered,
    )
