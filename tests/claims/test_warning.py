"""What looks wrong but may be right is said once, on a page and on a row, and then taken."""

from __future__ import annotations

import copy

import pytest

from claims.actions.answering import AnswerChange, add_row, save_answers, start_claim
from formspec.actions.publishing import publish_spec
from formspec.models import Form
from formspec.rules.compile import compile_form
from tests.claims.browsing import address, posted
from tests.claims.making import SMALL_SOURCE, make_statuses, small_draft
from tests.people import browser_of


def saved(browser, url, **typed):
    """The page that comes after saving these."""
    return browser.post(url, posted(browser.get(url)) | typed)


def test_a_page_asks_once_and_goes_on(alice):
    browser, claim = browser_of(alice), small_draft(alice)
    url = address(claim, "who-you-are")
    typed = {"name-first": "Sukarno", "name-last": "", "dob-day": "1", "dob-month": "1", "dob-year": "1905"}
    asked = saved(browser, url, **typed)
    page = asked.content.decode()
    assert "only one name" in page
    assert "Date of birth: you entered the year 1905" in page
    assert 'value="1905"' in page
    assert browser.post(url, posted(asked)).status_code == 302


@pytest.fixture
def aged(alice):
    """A draft of the small form, in which each pet has an age in years."""
    source = copy.deepcopy(SMALL_SOURCE)
    pets = next(question for question in source["sections"][0]["questions"] if question["key"] == "pets")
    pets["fields"].append(
        {"key": "pet_age", "label": "Its age", "type": "number", "validation": "decimal", "likely": {"most": 30}}
    )
    make_statuses()
    form = Form.objects.create(slug="aged-pets")
    publish_spec(form=form, spec=compile_form(source, guidance={}), by=alice)
    claim = start_claim(slug="aged-pets", language="en-gb", by=alice)
    save_answers(public_id=claim.public_id, changes=[AnswerChange("has_pets", "", "yes", 0)], by=alice)
    return claim


@pytest.mark.parametrize(("age", "asked"), [("2½", False), ("", False), ("120", True)])
def test_a_row_asks_once_and_goes_on(alice, aged, age, asked):
    browser, row = browser_of(alice), add_row(public_id=aged.public_id, group="pets", by=alice)
    first = saved(browser, address(aged, "each-pet", row), pet_name="Polly", pet_age=age)
    if asked:
        assert "you entered 120. Check it" in first.content.decode()
        first = browser.post(address(aged, "each-pet", row), posted(first))
    assert first.status_code == 302
