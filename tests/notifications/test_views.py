"""The demo mailbox: each council's own messages, with links that work, and only in a demo."""

from __future__ import annotations

import pytest
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse

from core import mail
from core.tenancy import council_scope
from notifications import readers
from notifications.checks import messages_leave
from tests.people import Browser


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    settings.EMAIL_BACKEND = "notifications.channels.MailboxEmailBackend"


def page_of(council) -> str:
    response = Browser(Client(), council.host).get(reverse("notifications:mailbox"))
    assert response.status_code == 200
    return response.content.decode()


def test_each_council_sees_its_own(calderbrook, southmere):
    mail.send_email(to="alice@example.org", subject="From Calderbrook", text="Hello")
    with council_scope(southmere.pk):
        mail.send_text(to="+447700900123", text="From Southmere")
    assert "From Calderbrook" in page_of(calderbrook)
    assert "From Southmere" not in page_of(calderbrook)
    assert "From Southmere" in page_of(southmere)


def test_links_lead_back_to_this_server_whatever_its_port(calderbrook):
    text = "Here: http://calderbrook.localhost/resume/abc/?x=1 and https://www.gov.uk/ <b>not bold</b>"
    mail.send_email(to="alice@example.org", subject="Link", text=text)
    page = page_of(calderbrook)
    assert 'href="/resume/abc/?x=1"' in page
    assert 'href="https://www.gov.uk/"' in page
    assert "<b>" not in page


def test_django_s_own_mails_arrive_there_too(calderbrook):
    send_mail("Second factor added", "Was it you?", None, ["aisha@calderbrook.example"])
    assert readers.mailbox()[0].subject == "Second factor added"


def test_newest_first_and_not_without_end(calderbrook):
    for number in range(readers.MAILBOX_LENGTH + 5):
        mail.send_email(to="a@example.org", subject=f"Letter {number}", text="x")
    subjects = [letter.subject for letter in readers.mailbox()]
    assert subjects[0] == f"Letter {readers.MAILBOX_LENGTH + 4}"
    assert len(subjects) == readers.MAILBOX_LENGTH


def test_outside_a_demo_there_is_no_mailbox_and_a_warning(calderbrook, settings):
    settings.DEMO = False
    assert Browser(Client(), calderbrook.host).get(reverse("notifications:mailbox")).status_code == 404
    assert [warning.id for warning in messages_leave(None)] == ["notifications.W001"]
    settings.MESSAGE_BACKEND = "notifications.channels.NotifyBackend"
    assert messages_leave(None) == []
