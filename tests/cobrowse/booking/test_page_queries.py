"""How many queries the pages of live help and of booking cost, however many wait and however much can be booked."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import accept
from cobrowse.booking.presenters.bookings import slot_value
from cobrowse.models import Duty
from tests.claims.test_page_queries import queries_of
from tests.cobrowse.booking.conftest import HERE, slots_of
from tests.cobrowse.conftest import ask, new_id
from tests.cobrowse.test_asking import ABOUT, NEEDS, WAY, post
from tests.cobrowse.test_conversation import address
from tests.people import browser_of, make_resident

MOST = 15
# Who books has it all looked at again, with everybody else kept out meanwhile.
MOST_TO_BOOK = 31
DAY, TIME = (reverse("cobrowse:ask", args=[step]) for step in ("day", "time"))


def keeps_to_it(call, most: int = MOST) -> None:
    call()
    queries = queries_of(call)
    assert len(queries) <= most, "\n".join(queries)


@pytest.mark.slow
def test_who_waits_and_talks(alice, open_now, diary, second):
    browser, chat = browser_of(alice), ask(alice)
    for page in (address(chat), address(chat, "standing"), f"{ABOUT}?instead={HERE}"):
        keeps_to_it(lambda page=page: browser.get(page))
    change_duty(state=Duty.State.HERE, by=diary)
    for page in (address(chat), address(chat, "changes")):
        keeps_to_it(lambda page=page: browser.get(page), 12)
    accept(public_id=chat.public_id, by=diary)
    keeps_to_it(lambda: browser.get(address(chat)), 12)
    keeps_to_it(lambda: browser.post(address(chat), {"words": "Hello", "client_id": new_id()}))
    end_conversation(request=chat, by=alice)
    keeps_to_it(lambda: browser.get(address(chat)), 10)


@pytest.mark.slow
def test_a_desk(calderbrook, alice, diary, second, open_now):
    change_duty(state=Duty.State.HERE, by=diary)
    chat, desk = accept(public_id=ask(alice).public_id, by=diary), browser_of(diary)
    names = ("desk", "desk_again", "desk_state", "desk_here", "staff_bookings")
    pages = [*(reverse(f"cobrowse:{name}") for name in names), reverse("cobrowse:staff_request", args=[chat.public_id])]
    for more in ("bea", "cy"):
        for page in pages:
            keeps_to_it(lambda page=page: desk.get(page))
        for number in range(3):
            ask(make_resident(calderbrook, "Bea", f"{more}{number}@example.org"))


@pytest.mark.slow
def test_the_steps_of_asking_and_booking(bob, diary, second, open_now):
    browser, slot = browser_of(bob), slots_of(bob, HERE)[0]
    day = timezone.localdate(slot.starts_at).isoformat()
    for page, step, answers in (
        (ABOUT, "about", {"about": "other", "words": "The rent"}),
        (WAY, "way", {"way": HERE}),
        (NEEDS, "needs", {"spoken": "en-gb"}),
        (DAY, "day", {"day": day}),
    ):
        keeps_to_it(lambda page=page: browser.get(page))
        keeps_to_it(lambda page=page, step=step, answers=answers: post(browser, page, step, **answers))
    keeps_to_it(lambda: browser.get(TIME))
    queries = queries_of(lambda: post(browser, TIME, "time", time=slot_value(slot)))
    assert sum('INSERT INTO "cobrowse_booking"' in sql for sql in queries) == 1
    assert len(queries) <= MOST_TO_BOOK, "\n".join(queries)
