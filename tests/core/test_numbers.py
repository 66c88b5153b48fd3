"""Whole numbers: plain digits only, no longer than they need be; nothing else in the code reads digits by itself."""

from pathlib import Path

import pytest

from core.rules.numbers import whole_number

BASE_DIR = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("59", 59)])
def test_plain_digits_are_read(text, number):
    assert whole_number(text, most=59) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "60", "-1", "+1", "1.0", "1e3", "²", "①", "٣", "１", "1_0", "9" * 5000, "0" * 5000, "½", "0x1", "a"],
)
def test_everything_else_is_not(text):
    assert whole_number(text, most=59) is None


def test_nobody_else_asks_whether_text_is_digits():
    ours = [path for path in BASE_DIR.glob("*/**/*.py") if ".venv" not in path.parts and path.parts[-2] != "core"]
    ours = [path for path in ours if path.relative_to(BASE_DIR).parts[0] not in ("tests", "frontend", "var", ".venv")]
    users = {
        str(path.relative_to(BASE_DIR)) for path in ours
        if any(each in path.read_text() for each in (".isdigit(", ".isnumeric(", ".isdecimal("))
    }  # fmt: skip
    assert users == {"core/rules/numbers.py"}
