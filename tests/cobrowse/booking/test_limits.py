"""Nobody fills the diary with fresh browsers, and nobody is locked out by somebody who tries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.actors import Actor, Origin
from accounts.throttling import seconds_to_wait
from cobrowse.actions.asking import AskedTooOften
from cobrowse.booking.actions.booking import cancel
from cobrowse.booking.actions.limits import NotReached, TooManyForContact, marks_of
from cobrowse.booking.readers.bookings import Told
from cobrowse.models import Booking
from tests.cobrowse.booking.conftest import CALL, HERE, VISIT, booked
from tests.cobrowse.booking.test_asking import REACH, VISITS, answer, choose, slots_of, to_the_day
from tests.cobrowse.test_asking import ABOUT, NEEDS, WAY, post
from tests.people import browser_of

ADDRESS = "127.0.0.1"


def at(who: Actor, network: str, **more) -> Actor:
    return replace(who, origin=Origin(network=network, **more))


def reachable(number: int) -> Told:
    return Told(address=f"{number} Low Road", email=f"person{number}@example.org")


def test_a_network_books_ten_times_an_hour_and_then_slowly(visitor, diary):
    library = at(visitor, "a library")
    for number in range(10):
        booked(library, VISIT, told=reachable(number))
    # Over it there is one in ten minutes, which everybody there shares.
    booked(library, VISIT, told=reachable(10))
    with pytest.raises(AskedTooOften) as refusal:
        booked(library, VISIT, told=reachable(11))
    assert 0 < refusal.value.seconds <= 600
    assert Booking.objects.count() == 11
    # Others are not held up, nor is a device that somebody signed in on at that very address.
    booked(at(visitor, "elsewhere"), VISIT, told=reachable(12))
    booked(at(visitor, "a library", device="a" * 32), VISIT, told=reachable(13))


def test_visitors_whom_nothing_reaches_have_one_booking_of_a_network_in_a_while(visitor, alice, diary):
    library = at(visitor, "a library")
    booked(library, VISIT, told=Told(address="1 Low Road"))
    with pytest.raises(NotReached) as refusal:
        booked(library, VISIT, told=Told(address="2 Low Road"))
    assert 0 < refusal.value.seconds <= 6 * 3600
    booked(library, VISIT, told=reachable(3))
    booked(library, CALL, told=Told(phone="+441632960001"))
    booked(at(alice, "a library"), HERE, told=Told())
    booked(at(visitor, "elsewhere"), HERE, told=Told())


@pytest.mark.parametrize(
    ("way", "one", "same"),
    [
        (CALL, Told(phone="+447700900123"), Told(phone="+441632960001", mobile="+447700900123")),
        (
            VISIT,
            Told(address="1 Low Road\nCalderbrook"),
            Told(address="1, low road, CALDERBROOK", email="b@example.org"),
        ),
        (HERE, Told(email="Vera@example.org"), Told(email="vera@example.org")),
    ],
)
def test_visitors_have_three_bookings_for_a_contact_or_address_wherever_they_are(visitor, alice, diary, way, one, same):
    first = [booked(at(visitor, f"network {number}"), way, told=one) for number in range(3)][0]
    with pytest.raises(TooManyForContact):
        booked(at(visitor, "another"), way, told=same)
    # Whoever has an account cannot be kept out by that, and what is cancelled does not count.
    booked(alice, way, told=same)
    Booking.objects.filter(resident=alice.resident).delete()
    cancel(public_id=first.public_id, revision=1, by=replace(visitor, resident=first.resident))
    booked(at(visitor, "another"), way, told=same)


def test_a_mark_says_nothing_of_what_it_is_made_of():
    marks = marks_of(Told(phone="+441632960001", words="The rent", name="Vera", before="A dog"))
    assert len(marks) == 1
    assert "1632" not in marks[0]
    assert marks_of(Told(words="The rent")) == []


def test_sixteen_fresh_browsers_get_one_visit_and_then_the_way_to_a_second(visitor, diary, calderbrook):
    calderbrook.phone = "01632 960000"
    calderbrook.save()
    for number in range(2):
        browser, slot = browser_of(visitor), slots_of(visitor, VISIT)[0]
        to_the_day(browser, VISIT, reach={"tell": "none"})
        done = choose(browser, slot, VISIT)
        assert done.status_code == (302, 429)[number]
    page = " ".join(done.content.decode().split())
    assert "Give us an email address or a mobile number, and you can book now." in page
    assert "01632 960000" in page
    assert REACH in page
    assert int(done["Retry-After"]) <= 6 * 3600
    # What was chosen is kept: with a contact it goes on.
    assert answer(browser, REACH, "reach", {"tell": "email", "email": "vera@example.org"})["Location"] == NEEDS
    post(browser, NEEDS, "needs", spoken="en-gb")
    assert choose(browser, slot, VISIT).status_code == 302


def test_too_many_for_an_address_says_what_else_there_is(visitor, diary):
    for number in range(3):
        booked(
            at(visitor, f"network {number}"), VISIT, told=Told(address="1 Low Road Calderbrook", email=f"{number}@b.uk")
        )
    browser, slot = browser_of(visitor), slots_of(visitor, VISIT)[0]
    to_the_day(browser, VISIT)
    refused = choose(browser, slot, VISIT)
    assert refused.status_code == 409
    assert "Sign in to book another, or phone us." in " ".join(refused.content.decode().split())


def used_up(council) -> None:
    """As many first steps were posted from this address as an hour has."""
    for _each in range(120):
        seconds_to_wait(group="help-steps", rate="120/h", value=ADDRESS, council=council.pk)


def test_an_address_that_asks_all_the_time_goes_on_slowly_and_is_told_so(visitor, diary, calderbrook):
    calderbrook.phone = "01632 960000"
    calderbrook.save()
    begun = browser_of(visitor)
    post(begun, ABOUT, "about", about="other", words="")
    used_up(calderbrook)
    # Six a minute are everybody's there.
    for _each in range(6):
        assert post(browser_of(visitor), ABOUT, "about", about="other", words="")["Location"] == WAY
    refused = post(browser_of(visitor), ABOUT, "about", about="other", words="")
    page = " ".join(refused.content.decode().split())
    assert refused.status_code == 429
    assert "Wait 1 minute, then try again." in page
    assert int(refused["Retry-After"]) <= 60
    assert "accounts safe" not in page
    assert "01632 960000" in page
    assert reverse("contact") in page
    # Whoever has begun is counted by themselves.
    assert post(begun, WAY, "way", way=VISIT)["Location"] == VISITS
    assert "Then we do not come to you" in answer(begun, VISITS, "visit", {"safe": "no"}).content.decode()


def test_a_cookie_that_is_no_session_begins_nothing(visitor, diary, calderbrook):
    used_up(calderbrook)
    for _each in range(6):
        post(browser_of(visitor), ABOUT, "about", about="other", words="")
    forged = browser_of(visitor)
    forged.client.cookies["sessionid"] = "a" * 32
    assert post(forged, ABOUT, "about", about="other", words="").status_code == 429
