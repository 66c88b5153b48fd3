"""A mail server, played by a small one on this machine: what it refuses is given up, what it drops is sent again."""

from __future__ import annotations

import contextlib
import datetime as dt
import email
import email.policy
import json
import smtplib
import socketserver
import ssl
import threading
import time
from dataclasses import dataclass, field

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import send_mail
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import Resident
from betteroff import environment
from core import mail
from core.mail import MessageNotSent
from notifications import actions
from notifications.checks import messages_leave
from notifications.models import Message
from notifications.smtp import refusal

DROP, HANG, DRIP = "drop", "hang", "drip"


@dataclass
class MailServer:
    """What it answers to a command instead of yes (once), what it does after the mail has come, and what it took."""

    answers: dict[str, str] = field(default_factory=dict)
    after_mail: list[str] = field(default_factory=list)
    taken: list[email.message.EmailMessage] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    seconds_per_answer: float = 0
    tls: ssl.SSLContext | None = None
    ended: threading.Event = field(default_factory=threading.Event)


class Session(socketserver.StreamRequestHandler):
    """As much of SMTP as one mail needs, STARTTLS included."""

    def handle(self):
        self.say("220 stand-in")
        while line := self.rfile.readline().decode().strip():
            self.server.stand_in.lines.append(line)
            verb = line.split(" ")[0].upper().partition(":")[0]
            if not self.do(verb):
                return

    def do(self, verb: str) -> bool:
        stand_in = self.server.stand_in
        asked = stand_in.answers.pop(verb, "")
        if asked == HANG:
            stand_in.ended.wait(10)
            return False
        if asked.startswith(DRIP):
            return self.drip(asked.removeprefix(DRIP).encode())
        if asked:
            self.say(asked)
        elif verb == "EHLO":
            self.say("250-stand-in\r\n250 STARTTLS" if stand_in.tls else "250 stand-in")
        elif verb == "STARTTLS":
            return self.start_tls()
        elif verb == "DATA":
            return self.take()
        else:
            self.say("221 bye" if verb == "QUIT" else "250 yes")
        return verb != "QUIT"

    def drip(self, bit: bytes) -> bool:
        """Always in the middle of an answer, for three seconds."""
        until = time.monotonic() + 3
        with contextlib.suppress(OSError):
            while time.monotonic() < until and not self.server.stand_in.ended.wait(0.05):
                self.wfile.write(bit)
        return False

    def start_tls(self) -> bool:
        self.say("220 go on")
        try:
            self.request = self.server.stand_in.tls.wrap_socket(self.connection, server_side=True)
        except ssl.SSLError:
            return False
        self.setup()
        return True

    def finish(self):
        super().finish()
        self.request.close()

    def take(self) -> bool:
        stand_in = self.server.stand_in
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        then = stand_in.after_mail.pop(0) if stand_in.after_mail else "250 taken"
        if then in (DROP, HANG) or then.startswith("2"):
            stand_in.taken.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        if then == HANG:
            stand_in.ended.wait(10)
        if then in (DROP, HANG):
            return False
        self.say(then)
        return True

    def say(self, words: str):
        self.server.stand_in.ended.wait(self.server.stand_in.seconds_per_answer)
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def mail_server(settings):
    """The stand-in, to which the platform's e-mails go."""
    stand_in = MailServer()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        server.daemon_threads, server.stand_in = True, stand_in
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        port = server.server_address[1]
        settings.MESSAGE_BACKEND = "notifications.smtp.SmtpBackend"
        settings.SMTP = environment.mail_server("SMTP_URL", f"smtp://127.0.0.1:{port}?tls=no")
        settings.DEFAULT_FROM_EMAIL = "BetterOff <no-reply@service.example>"
        yield stand_in
        stand_in.ended.set()
        server.shutdown()


@pytest.fixture
def message(alice):
    context = {"reference": "CAL-1", "form_title": "Housing Benefit"}
    return actions.notify(resident=alice.resident, template="claim_submitted", context=context, by=alice)[0]


def send(council, message: Message) -> Message:
    """Send it, as if it were due."""
    Message.objects.filter(pk=message.pk).update(due_at=timezone.now())
    actions.send_due_messages(limit=10, by=system_actor(council, "messages"))
    message.refresh_from_db()
    return message


def test_an_email_goes_out_under_the_id_of_the_message(mail_server, message, calderbrook):
    assert send(calderbrook, message).state == Message.State.SENT
    assert message.provider_id == f"<{message.public_id}@service.example>"
    assert message.follow_at is None, "a mail server cannot be asked what became of it"
    (taken,) = mail_server.taken
    assert taken["Message-ID"] == message.provider_id
    assert (taken["To"], taken["From"]) == ("alice@example.org", "BetterOff <no-reply@service.example>")
    assert taken["Subject"] == "We have your form: CAL-1"
    assert "Housing Benefit" in taken.get_content()
    assert taken["Auto-Submitted"] == "auto-generated", "no answering machine answers"


def test_a_council_with_a_mail_server_of_its_own_sends_by_that(mail_server, message, calderbrook, settings):
    own = {"server": settings.SMTP, "from": "benefits@calderbrook.example"}
    settings.SMTP_COUNCILS = {calderbrook.slug: own}
    settings.SMTP = {**settings.SMTP, "port": 9}
    send(calderbrook, message)
    assert mail_server.taken[0]["From"] == "benefits@calderbrook.example"
    assert mail_server.taken[0]["Message-ID"].endswith("@calderbrook.example>")


@pytest.mark.parametrize("after_mail", [[DROP], [HANG]])
def test_after_an_answer_that_got_lost_the_second_is_known_by_the_same_id(
    mail_server, message, calderbrook, settings, after_mail
):
    patience = settings.SMTP["timeout"]
    settings.SMTP = {**settings.SMTP, "timeout": 0.3}
    mail_server.after_mail = after_mail
    assert send(calderbrook, message).state == Message.State.DUE
    assert message.error == "The mail server did not answer."
    assert 10 < (message.due_at - timezone.now()).total_seconds() <= 15
    settings.SMTP = {**settings.SMTP, "timeout": patience}
    assert send(calderbrook, message).state == Message.State.SENT
    assert [each["Message-ID"] for each in mail_server.taken] == [message.provider_id] * 2


@pytest.mark.parametrize(
    ("verb", "answer"),
    [("RCPT", "451 4.7.1 greylisted alice@example.org"), ("MAIL", "550 5.7.1 no such sender"), ("EHLO", HANG)],
)
def test_what_may_pass_or_is_ours_is_tried_again(mail_server, message, calderbrook, alice, settings, verb, answer):
    settings.SMTP = {**settings.SMTP, "timeout": 0.3 if answer == HANG else 5}
    mail_server.answers = {verb: answer}
    assert send(calderbrook, message).state == Message.State.DUE
    assert "alice" not in message.error
    alice.resident.refresh_from_db()
    assert alice.resident.bounced == []


def test_an_address_that_the_server_does_not_know_gets_nothing_more(mail_server, message, calderbrook, alice):
    mail_server.answers = {"RCPT": "550 5.1.1 alice@example.org: user unknown"}
    assert send(calderbrook, message).state == Message.State.FAILED
    assert (message.attempts, message.error) == (1, "The mail server answered 550.")
    alice.resident.refresh_from_db()
    assert alice.resident.bounced == ["alice@example.org"]


def test_words_that_the_server_refuses_are_given_up_and_the_address_is_kept(mail_server, message, calderbrook, alice):
    mail_server.after_mail = ["554 5.7.1 looks like spam"]
    assert send(calderbrook, message).state == Message.State.FAILED
    assert Resident.objects.get(pk=alice.resident.pk).bounced == []


def test_a_server_that_takes_long_over_each_answer_has_one_timeout_for_all(mail_server, settings):
    settings.SMTP, mail_server.seconds_per_answer = {**settings.SMTP, "timeout": 0.4}, 0.15
    began = time.monotonic()
    with pytest.raises(MessageNotSent) as problem:
        mail.send_email(to="alice@example.org", subject="x", text="y")
    assert not problem.value.permanent
    assert time.monotonic() - began < 2
    assert mail_server.taken == []


@pytest.mark.parametrize("bit", ["x", "250-more\r\n"])
@pytest.mark.parametrize("verb", ["EHLO", "RCPT"])
def test_a_server_that_never_ends_its_answer_has_the_same_timeout(mail_server, settings, verb, bit):
    settings.SMTP, mail_server.answers = {**settings.SMTP, "timeout": 0.4}, {verb: DRIP + bit}
    began = time.monotonic()
    with pytest.raises(MessageNotSent) as problem:
        mail.send_email(to="alice@example.org", subject="x", text="y")
    assert not problem.value.permanent
    assert time.monotonic() - began < 2


def test_what_django_itself_sends_goes_by_the_same_server(mail_server, settings):
    settings.EMAIL_BACKEND = "notifications.smtp.PatientBackend"
    assert send_mail("x", "y", None, ["alice@example.org"]) == 1
    assert mail_server.taken[0]["From"] == settings.DEFAULT_FROM_EMAIL


def test_a_server_that_is_away_is_an_error_that_may_pass(settings, mail_server):
    settings.SMTP = {**settings.SMTP, "port": 9}
    with pytest.raises(MessageNotSent) as problem:
        mail.send_email(to="alice@example.org", subject="x", text="y")
    assert not problem.value.permanent


def certificate(tmp_path) -> ssl.SSLContext:
    """A server's TLS with a certificate of its own for 127.0.0.1, left in tmp_path/mail.pem."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    path = tmp_path / "mail.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, form, plain)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def test_nothing_goes_out_in_the_clear_where_starttls_is_asked_for(mail_server, settings, tmp_path, monkeypatch):
    port = settings.SMTP["port"]
    settings.SMTP = environment.mail_server("SMTP_URL", f"smtp://localhost:{port}")
    with pytest.raises(MessageNotSent):
        mail.send_email(to="alice@example.org", subject="x", text="y")
    assert not any(line.startswith("MAIL") for line in mail_server.lines), "it offers none"
    mail_server.tls = certificate(tmp_path)
    with pytest.raises(MessageNotSent):
        mail.send_email(to="alice@example.org", subject="x", text="y")
    assert not any(line.startswith("MAIL") for line in mail_server.lines), "nobody vouches for its certificate"
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "mail.pem"))
    mail.send_email(to="alice@example.org", subject="x", text="y", html="<p>y</p>")
    (taken,) = mail_server.taken
    assert [part.get_content_type() for part in taken.iter_parts()] == ["text/plain", "text/html"]


def test_a_text_needs_notify_and_the_check_says_so(mail_server, settings, calderbrook, alice):
    settings.DEMO, settings.NOTIFY_API_KEY, settings.NOTIFY_BASE_URL = False, "", "http://127.0.0.1:9"
    assert [warning.id for warning in messages_leave(None)] == ["notifications.W002"]
    Resident.objects.update(phone="+447700900123", email="")
    alice.resident.refresh_from_db()
    text = actions.notify(resident=alice.resident, template="estimate_ready", context={}, by=alice)[0]
    assert send(calderbrook, text).state == Message.State.DUE, "kept until somebody sets the key"
    settings.NOTIFY_API_KEY = "key"
    assert messages_leave(None) == []


@pytest.mark.parametrize(
    ("error", "permanent", "no_such_address"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), True, True),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"5.7.1 not wanted")}), True, False),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"5.1.10 takes no mail")}), True, True),
        (smtplib.SMTPRecipientsRefused({"a": (552, b"5.2.2 mailbox full")}), True, False),
        (smtplib.SMTPRecipientsRefused({"a": (452, b"4.2.2 mailbox full")}), False, False),
        (smtplib.SMTPDataError(550, b"5.1.1 unknown after all"), True, True),
        (smtplib.SMTPDataError(550, b"no"), True, False),
        (smtplib.SMTPDataError(421, b"later"), False, False),
        (smtplib.SMTPSenderRefused(550, b"5.1.1 no", "us"), False, False),
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 no"), False, False),
        (smtplib.SMTPConnectError(554, "5.1.1 no"), False, False),
        (smtplib.SMTPServerDisconnected("gone"), False, False),
        (ConnectionRefusedError(), False, False),
        (TimeoutError(), False, False),
    ],
)
def test_what_each_refusal_means(error, permanent, no_such_address):
    found = refusal(error)
    assert (found.permanent, found.no_such_address) == (permanent, no_such_address)


def test_an_address_of_a_mail_server_is_whole_or_the_platform_does_not_start(monkeypatch):
    read = environment.mail_server("SMTP_URL", "smtp://me%40here:p%3Aw@mail.example")
    assert (read["host"], read["port"], read["username"], read["password"]) == ("mail.example", 587, "me@here", "p:w")
    assert (read["use_tls"], read["use_ssl"]) == (True, False)
    monkeypatch.setenv("SMTP_TIMEOUT", "7")
    own = {"calderbrook": {"url": "smtp://mail.calderbrook.example", "from": "us@calderbrook.example"}}
    monkeypatch.setenv("SMTP_COUNCILS", json.dumps(own))
    ours, theirs = environment.mail_servers()
    assert (ours["host"], ours["timeout"], ours["use_tls"]) == ("localhost", 7, False)
    assert (theirs["calderbrook"]["server"]["host"], theirs["calderbrook"]["from"]) == (
        "mail.calderbrook.example", "us@calderbrook.example",
    )  # fmt: skip
    read = environment.mail_server("SMTP_URL", "smtps://mail.example")
    assert (read["port"], read["use_tls"], read["use_ssl"]) == (465, False, True)
    for wrong in (
        "", "mail.example", "http://mail.example", "smtp://", "smtp://mail.example:no", "smtp://mail.example/path",
        "smtp://mail.example?tls=maybe", "smtp://mail.example?tls", "smtp://me:secret@mail.example?tls=no",
        "smtps://mail.example?tls=no",
    ):  # fmt: skip
        with pytest.raises(ImproperlyConfigured) as problem:
            environment.mail_server("SMTP_URL", wrong)
        assert "secret" not in str(problem.value)
