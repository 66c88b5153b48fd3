"""Stop, pressed in the middle of a page without scripts: it stops, and nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from cobrowse.models import SharedForm
from cobrowse.sharing.actions.editing import point_to_page
from cobrowse.sharing.readers.shares import own_share
from tests.accounts.test_switching import press, typed_in
from tests.claims.browsing import address
from tests.cobrowse.sharing.conftest import raw_of
from tests.people import browser_of

STOP, LESS = "_stop_sharing", "_stop_editing"


@pytest.fixture
def browser(alice, together):
    browser = browser_of(alice)
    session = browser.client.session
    session["sharing"] = str(together.request.public_id)
    session.save()
    return browser


def stopped(alice, share: SharedForm, button: str) -> bool:
    share = own_share(alice, share.request.public_id)
    return share is None if button == STOP else share is not None and not share.may_edit


@pytest.mark.slow
@pytest.mark.parametrize("button", [STOP, LESS])
def test_what_was_typed_on_a_page_of_the_form_is_saved(alice, browser, together, draft, button):
    here = address(draft, "your-pets")
    page = typed_in(browser, here, {"pet_kind": "A tortoise"}, **{button: str(together.request.public_id)})
    assert page.redirect_chain[-1][0] == here
    assert stopped(alice, together, button)
    assert raw_of(draft, "pet_kind") == "A tortoise"
    assert "Your form" in page.content.decode()
    assert 'value="A tortoise"' in page.content.decode()


def test_also_when_an_answer_is_wrong(alice, browser, together, draft):
    here = address(draft, "who-you-are")
    wrong = {"dob-day": "31", "dob-month": "2", "dob-year": "1980"}
    page = typed_in(browser, here, wrong, **{STOP: str(together.request.public_id)})
    assert stopped(alice, together, STOP)
    assert raw_of(draft, "dob") == {"day": "31", "month": "2", "year": "1980"}
    assert "There is a problem" not in page.content.decode()


def test_also_when_the_adviser_was_quicker(alice, browser, together, draft):
    """Both are shown, and it is stopped."""
    here = address(draft, "your-pets")
    page = browser.get(here)
    known = draft.answers.get(key="pet_kind")
    type(known).objects.filter(pk=known.pk).update(value="A cat", revision=known.revision + 50)
    answered = press(browser, page, here, {"pet_kind": "A tortoise"}, **{STOP: str(together.request.public_id)})
    assert (answered.status_code, stopped(alice, together, STOP)) == (422, True)
    words = answered.content.decode()
    assert "A cat" in words
    assert "A tortoise" in words


def test_in_a_row(alice, browser, together, draft):
    row = draft.answers.get(key="pets").value[0]
    here = reverse("claims:row", args=[draft.public_id, "each-pet", row])
    typed_in(browser, here, {"pet_name": "Rex"}, **{STOP: str(together.request.public_id)})
    assert stopped(alice, together, STOP)
    assert raw_of(draft, "pet_name", row) == "Rex"


def test_a_message_stays_in_its_box(alice, browser, together):
    here = reverse("cobrowse:request", args=[together.request.public_id])
    page = typed_in(browser, here, {"words": "Half a senten"}, **{STOP: str(together.request.public_id)})
    assert stopped(alice, together, STOP)
    assert "Half a senten</textarea>" in page.content.decode()
    assert not together.request.events.filter(kind="said").exists()


def test_more_than_can_be_kept_stops_all_the_same(alice, browser, together):
    here = reverse("cobrowse:request", args=[together.request.public_id])
    page = typed_in(browser, here, {"words": "long " * 30_000}, **{STOP: str(together.request.public_id)})
    assert stopped(alice, together, STOP)
    assert "Sharing is stopped, but nothing of what you typed is saved" in page.content.decode()


@pytest.mark.parametrize("pressed", ["", "x", "c3a06bf8-7a27-4d77-ab21-57acc6374aa7"])
def test_what_names_nothing_of_theirs_stops_nothing(alice, browser, together, draft, pressed):
    browser.post(address(draft, "your-pets"), {STOP: pressed, "pet_kind": "A tortoise", "_base-pet_kind": "0"})
    assert own_share(alice, together.request.public_id) == together


def test_nobody_else_stops_it(alice, bob, together):
    browser_of(bob).post("/privacy/", {STOP: str(together.request.public_id)})
    assert own_share(alice, together.request.public_id) == together


def test_the_way_to_a_page_stands_on_every_page_until_she_has_gone_there(browser, on_duty, together, talking):
    """Whoever has no scripts, or asks only now and then, misses nothing."""
    claim, there = together.claim, address(together.claim, "your-pets")
    point_to_page(public_id=talking.public_id, page="your-pets", by=on_duty)
    way = f'href="{there}">Go to the page that Aisha'
    for page in (address(claim, "who-you-are"), reverse("home")):
        assert way in (drawn := browser.get(page).content.decode())
        assert not re.search(r"data-sharing-go\s+hidden", drawn)
    for page in (there, reverse("home")):
        drawn = browser.get(page).content.decode()
        assert way not in drawn
        assert re.search(r"data-sharing-go\s+hidden", drawn)
    # Where she is already there is no way to show.
    browser.get(there)
    point_to_page(public_id=talking.public_id, page="your-pets", by=on_duty)
    assert way not in browser.get(reverse("home")).content.decode()
