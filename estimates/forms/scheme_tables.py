"""The tables of a Council Tax Reduction scheme in its editor: how many rows they have, and their rows as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from calculator.ctr.scheme import BANDED
from estimates.forms.scheme_fields import BAND_COLUMNS, DEDUCTION_COLUMNS, band_cells, deduction_cells, group_of_bands

# Rows that are drawn besides those that are filled in; how many more a press of the button adds.
SPARE, MORE = 2, 4
MOST_GROUPS = 3


@dataclass(frozen=True)
class Table:
    """One table. prefix: the names of its cells are prefix-row-column."""

    prefix: str
    columns: list[tuple[str, Any]]
    cells: Callable[[str], dict[str, forms.Field]]
    first_rows: int
    most_rows: int

    def rows_in(self, values: Mapping[str, Any]) -> int:
        """How many rows the values of a form have, by the names of their cells."""
        pattern = re.compile(rf"{re.escape(self.prefix)}-([0-9]{{1,2}})-")
        numbers = [int(found[1]) + 1 for name in values if (found := pattern.match(name))]
        return min(self.most_rows, max(numbers, default=0))

    def fields(self, rows: int) -> dict[str, forms.Field]:
        """The fields of this many rows."""
        return {name: field for row in range(rows) for name, field in self.cells(f"{self.prefix}-{row}").items()}


def _bands(prefix: str, first_rows: int) -> Table:
    return Table(prefix, BAND_COLUMNS, band_cells, first_rows, 20)


BANDS = _bands("bands", 6)
PASSPORTED = _bands("passported_bands", 3)
DEDUCTIONS = Table("others-deductions", DEDUCTION_COLUMNS, deduction_cells, 5, 8)
GROUP_TABLES = [_bands(f"group_bands-{number}-bands", 4) for number in range(MOST_GROUPS)]


def tables_of(shape: str) -> list[Table]:
    """Every table that an editor of the shape may have."""
    return [BANDS, PASSPORTED, *GROUP_TABLES, DEDUCTIONS] if shape == BANDED else [DEDUCTIONS]


def rows_of(shape: str, values: Mapping[str, Any], *, is_sent: bool, more: str = "") -> dict[str, int]:
    """Prefix -> how many rows each table is drawn with; one of a group that is not there is left out.

    values: of a sent form, whose rows stay as many, or of a scheme, which gets spare ones. more: the prefix of the
    table for which more rows were asked.
    """
    found = {}
    for table in tables_of(shape):
        filled = table.rows_in(values)
        if not is_sent:
            filled = max(filled + SPARE, table.first_rows) if filled or table not in GROUP_TABLES else 0
        if more == table.prefix:
            filled += MORE if filled else table.first_rows
        found[table.prefix] = min(filled, table.most_rows)
    return {
        prefix: rows for prefix, rows in found.items() if rows or prefix not in {each.prefix for each in GROUP_TABLES}
    }


def fields_of(shape: str, rows: dict[str, int]) -> dict[str, forms.Field]:
    """The fields of all tables with these rows."""
    found: dict[str, forms.Field] = {}
    for table in tables_of(shape):
        if table in GROUP_TABLES and table.prefix in rows:
            found |= group_of_bands(table.prefix.removesuffix("-bands"))
        found |= table.fields(rows.get(table.prefix, 0))
    return found


class Reading:
    """Reads a form's cleaned values as JSON, and remembers where list items came from.

    places: the pointer of an item -> the prefix of its fields. errors: names of fields that were refused.
    """

    def __init__(self, cleaned: Mapping[str, Any], errors: Mapping[str, Any]) -> None:
        self.cleaned, self.errors = cleaned, errors
        self.places: dict[str, str] = {}

    def rows(self, table: Table, rows: int, pointer: str) -> list[dict[str, Any]]:
        """The rows that have anything in them, right or wrong; an empty one between is left out."""
        found: list[dict[str, Any]] = []
        for row in range(rows):
            prefix = f"{table.prefix}-{row}"
            names = {column: f"{prefix}-{column}" for column, _label in table.columns}
            given = {column: self.value(name) for column, name in names.items()}
            given = {column: value for column, value in given.items() if value is not None}
            if given or any(name in self.errors for name in names.values()):
                self.places[f"{pointer}/{len(found)}"] = prefix
                found.append(given)
        return found

    def groups(self, rows: dict[str, int]) -> list[dict[str, Any]]:
        """The tables of groups that have a group or a row."""
        found: list[dict[str, Any]] = []
        for table in GROUP_TABLES:
            prefix, pointer = table.prefix.removesuffix("-bands"), f"/group_bands/{len(found)}"
            bands = self.rows(table, rows.get(table.prefix, 0), f"{pointer}/bands")
            group = self.value(f"{prefix}-group")
            if bands or group:
                self.places[pointer] = prefix
                found.append(({"group": group} if group else {}) | {"bands": bands})
        return found

    def value(self, name: str) -> Any:
        """A clean value as JSON has it: whole numbers whole, None for nothing."""
        value = self.cleaned.get(name)
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        return None if value == "" else value

    def field_of(self, pointer: str, fields: Mapping[str, Any]) -> str:
        """The field that a problem is about: by its place, else the first one inside that place."""
        for place in sorted(self.places, key=len, reverse=True):
            if pointer == place or pointer.startswith(f"{place}/"):
                pointer = f"/{self.places[place]}{pointer.removeprefix(place)}"
                break
        name = pointer.strip("/").replace("/", "-")
        if name in fields:
            return name
        return next((each for each in fields if each.startswith(f"{name}-")), "name")
