"""A council from nothing: the operator adds it, its admin sets it up by pages alone, and somebody claims."""

from __future__ import annotations

import re

import pytest

from betteroff.demo.people import OPERATOR
from tests.core.html_tree import tree
from tests.journeys.form_walk import FormWalk
from tests.journeys.person import DESKTOP, Person
from tests.journeys.test_council_people import OWN, fill, set_up_factor

pytestmark = pytest.mark.journey

NIA, ADA, RESIDENT = "nia@northby.example", "ada@northby.example", "rosa@example.org"
HOST = "northby"
SLUG = "free-school-meals"
REFERENCE = re.compile(r"NOR-\w{4}-\w{4}")


def add_council(operator: Person) -> None:
    operator.base = re.sub(r"//[^:]+:", "//localhost:", operator.base)
    operator.sign_in_staff(OPERATOR)
    operator.go("/operator/")
    operator.follow("Add a council")
    operator.press("Add the council")
    operator.check_error_links()
    fill(operator, name="Northby Council", slug="northby", host="northby.localhost", reference_prefix="NOR")
    operator.page.locator("[name=region]").select_option("NORTH_WEST")
    fill(operator, display_name="Nia Oak", email=NIA)
    operator.press("Add the council")
    assert "Northby Council is added. Its admin got a link." in operator.page.inner_text("main")
    assert "Not open yet" in operator.page.inner_text("main")


def join(open_browser, email: str) -> Person:
    """Follow the link from the letter, set a password and a second step, and come in."""
    person = open_browser(viewport=DESKTOP, council=HOST)
    _, page = person.fetch("/mailbox/")
    letters = (letter.text for letter in tree(page.decode()).all("section"))
    link = next(re.search(r"/account/invited/[\w-]+/", letter) for letter in letters if email in letter)
    person.go(link[0])
    fill(person, password=OWN)
    person.submit()
    set_up_factor(person, email)
    return person


def set_up(admin: Person) -> None:
    """Everything that is marked as missing, each on its page."""
    admin.go("/staff/settings/opening/")
    assert "Missing" in admin.page.inner_text("main")
    assert not admin.page.get_by_role("button", name="Open the council").count()
    admin.follow("Name")
    fill(admin, name_cy="Cyngor Northby")
    admin.press("Preview")
    assert "not saved yet" in admin.page.inner_text("main")
    admin.press("Save")
    admin.go("/staff/settings/council/contact/")
    fill(admin, phone="01632 960 001", text_phone="18001 01632 960 001", email="benefits@northby.example")
    admin.press("Save")
    admin.go("/staff/settings/council/hours/")
    fill(admin, days_0="Monday to Friday", hours_0="9am to 5pm")
    admin.press("Save")
    admin.go("/staff/settings/council/colours/")
    fill(admin, colour="#ffdd00")
    admin.press("Save")
    admin.check_error_links()
    better = re.search(r"Try (#\w{6})", admin.page.inner_text("main"))
    fill(admin, colour=better[1])
    admin.press("Save")
    admin.go("/staff/settings/council/area/")
    admin.page.locator("[name=local_authority]").select_option("ROCHDALE")
    fill(admin, band_D="2310.50")
    admin.press("Save")
    for page in ("logo", "languages"):
        admin.go(f"/staff/settings/council/{page}/")
    admin.go("/staff/settings/people/invite/")
    fill(admin, email=ADA, display_name="Ada Lane")
    admin.page.locator("[name=roles][value=advisor]").check()
    admin.submit()
    admin.go("/staff/settings/history/")
    assert "18001 01632 960 001" in admin.page.inner_text("main")


def claim(resident: Person) -> str:
    """A claim on the new council's form; its reference."""
    resident.go("/")
    assert "01632 960 001" in resident.page.inner_text("footer")
    resident.go(f"/forms/{SLUG}/")
    resident.press("Start now")
    resident.press("Go on with the form")
    FormWalk(SLUG, given={"email": RESIDENT}).walk(resident)
    resident.press("Send")
    return REFERENCE.search(resident.page.inner_text("main"))[0]


def decide(adviser: Person, reference: str) -> None:
    """Every check is passed, the letter is read, and it is decided."""
    adviser.go(f"/staff/claims/{reference}/")
    adviser.press("Go on with the checks")
    while "/checks/" in adviser.page.url:
        adviser.page.get_by_label("Passed", exact=True).check()
        adviser.press("Save and go on")
    adviser.page.get_by_label("Awarded", exact=True).check()
    for part, text in (("day", "1"), ("month", "12"), ("year", "2026")):
        for box in adviser.page.locator(f"[name$=_from-{part}]").all():
            box.fill(text)
    adviser.page.locator("[name=summary]").fill("Your children have free school meals.")
    adviser.press("See the letter")
    adviser.press("Decide, with this letter")
    assert "Awarded" in adviser.page.inner_text("main")


def test_a_council_from_nothing_to_its_first_decision(platform, open_browser):
    add_council(open_browser(viewport=DESKTOP))
    resident = open_browser(council=HOST)
    resident.go("/")
    assert "This service is not open yet" in resident.page.inner_text("h1")

    nia = join(open_browser, NIA)
    set_up(nia)
    ada = join(open_browser, ADA)

    nia.go("/staff/settings/opening/")
    assert "Missing" not in nia.page.inner_text("main")
    link = nia.page.get_by_role("link", name="Try it as a resident").get_attribute("href")
    trying = open_browser(council=HOST)
    trying.go(link[link.index("/try/") :])
    assert "Check what you can get" in trying.page.inner_text("main")
    resident.go("/")
    assert "This service is not open yet" in resident.page.inner_text("h1")
    nia.press("Open the council")
    assert "The council is open." in nia.page.inner_text("main")

    reference = claim(resident)
    decide(ada, reference)
    # What is not open yet answers 503, which Chromium logs.
    resident.complaints = [said for said in resident.complaints if "503" not in said]
