"""What the page of monetary gain shows, and its downloads: tables and the bars by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.presenters.exporting import inert
from core.rules.money import format_pence
from estimates.presenters.words import localised
from estimates.rules.bar_chart import bar_chart
from reports.presenters.files import as_csv
from reports.readers.gain import CLAIMS, MONTHS, GainReport
from reports.rules.gain import FEWEST, ClaimGain, Group

Row = list[Any]


def gain_content(report: GainReport) -> dict[str, Any]:
    """The context of reports/gain.html, without the list of claims."""
    total = report.total
    return {
        "total": {
            "gained": _pounds(total.gained), "before": _pounds(total.before), "after": _pounds(total.after),
            "claims": total.claims,
        },
        "without": report.without,
        "months": _table(_("Month"), [(_month(each.key), each) for each in report.months]),
        "benefits": _table(_("Benefit"), [(_benefit(each), each) for each in report.benefits]),
        "chart": bar_chart([(_month_short(each.key), None if each.hidden else each.gained) for each in report.months]),
        "fewest": FEWEST,
    }  # fmt: skip


def claim_table(claims: Sequence[ClaimGain]) -> dict[str, Any]:
    """What components/table.html takes for one page of claims."""
    rows = [
        [
            {"text": each.reference, "url": reverse("casework:staff_claim", args=[each.reference])},
            {"text": each.form},
            {"at": each.sent_on},
            *({"text": _pounds(amount), "numeric": True} for amount in (each.before, each.after, each.gained)),
            {"text": _("Yes") if each.counts else _("No, a later claim counts")},
        ]
        for each in claims
    ]
    return {"columns": [{"title": _("Reference")}, {"title": _("Form")}, {"title": _("Sent")}, *_money_columns(),
                        {"title": _("In the total")}], "rows": rows}  # fmt: skip


def gain_csv(report: GainReport, table: str) -> str:
    """One of the tables as CSV, with a mark for spreadsheets that it is UTF-8."""
    if table == CLAIMS:
        header: Row = [_("Reference"), _("Form"), _("Sent"), *_money_titles(), _("In the total")]
        rows = [
            [inert(each.reference), inert(each.form), each.sent_on.isoformat(), *_money(each),
             _("Yes") if each.counts else _("No")]
            for each in report.claims
        ]  # fmt: skip
    else:
        is_month = table == MONTHS
        header = [_("Month") if is_month else _("Benefit"), _("Claims"), *_money_titles()]
        groups = report.months if is_month else report.benefits
        rows = [[inert(each.key if is_month else _benefit(each)), *_group_cells(each)] for each in groups]
    return as_csv([header, *rows])


def _money(each: ClaimGain | Group) -> Row:
    return [f"{amount:.2f}" for amount in (each.before, each.after, each.gained)]


def _group_cells(group: Group) -> Row:
    return [_few(), "", "", ""] if group.hidden else [group.claims, *_money(group)]


def _few() -> str:
    return _("Hidden: few claims")


def _money_titles() -> list[str]:
    return [_("Before, £ a year"), _("After, £ a year"), _("Gain, £ a year")]


def _money_columns() -> list[dict[str, Any]]:
    return [{"title": title, "numeric": True} for title in _money_titles()]


def _table(title: str, groups: Sequence[tuple[str, Group]]) -> dict[str, Any]:
    rows = [
        [{"text": name}, {"text": _few()}, *({"text": "–", "numeric": True} for _unused in range(3))]
        if each.hidden
        else [{"text": name}, {"text": each.claims},
              *({"text": _pounds(amount), "numeric": True} for amount in (each.before, each.after, each.gained))]
        for name, each in groups
    ]  # fmt: skip
    return {"columns": [{"title": title}, {"title": _("Claims")}, *_money_columns()], "rows": rows}


def _pounds(amount: float) -> str:
    """-1234.5 → "−1,234.50"."""
    return format_pence(amount, sign="")


def _first_of(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{month}-01")


def _month(month: str) -> str:
    return date_format(_first_of(month), "F Y")


def _month_short(month: str) -> str:
    return date_format(_first_of(month), "M y")


def _benefit(group: Group) -> str:
    return localised(group.name)
