"""The archive with everything that is kept of a person: for computers, for people, and their files."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import uuid
import zipfile
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from accounts.readers import council_by_id
from core.due_work import Clock, Done, Retrying, do, doubling
from core.tenancy import council_scope
from records.models import PersonExport
from records.presenters.titles import field_title
from records.readers.about import about, binary_fields

MAKING = Retrying(waits=doubling(dt.timedelta(minutes=1), tries=4), lease=dt.timedelta(minutes=5))
# Of all files together; what does not fit is named and has to be asked for.
MOST_BYTES = 50 * 1024 * 1024
# What no name of a file has, so that none leads out of its folder.
UNSAFE = re.compile(r"[^\w. -]")


def make_export(*, council_id: int, public_id: str | uuid.UUID) -> bool:
    """Make one archive if it is due, and say whether it was."""

    def work(row: PersonExport) -> Done:
        with council_scope(council_id):
            return Done({"content": archive_of(row), "made_at": Clock()})

    return do(PersonExport, council_id=council_id, public_id=public_id, work=work, retrying=MAKING)


def archive_of(export: PersonExport) -> bytes:
    """A zip file: data.json, index.html, and files/."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = _Files(archive).taken_out_of(export)
        archive.writestr("data.json", json.dumps(tables, default=str, ensure_ascii=False, indent=1))
        page = {
            "council": council_by_id(export.council_id), "made_on": timezone.localdate(),
            "tables": [(title, [_in_words(row) for row in rows]) for title, rows in tables.items()],
        }  # fmt: skip
        archive.writestr("index.html", render_to_string("records/export.html", page))
    return out.getvalue()


def _in_words(row: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(field_title(name), value) for name, value in row.items()]


class _Files:
    """Puts files beside the rows, up to a limit, and in the rows what they are called there."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.left = archive, MOST_BYTES

    def taken_out_of(self, export: PersonExport) -> dict[str, list[dict[str, Any]]]:
        """Table by its name → its rows; a table without rows is left out."""
        tables = {}
        for model, rows in about(export.resident):
            files = binary_fields(model)
            told = [{name: self._name_of(row, name, value, files) for name, value in row.items()} for row in rows]
            if told:
                tables[str(model._meta.verbose_name_plural).capitalize()] = told
        return tables

    def _name_of(self, row: dict[str, Any], field: str, value: Any, files: set[str]) -> Any:
        if field not in files:
            return value
        if len(value) > self.left:
            return "Left out, because the archive would be too large. Ask the council for it."
        self.left -= len(value)
        called = row.get("name") or ("document.pdf" if value.startswith(b"%PDF") else "photo.jpg")
        name = f"files/{uuid.uuid4().hex[:8]}-{UNSAFE.sub('-', called)}"
        self.archive.writestr(name, value)
        return name
