"""What the page of scenarios shows: today and each change side by side, with the difference as a figure and a bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from calculator.better_off.net_income import NetIncome
from core.rules.money import format_pence
from estimates.forms.scenarios import KIND_TITLES
from estimates.models import Comparison, Scenario
from estimates.presenters.hours_curve import not_known
from estimates.presenters.words import localised

# Half of the bar's 100 units: the middle is today.
HALF = 50
# Less than this, in pounds a week, is no difference to speak of.
SAME = 0.5


@dataclass(frozen=True)
class Line:
    """One line of the comparison: its title, and its figure in pounds a year. is_sum: what the others come to."""

    title: str
    amount: Callable[[NetIncome], float]
    is_sum: bool = False


def comparison_content(comparison: Comparison, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    """The context of estimates/_comparison.html for a comparison that is ready, showing these scenarios."""
    result = comparison.result
    now = NetIncome(**result["now"])
    incomes = {key: NetIncome(**income) for key, income in result["scenarios"].items()}
    shown = [incomes[str(each.public_id)] for each in scenarios if str(each.public_id) in incomes]
    lines = _lines(result["names"], [now, *shown])
    largest = max((abs(each.after_housing - now.after_housing) for each in shown), default=0.0)
    caps = result["caps"]
    columns = [_column(_("Now"), now, lines) | {"is_now": True, "cap": _cap(caps[""])}]
    for scenario in scenarios:
        income = incomes.get(str(scenario.public_id))
        if income is None:
            columns.append(_without_figures(scenario, result["problems"].get(str(scenario.public_id))))
        else:
            cap = {"cap": _cap(caps[str(scenario.public_id)])}
            column = _column(scenario.name, income, lines) | _named(scenario) | _difference(income, now, largest)
            columns.append(column | cap)
    titles = [(line.title, line.is_sum) for line in lines]
    return {
        "titles": titles,
        "columns": columns,
        "left_out": localised(result["left_out"]),
        "unknowns": not_known(comparison),
    }


def _cap(pounds_per_year: float) -> str:
    """What the benefit cap takes a week, or nothing."""
    return format_pence(pounds_per_year / 52) if pounds_per_year > 0 else ""


def _named(scenario: Scenario) -> dict[str, Any]:
    return {"scenario": scenario, "kind": KIND_TITLES[scenario.kind]}


def _without_figures(scenario: Scenario, problem: Any) -> dict[str, Any]:
    words = localised(problem) if problem else _("This one is not worked out yet.")
    return {"name": scenario.name, "problem": words} | _named(scenario)


def _column(name: str, income: NetIncome, lines: Sequence[Line]) -> dict[str, Any]:
    cells = [
        {"title": line.title, "text": format_pence(line.amount(income) / 52), "is_sum": line.is_sum} for line in lines
    ]
    return {
        "name": name,
        "weekly": format_pence(income.after_housing / 52),
        "monthly": format_pence(income.after_housing / 12),
        "cells": cells,
    }


def _difference(income: NetIncome, now: NetIncome, largest: float) -> dict[str, Any]:
    """The figure, and a bar that grows to the right for more and to the left for less."""
    a_year = income.after_housing - now.after_housing
    a_week = a_year / 52
    width = round(HALF * abs(a_year) / largest, 1) if largest else 0.0
    kind = "same" if abs(a_week) < SAME else "more" if a_week > 0 else "less"
    return {
        "difference": format_pence(abs(a_week)), "difference_kind": kind, "bar_width": width,
        "bar_at": HALF if a_year >= 0 else round(HALF - width, 1),
    }  # fmt: skip


def _lines(names: dict[str, Any], incomes: Sequence[NetIncome]) -> list[Line]:
    benefits = [
        Line(localised(name), lambda income, code=code: income.benefits.get(code, 0.0)) for code, name in names.items()
    ]
    lines = [
        Line(_("Pay after tax"), lambda income: income.take_home),
        *benefits,
        Line(_("Pension income"), lambda income: income.private_pension),
        Line(_("Childcare"), lambda income: -income.childcare),
        Line(_("Comes in"), lambda income: income.net, is_sum=True),
        Line(_("Rent"), lambda income: -(income.rent or 0.0)),
        Line(_("Council tax"), lambda income: -(income.council_tax or 0.0)),
        Line(_("Left to live on"), lambda income: income.after_housing, is_sum=True),
    ]
    return [line for line in lines if line.is_sum or any(round(line.amount(each), 2) for each in incomes)]
