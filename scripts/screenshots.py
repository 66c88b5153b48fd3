"""Takes the README's pictures from a running demo: `.venv/bin/python scripts/screenshots.py PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Locator, sync_playwright  # noqa: E402

from scripts.setup import browser_path  # noqa: E402
from tests.journeys.conftest import ARGUMENTS  # noqa: E402
from tests.journeys.form_walk import FormWalk  # noqa: E402
from tests.journeys.person import DESKTOP, PHONE, Person  # noqa: E402
from tests.journeys.test_chat import ask_for_help, hears, say, set_duty, take  # noqa: E402
from tests.journeys.test_cobrowse import begin, has, share  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"


def save(person: Person, name: str, *, height: int, below: Locator | None = None) -> None:
    """The page from its top or from something on it, as tall as asked."""
    width = person.page.viewport_size["width"]
    person.page.evaluate("window.scrollTo(0, 0)")
    top = below.bounding_box()["y"] if below else 0
    person.page.screenshot(
        path=FOLDER / f"{name}.png", full_page=True, clip={"x": 0, "y": top, "width": width, "height": height}
    )


def resident(person: Person) -> None:
    """A visitor checks what they can get, and begins the claim."""
    person.go("/forms/check-what-you-can-get/")
    person.press("Start now")
    FormWalk("check-what-you-can-get", {"housing_situation": "private_tenant", "ctax_liable": "yes"}).walk(person)
    person.press("See what you could get")
    person.page.get_by_text("a year better off").first.wait_for(timeout=60_000)
    save(person, "estimate-phone", height=1000)
    person.press("Start the claim with these answers")
    save(person, "task-list-phone", height=1000)
    person.page.goto(person.page.url + "page/your-national-insurance-number/")
    person.page.locator("input[value=yes]").first.check()
    person.page.locator("summary:visible").last.click()
    save(person, "question-phone", height=740)


def work_and_changes(person: Person) -> None:
    """What work would change, as a curve; and changes of life side by side."""
    person.go("/forms/check-what-you-can-get/")
    person.press("Start now")
    answers = {"housing_situation": "private_tenant", "ctax_liable": "yes", "ctax_band": "B"}
    FormWalk("check-what-you-can-get", answers).walk(person)
    person.press("See what you could get")
    person.page.locator(".bo-card__amount").first.wait_for(timeout=60_000)
    person.follow("Would I be better off in work?")
    person.page.locator("[name=hourly_rate]").fill("13.50")
    person.page.locator("[name=hours]").first.fill("20")
    person.page.get_by_role("button", name="Work it out").click()
    person.page.locator("svg[role=img]:visible").first.wait_for(timeout=60_000)
    save(person, "work", height=1150)
    person.follow("Compare changes of life side by side")
    person.follow("A job, or other hours")
    person.page.locator("[name=name]").fill("Shop job, 20 hours")
    person.page.locator("[name=hours]").first.fill("20")
    person.page.locator("[name=hourly_rate]").first.fill("13.50")
    if person.page.locator("[name=who]").count():
        person.page.locator("[name=who]").first.check(force=True)
    person.press("Save and compare")
    person.page.locator(".bo-compare__amount").first.wait_for(timeout=60_000)
    save(person, "compare", height=800)


def journal(person: Person) -> None:
    """A journal kept for weeks, a sentence being built, and a share with its PIN."""
    person.go("/account/sign-in/?next=/journal/")
    person.sign_in_by_code("maria@example.org")
    save(person, "journal-phone", height=1000)
    person.go("/journal/add/applied/?how=apply_online")
    answers = {"job_title": "order picker", "employer": "Northgate Foods", "place": "Leigh", "site": "Find a Job"}
    for name, value in {**answers, "duration-m": "40"}.items():
        person.page.locator(f"[name={name}]").fill(value)
    save(person, "journal-question-phone", height=1000, below=person.page.locator("[name=site]"))
    person.go("/journal/shares/")
    person.press("Share my journal")
    person.page.locator("[name=how_long][value='7']").check(force=True)
    person.press("See what they will see")
    person.press("Share this and show me the PIN")
    save(person, "journal-share-phone", height=1000)


def advisor(person: Person) -> None:
    """An advisor's work list and one claim."""
    person.sign_in_staff("aisha@calderbrook.example")
    person.go("/staff/claims/")
    save(person, "work-list", height=1000)
    person.page.locator("a[href*='CAL-']").first.click()
    person.page.wait_for_load_state()
    save(person, "claim", height=1100)


def live_help(person: Person, adviser: Person) -> None:
    """Somebody asks for help and an adviser answers: both sides, and the desk."""
    person.go("/")
    ask_for_help(person, "Do I have to tell you about my grandson staying with me?")
    adviser.sign_in_staff("ben@calderbrook.example")
    set_duty(adviser, "here")
    save(adviser, "help-desk", height=900)
    take(adviser, person)
    hears(person, "Ben Ockley has joined.")
    say(adviser, "Hello! How long is he staying?")
    hears(person, "Hello! How long is he staying?")
    say(person, "Two weeks.")
    hears(adviser, "Two weeks.")
    save(person, "help-phone", height=1000)
    save(adviser, "help-adviser", height=1000)
    person.press("End the conversation")
    person.press("End the conversation")


def filling_in_together(person: Person, adviser: Person) -> None:
    """Somebody lets the adviser fill in a form with them: both sides."""
    form = begin(person)
    ask_for_help(person, "I do not know what to write at the end.")
    take(adviser, person)
    person.go("/")
    share(person, "edit")
    person.go(f"{form}page/anything-else/")
    box = adviser.page.locator("[name=anything_else]:enabled")
    box.wait_for()
    person.page.locator("[name=anything_else]").press_sequentially("My hours change")
    has(adviser, "My hours change")
    box.press("End")
    adviser.page.keyboard.type(" from week to week.")
    has(person, "My hours change from week to week.")
    save(person, "together-phone", height=740)
    save(adviser, "together-adviser", height=1000, below=adviser.page.locator("[data-shared-form]"))
    person.page.get_by_role("button", name="Stop sharing").click()


def main(port: str) -> None:
    """Every picture."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        base = f"http://calderbrook.localhost:{port}"
        resident(Person(browser, base, PHONE, javascript=True))
        work_and_changes(Person(browser, base, DESKTOP, javascript=True))
        journal(Person(browser, base, PHONE, javascript=True))
        advisor(Person(browser, base, DESKTOP, javascript=True))
        adviser = Person(browser, base, DESKTOP, javascript=True)
        live_help(Person(browser, base, PHONE, javascript=True), adviser)
        filling_in_together(Person(browser, base, PHONE, javascript=True), adviser)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
