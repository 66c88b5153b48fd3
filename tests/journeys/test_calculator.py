"""Somebody finds out what they could get, what work would change and what a change of life would, and claims."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from tests.journeys.form_walk import FormWalk
from tests.journeys.person import DESKTOP, PHONE, Person
from tests.platform_process import until

pytestmark = pytest.mark.journey

PRIVATE_TENANT = {"housing_situation": "private_tenant", "ctax_liable": "yes", "ctax_band": "B"}
AMOUNT = re.compile(r"£[\d,]+(\.\d\d)?")


def main_text(person: Person) -> str:
    return " ".join(person.page.inner_text("main").split())


def ready(person: Person, what: str, selector: str) -> None:
    """Wait until a worker has worked it out: by itself with scripts, by looking again without."""
    if person.javascript:
        person.page.locator(selector).first.wait_for(timeout=60_000)
        person.look()
        return

    def there():
        person.go(person.page.url.removeprefix(person.base))
        return person.page.locator(selector).count() > 0

    until(there, 60, what)


def find_out(person: Person) -> None:
    person.go("/")
    person.press("Check what you can get")
    person.press("Start now")
    FormWalk("check-what-you-can-get", given=PRIVATE_TENANT).walk(person)
    person.press("See what you could get")
    ready(person, "the estimate", ".bo-card__amount")
    text = main_text(person)
    assert "Universal Credit" in text
    assert "Council Tax Reduction" in text
    assert "Free school meals" in text or "Prescriptions" in text, "passported help"
    assert AMOUNT.search(text)


def read_the_working(person: Person) -> None:
    """How one amount comes about is on its card, line by line."""
    card = person.page.locator(".bo-card", has_text="Universal Credit").first
    details = card.locator("details")
    for number in range(details.count()):
        details.nth(number).locator("summary").click()
    rows = card.locator("tr")
    assert rows.count() >= 3
    assert "standard allowance" in card.inner_text().lower()
    person.look()


def work_it_out(person: Person) -> None:
    """With scripts the answer comes into the page; without them it is a page of its own."""
    if person.javascript:
        person.page.get_by_role("button", name="Work it out").click()
    else:
        person.press("Work it out")


def ask_about_work(person: Person) -> None:
    person.follow("Would I be better off in work?")
    page = person.page
    page.locator("[name=hourly_rate]").fill("13.50")
    page.locator("[name=hours]").first.fill("900")
    person.press("Work it out")
    person.check_error_links()
    page.locator("[name=hours]").first.fill("20")
    work_it_out(person)
    ready(person, "the curve", "svg[role=img]:visible")
    assert page.locator(".govuk-error-message").count() == 0
    text = main_text(person)
    assert re.search(r"[Ww]orking 20 hours,? you would have £[\d,.]+ a week", text), text[:400]
    # The same figures as a picture and as a table.
    assert page.locator("svg[role=img] desc").first.text_content().strip()
    assert page.locator("table tbody tr").count() >= 6


def change_language_and_back(person: Person) -> None:
    """What is typed stays in the box."""
    person.page.locator("[name=hourly_rate]").fill("14.25")
    for language in ("cy", "en-gb"):
        with person.page.expect_navigation():
            person.page.locator(f"header button[value={language}]").click()
        assert person.page.locator("html").get_attribute("lang") == language
        assert person.page.locator("[name=hourly_rate]").input_value() == "14.25"


def compare_lives(person: Person) -> None:
    person.follow("Compare changes of life side by side")
    for kind, name, fields in (
        ("A job, or other hours", "Shop job", {"hours": "20", "hourly_rate": "13.50"}),
        ("Another rent", "Rent going up", {"rent": "850"}),
    ):
        person.follow(kind)
        person.page.locator("[name=name]").fill(name)
        for field, value in fields.items():
            person.page.locator(f"[name={field}]").first.fill(value)
        for group in ("who", "rent_period"):
            if person.page.locator(f"[name={group}]").count():
                person.page.locator(f"[name={group}]").first.check(force=True)
        person.press("Save and compare")
        ready(person, "the comparison", ".bo-compare__amount")
    text = main_text(person)
    assert "Shop job" in text
    assert "Rent going up" in text
    assert person.page.locator(".bo-compare__life").count() == 3
    person.press("Share with an adviser")
    assert "Stop sharing" in main_text(person)
    person.press("Remove")
    person.press("Remove it")
    ready(person, "the comparison", ".bo-compare__amount")
    assert person.page.locator(".bo-compare__life").count() == 2
    person.follow("Back to what you could get")


def estimate_pdf(person: Person) -> str:
    """The text of the estimate's PDF, once a worker has made it."""
    person.press("Download or print")
    path = person.page.url.removeprefix(person.base)

    def made():
        kind, body = person.fetch(path)
        return body if kind == "application/pdf" else None

    body = until(made, 60, "the PDF")
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_first_question_to_curve_scenarios_pdf_and_claim(open_browser, javascript):
    person = open_browser(viewport=PHONE, also=DESKTOP, javascript=javascript)
    find_out(person)
    estimate = person.page.url.removeprefix(person.base)
    read_the_working(person)
    ask_about_work(person)
    change_language_and_back(person)
    compare_lives(person)
    text = estimate_pdf(person)
    assert "Universal Credit" in text
    assert AMOUNT.search(text)
    person.go(estimate)
    person.press("Start the claim with these answers")
    assert "/claims/" in person.page.url
    person.press("Go on with the form")
    person.go(person.page.url.removeprefix(person.base).partition("page/")[0] + "page/you-and-your-partner/")
    assert person.page.locator("[name=dob-year]").input_value() == "1988"
