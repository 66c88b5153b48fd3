"""What the documents say is where they say: every path in them exists, and so does every name in a file."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.settings_source import BASE_DIR

DOCUMENTS = [BASE_DIR / "README.md", BASE_DIR / "CONTRIBUTING.md", *sorted((BASE_DIR / "docs").glob("*.md"))]
ROOTS = {path.name for path in BASE_DIR.iterdir() if path.is_dir() and not path.name.startswith(".")} - {
    "static",
    "var",
}
# `claims/views/pages.py::page`, `calculator/ctr`, `formspec/library/*.yaml`
PLACE = re.compile(r"`(?P<path>[\w.*-]+(?:/[\w.*-]+)+/?)(?:::(?P<name>\w+))?`")
STEPS = re.compile(r"^\d+\. ", re.MULTILINE)


def places(document: Path) -> list[tuple[str, str | None]]:
    """(path, name or None) of everything in backquotes that begins with a folder of the repository."""
    found = PLACE.finditer(document.read_text())
    return [(each["path"], each["name"]) for each in found if each["path"].partition("/")[0] in ROOTS]


def names_of(path: Path) -> set[str]:
    """What a module defines at its top."""
    return {node.name for node in ast.parse(path.read_text()).body if hasattr(node, "name")}


def wrong(document: Path) -> list[str]:
    """The places of a document that are not there."""
    missing = []
    for path, name in places(document):
        there = sorted(BASE_DIR.glob(path)) or sorted(BASE_DIR.glob(f"{path}.py"))
        if not there or (name and name not in names_of(there[0])):
            missing.append(f"{path}::{name}" if name else path)
    return missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_place_in_a_document_is_there(document):
    assert wrong(document) == []


def test_a_place_that_is_not_there_is_seen(tmp_path):
    document = tmp_path / "some.md"
    document.write_text("`claims/views/pages.py::page`, `claims/views/pages.py::no_such_view`, `claims/gone.py`, `a/b`")
    assert wrong(document) == ["claims/views/pages.py::no_such_view", "claims/gone.py"]


def test_the_paths_through_the_code_have_twelve_steps_at_most():
    architecture = (BASE_DIR / "docs" / "architecture.md").read_text()
    lengths = [len(STEPS.findall(part)) for part in architecture.split("\n## ") if STEPS.search(part)]
    assert len(lengths) == 7
    assert max(lengths) <= 12
