"""The steps of asking for help that book a time, as a browser without scripts goes through them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Resident
from accounts.sessions import VISITOR
from claims.actions.sending import submit_claim
from cobrowse.booking.actions.booking import cancel
from cobrowse.booking.presenters.bookings import slot_value
from cobrowse.booking.readers.bookings import told_of
from cobrowse.models import Booking, BookingTime
from tests.claims.making import fill, library_draft, small_draft
from tests.cobrowse.booking.conftest import CALL, HERE, VISIT, booked, slots_of
from tests.cobrowse.test_asking import ABOUT, NEEDS, PREFIX, WAY, post
from tests.cobrowse.test_steps import hidden_in
from tests.people import Browser, browser_of

CALLS, VISITS, DAY, TIME = (reverse("cobrowse:ask", args=[step]) for step in ("call", "visit", "day", "time"))
REACH = reverse("cobrowse:ask", args=["reach"])
BY_EMAIL = {"name": "Vera Vale", "tell": "email", "email": "vera@example.org"}
BOOKINGS = reverse("cobrowse:bookings")
SAID = {
    CALL: (CALLS, "call", {"phone": "01632 960001", "safe": "yes"}),
    VISIT: (VISITS, "visit", {"address": "1 Low Road\nCalderbrook", "before": "A dog", "safe": "yes"}),
}


def answer(browser: Browser, address: str, step: str, said: dict[str, str]):
    """One step, by its names."""
    named = {f"{step}-{name}": value for name, value in said.items()}
    return browser.post(address, {f"{PREFIX}-current_step": step, **named})


def to_the_day(browser: Browser, way: str = CALL, address: str = ABOUT, reach: dict[str, str] = BY_EMAIL) -> None:
    """Every step before a day is chosen."""
    assert post(browser, address, "about", about="other", words="The rent")["Location"] == WAY
    there = post(browser, WAY, "way", way=way)["Location"]
    if way in SAID:
        there_now, step, said = SAID[way]
        assert there == there_now
        there = answer(browser, there_now, step, said)["Location"]
    if there == REACH:
        there = answer(browser, REACH, "reach", reach)["Location"]
    assert there == NEEDS
    assert post(browser, NEEDS, "needs", spoken="en-gb", access_needs=["bsl"])["Location"] == DAY


def choose(browser: Browser, slot, way: str = CALL):
    """The day and the time of this slot; the answer to the last press."""
    assert post(browser, DAY, "day", day=timezone.localdate(slot.starts_at).isoformat())["Location"] == TIME
    place = slot.place or ""
    assert f'value="{slot.starts_at.isoformat()}/{place}"' in browser.get(TIME).content.decode()
    return post(browser, TIME, "time", time=f"{slot.starts_at.isoformat()}/{place}")


@pytest.mark.slow
@pytest.mark.parametrize("way", [CALL, VISIT, HERE])
def test_each_way_is_booked_step_by_step(alice, diary, way):
    browser, slot = browser_of(alice), slots_of(alice, way)[3]
    to_the_day(browser, way)
    done = choose(browser, slot, way)
    booking = Booking.objects.get()
    assert done["Location"] == reverse("cobrowse:booking", args=[booking.public_id])
    assert (booking.way, booking.starts_at, booking.access_needs) == (way, slot.starts_at, ["bsl"])
    told = told_of(booking)
    assert told.words == "The rent"
    assert (told.phone, told.address) == {
        CALL: ("+441632960001", ""), VISIT: ("", "1 Low Road\nCalderbrook"), HERE: ("", ""),
    }[way]  # fmt: skip
    page = browser.get(done["Location"]).content.decode()
    assert f"{timezone.localtime(slot.starts_at):%-H:%M}" in page
    # What was said in the steps is not left in the session, and every page leads to the booking now.
    assert not any(key == "wizard_ask_for_help" for key in browser.client.session.keys())  # noqa: SIM118 - no dict
    assert reverse("cobrowse:bookings") in browser.get("/").content.decode()


@pytest.mark.slow
def test_a_visitor_books_out_of_hours_and_keeps_it_in_this_browser(visitor, diary):
    browser, slot = browser_of(visitor), slots_of(visitor, CALL)[0]
    page = browser.get(ABOUT).content.decode()
    assert "Nobody can chat with you at the moment." in page
    assert "You can book a time with an adviser." in page
    to_the_day(browser)
    address = choose(browser, slot)["Location"]
    page = browser.get(address).content.decode()
    assert "only this browser can open" in page
    assert "If it is moved or cancelled we tell you at vera@example.org." in " ".join(page.split())
    booking = Booking.objects.get()
    assert (booking.resident.user, told_of(booking).name, told_of(booking).email) == (
        None, "Vera Vale", "vera@example.org",
    )  # fmt: skip


@pytest.mark.slow
def test_a_visitor_may_give_no_contact_and_reads_what_that_means(visitor, diary):
    browser, slot = browser_of(visitor), slots_of(visitor, HERE)[0]
    typed = {"name": "", "tell": "none", "email": "typed@example.org", "mobile": "07700 900123"}
    to_the_day(browser, HERE, reach=typed)
    page = browser.get(choose(browser, slot, HERE)["Location"]).content.decode()
    assert "We cannot send you a reminder" in page
    # What was typed for a way that was not chosen is not kept.
    assert (told_of(Booking.objects.get()).email, told_of(Booking.objects.get()).mobile) == ("", "")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"tell": "email", "email": ""}, "Enter your email address"),
        ({"tell": "email", "email": "vera"}, "Enter an email address, like name@example.com"),
        ({"tell": "mobile", "mobile": "01632 960001"}, "Enter a UK mobile number that we can send texts to"),
        ({}, "Say how we can tell you, or that we should not"),
    ],
)
def test_a_way_to_be_told_has_to_be_one(visitor, diary, said, error):
    browser = browser_of(visitor)
    post(browser, ABOUT, "about", about="other", words="")
    post(browser, WAY, "way", way=CALL)
    assert post(browser, CALLS, "call", phone="07700 900123", safe="yes")["Location"] == REACH
    assert 'value="07700 900123"' in browser.get(REACH).content.decode()
    assert error in answer(browser, REACH, "reach", said).content.decode()


def test_somebody_whom_news_reaches_or_must_not_is_not_asked_how(alice, visitor, diary):
    browser = browser_of(alice)
    to_the_day(browser, HERE)
    record = Resident.objects.create(safe_to_contact=False)
    browser = browser_of(visitor)
    session = browser.client.session
    session[VISITOR] = str(record.public_id)
    session.save()
    BookingTime.objects.update(ways=[HERE])
    assert post(browser, ABOUT, "about", about="other", words="")["Location"] == NEEDS


def test_no_page_promises_how_many_steps_there_are(alice, diary):
    browser = browser_of(alice)
    post(browser, ABOUT, "about", about="other", words="")
    page = browser.get(WAY).content.decode()
    assert '<span class="govuk-caption-l">Step 2</span>' in page


def test_the_confirmation_of_a_visit_repeats_its_address_to_its_owner_only(alice, bob, diary):
    browser, slot = browser_of(alice), slots_of(alice, VISIT)[0]
    to_the_day(browser, VISIT)
    address = choose(browser, slot, VISIT)["Location"]
    page = browser.get(address).content.decode()
    assert "1 Low Road<br>Calderbrook" in page
    assert "A dog" in page
    assert browser_of(bob).get(address).status_code == 404


def test_signed_in_and_closed_one_may_leave_a_message_or_book(alice, diary):
    page = browser_of(alice).get(ABOUT).content.decode()
    assert "You can leave a message, which we answer when we open, or book a time with an adviser." in page


def test_a_visitor_may_book_after_hours_and_reads_that_signing_in_a_message_is_left(visitor, alice, diary):
    page = " ".join(browser_of(visitor).get(ABOUT).content.decode().split())
    assert "You can book a time with an adviser." in page
    assert f"{reverse('accounts:sign_in')}?next={ABOUT}" in page
    assert f"{reverse('accounts:sign_in')}?next={ABOUT}" not in browser_of(alice).get(ABOUT).content.decode()


def test_ways_are_offered_only_while_a_time_is_free_for_them(alice, diary):
    BookingTime.objects.update(ways=[CALL], place=None)
    browser = browser_of(alice)
    post(browser, ABOUT, "about", about="other", words="")
    page = browser.get(WAY).content.decode()
    assert 'value="call_back"' in page
    assert 'value="appointment"' not in page
    BookingTime.objects.update(last_on=timezone.localdate() - dt.timedelta(days=1))
    assert 'value="call_back"' not in browser.get(WAY).content.decode()


def test_whom_it_is_not_safe_to_contact_is_offered_no_call_and_no_visit(alice, diary):
    Resident.objects.filter(pk=alice.resident.pk).update(safe_to_contact=False)
    browser = browser_of(alice)
    post(browser, ABOUT, "about", about="other", words="")
    page = browser.get(WAY).content.decode()
    assert 'value="appointment"' in page
    assert 'value="call_back"' not in page
    assert 'value="home_visit"' not in page
    # Nor by a post that says so all the same.
    assert "Say how you would like to be helped" in post(browser, WAY, "way", way="").content.decode()
    assert post(browser, WAY, "way", way="call_back").status_code == 200
    assert not Booking.objects.exists()


@pytest.mark.parametrize("way", [CALL, VISIT])
def test_not_safe_books_nothing_and_says_what_else_there_is(alice, diary, way):
    browser = browser_of(alice)
    post(browser, ABOUT, "about", about="other", words="")
    post(browser, WAY, "way", way=way)
    address, step, said = SAID[way]
    page = answer(browser, address, step, {**said, "safe": "no"}).content.decode()
    assert "Nothing is booked" in page
    assert WAY in page
    assert browser.get(DAY).status_code == 200
    assert not Booking.objects.exists()


def test_the_number_comes_from_the_account_and_can_be_another(alice, diary):
    Resident.objects.filter(pk=alice.resident.pk).update(phone="+447700900123")
    browser = browser_of(alice)
    post(browser, ABOUT, "about", about="other", words="")
    post(browser, WAY, "way", way=CALL)
    assert 'value="07700 900123"' in browser.get(CALLS).content.decode()
    page = post(browser, CALLS, "call", phone="12", safe="yes").content.decode()
    assert "Enter a phone number that we can call" in page


def test_a_time_that_went_meanwhile_is_said_and_nothing_else_is_lost(alice, bob, diary):
    browser, slot = browser_of(alice), slots_of(alice)[0]
    to_the_day(browser)
    post(browser, DAY, "day", day=timezone.localdate(slot.starts_at).isoformat())
    booked(bob)
    page = post(browser, TIME, "time", time=f"{slot.starts_at.isoformat()}/").content.decode()
    assert "This time has just been taken. Choose another. Nothing else is lost" in page
    assert 'href="#id_time-time' in page
    assert choose(browser, slots_of(alice)[0]).status_code == 302
    assert Booking.objects.filter(resident=alice.resident).count() == 1


def test_a_day_that_is_full_leads_back_to_the_days(alice, bob, diary):
    BookingTime.objects.update(closes=dt.time(10))
    browser, slot = browser_of(alice), slots_of(alice)[0]
    to_the_day(browser)
    post(browser, DAY, "day", day=timezone.localdate(slot.starts_at).isoformat())
    booked(bob)
    assert browser.get(TIME)["Location"] == DAY
    page = post(browser, DAY, "day", day=timezone.localdate(slot.starts_at).isoformat()).content.decode()
    assert "On this day nothing is free any more" in page


@pytest.mark.slow
def test_pressed_twice_it_is_booked_once_and_both_presses_lead_there(alice, visitor, diary):
    for number, who in enumerate((alice, visitor), start=1):
        browser, slot = browser_of(who), slots_of(who)[0]
        to_the_day(browser)
        post(browser, DAY, "day", day=timezone.localdate(slot.starts_at).isoformat())
        before = browser.client.session["wizard_ask_for_help"]
        there = choose(browser, slot)["Location"]
        # The second press came in before the first one's answers were taken out of the session.
        session = browser.client.session
        session["wizard_ask_for_help"] = before
        session.save()
        pressed = post(browser, TIME, "time", time=f"{slot.starts_at.isoformat()}/")
        assert pressed["Location"] == there
        assert browser.get(there).status_code == 200
        # And a third one comes after that.
        assert post(browser, TIME, "time", time=f"{slot.starts_at.isoformat()}/")["Location"] == BOOKINGS
        assert Booking.objects.count() == number


def test_a_page_from_before_leads_to_the_first_step(alice, diary):
    assert post(browser_of(alice), TIME, "time", time="x")["Location"] == ABOUT
    assert browser_of(alice).post(TIME, {})["Location"] == ABOUT


def test_somebody_with_three_bookings_is_told_why_they_get_no_more(alice, diary):
    for number in (0, 20, 40):
        booked(alice, number=number)
    browser, slot = browser_of(alice), slots_of(alice)[5]
    to_the_day(browser)
    answer = choose(browser, slot)
    assert answer.status_code == 409
    assert "Move or cancel one of them first" in answer.content.decode()


def test_the_way_to_what_is_booked_stands_on_the_first_step(alice, diary):
    assert reverse("cobrowse:bookings") not in browser_of(alice).get(ABOUT).content.decode()
    booking = booked(alice)
    assert reverse("cobrowse:bookings") in browser_of(alice).get(ABOUT).content.decode()
    cancel(public_id=booking.public_id, revision=1, by=alice)
    assert reverse("cobrowse:bookings") not in browser_of(alice).get(ABOUT).content.decode()


def test_a_receipt_offers_to_talk_the_claim_through_where_that_can_be_booked(alice, diary):
    claim = submit_claim(public_id=fill(small_draft(alice), alice).public_id, by=alice, for_whom="self")
    receipt = reverse("claims:sent", args=[claim.public_id])
    address = f"{ABOUT}?claim={claim.public_id}"
    assert address in browser_of(alice).get(receipt).content.decode()
    browser, slot = browser_of(alice), slots_of(alice)[0]
    to_the_day(browser, CALL, address)
    choose(browser, slot)
    assert Booking.objects.get().claim == claim
    BookingTime.objects.all().delete()
    assert address not in browser_of(alice).get(receipt).content.decode()


@pytest.mark.parametrize(("slug", "papers_in"), [("small-form", True), ("hb-ctr-combined", False)])
def test_when_all_papers_are_in_the_receipt_says_so_beside_the_offer(alice, diary, slug, papers_in):
    draft = small_draft(alice) if slug == "small-form" else library_draft(slug, alice)
    claim = submit_claim(public_id=fill(draft, alice).public_id, by=alice, for_whom="self")
    page = browser_of(alice).get(reverse("claims:sent", args=[claim.public_id])).content.decode()
    assert f"{ABOUT}?claim={claim.public_id}" in page
    assert ("Please send what is still missing" in page) != papers_in
    assert ("call for no more papers" in page) == papers_in


def test_somebody_elses_claim_is_left_out(alice, bob, diary):
    browser, slot = browser_of(bob), slots_of(bob)[0]
    to_the_day(browser, CALL, f"{ABOUT}?claim={small_draft(alice).public_id}")
    choose(browser, slot)
    assert Booking.objects.get().claim is None


def test_a_visitors_form_that_stayed_on_a_screen_opens_their_booking_to_nobody(calderbrook, bob, diary):
    theirs, next_one = (Browser(Client(), calderbrook.host) for _each in range(2))
    to_the_day(theirs, HERE)
    slot = slots_of(bob, HERE)[0]
    post(theirs, DAY, "day", day=timezone.localdate(slot.starts_at).isoformat())
    last = {f"{PREFIX}-current_step": "time", "time-time": slot_value(slot), **hidden_in(theirs, TIME)}
    referer = {"Referer": f"http://{theirs.host}{TIME}"}
    page = theirs.post(TIME, last, headers=referer)["Location"]
    assert theirs.get(page).status_code == 200
    assert next_one.post(TIME, last, headers=referer)["Location"] == page
    assert next_one.get(page).status_code != 200
    # Pressed again by somebody whose session has ended, it is booked once.
    assert Booking.objects.count() == 1
