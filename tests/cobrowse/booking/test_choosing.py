"""Whom people book, where the council lets them choose; and the address of a visit, as they told it before."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Resident
from claims.models import Claim, Fact
from claims.readers.claimant import home_of
from cobrowse.actions.settings import save_rules
from cobrowse.models import Booking, BookingTime
from tests.claims.making import fill, library_draft, small_draft
from tests.cobrowse.booking.conftest import CALL, HERE, VISIT, booked, slots_of
from tests.cobrowse.booking.test_asking import CALLS, DAY, SAID, TIME, VISITS, answer, choose
from tests.cobrowse.test_asking import ABOUT, NEEDS, WAY, post
from tests.people import browser_of

ADVISER = reverse("cobrowse:ask", args=["adviser"])
HOME = {"line1": "7 Mill Lane", "line2": "", "town": "Calderbrook", "county": "", "postcode": "CB1 2AB"}


@pytest.fixture
def choosing(omar, second):
    """Aisha and Sam, of whom people may choose."""
    save_rules(chooses_adviser=True, by=omar)
    return second


def to_the_adviser(browser, way=CALL) -> str:
    """Every step before an adviser is chosen; where that leads."""
    post(browser, ABOUT, "about", about="other", words="")
    post(browser, WAY, "way", way=way)
    if way in SAID:
        answer(browser, *SAID[way][:2], SAID[way][2])
    return post(browser, NEEDS, "needs", spoken="en-gb")["Location"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Aisha Khan", "Sam Okoro"])
def test_the_adviser_who_was_chosen_is_booked(alice, diary, choosing, name):
    browser = browser_of(alice)
    assert to_the_adviser(browser) == ADVISER
    page = browser.get(ADVISER).content.decode()
    assert "Any adviser" in page
    assert f"{name}, free from" in page
    adviser = {"Aisha Khan": diary, "Sam Okoro": choosing}[name].membership
    assert post(browser, ADVISER, "adviser", adviser=str(adviser.pk))["Location"] == DAY
    page = browser.get(choose(browser, slots_of(alice)[0])["Location"]).content.decode()
    assert Booking.objects.get().adviser == adviser
    assert f"With\n    {name}." in page or f"With {name}." in " ".join(page.split())


def test_only_times_of_the_adviser_are_offered(alice, diary, choosing):
    BookingTime.objects.filter(membership=choosing.membership).exclude(weekday=2).delete()
    browser = browser_of(alice)
    to_the_adviser(browser)
    post(browser, ADVISER, "adviser", adviser=str(choosing.membership.pk))
    page = browser.get(DAY).content.decode()
    assert "Wednesday" in page
    assert "Monday" not in page


def test_any_adviser_is_whoever_is_free(alice, bob, diary, choosing):
    busy = booked(bob)
    browser = browser_of(alice)
    to_the_adviser(browser)
    post(browser, ADVISER, "adviser", adviser="any")
    choose(browser, slots_of(alice)[0])
    assert Booking.objects.exclude(pk=busy.pk).get().adviser != busy.adviser


def test_nobody_else_is_booked_when_the_adviser_has_no_time_any_more(alice, diary, choosing):
    browser, slot = browser_of(alice), slots_of(alice)[0]
    to_the_adviser(browser)
    post(browser, ADVISER, "adviser", adviser=str(choosing.membership.pk))
    day = timezone.localdate(slot.starts_at).isoformat()
    assert post(browser, DAY, "day", day=day)["Location"] == TIME
    BookingTime.objects.filter(membership=choosing.membership).delete()
    done = post(browser, TIME, "time", time=f"{slot.starts_at.isoformat()}/")
    assert not Booking.objects.exists()
    page = browser.get(done["Location"]) if done.status_code == 302 else done
    assert "Which adviser?" in page.content.decode()
    assert browser.get(DAY)["Location"] == ADVISER
    assert post(browser, ADVISER, "adviser", adviser="any")["Location"] == DAY


def test_the_time_of_the_adviser_that_was_just_taken_is_not_given_with_another(alice, bob, diary, choosing):
    browser, slot = browser_of(alice), slots_of(alice)[0]
    to_the_adviser(browser)
    post(browser, ADVISER, "adviser", adviser=str(choosing.membership.pk))
    post(browser, DAY, "day", day=timezone.localdate(slot.starts_at).isoformat())
    first = booked(bob)
    Booking.objects.filter(pk=first.pk).update(adviser=choosing.membership)
    answered = post(browser, TIME, "time", time=f"{slot.starts_at.isoformat()}/")
    assert "This time has just been taken" in answered.content.decode()
    assert Booking.objects.count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("adviser", ["0", "x", "", "999999999999999999999"])
def test_an_adviser_whom_there_is_not_is_refused(alice, diary, choosing, adviser):
    browser = browser_of(alice)
    to_the_adviser(browser)
    page = post(browser, ADVISER, "adviser", adviser=adviser)
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()


def test_nobody_is_asked_where_there_is_no_choice(alice, omar, diary, second):
    # Off unless the council says so.
    assert to_the_adviser(browser_of(alice)) == DAY
    save_rules(chooses_adviser=True, by=omar)
    # Only Aisha has a place to come to.
    assert to_the_adviser(browser_of(alice), HERE) == DAY
    page = browser_of(alice).get(ADVISER)
    assert page.status_code == 302


# --- Another time ----------------------------------------------------------------------------------------------


def to_move(booking: Booking, slot) -> str:
    """The page of the times of that day."""
    address = reverse("cobrowse:move_booking", args=[booking.public_id])
    return f"{address}?day={day_of(slot).isoformat()}"


def day_of(slot) -> dt.date:
    """The council's day of a time."""
    return timezone.localdate(slot.starts_at)


def test_another_time_is_with_the_adviser_whom_they_have(alice, bob, diary, choosing):
    booking, browser, sam = booked(alice), browser_of(alice), choosing.membership
    Booking.objects.filter(pk=booking.pk).update(adviser=sam)
    times = sorted({slot.starts_at: slot for slot in slots_of(alice)}.values())[9:]
    taken, free = next(two for two in pairwise(times) if day_of(two[0]) == day_of(two[1]))
    Booking.objects.filter(pk=booked(bob).pk).update(
        adviser=sam, starts_at=taken.starts_at, ends_at=taken.ends_at
    )  # fmt: skip
    address = to_move(booking, taken)
    page = browser.get(address).content.decode()
    assert "These are the free times of Sam Okoro." in page
    assert f"{free.starts_at.isoformat()}/" in page
    assert taken.starts_at.isoformat() not in page
    assert "Aisha Khan" not in page
    # Not free with Sam, though it is with Aisha.
    for value in (f"{taken.starts_at.isoformat()}/", f"{taken.starts_at.isoformat()}//{diary.membership.pk}"):
        assert browser.post(address, {"revision": 1, "time": value}).status_code == 422
    moved = browser.post(to_move(booking, free), {"revision": 1, "time": f"{free.starts_at.isoformat()}//{sam.pk}"})
    assert moved.status_code == 302
    booking.refresh_from_db()
    assert (booking.starts_at, booking.adviser) == (free.starts_at, sam)


def test_when_their_adviser_has_no_time_the_others_are_offered_by_name(alice, diary, choosing):
    booking, browser, sam = booked(alice), browser_of(alice), choosing.membership
    Booking.objects.filter(pk=booking.pk).update(adviser=sam)
    BookingTime.objects.filter(membership=sam).delete()
    slot = slots_of(alice)[9]
    page = browser.get(to_move(booking, slot)).content.decode()
    assert "Sam Okoro has no other free time." in page
    assert "with Aisha Khan" in page
    # A page from before says no name: nobody else is booked by it.
    unnamed = {"revision": 1, "time": f"{slot.starts_at.isoformat()}/"}
    assert browser.post(to_move(booking, slot), unnamed).status_code == 422
    named = {"revision": 1, "time": f"{slot.starts_at.isoformat()}//{diary.membership.pk}"}
    assert browser.post(to_move(booking, slot), named).status_code == 302
    booking.refresh_from_db()
    assert (booking.starts_at, booking.adviser) == (slot.starts_at, diary.membership)


# --- The address of a visit ------------------------------------------------------------------------------------


def at_home(by, **more) -> Claim:
    """A draft in which the person has given where they live."""
    first, last = by.resident.name.split()
    name = {"title": "", "first": first, "last": last}
    return fill(library_draft("blue-badge", by), by, {"address": HOME, "name": name, **more})


def test_the_address_is_filled_in_from_a_draft_and_can_be_changed(alice, diary):
    at_home(alice)
    browser = browser_of(alice)
    post(browser, ABOUT, "about", about="other", words="")
    post(browser, WAY, "way", way=VISIT)
    page = browser.get(VISITS).content.decode()
    assert "7 Mill Lane\nCalderbrook\nCB1 2AB</textarea>" in page
    assert "Filled in from your form “" in page
    assert "Check that it is right" in page
    answer(browser, VISITS, "visit", {"address": "1 Low Road", "before": "", "safe": "yes"})
    # What they wrote instead stays.
    assert "1 Low Road</textarea>" in browser.get(VISITS).content.decode()


def test_nothing_is_filled_in_for_who_told_nothing_and_no_call_has_an_address(alice, bob, visitor, diary):
    at_home(bob)
    small_draft(alice)
    for somebody in (alice, visitor):
        browser = browser_of(somebody)
        post(browser, ABOUT, "about", about="other", words="")
        post(browser, WAY, "way", way=VISIT)
        page = browser.get(VISITS).content.decode()
        assert "Mill Lane" not in page
        assert "Filled in from" not in page
    browser = browser_of(bob)
    post(browser, ABOUT, "about", about="other", words="")
    post(browser, WAY, "way", way=CALL)
    assert "Mill Lane" not in browser.get(CALLS).content.decode()


def test_the_newest_counts_and_nobody_elses(alice, bob):
    assert home_of(alice.resident) is None
    older = at_home(alice)
    assert home_of(alice.resident).address == "7 Mill Lane\nCalderbrook\nCB1 2AB"
    assert home_of(bob.resident) is None
    Fact.objects.create(
        resident=alice.resident, fact="address.current", claim=older, confirmed_at=timezone.now(),
        value={**HOME, "line1": "9 New Road"},
    )  # fmt: skip
    assert home_of(alice.resident).address.startswith("9 New Road")
    Claim.objects.filter(pk=older.pk).update(for_whom="other")
    assert home_of(alice.resident) is None


def test_a_draft_with_another_name_in_it_says_nothing_of_where_they_live(alice):
    mothers = at_home(alice, name={"title": "", "first": "Maud", "last": "Ashworth"})
    assert home_of(alice.resident) is None
    Resident.objects.filter(pk=alice.resident.pk).update(name="Maud Ashworth")
    alice.resident.refresh_from_db()
    assert home_of(alice.resident).claim == mothers
