"""Passported help on a page: grouped, in the page's language, with links to the council's forms that are open."""

from dataclasses import asdict

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from calculator.household.parsing import parse_household
from calculator.interface import EngineResult
from calculator.passported import passported_help
from estimates.presenters.passported import passported_content, passported_forms
from estimates.presenters.words import localised

TITLES = {"free-school-meals": "Free school meals form"}


@pytest.fixture
def helps():
    household = parse_household(
        {
            "claim_date": "2026-11-22",
            "region": "YORKSHIRE",
            "capital": 0,
            "children": [{"age": 12}],
            "adults": [{"role": "claimant", "age": 40, "hours_per_week": 0}],
            "housing": {"tenure": "council_tenant", "rent": {"amount": 90, "frequency": "weekly"}},
        }
    )
    result = EngineResult("stand-in", "1", 2026, {"uc": 9_000.0}, {"uc_housing_costs_element": 4_680.0})
    return [asdict(each) for each in passported_help(household, result)]


def shown(content) -> str:
    return render_to_string(
        "estimates/_estimate_more.html",
        {"content": {"headline": {"kind": "unknown"}, "passported": content, "unknowns": []}, "inputs": []},
    )


def names(rows) -> list[str]:
    return [row["name"] for row in rows]


def test_help_is_grouped_by_its_answer(helps):
    content = passported_content(localised(helps), {})
    assert "Free school meals" in names(content["likely"])
    assert "Crisis payment" in names(content["ask"])
    assert "Winter Fuel Payment" in names(content["not"])
    assert sum(len(rows) for rows in content.values()) == len(helps)


def test_only_an_open_form_is_linked(helps):
    assert passported_forms(helps) == {"free-school-meals", "discretionary-housing-payment", "local-welfare-crisis"}
    page = shown(passported_content(localised(helps), TITLES))
    assert page.count("Start the form") == 1
    assert f'href="{reverse("claims:start", args=["free-school-meals"])}"' in page


def test_each_help_shows_why_what_to_do_and_its_source(helps):
    page = shown(passported_content(localised(helps), {}))
    assert "You could get Universal Credit." in page
    assert "What to do:" in page
    assert page.count("For advisers, the law or guidance:") == len(helps)
    assert "Start the form" not in page


def test_in_welsh_only_the_law_keeps_its_language(helps):
    with translation.override("cy"):
        page = shown(passported_content(localised(helps), {}))
    assert "Prydau ysgol am ddim" in page
    assert "Gallech gael Credyd Cynhwysol." in page
    assert "You " not in page
    assert '<span lang="en">Education Act 1996' in page


def test_no_help_shows_no_heading():
    assert passported_content([], TITLES) is None
    assert "More help" not in shown(None)
