"""The tables of docs/testing.md on live help and acting for somebody: every number once, and every test is there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.settings_source import BASE_DIR

ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
HELD = re.compile(r"`(tests/[\w/.]+)(?:::(\w+))?`")
# The lines of each table, by its heading.
TABLES = {
    "What co-browsing has to pass": 20,
    "What people complain of in live help elsewhere": 29,
    "What people complain of where others act for somebody": 14,
}


def rows(heading: str) -> list[tuple[int, str]]:
    """(number, the tests in words) of each line of the table under this heading."""
    page = (BASE_DIR / "docs" / "testing.md").read_text()
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [(int(number), tests) for number, _what, tests in ROW.findall(section)]


@pytest.mark.parametrize(("heading", "lines"), TABLES.items())
def test_every_number_is_there_once(heading, lines):
    assert [number for number, _tests in rows(heading)] == list(range(1, lines + 1))


@pytest.mark.slow
@pytest.mark.parametrize(("heading", "number", "tests"), [(each, *row) for each in TABLES for row in rows(each)])
def test_the_tests_that_hold_it_are_there(heading, number, tests):
    held = HELD.findall(tests)
    assert held, f"Nothing holds {number} of “{heading}”."
    assert [f"{path}::{name}" for path, name in held if not is_there(path, name)] == []


def is_there(path: str, name: str) -> bool:
    """Whether there is this file, with this function unless the name is empty."""
    file = BASE_DIR / path
    if not file.is_file() or not name:
        return file.is_file()
    return name in {each.name for each in ast.parse(file.read_text()).body if isinstance(each, ast.FunctionDef)}


def test_what_is_not_there_is_seen():
    assert is_there("tests/cobrowse/test_acceptance.py", "rows")
    assert not is_there("tests/cobrowse/test_acceptance.py", "no_such_test")
    assert not is_there("tests/cobrowse/test_no_such_file.py", "")
