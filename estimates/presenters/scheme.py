"""What the pages of Council Tax Reduction schemes show: years and versions, rules, and households to try one on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from calculator.ctr.reduction import Reduction
from calculator.ctr.scheme import parse_scheme
from calculator.ctr.trial import BILL_PER_YEAR, COUPLE, LONE_PARENT, SINGLE, try_scheme
from core.rules.money import format_pence
from estimates.forms.scheme import SchemeForm
from estimates.forms.scheme_fields import SHAPES
from estimates.models import CouncilTaxScheme
from estimates.presenters.words import localised

State = CouncilTaxScheme.State
COLOURS = {State.DRAFT: "yellow", State.PUBLISHED: "green", State.RETIRED: "grey"}


def state_words(state: str) -> str:
    """A state in the reader's language."""
    return {State.DRAFT: _("Draft"), State.PUBLISHED: _("In force"), State.RETIRED: _("Replaced")}[State(state)]


def years_of(schemes: list[CouncilTaxScheme], this_year: int) -> list[dict[str, Any]]:
    """Every year with a scheme, this one and the next, the latest first, each with the table of its versions."""
    years = sorted({this_year, this_year + 1, *(each.tax_year for each in schemes)}, reverse=True)
    return [
        {
            "tax_year": year,
            "title": _("%(first)d to %(second)d") % {"first": year, "second": year + 1},
            "rows": [_row(each) for each in schemes if each.tax_year == year],
            "is_in_force": any(each.tax_year == year and each.state == State.PUBLISHED for each in schemes),
            "can_edit": year >= this_year,
            "can_copy": year >= this_year and _has(schemes, year - 1) and not _has(schemes, year),
        }
        for year in years
    ]


def _has(schemes: list[CouncilTaxScheme], year: int) -> bool:
    return any(each.tax_year == year for each in schemes)


def columns() -> list[dict[str, Any]]:
    """The columns of a year's table."""
    return [{"title": title} for title in (_("Version"), _("Name"), _("State"), _("Made"), _("Published"))]


def _row(scheme: CouncilTaxScheme) -> list[dict[str, Any]]:
    address = reverse("estimates:scheme", args=[scheme.tax_year, scheme.number])
    return [
        {"text": str(scheme.number), "url": address},
        {"text": scheme.name},
        {"text": state_words(scheme.state), "tag_colour": COLOURS[State(scheme.state)]},
        {"at": scheme.made_at},
        {"at": scheme.published_at} if scheme.published_at else {"text": ""},
    ]


def trials_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What the scheme gives three made-up households: who, how much a week, and how it was worked out."""
    who = {
        SINGLE: _("A single person of 40 on Universal Credit, without work"),
        COUPLE: _("A couple of 40 with £250 a week take-home pay and £5,000 savings, not on Universal Credit"),
        LONE_PARENT: _("A lone parent with a child of 7, £200 a week take-home pay and Universal Credit"),
    }
    return [{"who": who[code], **_told(found)} for code, found in try_scheme(parse_scheme(document)).items()]


def _told(found: Any) -> dict[str, Any]:
    if not isinstance(found, Reduction):
        return {"amount": _("Not worked out"), "steps": [], "reasons": [localised(found.reason)]}
    amount = _("£%(pounds)s a week of a bill of £%(bill)s a week") % {
        "pounds": format_pence(found.per_year / 52, sign=""),
        "bill": format_pence(BILL_PER_YEAR / 52, sign=""),
    }
    steps = [
        {"key": localised(label), "value": format_pence(pounds)} for label, pounds in found.steps if pounds is not None
    ]
    return {"amount": amount, "steps": steps, "reasons": localised(found.reasons)}


def rules_of(form: SchemeForm) -> list[dict[str, str]]:
    """Every field of a scheme that is filled in, in words: what the page of a version lists."""
    return [{"key": key, "value": value} for key, value in named_rules(form).values()]


def named_rules(form: SchemeForm) -> dict[str, tuple[str, str]]:
    """The same by the names of the fields: (label, words)."""
    fields = [field for section in form.sections for field in section["fields"]]
    rows = [(str(field.label), field) for field in fields if field.name != "name"]
    rows += [(f"{label}: {cell.label}", cell) for label, cell in _cells(form)]
    kind = {"shape": (_("The kind of scheme"), str(SHAPES[form.shape]))}
    return kind | {field.name: (key, words) for key, field in rows if (words := _words(field))}


def _cells(form: SchemeForm) -> Iterator[tuple[str, Any]]:
    titles = {
        "bands": _("Band"),
        "passported_bands": _("Band of people on out-of-work benefits"),
        "deductions": _("Deduction for another adult"),
    }
    for name, table in form.tables.items():
        for number, row in enumerate(table["rows"], 1):
            yield from ((f"{titles[name]} {number}", cell) for cell in row)
    for group, table in form.group_tables:
        title = _("Band of a group: %(group)s") % {"group": _words(group)}
        for number, row in enumerate(table["rows"], 1):
            yield from ((f"{title}, {number}", cell) for cell in row)
    for label, row in form.groups["rows"]:
        yield from ((str(label), cell) for cell in row)


def _words(field: Any) -> str:
    value = field.value()
    choices = {code: str(label) for code, label in getattr(field.field, "choices", ())}
    if isinstance(value, list):
        return ", ".join(choices.get(each, str(each)) for each in value)
    if isinstance(value, bool):
        return _("Yes") if value else ""
    return "" if value in (None, "") else choices.get(value, str(value))
