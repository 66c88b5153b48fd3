"""A resident finds out what they can get and claims it; an advisor sees it arrive and moves it on."""

from __future__ import annotations

import io
import re
import time

import pytest
from pypdf import PdfReader

from tests.journeys.claiming import send_a_paper_over_a_line_that_is_cut
from tests.journeys.form_walk import FormWalk
from tests.journeys.person import DESKTOP, PHONE, Person
from tests.platform_process import until

pytestmark = pytest.mark.journey

AT_HOME = {"housing_situation": "temporary", "ctax_liable": "yes"}


def check_eligibility(person: Person) -> None:
    person.go("/")
    person.press("Check what you can get")
    person.press("Start now")
    person.press("Save and continue")
    person.check_error_links()
    walk = FormWalk("check-what-you-can-get", given=AT_HOME)
    walk.walk(person)
    person.press("See what you could get")
    person.page.get_by_text("Universal Credit").first.wait_for(timeout=60_000)
    person.look()
    assert re.search(r"£[\d,]+(\.\d\d)? a week", person.page.inner_text("main").replace("\n", " "))


def read_pdf(person: Person) -> str:
    """The text of the claimant's copy, once a worker has made it."""

    def made():
        kind, body = person.fetch(person.page.url.removeprefix(person.base).replace("/sent/", "/pdf/"))
        return body if kind == "application/pdf" else None

    body = until(made, 60, "the PDF")
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def test_from_first_question_to_the_council(open_browser):
    contact = f"maria.{time.time_ns()}@example.org"
    maria = open_browser(viewport=PHONE, also=DESKTOP)
    check_eligibility(maria)
    maria.press("Start the claim with these answers")
    walk = FormWalk("hb-ctr-combined", given=AT_HOME)

    # What she told us is filled in, marked with its source.
    maria.press("Go on with the form")
    maria.go(maria.page.url.removeprefix(maria.base).partition("page/")[0] + "page/you-and-your-partner/")
    assert maria.page.locator("[name=dob-year]").input_value() == "1988"
    assert "Check what you can get" in maria.page.locator(".bo-source").first.inner_text()

    # A wrong answer gets a sentence, and loses nothing.
    maria.page.locator("[name=dob-day]").fill("31")
    maria.page.locator("[name=dob-month]").fill("2")
    maria.press("Save and continue")
    maria.check_error_links()
    assert "Date of birth must be a real date" in maria.page.inner_text("main")
    assert maria.page.locator("[name=dob-day]").input_value() == "31"
    walk.walk(maria, until="your-address")

    # She leaves: an account, made by nothing but an e-mail address.
    maria.press("Save and come back later")
    maria.press("Save with your email or phone")
    maria.sign_in_by_code(contact)
    assert "Is this yours?" in maria.page.inner_text("main")
    maria.press("Yes, add it to my account")
    maria.press("Go on with the form")
    walk.walk(maria, until="who-lives-with-you")
    walk.walk(maria, until="anything-else")
    maria.page.locator("[name=anything_else]").fill("Please phone after three.")
    maria.page.get_by_text(re.compile(r"^Saved at")).wait_for(timeout=3_000)
    maria.check_still()
    maria.close()

    # She comes back in another browser, to the same words.
    later = open_browser(viewport=PHONE, also=DESKTOP)
    later.go("/account/sign-in/?next=/claims/")
    later.sign_in_by_code(contact)
    later.follow("Housing Benefit and Council Tax Reduction")
    later.go(later.page.url.removeprefix(later.base) + "page/anything-else/")
    assert later.page.locator("[name=anything_else]").input_value() == "Please phone after three."
    walk.walk(later)
    later.press("Send")
    reference = re.search(r"CAL-\w{4}-\w{4}", later.page.inner_text("main"))[0]

    text = read_pdf(later)
    assert reference in text
    assert "Maria Nowak" in text
    assert "Please phone after three." in text
    assert "AB123456C" not in text.replace(" ", "")

    # The advisor finds it, opens it and moves it on.
    aisha = open_browser(viewport=DESKTOP, also=PHONE)
    aisha.sign_in_staff("aisha@calderbrook.example")
    aisha.go("/staff/claims/")
    open_from_work_list(aisha, reference)
    move_on(aisha, "Being looked at", "Thank you. We are checking your rent.")

    later.page.reload()
    assert "Being looked at" in later.page.inner_text("main")
    assert "We are checking your rent." in later.page.inner_text("main")
    send_a_paper_over_a_line_that_is_cut(later)
    later.go("/account/who-has-seen-my-information/")
    assert "Aisha Khan" in later.page.inner_text("main")


def open_from_work_list(person: Person, reference: str) -> None:
    person.page.locator("[name=text]").fill(reference)
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    person.look()
    person.follow(reference)
    assert "Maria Nowak" in person.page.inner_text("main")
    assert "AB123456C" not in person.page.inner_text("main").replace(" ", "")


def move_on(person: Person, status: str, message: str) -> None:
    person.press("Change status")
    person.page.get_by_label(status).first.check()
    person.page.locator("textarea[name=message]").fill(message)
    person.press("See what the claimant will read")
    person.press("Change the status and tell them")


def test_the_form_without_javascript(open_browser):
    maria = open_browser(javascript=False)
    maria.go("/forms/hb-ctr-combined/")
    maria.press("Start now")
    maria.press("Go on with the form")
    walk = FormWalk("hb-ctr-combined", given=AT_HOME)
    walk.walk(maria)
    maria.press("Send")
    assert re.search(r"CAL-\w{4}-\w{4}", maria.page.inner_text("main"))
    assert "Maria Nowak" in read_pdf(maria)
