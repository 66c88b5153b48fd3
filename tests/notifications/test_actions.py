"""The outbox: a row in the transaction that caused it, sent once, retried with patience, never with personal data."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.template import TemplateDoesNotExist
from django.utils import timezone

from accounts.actors import Actor, system_actor
from accounts.models import AuditEvent, Council, Resident
from core.tenancy import council_scope
from notifications import actions, readers, tasks
from notifications.models import Message
from notifications.texts import render_message
from tests.people import make_resident

SENT = {"reference": "CAL-1234", "form_title": "Housing Benefit"}


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


def notify(actor: Actor, template="claim_submitted", context=SENT, **more) -> list[Message]:
    return actions.notify(resident=actor.resident, template=template, context=context, by=actor, **more)


def sender(council: Council) -> Actor:
    return system_actor(council, "messages")


def send(council: Council) -> int:
    return actions.send_due_messages(limit=100, by=sender(council))


def channels(messages) -> list[str]:
    return [message.channel for message in messages]


def test_each_way_a_person_can_be_reached_gets_a_row(alice, bob):
    Resident.objects.filter(pk=alice.resident.pk).update(phone="+447700900123")
    alice.resident.refresh_from_db()
    assert channels(notify(alice)) == ["email", "sms", "in_app"]
    Resident.objects.filter(pk=bob.resident.pk).update(email="")
    bob.resident.refresh_from_db()
    assert channels(notify(bob)) == ["in_app"]
    assert channels(notify(alice, channels=["sms"])) == ["sms", "in_app"]


def test_nobody_writes_to_somebody_whom_it_is_not_safe_to_contact(alice, calderbrook):
    waiting = notify(alice)[0]
    Resident.objects.update(safe_to_contact=False)
    alice.resident.refresh_from_db()
    assert channels(notify(alice)) == ["in_app"]
    assert channels(notify(alice, channels=["email"])) == ["in_app"]
    send(calderbrook)
    waiting.refresh_from_db()
    assert waiting.state == Message.State.FAILED
    assert readers.mailbox() == []
    # A link that she asks for herself is not of our own accord.
    assert channels(notify(alice, "resume_link", {"url": "http://x/", "days": "7"}, channels=["email"])) == ["email"]
    send(calderbrook)
    assert len(readers.mailbox()) == 1


def test_the_row_goes_with_its_transaction(alice):
    with transaction.atomic():
        notify(alice)
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    notify(alice)
    event = AuditEvent.objects.get()
    assert (event.code, event.resident) == ("notifications.message.created", alice.resident)
    assert event.detail == {"template": "claim_submitted", "channels": ["email", "in_app"]}


def test_a_message_is_sent_once_and_marked(alice, calderbrook):
    message = notify(alice)[0]
    assert send(calderbrook) == 1
    assert send(calderbrook) == 0
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert str(message.public_id) in message.provider_id
    letter = readers.mailbox()[0]
    assert letter.to == "alice@example.org"
    assert letter.subject == "We have your form: CAL-1234"
    assert "Housing Benefit" in letter.text
    assert "&" not in letter.text


def test_a_text_message_is_one_paragraph(alice, calderbrook):
    Resident.objects.update(phone="+447700900123")
    alice.resident.refresh_from_db()
    notify(alice, channels=["sms"])
    send(calderbrook)
    text = readers.mailbox()[0].text
    assert "CAL-1234" in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("claim_submitted", SENT),
        ("claim_status_changed", {"reference": "CAL-1", "status_name": "Waiting for you"}),
        ("resume_link", {"url": "http://calderbrook.localhost:8000/resume/abc/", "days": "7"}),
        ("estimate_ready", {}),
    ],
)
@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_every_template_has_a_subject_and_says_its_context(alice, calderbrook, template, context, language):
    Resident.objects.update(language=language)
    alice.resident.refresh_from_db()
    text = render_message(notify(alice, template, context)[0], calderbrook)
    assert text.subject
    assert "Subject" not in text.subject
    assert "Calderbrook Council" in text.short
    for value in context.values():
        assert value in text.subject + text.body


def test_a_link_is_sealed_while_it_waits_and_gone_once_sent(alice, calderbrook):
    url = "http://calderbrook.localhost/resume/secret-token/"
    messages = notify(alice, "resume_link", {"url": url, "days": "7"}, channels=["email"])
    assert channels(messages) == ["email"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT context::text FROM notifications_message")
        assert "secret-token" not in cursor.fetchone()[0]
    send(calderbrook)
    assert url in readers.mailbox()[0].text
    assert Message.objects.get().context == {"days": "7"}


def test_a_worker_that_died_while_sending_does_not_send_twice(alice, calderbrook):
    message = notify(alice)[0]
    by = sender(calderbrook)
    taken = actions.take_next_message()
    actions.deliver(taken, by)
    # It died here: sent, and not marked.
    assert send(calderbrook) == 0
    Message.objects.update(due_at=timezone.now())
    assert send(calderbrook) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.SENT, 2)
    assert len(readers.mailbox()) == 1


def test_the_newest_come_first_and_only_ones_own(alice, bob):
    notify(alice)
    notify(alice, "claim_status_changed", {"reference": "CAL-1234", "status_name": "Decided"})
    notify(bob)
    subjects = [text.subject for _message, text in readers.texts_for(alice, limit=10)]
    assert subjects == ["News about your claim CAL-1234", "We have your form: CAL-1234"]
    assert list(readers.messages_for(Actor(alice.council))) == []


@pytest.fixture
def council_at_rest(transactional_db):
    """A council whose rows other threads can see."""
    return Council.objects.create(
        host="calderbrook.localhost", slug="calderbrook", name="Calderbrook Council", reference_prefix="CAL"
    )


def test_workers_in_parallel_send_each_message_once(council_at_rest):
    alice = make_resident(council_at_rest, "Alice Ashworth", "alice@example.org")
    with council_scope(council_at_rest.pk):
        for _ in range(12):
            notify(alice)
    tried = []

    def work():
        try:
            tried.append(actions.send_due_messages(limit=100, by=sender(council_at_rest)))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(tried) == 12
    with council_scope(council_at_rest.pk):
        assert len(readers.mailbox()) == 12
        assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1), ("sent", 0)}


def test_the_poller_finds_what_is_due_in_every_council(council_at_rest):
    other = Council.objects.create(host="s.localhost", slug="s", name="S Council", reference_prefix="S")
    for council in (council_at_rest, other):
        person = make_resident(council, "Somebody", f"{council.slug}@example.org")
        with council_scope(council.pk):
            notify(person)
    # A worker that was woken knows of them by the cache, the poller without it.
    cache.clear()
    tasks.send_due_messages(other.pk)
    with council_scope(council_at_rest.pk):
        assert readers.mailbox() == []
    tasks.send_due_messages()
    for council in (council_at_rest, other):
        with council_scope(council.pk):
            assert [letter.to for letter in readers.mailbox()] == [f"{council.slug}@example.org"]


def test_a_council_with_many_messages_holds_up_no_other(council_at_rest, monkeypatch):
    other = Council.objects.create(host="s.localhost", slug="s", name="S Council", reference_prefix="S")
    sent = []
    real = actions.deliver
    monkeypatch.setattr(actions, "deliver", lambda message, by: sent.append(by.council.slug) or real(message, by))
    alice = make_resident(council_at_rest, "Alice", "alice@example.org")
    with council_scope(council_at_rest.pk):
        for _ in range(20):
            notify(alice)
    bert = make_resident(other, "Bert", "bert@example.org")
    with council_scope(other.pk):
        for _ in range(3):
            notify(bert)
    tasks.send_due_messages(council_at_rest.pk)
    assert len(sent) == 23
    assert sent[:6].count("s") == 3, "in turn"


def test_without_a_broker_nothing_fails_and_nothing_is_lost(council_at_rest, broker_away, caplog):
    alice = make_resident(council_at_rest, "Alice Ashworth", "alice@example.org")
    with council_scope(council_at_rest.pk):
        notify(alice)
    assert "broker_away" in caplog.text
    with council_scope(council_at_rest.pk):
        assert Message.objects.filter(state=Message.State.DUE).count() == 1
    tasks.send_due_messages()
    with council_scope(council_at_rest.pk):
        assert len(readers.mailbox()) == 1


def test_a_template_that_is_not_there_is_noticed_at_once(alice):
    with pytest.raises(TemplateDoesNotExist):
        notify(alice, "no_such_template")


def test_a_link_whose_key_is_gone_is_given_up_and_the_next_message_goes(alice, calderbrook, settings):
    lost = notify(alice, "resume_link", {"url": "http://x/", "days": "7"}, channels=["email"])[0]
    notify(alice)
    settings.FIELD_KEYS = {"new": b"0" * 32}
    assert send(calderbrook) == 2
    lost.refresh_from_db()
    assert lost.state == Message.State.FAILED
    assert [letter.subject for letter in readers.mailbox()] == ["We have your form: CAL-1234"]


def test_what_is_not_due_yet_waits(alice, calderbrook):
    notify(alice)
    Message.objects.update(due_at=timezone.now() + dt.timedelta(minutes=1))
    assert send(calderbrook) == 0


def test_in_an_account_that_there_is_not_a_message_is_kept_and_not_sent(visitor, alice):
    record = Resident.objects.create()
    message = actions.notify(resident=record, template="claim_submitted", context=SENT, by=visitor)[0]
    assert (message.channel, message.state, message.sent_at) == ("in_app", "kept", None)
    assert not readers.can_be_told(record)
    assert send(visitor.council) == 0
    # Once it is somebody's who has an account, it can be read there.
    actions.move_messages(source=record, target=Resident.objects.create())
    message.refresh_from_db()
    assert message.state == "kept"
    actions.move_messages(source=message.resident, target=alice.resident)
    message.refresh_from_db()
    assert (message.state, message.sent_at is not None) == ("sent", True)


@pytest.mark.slow
def test_no_message_is_called_sent_by_any_other_code():
    """Only who hands it over, or puts it into somebody's account, marks it so."""
    places = [
        path.as_posix()
        for path in Path(__file__).parents[2].glob("*/**/*.py")
        if "tests" not in path.parts and ".venv" not in path.parts and "State.SENT" in path.read_text()
    ]
    ours = [place for place in places if "Message.State.SENT" in Path(place).read_text()]
    assert sorted(place.rsplit("/", 2)[-2] + "/" + Path(place).name for place in ours) == [
        "notifications/actions.py", "readers/timeline.py",
    ]  # fmt: skip


def test_who_can_be_told(alice, calderbrook):
    alone = {"user": None, "safe_to_contact": True}
    for values, told in (
        ({"email": "a@example.org"}, True), ({"phone": "+447700900123"}, True), ({"phone": "+441632960001"}, False),
        ({"email": "a@example.org", "contact_by": ["sms"]}, False),
        ({"email": "a@example.org", "safe_to_contact": False}, False),
    ):  # fmt: skip
        assert readers.can_be_told(Resident(**{**alone, **values})) == told, values
    # In their account they can read it, whatever is not safe elsewhere.
    alice.resident.safe_to_contact = False
    assert readers.can_be_told(alice.resident)
