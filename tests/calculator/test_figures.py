"""A figure of the law that several rules read stands in one place, and sentences say it as it stands there."""

import ast
from pathlib import Path

import pytest

import calculator
from calculator import figures
from calculator.figures import CAPITAL_LIMIT
from core.rules.messages import brief_pounds
from tests.settings_source import parsed

pytestmark = pytest.mark.slow

FOLDER = Path(calculator.__file__).parent
STEPS = {figures.PENSION_AGE_TARIFF.step, figures.WORKING_AGE_TARIFF.step}
# The same number as something else.
ELSEWHERE = {
    "ctr/national.py": "the schemes of Scotland and Wales have limits of their own law",
    "household/from_facts.py": "the tops of the bands that forms ask for",
    "better_off/scenarios.py": "the most that may be typed",
    "engine/situation_people.py": "a date as one number",
}


def modules():
    return {path.relative_to(FOLDER).as_posix(): path for path in sorted(FOLDER.rglob("*.py"))}


def numbers(tree):
    """Every number that a module writes, and every text of digits, as Decimal takes it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float, str)):
            try:
                yield float(node.value)
            except ValueError:
                continue


def test_each_figure_is_written_in_one_place():
    """All that the file writes, but the steps of savings, which are round numbers for much else."""
    written = {*numbers(parsed(FOLDER / "figures.py"))} - {*map(float, STEPS), 1.0, 2.0}
    assert len(written) > 12
    found = {name for name, path in modules().items() if name != "figures.py" and written & {*numbers(parsed(path))}}
    assert found == set(ELSEWHERE), "read it from calculator.figures, or say here what else the number is"


@pytest.mark.parametrize("before", ["are over the limit of ", "whether your savings over ", "You have more than "])
def test_sentences_say_the_limit_of_savings_as_it_is(before):
    texts = [
        node.value
        for path in modules().values()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and f"{before}£" in node.value
    ]
    assert texts
    for text in texts:
        assert f"{before}{brief_pounds(CAPITAL_LIMIT)}" in text
