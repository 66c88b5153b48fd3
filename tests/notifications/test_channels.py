"""GOV.UK Notify, played by a small server on this machine: failures are retried or given up, never sent twice."""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent, Resident
from betteroff import environment
from core import mail
from core.mail import MessageNotSent
from core.tenancy import council_scope
from notifications import actions, tasks
from notifications.models import Message


@dataclass
class StandIn:
    """What the stand-in answers next, and what it was sent."""

    statuses: list[int] = field(default_factory=list)
    accepted: list[dict] = field(default_factory=list)
    posts: list[dict] = field(default_factory=list)
    keep_quiet: bool = False
    # Its words for what became of each message, by its id, and a message that it speaks of instead.
    fates: dict[str, str] = field(default_factory=dict)
    another: str = ""
    wrong_address: bool = False
    asked: list[str] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def notify_server(settings):
    """A loopback server that speaks as much of Notify's API as we use."""
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stand_in.posts.append({**body, "path": self.path, "authorization": self.headers["Authorization"]})
            status = stand_in.statuses.pop(0) if stand_in.statuses else 201
            if status == 201 or stand_in.keep_quiet:
                stand_in.accepted.append({"id": f"notify-{len(stand_in.accepted)}", "reference": body.get("reference")})
            if status == 201:
                return self.answer(201, {"id": stand_in.accepted[-1]["id"]})
            error = "ValidationError" if stand_in.wrong_address else "BadRequestError"
            said = "email_address Not a valid email address" if stand_in.wrong_address else "alice@example.org is wrong"
            return self.answer(status, {"errors": [{"error": error, "message": said}]})

        def do_GET(self):
            if "reference" not in parse_qs(urlsplit(self.path).query):
                self.say_fate(urlsplit(self.path).path.rpartition("/")[2])
                return
            reference = parse_qs(urlsplit(self.path).query)["reference"][0]
            found = [kept for kept in stand_in.accepted if kept["reference"] == reference]
            self.answer(200, {"notifications": found, "links": {}})

        def say_fate(self, key):
            stand_in.asked.append(key)
            kept = next(each for each in stand_in.accepted if each["id"] == (stand_in.another or key))
            fate = stand_in.fates.get(key)
            self.answer(200 if fate else 503, {**kept, "status": fate} if fate else {"errors": []})

        def answer(self, status, body):
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.MESSAGE_BACKEND = "notifications.channels.NotifyBackend"
    settings.NOTIFY_API_KEY = "test-11111111-1111-1111-1111-111111111111-22222222-2222-2222-2222-222222222222"
    settings.NOTIFY_BASE_URL = f"http://127.0.0.1:{server.server_port}"
    settings.NOTIFY_TEMPLATE_EMAIL, settings.NOTIFY_TEMPLATE_SMS = "email-template", "sms-template"
    yield stand_in
    server.shutdown()
    server.server_close()


@pytest.fixture
def message(alice):
    context = {"reference": "CAL-1", "form_title": "Housing Benefit"}
    return actions.notify(resident=alice.resident, template="claim_submitted", context=context, by=alice)[0]


def send(council) -> int:
    return actions.send_due_messages(limit=10, by=system_actor(council, "messages"))


def now_due(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(due_at=timezone.now())


def test_an_email_goes_out_under_our_reference(notify_server, message, calderbrook):
    send(calderbrook)
    message.refresh_from_db()
    assert (message.state, message.provider_id) == (Message.State.SENT, "notify-0")
    post = notify_server.posts[0]
    assert post["path"] == "/v2/notifications/email"
    assert post["email_address"] == "alice@example.org"
    assert post["template_id"] == "email-template"
    assert post["reference"] == str(message.public_id)
    assert post["personalisation"]["subject"] == "We have your form: CAL-1"
    assert post["authorization"].startswith("Bearer ")


def test_a_council_with_a_service_of_its_own_sends_by_that(notify_server, message, calderbrook, settings):
    own = "own-33333333-3333-3333-3333-333333333333-44444444-4444-4444-4444-444444444444"
    settings.NOTIFY_COUNCILS = {calderbrook.slug: {"key": own, "email": "own-email", "sms": "own-sms"}}
    send(calderbrook)
    post = notify_server.posts[0]
    assert post["template_id"] == "own-email"
    claims = post["authorization"].split(".")[1]
    issuer = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["iss"]
    assert issuer == "33333333-3333-3333-3333-333333333333"


def test_services_of_councils_are_whole_or_the_platform_does_not_start(monkeypatch):
    parts = {"key", "email", "sms"}
    assert environment.by_council("NOTIFY_COUNCILS", parts) == {}
    for wrong in ("no", "[]x", '["a"]', '{"a": 1}', '{"a": {"key": "k"}}', '{"a": {"key": 1, "email": "", "sms": ""}}'):
        monkeypatch.setenv("NOTIFY_COUNCILS", wrong)
        with pytest.raises(ImproperlyConfigured):
            environment.by_council("NOTIFY_COUNCILS", parts)


def test_a_text_message_goes_out_too(notify_server, calderbrook, alice):
    Resident.objects.update(phone="+447700900123", email="")
    alice.resident.refresh_from_db()
    actions.notify(resident=alice.resident, template="estimate_ready", context={}, by=alice)
    send(calderbrook)
    assert notify_server.posts[0]["phone_number"] == "+447700900123"
    assert notify_server.posts[0]["path"] == "/v2/notifications/sms"


@pytest.mark.parametrize("status", [500, 503, 429, 403])
def test_a_failure_that_may_pass_is_tried_again(notify_server, message, calderbrook, status):
    notify_server.statuses = [status]
    send(calderbrook)
    message.refresh_from_db()
    assert message.state == Message.State.DUE
    wait = (message.due_at - timezone.now()).total_seconds()
    assert 10 < wait <= 15
    assert message.error == f"GOV.UK Notify answered {status}."
    now_due(message)
    send(calderbrook)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (Message.State.SENT, 2, "")
    assert {post["reference"] for post in notify_server.posts} == {str(message.public_id)}


def test_waits_double_and_end_after_eight_tries(notify_server, message, calderbrook):
    notify_server.statuses = [500] * 20
    waits = []
    for _ in range(actions.SENDING.tries):
        now_due(message)
        send(calderbrook)
        message.refresh_from_db()
        waits.append(round((message.due_at - timezone.now()).total_seconds()))
    assert waits[:7] == [15 * 2**n for n in range(7)]
    assert message.state == Message.State.FAILED
    now_due(message)
    assert send(calderbrook) == 0


def test_an_address_that_cannot_be_right_is_given_up(notify_server, message, calderbrook):
    notify_server.statuses = [400]
    send(calderbrook)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.FAILED, 1)
    assert "alice@example.org" not in message.error


def follow(council, message: Message) -> Message:
    """Ask what became of a message, as if it were time to."""
    with council_scope(council.pk):
        Message.objects.filter(pk=message.pk, follow_at__isnull=False).update(follow_at=timezone.now())
    actions.follow_sent_messages(by=system_actor(council, "messages"))
    message.refresh_from_db()
    return message


def another_message(alice) -> list[str]:
    alice.resident.refresh_from_db()
    context = {"reference": "CAL-1", "form_title": "Housing Benefit"}
    sent = actions.notify(resident=alice.resident, template="claim_submitted", context=context, by=alice)
    return [each.channel for each in sent]


def test_an_address_that_the_provider_refuses_gets_nothing_more(notify_server, message, calderbrook, alice):
    notify_server.statuses, notify_server.wrong_address = [400], True
    send(calderbrook)
    alice.resident.refresh_from_db()
    assert alice.resident.bounced == ["alice@example.org"]
    assert another_message(alice) == ["in_app"]


def test_a_refusal_that_is_not_about_the_address_stops_nothing(notify_server, message, calderbrook, alice):
    notify_server.statuses = [400]
    send(calderbrook)
    assert another_message(alice) == ["email", "in_app"]


def test_what_bounces_later_did_not_arrive_and_nothing_more_goes_there(notify_server, message, calderbrook, alice):
    actions.notify(resident=alice.resident, template="estimate_ready", context={}, by=alice)
    waiting = Message.objects.get(template="estimate_ready", channel="email")
    Message.objects.filter(pk=waiting.pk).update(due_at=timezone.now() + timedelta(hours=1))
    send(calderbrook)
    message.refresh_from_db()
    # Encrypted until the fate is known: the person may have another address by then.
    assert "alice" not in str(message.context)
    assert "to" in message.context
    Resident.objects.filter(pk=alice.resident.pk).update(email="alice@example.com")
    notify_server.fates = {"notify-0": "permanent-failure"}
    follow(calderbrook, message)
    assert (message.state, message.error, message.follow_at) == (Message.State.LOST, "no_such_address", None)
    assert "to" not in message.context
    alice.resident.refresh_from_db()
    assert alice.resident.bounced == ["alice@example.org"]
    assert AuditEvent.objects.filter(code="notifications.contact.bounced", resident=alice.resident).count() == 1
    assert another_message(alice) == ["email", "in_app"], "the new address is another one"
    Resident.objects.filter(pk=alice.resident.pk).update(email="Alice@example.org")
    now_due(waiting)
    send(calderbrook)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == (Message.State.FAILED, "Messages do not arrive at this address.")
    assert another_message(alice) == ["in_app"]
    assert len(notify_server.posts) == 1


def test_a_full_mailbox_stops_one_message_and_no_other(notify_server, message, calderbrook, alice):
    send(calderbrook)
    notify_server.fates = {"notify-0": "temporary-failure"}
    assert follow(calderbrook, message).state == Message.State.LOST
    assert another_message(alice) == ["email", "in_app"]


def test_what_arrived_or_is_said_of_another_message_or_of_nothing_changes_nothing(notify_server, message, calderbrook):
    send(calderbrook)
    first_asked = Message.objects.get(pk=message.pk).follow_at
    assert timedelta(minutes=9) < first_asked - timezone.now() <= timedelta(minutes=10)
    notify_server.accepted.append({"id": "notify-9", "reference": "somebody else's"})
    for fates, another in [
        ({}, ""),
        ({"notify-0": "sending"}, ""),
        ({"notify-0": "no word of Notify's"}, ""),
        ({"notify-0": "permanent-failure"}, "notify-9"),
    ]:
        notify_server.fates, notify_server.another = fates, another
        follow(calderbrook, message)
        assert message.state == Message.State.SENT
        assert message.follow_at > timezone.now() + timedelta(minutes=9), "asked again later"
    notify_server.fates, notify_server.another = {"notify-0": "delivered"}, ""
    assert follow(calderbrook, message).follow_at is None
    assert message.state == Message.State.SENT
    assert "to" not in message.context
    follow(calderbrook, message)
    assert len(notify_server.asked) == 5, "asked no more"


def test_after_four_days_without_an_answer_nobody_asks_any_more(notify_server, message, calderbrook):
    send(calderbrook)
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now() - timedelta(days=5))
    assert follow(calderbrook, message).follow_at is None
    assert (message.state, "to" in message.context) == (Message.State.SENT, False)


def test_each_council_s_messages_are_followed_by_the_task(notify_server, message, calderbrook):
    send(calderbrook)
    Message.objects.filter(pk=message.pk).update(follow_at=timezone.now())
    notify_server.fates = {"notify-0": "delivered"}
    tasks.follow_sent_messages()
    message.refresh_from_db()
    assert message.follow_at is None


def test_an_answer_that_got_lost_does_not_make_a_second_message(notify_server, message, calderbrook):
    notify_server.statuses, notify_server.keep_quiet = [500], True
    send(calderbrook)
    now_due(message)
    send(calderbrook)
    message.refresh_from_db()
    assert (message.state, message.provider_id) == (Message.State.SENT, "notify-0")
    assert len(notify_server.posts) == 1


def test_a_server_that_is_away_is_an_error_of_ours(notify_server, settings):
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:9"
    with pytest.raises(MessageNotSent) as problem:
        mail.send_email(to="alice@example.org", subject="x", text="y")
    assert not problem.value.permanent
