"""Where a saved page and a saved row lead: into empty lists, past full ones, and back to where somebody came from."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.readers.answer_store import stored_answers
from tests.claims.browsing import address, html_of, save
from tests.claims.making import small_draft
from tests.people import Browser, browser_of

NAME = {"name-first": "Zoë", "name-last": "Ashworth"}
BORN = {"dob-day": "1", "dob-month": "2", "dob-year": "1985"}


@pytest.fixture
def claim(alice):
    return small_draft(alice)


@pytest.fixture
def browser(alice):
    return browser_of(alice)


@pytest.fixture
def with_pets(claim, browser):
    save(browser, address(claim, "your-pets"), {"has_pets": "yes", "pet_kind": "Dogs"})
    return claim


def raw(claim: Claim, key: str, row: str = ""):
    answer = stored_answers(claim).get((key, row))
    return answer.raw if answer else None


def add_pet(claim: Claim, browser: Browser, name: str) -> str:
    """In the row that was opened and is still empty, or in another one."""
    row = next((each for each in raw(claim, "pets") if not raw(claim, "pet_name", each)), None)
    row = row or row_at(browser.post(address(claim, "each-pet"), {"_add": "1"}))
    assert save(browser, address(claim, "each-pet", row), {"pet_name": name}).status_code == 302
    return row


def row_at(response) -> str:
    """The row that an answer leads to."""
    return response["Location"].partition("?")[0].rstrip("/").rpartition("/")[2]


def buttons_of(response) -> list[str | None]:
    """The names of a page's buttons."""
    return [button.attrs.get("name") for button in html_of(response).all("button")]


def test_an_empty_list_opens_its_first_row_and_going_on_leads_past_the_list(claim, browser):
    first = save(browser, address(claim, "your-pets"), {"has_pets": "yes", "pet_kind": "Dogs"})
    assert raw(claim, "pets") == [row_at(first)]
    assert html_of(browser.get(first["Location"])).one("h1").text == "Pet 1"
    second = save(browser, first["Location"], {"pet_name": "Rex"}, another="1")
    assert raw(claim, "pets") == [row_at(first), row_at(second)]
    assert save(browser, second["Location"], {"pet_name": "Milo"})["Location"] == address(claim, "paying-you")
    # Whoever saves the page before once more is led to the list: nothing is made twice.
    again = save(browser, address(claim, "your-pets"), {"has_pets": "yes", "pet_kind": "Cats"})
    assert again["Location"] == address(claim, "each-pet")
    assert len(raw(claim, "pets")) == 2


def test_a_row_that_lacks_something_is_opened_before_the_next_page(claim, browser):
    rex = row_at(save(browser, address(claim, "your-pets"), {"has_pets": "yes", "pet_kind": "Dogs"}))
    milo = row_at(browser.post(address(claim, "each-pet"), {"_add": "1"}))
    led = save(browser, address(claim, "each-pet", milo), {"pet_name": "Milo"})
    assert led["Location"] == address(claim, "each-pet", rex)
    assert save(browser, led["Location"], {"pet_name": "Rex"})["Location"] == address(claim, "paying-you")


def test_who_changes_a_row_comes_back_to_where_they_were(with_pets, browser):
    rex = add_pet(with_pets, browser, "Rex")
    url = address(with_pets, "each-pet", rex)
    [change] = [link.attrs["href"] for link in html_of(browser.get(address(with_pets, "each-pet"))).all("a")
                if link.attrs["href"].startswith(url)]  # fmt: skip
    assert save(browser, change, {"pet_name": "Max"})["Location"] == address(with_pets, "each-pet")
    check = reverse("claims:check_answers", args=[with_pets.public_id])
    [change] = [link.attrs["href"] for link in html_of(browser.get(check)).all("a")
                if link.attrs["href"].startswith(url)]  # fmt: skip
    assert save(browser, change, {"pet_name": "Rex"})["Location"] == check


def test_no_row_is_offered_or_made_beyond_the_most(with_pets, browser):
    rows = [add_pet(with_pets, browser, name) for name in ("Rex", "Milo")]
    assert "_another" in buttons_of(browser.get(address(with_pets, "each-pet", rows[0])))
    rows.append(add_pet(with_pets, browser, "Max"))
    assert "_another" not in buttons_of(browser.get(address(with_pets, "each-pet", rows[0])))
    on = save(browser, address(with_pets, "each-pet", rows[0]), {"pet_name": "Rex"}, another="1")
    assert on["Location"] == address(with_pets, "paying-you")
    assert len(raw(with_pets, "pets")) == 3


def test_an_empty_list_that_needs_a_row_has_one_way_on(with_pets, browser):
    [row] = raw(with_pets, "pets")
    browser.post(address(with_pets, "each-pet"), {"_remove": row, "_sure": "yes"})
    page = html_of(browser.get(address(with_pets, "each-pet")))
    [add] = [button for button in page.all("button", class_="govuk-button") if button.attrs.get("name") == "_add"]
    assert "govuk-button--secondary" not in add.attrs["class"]
    assert "Save and continue" not in [button.text for button in page.all("button", class_="govuk-button")]


def test_the_task_list_says_how_much_is_done_and_what_is_missing(claim, browser):
    tasks = reverse("claims:task_list", args=[claim.public_id])
    assert "0 of 1 parts are done." in html_of(browser.get(tasks)).text
    assert "Still to answer" not in html_of(browser.get(tasks)).text, "nothing of it is begun"
    save(browser, address(claim, "your-pets"), {"has_pets": "yes", "pet_kind": ""})
    missing = "Still to answer: “Your full name”, “Your date of birth”, “What kind?” and 1 more"
    assert missing in html_of(browser.get(tasks)).text
    save(browser, address(claim, "who-you-are"), NAME | BORN)
    save(browser, address(claim, "your-pets"), {"pet_kind": "Dogs"})
    text = html_of(browser.get(tasks)).text
    assert "Still to answer: “Pet 1: Its name”" in text
    assert "more" not in text.partition("Still to answer")[2].partition("Pet 1")[2][:30]
    [row] = raw(claim, "pets")
    save(browser, address(claim, "each-pet", row), {"pet_name": "Rex"})
    save(browser, address(claim, "paying-you"), {})
    assert "1 of 1 parts are done." in html_of(browser.get(tasks)).text
