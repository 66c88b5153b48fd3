"""A claim from the kitchen table to the decision and the change after it, with everybody who has a part in it."""

from __future__ import annotations

import io
import re
import time
from contextlib import closing

import pytest
from pypdf import PdfReader

from tests.journeys.bad_line import BadLine
from tests.journeys.claiming import (
    add_photos,
    correct,
    count_filled_in,
    path_of,
    send_a_photo_by_phone,
    send_as_the_line_breaks,
    send_the_partner_a_link,
    sign_as_partner,
    tell_a_change,
    type_through_a_gap,
)
from tests.journeys.deciding import (
    accept_and_answer,
    agree,
    ask_for,
    check_and_decide,
    have_corrected,
    show_the_number,
)
from tests.journeys.form_walk import FormWalk
from tests.journeys.person import DESKTOP, Person
from tests.journeys.phone import sql
from tests.platform_process import until

pytestmark = pytest.mark.journey

OLD_PHONE, NEW_PHONE = "07700 900982", "07700 900345"
# A couple in a temporary home; she reads large print.
ANSWERS = {
    "housing_situation": "temporary",
    "ctax_liable": "yes",
    "has_partner": "yes",
    "partner_name": {"first": "Jan", "last": "Nowak"},
    "partner_dob": {"day": "2", "month": "9", "year": "1986"},
    "access_needs": ["large_print"],
    "phone": OLD_PHONE,
    "contact_preference": ["email"],
}
NUMBER, CLAIMANT, PARTNER = "AB123456C", "Maria Nowak", "Jan Nowak"
PAYSLIP, WHY = "Your payslip for November", "Your bank statement shows a payment of wages that is not in the form."
QUESTION, ANSWER = "Do you need my old payslips too?", "Only this one."
TO_CORRECT = "We could not reach you on this number."
# How high 18 points are where a point of the page is three quarters of one of its text; ordinary print has 10.5.
LARGE = 18 * 0.75


def test_a_claim_in_real_life(open_browser, platform):
    stamp = time.time_ns()
    contact, partners = f"maria.{stamp}@example.org", f"jan.{stamp}@example.net"
    with closing(BadLine(platform.port)) as line:
        maria = open_browser(line=line)
        reference = fill_in_and_send(maria, line, contact)
        receipt = path_of(maria)
        send_the_partner_a_link(maria, partners)
        sign_as_partner(open_browser(), partners, CLAIMANT, PARTNER)
        maria.go(receipt)
        assert "Waiting for the partner’s signature" not in maria.page.inner_text("main")
        rest(open_browser, platform, maria, reference, receipt, contact)


def rest(open_browser, platform, maria: Person, reference: str, receipt: str, contact: str) -> None:
    """At the desk, and with the claimant, to the decision and beyond it."""
    aisha, ben = open_browser(viewport=DESKTOP), open_browser(viewport=DESKTOP)
    take_and_ask(aisha, reference)
    answer_from_a_library(open_browser(viewport=DESKTOP), open_browser(), contact)
    accept_and_answer(aisha, reference, PAYSLIP, QUESTION, ANSWER)
    have_corrected(aisha, reference, "phone", TO_CORRECT)
    maria.go(receipt)
    correct(maria, "phone", NEW_PHONE, before=OLD_PHONE, asked=TO_CORRECT)
    check_and_decide(aisha, reference)
    maria.go(receipt)
    assert "Our decision" not in maria.page.inner_text("main")
    ben.sign_in_staff("ben@calderbrook.example")
    agree(ben, reference)
    read_the_letter(platform, maria, receipt, reference)
    a_month_passes(platform, reference)
    tell_and_begin_another(maria, aisha, receipt, reference)
    maria.go("/account/who-has-seen-my-information/")
    read_who_looked(maria)


def fill_in_and_send(person: Person, line: BadLine, contact: str) -> str:
    """The form on a phone with three photos, the line lost twice; the reference."""
    person.go("/account/sign-in/?next=/forms/hb-ctr-combined/")
    person.sign_in_by_code(contact)
    person.press("Start now")
    draft = path_of(person)
    person.press("Go on with the form")
    walk = FormWalk("hb-ctr-combined", given=ANSWERS | {"email": contact})
    walk.walk(person, until="anything-else")
    type_through_a_gap(person, "anything_else", "Please phone after three.")
    last = path_of(person)
    add_photos(person, draft, "Proof of who you are", 3)
    person.go(last)
    assert person.page.locator("[name=anything_else]").input_value() == "Please phone after three."
    walk.walk(person)
    return send_as_the_line_breaks(person, line)


def take_and_ask(person: Person, reference: str) -> None:
    """An adviser takes the claim, has the number shown, and asks for a payslip in words."""
    person.sign_in_staff("aisha@calderbrook.example")
    person.go(f"/staff/claims/{reference}/")
    person.press("Take this claim")
    assert "Aisha Khan" in person.page.inner_text(".bo-facts")
    show_the_number(person, NUMBER)
    ask_for(person, PAYSLIP, WHY)


def answer_from_a_library(screen: Person, phone: Person, contact: str) -> None:
    """On a screen that is not hers she reads what is asked; her phone takes the photo; and she asks something."""
    screen.go("/account/sign-in/?next=/claims/")
    screen.sign_in_by_code(contact)
    screen.follow("Housing Benefit and Council Tax Reduction")
    receipt = path_of(screen)
    screen.follow(PAYSLIP)
    assert WHY in screen.page.inner_text("main")
    screen.go(receipt)
    send_a_photo_by_phone(screen, phone, PAYSLIP)
    screen.go(receipt)
    screen.follow("Write to the council about this claim, or read what was written")
    screen.page.locator("textarea[name=words]").fill(QUESTION)
    screen.press("Send")
    assert QUESTION in screen.page.inner_text("main")
    screen.close()


def read_the_letter(platform, person: Person, receipt: str, reference: str) -> None:
    """The time to recall it passes; then the letter is there to read, and as a PDF in large print."""
    sql(platform, "UPDATE casework_letterpdf SET due_at = now() WHERE state = 'due'")

    def has_come() -> bool:
        person.go(receipt)
        return "Our decision" in person.page.inner_text("main")

    until(has_come, 60, "the letter to be sent")
    person.page.get_by_role("link", name="Read our letter of").click()
    person.page.wait_for_url("**/letters/**")
    person.look()
    assert "£92.50 a week" in person.page.inner_text("main")
    assert "No council tax is charged where you live." in person.page.inner_text("main")
    kind, body = person.fetch(f"{path_of(person)}pdf/")
    assert kind == "application/pdf"
    sizes: set[float] = set()

    def note(text, cm, tm, _font, size) -> None:
        if text.strip():
            sizes.add(abs(size * tm[3] * cm[3]))

    words = " ".join(page.extract_text(visitor_text=note) for page in PdfReader(io.BytesIO(body)).pages)
    # A line may end within it.
    assert reference in re.sub(r"\s", "", words)
    assert min(sizes) >= LARGE


def a_month_passes(platform, reference: str) -> None:
    """Everything of the claim was five weeks earlier."""
    claim = f"(SELECT id FROM claims_claim WHERE reference = '{reference}')"
    for table, at in (("claims_claim", "submitted_at"), ("casework_decision", "sent_at")):
        own = "id" if table == "claims_claim" else "claim_id"
        sql(platform, f"UPDATE {table} SET {at} = {at} - interval '35 days' WHERE {own} = {claim}")  # noqa: S608 - ours


def tell_and_begin_another(person: Person, officer: Person, receipt: str, reference: str) -> None:
    """A change of circumstances, which the desk reads beside the claim; and a form that knows most already."""
    person.go(receipt)
    change = tell_a_change(person, {"changes": ["savings"]})
    officer.go(f"/staff/claims/{reference}/")
    assert change in officer.page.inner_text("main")
    officer.go(f"/staff/claims/{change}/")
    assert reference in officer.page.inner_text("main")
    assert count_filled_in(person, "free-school-meals") >= 15


def read_who_looked(person: Person) -> None:
    """The number that was shown, by whom and why; and no number. The trail has several pages."""
    looked = "Looked at your whole answer to “Your National Insurance number”, which our pages hide"
    while looked not in (said := person.page.inner_text("main")):
        person.follow(re.compile("^Next"))
    assert "Aisha Khan" in said
    assert "They said why: to check with the DWP who you are" in said
    assert NUMBER not in said.replace(" ", "")
