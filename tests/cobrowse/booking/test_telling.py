"""Messages about bookings: confirmed, reminded once, and never an old promise after moving or cancelling."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from accounts.actors import Origin, system_actor
from accounts.models import Resident
from cobrowse.booking.actions.booking import TimeWanted, cancel, move
from cobrowse.booking.actions.telling import send_reminders, still_true
from cobrowse.booking.readers.bookings import Told, can_tell
from cobrowse.models import Booking
from notifications.actions import send_due_messages, take_next_message
from notifications.models import Message
from notifications.readers import mailbox
from notifications.texts import render_message
from tests.cobrowse.booking.conftest import CALL, HERE, VISIT, booked, slots_of

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def outbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    return tmp_path


def system(council):
    return system_actor(council, "tests")


def sent(council) -> list[str]:
    """The subjects of what left by e-mail, the oldest first, after everything due has been tried."""
    send_due_messages(limit=50, by=system(council))
    return [letter.subject.partition(":")[0] for letter in reversed(mailbox())]


def due_for_reminding(booking: Booking) -> None:
    Booking.objects.filter(pk=booking.pk).update(remind_at=timezone.now() - dt.timedelta(minutes=1))


@pytest.mark.parametrize(
    ("way", "says"),
    [(CALL, "We call you on"), (VISIT, "We visit you at home on"), (HERE, "Your appointment is on")],
)
def test_what_was_booked_is_confirmed_with_its_time_and_the_way_to_it(alice, diary, outbox, way, says):
    booking = booked(alice, way)
    assert sent(alice.council) == ["Booked"]
    text = mailbox()[0].text
    assert says in text
    assert f"{timezone.localtime(booking.starts_at):%-H:%M}" in text
    assert f"/help/bookings/{booking.public_id}/" in text
    assert ("Town Hall" in text) == (way == HERE)


def test_nothing_that_was_told_for_it_is_in_a_message(alice, diary, outbox):
    booked(alice)
    assert "1632" not in str(list(Message.objects.values_list("context", flat=True)))


def test_a_reminder_goes_out_once_when_it_is_due(alice, diary, outbox):
    booking = booked(alice, number=60)
    assert booking.remind_at is not None
    assert send_reminders(by=system(alice.council)) == 0
    due_for_reminding(booking)
    assert [send_reminders(by=system(alice.council)) for _twice in range(2)] == [1, 0]
    assert sent(alice.council) == ["Booked", "Reminder"]


@pytest.mark.slow
@pytest.mark.parametrize("by_staff", [False, True])
@pytest.mark.parametrize("change", ["move", "cancel"])
@pytest.mark.parametrize("when", ["before it is due", "while it waits to be sent", "while a worker has it"])
def test_the_old_reminder_never_goes_out_after_a_change(alice, aisha, diary, outbox, by_staff, change, when):
    booking, by = booked(alice, number=60), aisha if by_staff else alice
    sent(alice.council)
    due_for_reminding(booking)
    taken = None
    if when != "before it is due":
        send_reminders(by=system(alice.council))
    if when == "while a worker has it":
        taken = take_next_message()
        Message.objects.filter(pk=taken.pk).update(due_at=timezone.now())
    if change == "move":
        move(public_id=booking.public_id, revision=1, time=TimeWanted(slots_of(alice)[90].starts_at), by=by)
    else:
        cancel(public_id=booking.public_id, revision=1, by=by)
    if when == "before it is due":
        assert send_reminders(by=system(alice.council)) == 0
    changed = {"move": "Your booking is moved", "cancel": "Your booking is cancelled"}[change]
    assert sent(alice.council) == ["Booked", changed]


def test_moved_twice_only_the_last_promise_is_sent(alice, diary, outbox):
    booking = booked(alice, number=60)
    for revision, number in ((1, 70), (2, 80)):
        time = TimeWanted(slots_of(alice)[number].starts_at)
        booking = move(public_id=booking.public_id, revision=revision, time=time, by=alice)
    assert sent(alice.council) == ["Your booking is moved"]
    assert f"{timezone.localtime(booking.starts_at):%-d}" in mailbox()[0].subject


def test_a_moved_booking_is_reminded_of_at_its_new_time(alice, diary, outbox):
    booking = booked(alice, number=60)
    later = slots_of(alice)[90]
    moved = move(public_id=booking.public_id, revision=1, time=TimeWanted(later.starts_at), by=alice)
    wall = timezone.localtime(moved.remind_at)
    assert wall.time() == timezone.localtime(later.starts_at).time()
    assert wall.date() == timezone.localdate(later.starts_at) - dt.timedelta(days=1)


def test_somebody_for_whom_it_is_not_safe_is_told_in_their_account_only(alice, diary, outbox):
    booking = booked(alice, HERE, number=60)
    sent(alice.council)
    Resident.objects.filter(pk=alice.resident.pk).update(safe_to_contact=False)
    due_for_reminding(booking)
    send_reminders(by=system(alice.council))
    assert sent(alice.council) == ["Booked"]
    assert Message.objects.filter(template="booking_reminder").values_list("channel", flat=True).get() == "in_app"


def test_a_promise_holds_until_its_time_has_come(alice, diary):
    booking = booked(alice)
    context = {"booking": str(booking.public_id), "revision": "1"}
    assert still_true(context)
    Booking.objects.filter(pk=booking.pk).update(
        starts_at=timezone.now() - dt.timedelta(seconds=1), ends_at=timezone.now() + dt.timedelta(hours=1)
    )
    assert not still_true(context)


def test_nine_oclock_beyond_a_clock_change_is_nine_oclock_in_the_message_in_both_languages(alice, diary):
    booking = booked(alice)
    message = Message.objects.filter(template="booking_made").order_by("pk").first()
    for day in (dt.date(2028, 3, 27), dt.date(2028, 10, 30)):
        nine = dt.datetime.combine(day, dt.time(9), LONDON).astimezone(dt.UTC)
        message.context = {**message.context, "starts_at": nine.isoformat()}
        for language in ("en-gb", "cy"):
            message.language = language
            with translation.override("en-gb"):
                text = render_message(message, alice.council)
            assert "9:00" in text.body
            assert str(day.day) in text.body
            assert "9:00" in text.subject
    assert booking.state == "booked"


# --- visitors ---


def states(booking: Booking) -> set[tuple[str, str]]:
    return set(Message.objects.filter(resident=booking.resident).values_list("channel", "state"))


def test_a_visitor_is_told_at_the_contact_they_gave(visitor, aisha, diary, outbox):
    aisha.council.phone = "01632 960000"
    aisha.council.save()
    booking = booked(visitor, VISIT, number=60, told=Told(address="1 Low Road", email="vera@example.org"))
    due_for_reminding(booking)
    send_reminders(by=system(visitor.council))
    slot = slots_of(visitor, VISIT)[5]
    move(public_id=booking.public_id, revision=1, time=TimeWanted(slot.starts_at, slot.place), by=aisha)
    cancel(public_id=booking.public_id, revision=2, by=aisha)
    assert sent(visitor.council)[-1] == "Your booking is cancelled"
    assert states(booking) == {("email", "sent"), ("email", "failed")}
    letter = mailbox()[0]
    # Their browser may be closed: the message leads to no page that they could not open.
    assert (letter.to, "01632 960000" in letter.text, str(booking.public_id) in letter.text) == (
        "vera@example.org", True, False,
    )  # fmt: skip
    assert "vera" not in str(list(Message.objects.values_list("context", flat=True)))


def test_a_visitor_is_told_by_text(visitor, diary, outbox):
    booked(visitor, HERE, told=Told(mobile="+447700900123"))
    sent(visitor.council)
    assert [(each.channel, each.to) for each in mailbox()] == [("sms", "+447700900123")]


@pytest.mark.parametrize("told", [Told(), Told(phone="+441632960001")])
def test_what_goes_to_nobody_is_never_called_sent(visitor, aisha, diary, outbox, told):
    booking = booked(visitor, HERE, told=told)
    cancel(public_id=booking.public_id, revision=1, by=aisha)
    assert sent(visitor.council) == []
    assert states(booking) == {("in_app", "kept")}
    assert not can_tell(booking)


def test_a_contact_that_got_too_much_makes_no_booking_fail(visitor, diary, outbox, monkeypatch):
    told = Told(email="vera@example.org")
    for number in range(6):
        by = replace(visitor, origin=Origin(network="one", session=str(number)))
        made = booked(by, HERE, number=number, told=told)
        cancel(public_id=made.public_id, revision=1, by=replace(by, resident=made.resident))
    assert states(made) == {("in_app", "kept")}


def test_a_council_is_not_held_up_in_telling_people_of_its_own_changes(visitor, aisha, diary, outbox):
    staff = replace(aisha, origin=Origin(network="the town hall", session="s"))
    for number in range(12):
        told = Told(email=f"person{number}@example.org")
        by = replace(visitor, origin=Origin(network=f"network {number}"))
        made = booked(by, HERE, number=number, told=told)
        cancel(public_id=made.public_id, revision=1, by=staff)
    assert sent(visitor.council).count("Your booking is cancelled") == 12


def test_nobody_writes_to_a_visitor_for_whom_that_is_not_safe(visitor, aisha, diary, outbox):
    booking = booked(visitor, HERE, told=Told(email="vera@example.org"))
    Resident.objects.filter(pk=booking.resident.pk).update(safe_to_contact=False)
    cancel(public_id=booking.public_id, revision=1, by=aisha)
    assert sent(visitor.council) == []
    booking = Booking.objects.get()
    assert not can_tell(booking)
