"""Whoever acts for others, and whom they act for, look at their pages: on a phone, wide, with large text, with axe."""

from __future__ import annotations

import re

import pytest

from tests.journeys.person import DESKTOP, Person

pytestmark = pytest.mark.journey

ID = r"[0-9a-f]{8}-[0-9a-f-]{27}"


def links(person: Person, pattern: str) -> list[str]:
    """The addresses in this page that look like this, each once."""
    found = person.page.eval_on_selector_all("main a", "links => links.map((each) => each.getAttribute('href') || '')")
    return sorted({each for each in found if re.search(pattern, each)})


def send_empty(person: Person) -> None:
    """What is missing is named, and each name leads to its box."""
    person.submit()
    person.check_error_links()


def fill(person: Person, step: str, **typed: str) -> None:
    for name, text in typed.items():
        person.page.locator(f"[name='{step}-{name}']").fill(text)


def choose(person: Person, step: str, **chosen: str) -> None:
    for name, value in chosen.items():
        person.page.locator(f"[name='{step}-{name}'][value='{value}']").check()


def test_a_partner_and_the_council_look_at_their_pages(open_browser):
    # In another story her colleague goes sick, and has no people of her own then.
    priya = open_browser(also=DESKTOP)
    priya.sign_in_staff("priya@calderhomes.example")
    priya.go("/caseload/")
    case = links(priya, rf"^/caseload/{ID}/$")[0]
    priya.go(case)
    for page in ("pass-on/", "close/", "notes/"):
        priya.go(case + page)
        send_empty(priya)
    priya.go("/caseload/away/")
    send_empty(priya)
    priya.go("/helping/register/person/")
    send_empty(priya)
    fill(priya, "person", name="Joan Holt", postcode="OL16 1AB", **{"born_on-day": "27", "born_on-month": "3"})
    fill(priya, "person", **{"born_on-year": "1950"})
    priya.submit()
    send_empty(priya)
    choose(priya, "known", has_none="on")
    priya.submit()
    send_empty(priya)
    choose(priya, "needs", message_language="en-gb", safe="yes")
    priya.submit()
    send_empty(priya)
    choose(priya, "allowed", claims="fill", journal="nothing", period="month", kind="signed")
    priya.submit()
    send_empty(priya)
    priya.go("/helping/")
    for person in links(priya, rf"^/helping/{ID}/$"):
        priya.go(person)
        for page in links(priya, r"/(registered|plan|hand-over|successor)/"):
            priya.go(page)
            if page.endswith("/successor/"):
                send_empty(priya)
    aisha = open_browser(also=DESKTOP)
    aisha.sign_in_staff("aisha@calderbrook.example")
    for page in ("/staff/registered/", "/handovers/", "/staff/enquiries/"):
        aisha.go(page)
        for each in links(aisha, rf"^{page}{ID}/$"):
            aisha.go(each)
    for form in ("consent", "answer"):
        aisha.submit(f"form[action$='/{form}/']")
        aisha.check_error_links()


def test_a_resident_looks_at_who_may_act_for_them_and_at_their_plan(open_browser):
    derek = open_browser(also=DESKTOP)
    derek.go("/account/sign-in/")
    derek.sign_in_by_code("derek@example.org")
    derek.go("/account/helpers/")
    for grant in links(derek, rf"^/account/helpers/{ID}/$"):
        derek.go(grant)
        for page in links(derek, r"/(renew|left-out|successor)/$"):
            derek.go(page)
            if page.endswith("/successor/"):
                send_empty(derek)
    derek.go(grant)
    derek.press("End this now")
    derek.go("/helping/ask/")
    send_empty(derek)
    for page in ("/account/contacts/", "/account/plan/new/", "/account/plan/share/", "/take-over/"):
        derek.go(page)
        send_empty(derek) if page != "/account/contacts/" else None
    derek.go("/account/plan/")
    for page in links(derek, rf"^/account/(plan|hand-overs)/{ID}/"):
        derek.go(page)
