"""Partners and how people are served, as tables, a picture and files; small numbers are hidden in all of them alike."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.presenters.exporting import inert
from estimates.rules.horizontal_bars import horizontal_bars
from reports.presenters.files import as_csv
from reports.readers.partners import PartnerLine, PartnersReport, Served, totals_of
from reports.rules.gain import FEWEST
from reports.rules.hiding import hidden_cells, hidden_totals

Figure = int | None
VOLUMES = ("cases", "grants", "forms", "received", "accepted", "helped")


def partners_content(report: PartnersReport) -> dict[str, Any]:
    """The context of reports/partners.html; a table of no rows is None."""
    served = _served_lines(report)
    return {
        "partners": _partner_table(report.partners),
        "served": _table([_("Group"), *_served_titles()], served),
        "picture": _picture(served),
        "fewest": FEWEST,
    }


def partners_csv(report: PartnersReport) -> str:
    """Both tables in one file, each with its own titles."""
    rows: list[list[Any]] = []
    if report.partners:
        rows.append([_("Partner"), _("Agreement until"), *_volume_titles()])
        rows += [
            [inert(each.organisation.name), _until(each), *map(_words, _volumes(each))] for each in report.partners
        ]
    lines = _served_lines(report)
    if lines:
        rows.append(["", *_served_titles()])
        rows += [[inert(name), *map(_words, figures)] for name, figures in lines]
    return as_csv(rows)


def _volume_titles() -> list[str]:
    return [
        _("Open cases"), _("May act for so many people"), _("Forms sent with them"), _("Hand-overs to them"),
        _("Accepted"), _("Of these, helped"),
    ]  # fmt: skip


def _served_titles() -> list[str]:
    return [str(each.label) for each in Served]


def _volumes(line: PartnerLine) -> list[Figure]:
    """None where it is so few that it could point to a person."""
    numbers = [getattr(line, name) for name in VOLUMES]
    return [None if 0 < number < FEWEST else number for number in numbers]


def _until(line: PartnerLine) -> str:
    to = line.organisation.agreement_to
    return date_format(to, "j F Y") if to else _("No last day")


def _partner_table(lines: list[PartnerLine]) -> dict[str, Any] | None:
    titles = [_("Partner"), _("Agreement until"), *_volume_titles()]
    rows = []
    for line in lines:
        until: dict[str, Any] = {"text": _until(line), "title": titles[1]}
        if line.ends_soon:
            until["tags"] = [{"text": _("Ends soon"), "colour": "orange"}]
        numbers = zip(titles[2:], _volumes(line), strict=True)
        figures = [{"text": _words(figure), "numeric": True, "title": title} for title, figure in numbers]
        rows.append([{"text": line.organisation.name, "title": titles[0]}, until, *figures])
    columns = [{"title": title, "numeric": place > 1} for place, title in enumerate(titles)]
    return {"columns": columns, "rows": rows} if rows else None


def _served_lines(report: PartnersReport) -> list[tuple[str, list[Figure]]]:
    """The line of all together first. What was sent in a group is known from other figures, so each line is linked."""
    numbers = [[counted[each] for each in Served] for _name, counted in report.served]
    if not numbers:
        return []
    hidden = hidden_cells(numbers, linked=True)
    no_total, total = hidden_totals(numbers, hidden), totals_of(report.served)
    lines: list[tuple[str, list[Figure]]] = [
        (_("All"), [None if place in no_total else total[each] for place, each in enumerate(Served)])
    ]
    for y, (name, _counted) in enumerate(report.served):
        shown = [None if (y, x) in hidden else number for x, number in enumerate(numbers[y])]
        lines.append((date_format(name, "F Y") if isinstance(name, dt.date) else str(name), shown))
    return lines


def _table(titles: list[str], lines: list[tuple[str, list[Figure]]]) -> dict[str, Any] | None:
    rows = [
        [{"text": name, "title": titles[0]}]
        + [
            {"text": _words(each), "numeric": True, "title": title}
            for title, each in zip(titles[1:], figures, strict=True)
        ]
        for name, figures in lines
    ]
    columns = [{"title": titles[0]}, *({"title": title, "numeric": True} for title in titles[1:])]
    return {"columns": columns, "rows": rows} if rows else None


def _picture(lines: list[tuple[str, list[Figure]]]) -> Any:
    """How many were served in which way, all together."""
    if not lines:
        return None
    return horizontal_bars(
        [(title, figure, _words(figure)) for title, figure in zip(_served_titles(), lines[0][1], strict=True)]
    )


def _words(figure: Figure) -> str:
    return _("few") if figure is None else str(figure)
