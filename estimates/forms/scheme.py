"""The form in which a council admin writes a Council Tax Reduction scheme: fields to document and back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from calculator.ctr.scheme import BANDED, PERCENTAGE, SchemeProblems, parse_scheme
from estimates.forms import scheme_fields, scheme_tables
from estimates.forms.scheme_fields import GROUP_COLUMNS, GROUPS
from estimates.forms.scheme_tables import BANDS, DEDUCTIONS, GROUP_TABLES, PASSPORTED, Reading, Table
from estimates.presenters.words import localised

# What a council's first scheme begins with.
NEW = {
    "universal_credit": "assessed",
    "earnings": "net",
    "pension_percent": 50,
    "most_percent": 100,
    "others-hours": 16,
}


MANY = ("incomes_ignored", "uc_parts_ignored", "others-spared")


def typed_of(post: QueryDict) -> dict[str, Any]:
    """What was typed into a form that was sent, to be shown again without being judged."""
    return {name: post.getlist(name) if name in MANY else post.get(name) for name in post}


def shape_of(values: Any) -> str:
    """The shape that a form's values name, else a percentage."""
    return BANDED if values.get("shape") == BANDED else PERCENTAGE


class SchemeForm(forms.Form):
    """A whole scheme of one shape. After is_valid(), `rules` is what parse_scheme accepts.

    more: the prefix of a table that gets more rows than the values have; spare ones are then not added by themselves.
    """

    based_on = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None, more: str | None = None) -> None:
        super().__init__(data, initial=initial)
        values = initial or {} if data is None else data
        self.shape = shape_of(values)
        self.rows = scheme_tables.rows_of(
            self.shape, values, is_sent=data is not None or more is not None, more=more or ""
        )
        self._sections = scheme_fields.sections(self.shape)
        for _heading, fields in self._sections:
            self.fields.update(fields)
        self.fields.update(scheme_tables.fields_of(self.shape, self.rows))
        self.fields.update(scheme_fields.protected_cells())
        self.initial.setdefault("shape", self.shape)
        self.rules: dict[str, Any] = {}

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Headings with their fields, for the page; hidden ones are left out."""
        return [
            {"heading": heading, "fields": [self[name] for name in fields if name != "shape"]}
            for heading, fields in self._sections
        ]

    def table(self, table: Table) -> dict[str, Any]:
        """The columns of a table, and its rows of cells; prefix names it to the button for more rows."""
        rows = self.rows.get(table.prefix, 0)
        cells = [[self[f"{table.prefix}-{row}-{column}"] for column, _label in table.columns] for row in range(rows)]
        columns = [label for _column, label in table.columns]
        return {"columns": columns, "rows": cells, "prefix": table.prefix, "may_grow": rows < table.most_rows}

    @property
    def tables(self) -> dict[str, Any]:
        """The tables of income bands and of deductions."""
        return {"deductions": self.table(DEDUCTIONS)} | (
            {"bands": self.table(BANDS), "passported_bands": self.table(PASSPORTED)} if self.shape == BANDED else {}
        )

    @property
    def group_tables(self) -> list[tuple[Any, dict[str, Any]]]:
        """The tables of groups that are there: the field of the group, and the table."""
        return [
            (self[f"{table.prefix.removesuffix('-bands')}-group"], self.table(table))
            for table in GROUP_TABLES
            if table.prefix in self.rows
        ]

    @property
    def next_group_table(self) -> str:
        """The prefix of the table that another group would get; empty when there may be no more."""
        absent = [each.prefix for each in GROUP_TABLES if each.prefix not in self.rows]
        return absent[0] if absent and self.shape == BANDED else ""

    @property
    def groups(self) -> dict[str, Any]:
        """The table of protected groups: a label and the cells of each."""
        rows = [
            (label, [self[f"protected-{group}-{column}"] for column, _name in GROUP_COLUMNS]) for group, label in GROUPS
        ]
        return {"columns": [label for _column, label in GROUP_COLUMNS], "rows": rows}

    def clean(self) -> dict[str, Any]:
        """Every problem at once; a field that is refused already is not told a second one."""
        cleaned = super().clean()
        reading = Reading(cleaned, self.errors)
        self.rules = self._document(reading)
        try:
            parse_scheme(self.rules)
        except SchemeProblems as problems:
            for pointer, sentence in problems.problems:
                name = reading.field_of(pointer, self.fields)
                if name not in self.errors:
                    self.add_error(name, localised(sentence))
        return cleaned

    def _document(self, reading: Reading) -> dict[str, Any]:
        """The scheme document of clean values; what is empty is left out of it."""
        plain: dict[str, Any] = {}
        for _heading, fields in self._sections:
            for name in fields:
                if name != "name":
                    _put(plain, name, reading.value(name))
        for table in (BANDS, PASSPORTED, DEDUCTIONS):
            pointer = f"/{table.prefix.replace('-', '/')}"
            _put(plain, table.prefix, reading.rows(table, self.rows.get(table.prefix, 0), pointer))
        plain["group_bands"] = reading.groups(self.rows)
        plain["protected"] = _protected(reading)
        return {name: value for name, value in plain.items() if not _is_empty(value)}


def _put(plain: dict[str, Any], name: str, value: Any) -> None:
    if _is_empty(value):
        return
    *outer, last = name.split("-")
    (plain.setdefault(outer[0], {}) if outer else plain)[last] = value


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def _protected(reading: Reading) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for group, _label in GROUPS:
        cells = {column: reading.value(f"protected-{group}-{column}") for column, _name in GROUP_COLUMNS}
        if cells.pop("is_protected") or any(not _is_empty(value) for value in cells.values()):
            reading.places[f"/protected/{len(found)}"] = f"protected-{group}"
            found.append({"group": group} | {name: value for name, value in cells.items() if not _is_empty(value)})
    return found


def initial_of(rules: dict[str, Any], name: str) -> dict[str, Any]:
    """What the form shows for a scheme that is there."""
    # A document may leave out what has a default; of two radio buttons one must be chosen.
    initial: dict[str, Any] = {"name": name, "earnings": "net"}
    for group in rules.get("protected", []):
        prefix = f"protected-{group['group']}"
        initial |= {f"{prefix}-{key}": value for key, value in group.items() if key != "group"}
        initial[f"{prefix}-is_protected"] = True
    return initial | _flat({key: value for key, value in rules.items() if key != "protected"}, "")


def _flat(value: Any, name: str) -> dict[str, Any]:
    items = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    found: dict[str, Any] = {}
    for key, each in items:
        place = f"{name}-{key}" if name else str(key)
        is_table = isinstance(each, list) and any(isinstance(item, dict) for item in each)
        found |= _flat(each, place) if isinstance(each, dict) or is_table else {place: each}
    return found
