"""People of a council: an admin invites two, one in two roles; one loses a phone; and leaves, at once everywhere."""

from __future__ import annotations

import re
import time

import pyotp
import pytest

from tests.core.html_tree import tree
from tests.journeys.person import DESKTOP, Person

pytestmark = pytest.mark.journey

OWN = "purple kettles sing"
OMAR, NOOR, LEE = "omar@calderbrook.example", "noor@calderbrook.example", "lee@calderbrook.example"


def link_in_mailbox(person: Person, contact: str, part: str) -> str:
    """The path of the newest link with this in it that went to this address."""
    _, page = person.fetch("/mailbox/")
    letters = (letter.text for letter in tree(page.decode()).all("section"))
    found = (re.search(rf"/account/{part}/[\w-]+/", letter) for letter in letters if contact in letter)
    return next(each for each in found if each)[0]


def fill(person: Person, **typed: str) -> None:
    for name, text in typed.items():
        person.page.locator(f"[name={name}]").fill(text)


def invite(admin: Person, email: str, name: str, *roles: str) -> None:
    admin.go("/staff/settings/people/invite/")
    fill(admin, email=email, display_name=name)
    for role in roles:
        admin.page.locator(f"[name=roles][value={role}]").check()
    admin.submit()
    assert "We sent a link" in admin.page.inner_text("main")


def set_up_factor(person: Person, email: str) -> None:
    """Sign in with the password, set an authenticator app up, and give the code that it shows next."""
    person.go("/account/sign-in/password/")
    fill(person, login=email, password=OWN)
    person.submit()
    assert "Protect your staff account" in person.page.inner_text("h1")
    person.press("Use an authenticator app")
    app = pyotp.TOTP(person.page.locator("#authenticator_secret").inner_text())
    fill(person, code=app.at(time.time()))
    person.submit()
    person.go("/account/second-factor/")
    if person.page.locator("[name=code]").count():
        fill(person, code=app.at(time.time() + 30))
        person.submit()


def join(open_browser, email: str) -> Person:
    person = open_browser(viewport=DESKTOP)
    person.go(link_in_mailbox(person, email, "invited"))
    fill(person, password=OWN)
    person.submit()
    set_up_factor(person, email)
    return person


def test_two_are_invited_one_loses_a_phone_and_leaves(platform, open_browser):
    omar = open_browser(viewport=DESKTOP)
    omar.sign_in_staff(OMAR)
    omar.go("/staff/settings/")
    omar.follow("People")
    invite(omar, NOOR, "Noor Hale", "advisor", "admin")
    invite(omar, LEE, "Lee Marsh", "advisor")

    noor, lee = join(open_browser, NOOR), join(open_browser, LEE)
    # Two roles: the work list and the settings.
    for page in ("/staff/claims/", "/staff/settings/people/"):
        noor.go(page)
        assert noor.page.url.endswith(page)
    lee.go("/staff/claims/")
    assert lee.page.url.endswith("/staff/claims/")

    # Lee's phone is gone: Noor asks, Omar agrees, and Lee's old session ends.
    noor.follow(re.compile("Change Lee Marsh"))
    noor.press("Replace their second step")
    noor.press("Ask another admin")
    omar.go("/staff/settings/people/")
    omar.press("Agree")
    lee.go("/staff/claims/")
    assert "/staff/claims/" not in lee.page.url.partition("?")[0]
    lee.go(link_in_mailbox(lee, LEE, "new-second-step"))
    fill(lee, password=OWN)
    lee.submit()
    set_up_factor(lee, LEE)
    lee.go("/staff/claims/")
    assert lee.page.url.endswith("/staff/claims/")

    # Lee leaves: the page that is open leads nowhere any more.
    omar.go("/staff/settings/people/")
    omar.follow(re.compile("Change Lee Marsh"))
    omar.press("End their work here")
    omar.press("End their work here")
    assert "Lee Marsh does not work here any more." in omar.page.inner_text("main")
    lee.go("/staff/claims/")
    assert "/staff/claims/" not in lee.page.url.partition("?")[0]
