"""What the page "Would I be better off in work?" shows of a curve: the headline, the drawing, its key, the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from calculator.better_off.curve import ALLOWANCE, CAP_BITES, CAP_LIFTS, CREDIT_ENDS, Curve, Point
from calculator.better_off.net_income import NetIncome
from calculator.better_off.notes import hours_text
from calculator.household.parsing import parse_household
from calculator.unknowns import unknowns_of
from core.rules.money import format_pence
from estimates.models import Comparison, HoursCurve
from estimates.presenters.estimate import before_deductions
from estimates.presenters.words import localised
from estimates.rules.charts import NARROW, WIDE, MarkAt, WorkFigures, work_chart

# A row of the short table for each of these hours, and those that were asked.
EVERY = 5
# Less than this, in pounds a week, is no difference to speak of.
SAME = 0.5
# Pence of a pound.
ALL = 100
# The title of a column, and its figure in pounds a year.
Line = tuple[str, Callable[[NetIncome], float]]


def work_content(row: HoursCurve) -> dict[str, Any]:
    """The context of _hours_curve_answer.html and _hours_curve_more.html for a curve that is ready."""
    names = Curve.__dataclass_fields__
    curve = Curve.from_dict({name: value for name, value in row.result.items() if name in names})
    marks, lines = _marks(curve), _lines(curve)
    rows = [_row(curve, curve.today, lines, today=True), *(_row(curve, point, lines) for point in curve.points)]
    return {
        "headline": _headline(curve),
        "charts": _charts(curve, marks),
        "description": _description(curve),
        "has_costs": any(point.income.childcare or point.income.travel for point in curve.points),
        "key": [{"number": number, "text": text} for number, (_mark, text) in enumerate(marks, 1)],
        "notes": localised(curve.notes),
        "unknowns": not_known(row),
        "left_out": localised(curve.left_out),
        "before_deductions": before_deductions([code for code in curve.names if _is_paid(curve, code)]),
        "columns": [_("Hours a week"), _("You have a week"), _("A month"), *(title for title, _amount in lines)],
        "rows": rows,
        "short_rows": [row for row in rows if row["short"]],
    }


def _is_paid(curve: Curve, code: str) -> bool:
    return any(round(point.income.benefits[code], 2) for point in (*curve.points, curve.today))


def not_known(row: HoursCurve | Comparison) -> list[str]:
    """What was not known of the household a row was worked out for, in the page's language."""
    return localised(unknowns_of(parse_household(row.household)))


def _headline(curve: Curve) -> dict[str, Any]:
    gain, question = curve.gain_per_week, curve.question
    kept = None if curve.kept is None else round(curve.kept * ALL)
    kind = "same" if abs(gain) < SAME else "more" if gain > 0 else "less"
    return {
        "kind": kind,
        "for_partner": question.who == "partner",
        "hours": hours_text(question.hours),
        "weekly": format_pence(curve.chosen.income.net / 52),
        "monthly": format_pence(curve.chosen.income.net / 12),
        "difference": format_pence(abs(gain)),
        "kept": f"{kept}" if kept is not None and 0 < kept < ALL else None,
        "keeps_all": kept == ALL,
    }


def _marks(curve: Curve) -> list[tuple[MarkAt, str]]:
    """Each place that is marked, and what the key says of it."""
    today, chosen = curve.today, curve.chosen
    marks: list[tuple[MarkAt, str]] = []
    if today.hours is not None:
        words = {"hours": hours_text(today.hours), "weekly": format_pence(today.income.net / 52)}
        marks.append(
            (("today", today.hours, today.income.net / 52), _("Now: %(hours)s hours, %(weekly)s a week") % words)
        )
    words = {"hours": hours_text(curve.question.hours), "weekly": format_pence(chosen.income.net / 52)}
    at = ("chosen", curve.question.hours, chosen.income.net / 52)
    marks.append((at, _("Your question: %(hours)s hours, %(weekly)s a week") % words))
    said = {
        ALLOWANCE: _("Pay starts to lower Universal Credit: about %(hours)s hours"),
        CAP_LIFTS: _("Benefit cap (limit on benefits) ends: about %(hours)s hours"),
        CAP_BITES: _("Benefit cap (limit on benefits) starts: about %(hours)s hours"),
        CREDIT_ENDS: _("Universal Credit ends: about %(hours)s hours"),
    }
    for marker in curve.markers:
        marks.append(((marker.kind, marker.hours, None), said[marker.kind] % {"hours": hours_text(marker.hours)}))
    return marks


def _charts(curve: Curve, marks: list[tuple[MarkAt, str]]) -> list[Any]:
    incomes = [point.income for point in curve.points]
    figures = WorkFigures(
        hours=tuple(point.hours or 0.0 for point in curve.points),
        benefits=tuple((each.benefits_total + each.private_pension) / 52 for each in incomes),
        pay=tuple(max(0.0, each.take_home) / 52 for each in incomes),
        costs=tuple((each.childcare + each.travel) / 52 for each in incomes),
    )
    places = [mark for mark, _text in marks]
    return [
        work_chart(figures, places, size=NARROW, code="narrow"),
        work_chart(figures, places, size=WIDE, code="wide"),
    ]


def _description(curve: Curve) -> str:
    first, last = curve.points[0].income.net / 52, curve.points[-1].income.net / 52
    return _(
        "Money a week by hours of work. Without work %(first)s, at %(hours)s hours %(chosen)s, at 50 hours %(last)s. "
        "The table below has every figure."
    ) % {
        "first": format_pence(first), "hours": hours_text(curve.question.hours),
        "chosen": format_pence(curve.chosen.income.net / 52), "last": format_pence(last),
    }  # fmt: skip


def _lines(curve: Curve) -> list[Line]:
    """What makes up the income, with the titles of its columns; a column of noughts is left out."""
    lines: list[Line] = [
        (_("Pay before tax"), lambda income: income.wages + income.self_employed_profit),
        (_("Tax and National Insurance"), lambda income: -_taxes(income)),
        (_("Pension paid in"), lambda income: -income.pension_contributions),
    ]
    for code, name in curve.names.items():
        lines.append((localised(name), lambda income, code=code: income.benefits[code]))
    lines += [
        (_("Pension income"), lambda income: income.private_pension),
        (_("Childcare"), lambda income: -income.childcare),
        (_("Travel"), lambda income: -income.travel),
    ]
    incomes = [point.income for point in (*curve.points, curve.today)]
    return [(title, amount) for title, amount in lines if any(round(amount(each), 2) for each in incomes)]


def _taxes(income: NetIncome) -> float:
    return income.income_tax + income.national_insurance


def _row(curve: Curve, point: Point, lines: list[Line], *, today: bool = False) -> dict[str, Any]:
    hours = "?" if point.hours is None else hours_text(point.hours)
    income = point.income
    asked = not today and point.hours == curve.question.hours
    return {
        "head": _("Now (%(hours)s)") % {"hours": hours} if today else hours,
        "cells": [
            format_pence(income.net / 52),
            format_pence(income.net / 12),
            *(format_pence(amount(income) / 52) for _title, amount in lines),
        ],
        "today": today,
        "asked": asked,
        "short": today or asked or (point.hours or 0.0) % EVERY == 0,
    }  # fmt: skip
