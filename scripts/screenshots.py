"""Takes the README's pictures from a running demo: `.venv/bin/python scripts/screenshots.py PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright  # noqa: E402

from betteroff.demo.people import PASSWORD  # noqa: E402
from betteroff.demo.sign_ins import authenticator_code  # noqa: E402
from tests.journeys.conftest import ARGUMENTS  # noqa: E402
from tests.journeys.form_walk import FormWalk  # noqa: E402
from tests.journeys.person import DESKTOP, PHONE, Person  # noqa: E402

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"


def save(person: Person, name: str, *, height: int) -> None:
    """The top of the page, as tall as asked."""
    width = person.page.viewport_size["width"]
    person.page.evaluate("window.scrollTo(0, 0)")
    person.page.screenshot(
        path=FOLDER / f"{name}.png", full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height}
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
    save(person, "question-phone", height=1000)


def advisor(person: Person) -> None:
    """An advisor's work list and one claim."""
    person.sign_in_staff("aisha@calderbrook.example", PASSWORD, authenticator_code())
    person.go("/staff/claims/")
    save(person, "work-list", height=520)
    person.page.locator("a[href*='CAL-']").first.click()
    person.page.wait_for_load_state()
    save(person, "claim", height=1100)


def main(port: str) -> None:
    """Every picture."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        base = f"http://calderbrook.localhost:{port}"
        resident(Person(browser, base, PHONE, javascript=True))
        advisor(Person(browser, base, DESKTOP, javascript=True))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
