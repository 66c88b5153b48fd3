"""From a claim that was sent to its decision, at the desk: its number, papers, corrections, checks, the letter."""

from __future__ import annotations

import datetime as dt
import io
import re

from PIL import Image

from tests.journeys.person import Person


def show_the_number(person: Person, number: str) -> None:
    """Hidden on the claim and on the page that asks why; there after the reason, and gone again."""
    assert number not in shown(person)
    person.follow(re.compile("^Show the answer to Your National Insurance number"))
    assert number not in shown(person)
    person.press("Show the answer")
    person.check_error_links()
    person.page.get_by_label("To check with the DWP who they are").check()
    person.press("Show the answer")
    assert number in shown(person)
    person.press("Hide it and go back to the claim")
    assert number not in shown(person)


def shown(person: Person) -> str:
    """What stands on the page, without any space."""
    return re.sub(r"\s", "", person.page.inner_text("main"))


def ask_for(person: Person, paper: str, why: str) -> None:
    """One more paper, in the officer's own words."""
    person.follow("Ask for another paper")
    person.page.locator("[name=kind]").select_option(label="Something else")
    person.page.locator("[name=name]").fill(paper)
    person.page.locator("[name=why]").fill(why)
    in_two_weeks = dt.date.today() + dt.timedelta(days=14)
    for part, text in (("day", in_two_weeks.day), ("month", in_two_weeks.month), ("year", in_two_weeks.year)):
        person.page.locator(f"[name=due_on-{part}]").fill(str(text))
    person.press("Ask for it")
    assert paper in person.page.inner_text("main")


def accept_and_answer(person: Person, reference: str, paper: str, question: str, answer: str) -> None:
    """The claim is among those that need us until the paper and the question are both answered."""
    person.go("/staff/claims/?stage=needs")
    assert "New paper, Message" in person.page.inner_text("main")
    person.follow(reference)
    assert question in person.page.inner_text("main")
    person.follow(paper)
    person.page.get_by_label("It is right", exact=True).check()
    person.press("Save")
    person.go(f"/staff/claims/{reference}/")
    person.follow("Write to the claimant")
    person.page.locator("textarea[name=words]").fill(answer)
    person.press("See what the claimant will read")
    person.press("Send the message")
    assert "It needs us" not in person.page.inner_text("main")
    person.go("/staff/claims/?stage=needs")
    assert reference not in person.page.inner_text("main")


def have_corrected(person: Person, reference: str, question: str, words: str) -> None:
    """One answer is given back to the claimant, who reads why."""
    person.go(f"/staff/claims/{reference}/")
    person.follow("Have an answer corrected")
    person.page.locator("details", has=person.page.locator(f"#keys-{question}")).locator("summary").click()
    person.page.locator(f"#keys-{question}").check()
    person.page.locator("[name=reason]").first.check()
    person.page.locator("[name=words]").fill(words)
    person.page.locator("[name=whose][value=claimant]").check()
    person.press("Continue")
    assert words in person.page.inner_text("main")
    person.press("Ask for it")
    assert "Waiting for the claimant: a correction by" in person.page.inner_text("main")


def check_and_decide(person: Person, reference: str) -> None:
    """Every check is passed, one amount is given, the letter is read, and it is decided."""
    person.go(f"/staff/claims/{reference}/")
    person.press("Go on with the checks")
    while "/checks/" in person.page.url:
        person.page.get_by_label("Passed", exact=True).check()
        person.press("Save and go on")
    person.press("See the letter")
    person.check_error_links()
    person.page.get_by_label("Awarded", exact=True).check()
    person.page.locator("[name$=_amount]").first.fill("92.50")
    for part, text in (("day", "1"), ("month", "12"), ("year", "2026")):
        person.page.locator(f"[name$=_from-{part}]").first.fill(text)
    person.page.locator("[name=summary]").fill("No council tax is charged where you live.")
    person.press("See the letter")
    assert "£92.50 a week" in person.page.inner_text("main")
    person.press("Decide, with this letter")
    # Calderbrook has every decision checked by a second person.
    assert "Nothing is sent before they agree." in person.page.inner_text("main")


def agree(person: Person, reference: str) -> None:
    """A second person reads the letter and lets it go."""
    person.go(f"/staff/claims/{reference}/")
    person.page.locator("a[href*='/decisions/']").first.click()
    person.page.wait_for_url("**/decisions/**")
    person.look()
    assert "£92.50 a week" in person.page.inner_text("main")
    person.press("Agree: let the letter go")


def photo(number: int = 0) -> bytes:
    """A picture; each number is another one."""
    taken = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 20 * number, 20)).save(taken, "PNG")
    return taken.getvalue()
