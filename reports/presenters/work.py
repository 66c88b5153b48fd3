"""The council's work in figures, as tables, pictures and files; small numbers are hidden in all of them alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casework.presenters.exporting import inert
from estimates.rules.horizontal_bars import horizontal_bars
from reports.presenters.files import as_csv
from reports.readers.work import WorkLine, WorkReport
from reports.rules.gain import FEWEST
from reports.rules.hiding import hidden_cells, hidden_totals

# The numbers that are hidden where they are small; the times beside them go with them.
CLAIMS, HELP = ("sent", "done", "in_hand"), ("resolved", "unresolved")
REVIEWS = ("reviews", "unchanged", "changed", "dropped", "unanswered", "overdue")
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class _Shown:
    """One line with what of it may be shown: numbers and days; None for nothing, HIDDEN where it is small."""

    name: str
    figures: list[float | str | None]


HIDDEN = "hidden"


def work_content(report: WorkReport) -> dict[str, Any]:
    """The context of reports/work.html: claims and reviews as tables and pictures, live help as a table; None: none."""
    claims, helped, reviews = _claim_lines(report), _help_lines(report), _review_lines(report)
    return {
        "claims": _table(_claim_titles(), claims),
        "helped": _table(_help_titles(), helped),
        "reviews": _table(_review_titles(), reviews),
        "reviews_overdue": _bars(reviews, REVIEWS.index("overdue")),
        "in_hand": _bars(claims, _claim_titles().index(_("In hand now"))),
        "to_done": _bars(claims, _claim_titles().index(_("Days to done"))),
        "awarded_open": _words(_awarded_open(report)),
        "fewest": FEWEST,
        "all_hidden": bool(claims) and all(each in (HIDDEN, None) for line in claims for each in line.figures),
    }


def work_csv(report: WorkReport) -> str:
    """The tables in one file, each with its titles: claims, live help, reviews; then what was awarded all the same."""
    rows: list[list[Any]] = []
    tables = (
        (_claim_titles(), _claim_lines(report)),
        (_help_titles(), _help_lines(report)),
        (_review_titles(), _review_lines(report)),
    )
    for titles, lines in tables:
        if lines:
            rows += [["", *titles], *([inert(line.name), *map(_cell, line.figures)] for line in lines)]
    if report.total.done:
        rows.append([_("Awarded although a check was not passed"), _cell(_awarded_open(report))])
    return as_csv(rows)


def _awarded_open(report: WorkReport) -> int | str:
    return HIDDEN if 0 < report.awarded_open < FEWEST else report.awarded_open


def _claim_titles() -> list[str]:
    return [
        _("Sent"), _("Days to first touch"), _("Done"), _("Days to done"), _("9 in 10 done within, days"),
        _("In hand now"), _("Age in days"),
    ]  # fmt: skip


def _help_titles() -> list[str]:
    return [_("Conversations"), _("All they needed at first contact, %")]


def _review_titles() -> list[str]:
    return [
        _("Asked for"), _("Nothing has changed"), _("A change was told"), _("Cancelled, or the claim withdrawn"),
        _("Not answered yet"), _("Not answered, and overdue"),
    ]  # fmt: skip


def _review_lines(report: WorkReport) -> list[_Shown]:
    """The lines of reviews, that of all together first."""
    return _lines(report, REVIEWS, lambda line, small: [_number(_value(line, each), each in small) for each in REVIEWS])


def _claim_lines(report: WorkReport) -> list[_Shown]:
    """The lines of claims, that of all together first."""

    def figures(line: WorkLine, small: set[str]) -> list[float | str | None]:
        touch = HIDDEN if "sent" in small or 0 < line.touched < FEWEST else _days(line.to_touch)
        done, hand = "done" in small, "in_hand" in small
        return [
            _number(line.sent, "sent" in small), touch, _number(line.done, done),
            HIDDEN if done else _days(line.to_done), HIDDEN if done else _days(line.nine_in_ten),
            _number(line.in_hand, hand), HIDDEN if hand else _days(line.age),
        ]  # fmt: skip

    return _lines(report, CLAIMS, figures)


def _help_lines(report: WorkReport) -> list[_Shown]:
    """The lines of conversations, that of all together first."""

    def figures(line: WorkLine, small: set[str]) -> list[float | str | None]:
        if small:
            return [HIDDEN, HIDDEN]
        return [line.judged, round(100 * line.resolved / line.judged) if line.judged else None]

    return _lines(report, HELP, figures)


def _lines(report: WorkReport, names: tuple[str, ...], figures: Any) -> list[_Shown]:
    groups = [(name, line) for name, line in report.groups if any(_value(line, each) for each in names)]
    numbers = [[_value(line, each) for each in names] for _name, line in groups]
    hidden = hidden_cells(numbers, linked=_is_linked(names, numbers))
    totals = {names[column] for column in hidden_totals(numbers, hidden)}
    if not groups:
        return []
    shown = [_Shown(_("All"), figures(report.total, totals))]
    for place, (name, line) in enumerate(groups):
        small = {each for column, each in enumerate(names) if (place, column) in hidden}
        shown.append(_Shown(name, figures(line, small)))
    return shown


def _is_linked(names: tuple[str, ...], numbers: list[list[int]]) -> bool:
    """Whether one number of a line follows from the others: what was sent is done or in hand where a period has all of
    it; of conversations the share is shown with their number; of reviews each stands one way.
    """
    return names in (HELP, REVIEWS) or all(sent == done + in_hand for sent, done, in_hand in numbers)


def _value(line: WorkLine, name: str) -> int:
    return line.judged - line.resolved if name == "unresolved" else getattr(line, name)


def _number(number: int, is_hidden: bool) -> float | str:
    return HIDDEN if is_hidden else number


def _days(span: dt.timedelta | None) -> float | None:
    return None if span is None else round(span / DAY, 1)


def _table(titles: list[str], lines: list[_Shown]) -> dict[str, Any] | None:
    """What components/table.html takes; None for no lines."""
    rows = [
        [{"text": line.name, "title": _("Group")}]
        + [
            {"text": _words(figure), "numeric": True, "title": title}
            for figure, title in zip(line.figures, titles, strict=True)
        ]
        for line in lines
    ]
    columns = [{"title": _("Group")}, *({"title": title, "numeric": True} for title in titles)]
    return {"columns": columns, "rows": rows} if rows else None


def _bars(lines: list[_Shown], column: int) -> Any:
    """A picture of one column, without the line of all together."""
    figures = [(line.name, line.figures[column]) for line in lines[1:]]
    return horizontal_bars([(name, None if isinstance(each, str) else each, _words(each)) for name, each in figures])


def _words(figure: float | str | None) -> str:
    if figure is None:
        return "–"
    if isinstance(figure, str):
        return _("few")
    return number_format(figure, decimal_pos=None if isinstance(figure, int) else 1, force_grouping=True)


def _cell(figure: float | str | None) -> Any:
    return "" if figure is None else _("few") if isinstance(figure, str) else figure
