"""The form in which a council admin writes a Council Tax Reduction scheme: fields to document and back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from calculator.ctr.scheme import SchemeProblems, parse_scheme
from estimates.forms import scheme_fields
from estimates.forms.scheme_fields import (
    BAND_COLUMNS,
    BAND_ROWS,
    DEDUCTION_COLUMNS,
    DEDUCTION_ROWS,
    GROUP_COLUMNS,
    GROUPS,
)
from estimates.presenters.words import localised

# What a council's first scheme begins with.
NEW = {
    "shape": "percentage",
    "universal_credit": "assessed",
    "earnings": "net",
    "pension_percent": 50,
    "most_percent": 100,
    "others-hours": 16,
}
TABLES = {
    "bands": ("bands", BAND_ROWS, BAND_COLUMNS),
    "passported_bands": ("passported_bands", BAND_ROWS, BAND_COLUMNS),
    "deductions": ("others-deductions", DEDUCTION_ROWS, DEDUCTION_COLUMNS),
}


class SchemeForm(forms.Form):
    """A whole scheme. After is_valid(), `document` is what parse_scheme accepts."""

    based_on = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for _heading, fields in scheme_fields.sections():
            self.fields.update(fields)
        self.fields.update(dict(scheme_fields.table_fields()))
        self.rules: dict[str, Any] = {}

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Headings with their fields, for the page."""
        return [
            {"heading": heading, "fields": [self[name] for name in fields]}
            for heading, fields in scheme_fields.sections()
        ]

    def table(self, name: str) -> dict[str, Any]:
        """The columns of a table of TABLES, and its rows of cells."""
        prefix, rows, columns = TABLES[name]
        cells = [[self[f"{prefix}-{row}-{column}"] for column, _label in columns] for row in range(rows)]
        return {"columns": [label for _column, label in columns], "rows": cells}

    @property
    def groups(self) -> dict[str, Any]:
        """The table of protected groups: a label and the cells of each."""
        rows = [
            (label, [self[f"protected-{group}-{column}"] for column, _name in GROUP_COLUMNS]) for group, label in GROUPS
        ]
        return {"columns": [label for _column, label in GROUP_COLUMNS], "rows": rows}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.rules, places = _document(cleaned)
        try:
            parse_scheme(self.rules)
        except SchemeProblems as problems:
            for pointer, sentence in problems.problems:
                self.add_error(self._field_of(pointer, places), localised(sentence))
        return cleaned

    def _field_of(self, pointer: str, places: dict[str, str]) -> str:
        """The field that a problem is about: by its place, else the first one inside that place."""
        for place, prefix in places.items():
            if pointer == place or pointer.startswith(f"{place}/"):
                pointer = f"/{prefix}{pointer.removeprefix(place)}"
        name = pointer.strip("/").replace("/", "-")
        if name in self.fields:
            return name
        return next((each for each in self.fields if each.startswith(f"{name}-")), "shape")


def _document(cleaned: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The scheme document of clean values, and where its list items came from: place -> prefix of the fields."""
    plain: dict[str, Any] = {}
    for _heading, fields in scheme_fields.sections():
        for name in fields:
            value = _json(cleaned[name])
            if name == "name" or value is None or value == "":
                continue
            *outer, last = name.split("-")
            place = plain.setdefault(outer[0], {}) if outer else plain
            place[last] = value
    if not {"above", "step", "pounds"} & set(plain.get("tariff", {})):
        plain.pop("tariff", None)
    places: dict[str, str] = {}
    for prefix, rows, columns in TABLES.values():
        pointer = f"/{prefix.replace('-', '/')}"
        items = _rows(cleaned, prefix, rows, [column for column, _label in columns], pointer, places)
        outer, _dash, last = prefix.rpartition("-")
        (plain.setdefault(outer, {}) if outer else plain)[last] = items
    plain["protected"] = _protected(cleaned, places)
    return plain, places


def _rows(
    cleaned: dict[str, Any], prefix: str, rows: int, columns: list[str], pointer: str, places: dict[str, str]
) -> list[dict[str, Any]]:
    """The rows of a table that have anything in them; an empty one between is left out."""
    found: list[dict[str, Any]] = []
    for row in range(rows):
        cells = {column: _json(cleaned[f"{prefix}-{row}-{column}"]) for column in columns}
        given = {column: value for column, value in cells.items() if value is not None}
        if given:
            places[f"{pointer}/{len(found)}"] = f"{prefix}-{row}"
            found.append(given)
    return found


def _protected(cleaned: dict[str, Any], places: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for group, _label in GROUPS:
        cells = {column: _json(cleaned[f"protected-{group}-{column}"]) for column, _name in GROUP_COLUMNS}
        if cells.pop("is_protected"):
            places[f"/protected/{len(found)}"] = f"protected-{group}"
            found.append({"group": group, **cells})
    return found


def _json(value: Any) -> Any:
    """A clean value as JSON has it: whole numbers whole."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def initial_of(rules: dict[str, Any], name: str) -> dict[str, Any]:
    """What the form shows for a scheme that is there."""
    initial: dict[str, Any] = {"name": name}
    for group in rules.get("protected", []):
        prefix = f"protected-{group['group']}"
        initial |= {f"{prefix}-{key}": value for key, value in group.items()} | {f"{prefix}-is_protected": True}
    return initial | _flat({key: value for key, value in rules.items() if key != "protected"}, "")


def _flat(value: Any, name: str) -> dict[str, Any]:
    items = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    found: dict[str, Any] = {}
    for key, each in items:
        place = f"{name}-{key}" if name else str(key)
        is_table = isinstance(each, list) and any(isinstance(item, dict) for item in each)
        found |= _flat(each, place) if isinstance(each, dict) or is_table else {place: each}
    return found
