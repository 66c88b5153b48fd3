"""The product against a second implementation from the regulations, tests/calculator/independent.

A thousand households on every run; `make bench` has twenty thousand others.
"""

import ast
import sys
from pathlib import Path

import pytest

from tests.calculator.independent import sums_of
from tests.calculator.independent.compared import compared
from tests.calculator.independent.households import made

pytestmark = pytest.mark.slow

NUMBER = 1_000
FOLDER = Path(__file__).with_name("independent")
ITSELF = "tests.calculator.independent"


@pytest.fixture(scope="module")
def results():
    return compared(NUMBER, seed=2026)


def test_a_thousand_households_come_to_the_same(results):
    assert len({id(each.home) for each in results}) == NUMBER
    assert [(each.benefit, each.ours, each.independent, each.home) for each in results if each.differs] == []


@pytest.mark.parametrize("code", ["uc", "pc", "hb", "ctr"])
def test_each_benefit_is_there_in_all_its_ways(results, code):
    amounts = [each.independent for each in results if each.benefit == code]
    assert sum(amount > 0 for amount in amounts) > 150
    assert sum(amount == 0 for amount in amounts) > 5
    assert len({round(amount, 2) for amount in amounts}) > 100


def test_few_are_left_open(results):
    of_council_tax = [each for each in results if each.benefit == "ctr"]
    assert sum(isinstance(each.ours, str) for each in of_council_tax) < len(of_council_tax) / 10


def test_the_households_are_the_same_for_a_seed_and_others_for_another():
    assert made(3, seed=1) == made(3, seed=1) != made(3, seed=2)


def test_one_household_by_hand():
    """State Pension of £200 and savings of £12,345: five steps of £500 over £10,000; 238 - 200 - 5."""
    pensioner = {"role": "claimant", "date_of_birth": "1956-01-01", "benefits": []}
    pensioner["benefits"] = [{"code": "state_pension", "amount": {"amount": 200, "frequency": "weekly"}}]
    home = {
        "claim_date": "2026-11-28",
        "region": "WEST_MIDLANDS",
        "adults": [pensioner],
        "housing": {"tenure": "council_tenant", "rent": {"amount": 90, "frequency": "weekly"}},
        "capital": 12_345,
        "war_pensions_left_out": "10",
    }
    home["housing"] |= {"council_tax_per_year": 1040}
    assert sums_of(home) == pytest.approx({"uc": 0.0, "pc": 33.0, "hb": 90.0, "ctr": 20.0})


def test_the_second_implementation_shares_no_code_with_the_product():
    for path in FOLDER.glob("*.py"):
        if path.name == "compared.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.startswith(ITSELF) or name.split(".")[0] in sys.stdlib_module_names, (path.name, name)
