"""The operator's pages: true numbers and ages, nobody's data, and failed work that is tried again."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.actions.staff import add_operator
from accounts.actors import Actor
from accounts.models import AuditEvent, Council, Membership
from accounts.permissions import Role
from accounts.staffing.actions.factor_resets import ask_factor_reset
from betteroff import presenters, readers
from betteroff.celery import heartbeat_key
from claims.actions.sending import submit_claim
from claims.models import ClaimPdf
from core.due_work import DueWork
from core.tenancy import council_scope
from notifications.actions import notify
from notifications.models import Message
from notifications.tasks import send_due_messages
from tests.accounts.staffing.making import PASSWORD, link_to, mails_to, nobody
from tests.claims.making import fill, small_draft
from tests.people import Browser, browser_of, make_resident

SECRETS = ("Alice", "Ashworth", "alice@example.org", "CAL-")


def at(name: str, *arguments: str) -> str:
    return reverse(f"operator:{name}", settings.PLATFORM_URLCONF, args=arguments)


@pytest.fixture
def desk(operator):
    """The operator's browser on the platform's own host."""
    return Browser(browser_of(operator).client, "localhost")


@pytest.fixture
def sent(alice):
    claim = fill(small_draft(alice), alice, {"has_pets": "no"})
    submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    claim.refresh_from_db()
    return claim


def fail(rows, *, hours: int = 3) -> None:
    since = timezone.now() - dt.timedelta(hours=hours)
    rows.update(state=DueWork.State.FAILED, attempts=8, error="for a reason", due_at=since)


def words(page) -> str:
    """What a page says, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


# --- numbers ---


def test_each_council_is_counted_by_itself(calderbrook, southmere, alice, bob, sent):
    make_resident(southmere, "Carol Coates", "carol@example.org")
    small_draft(bob)
    here, there = readers.figures_of(calderbrook), readers.figures_of(southmere)
    assert (here.people, here.new_people_today, here.started_today, here.sent_today, here.open_claims) == (
        2,
        2,
        2,
        1,
        1,
    )
    assert (there.people, there.started_today, there.sent_today, there.open_claims) == (1, 0, 0, 0)
    assert {each.kind: each.number for each in here.waiting} == {"claimpdf": 1, "duedaywork": 1, "message": 1}
    assert there.waiting == there.failed == []


def test_today_begins_at_midnight_and_decided_claims_are_not_open(calderbrook, alice, sent):
    type(sent).objects.update(submitted_at=timezone.now() - dt.timedelta(days=1, hours=1))
    assert (readers.figures_of(calderbrook).sent_today, readers.figures_of(calderbrook).open_claims) == (0, 1)
    sent.status = type(sent.status).objects.get(stage="done")
    sent.save()
    assert readers.figures_of(calderbrook).open_claims == 0


def test_every_kind_of_work_that_is_due_has_words():
    assert set(presenters.KINDS) == set(readers.due_work_kinds())


# --- the page ---


def test_the_page_shows_councils_health_and_work_and_nobody(calderbrook, southmere, sent, desk):
    fail(ClaimPdf.objects.all())
    for queue in settings.QUEUES[1:]:
        cache.set(heartbeat_key(queue), timezone.now().timestamp() - 5, 10)
    page = desk.get(at("home"))
    text = words(page)
    assert page.status_code == 200
    for said in (
        "Calderbrook Council Open 1 1 1 1 1",
        "Southmere Council Open 0 0 0 0 0",
        "Database Working asked just now",
        "Worker of the queue “documents” Working last heard",
        "Worker of the queue “default” Failing no word from it",
        "Emails, texts and messages Calderbrook Council 1",
        "PDFs of claims Calderbrook Council 1 3 hours",
    ):
        assert said in text, said
    assert [secret for secret in SECRETS if secret in page.content.decode()] == []
    assert "for a reason" not in text
    assert "no-store" in page["Cache-Control"]


def test_a_platform_without_councils_says_so(db):
    user = add_operator(email="olive@platform.example", password="correct horse battery")
    nowhere = Council(host="localhost")
    page = browser_of(Actor(nowhere, user, second_factor=True)).get(at("home"))
    assert "There is no council yet." in words(page)


@pytest.mark.slow
def test_the_page_of_a_council_says_what_it_lacks(calderbrook, sent, desk):
    text = words(desk.get(at("council", "calderbrook")))
    assert "It lacks these forms: apa-request, blue-badge" in text
    assert "Its job journal has no activities" in text
    assert "Nobody works on its claims yet" in text
    assert [secret for secret in SECRETS if secret in text] == []
    assert desk.get(at("council", "nowhere")).status_code == 404


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (3599, "59 minutes"),
        (3600, "1 hour"),
        (2 * 86400 - 1, "47 hours"),
        (2 * 86400, "2 days"),
        (-5, "0 seconds"),
    ],
)
def test_ages_are_said_roughly(age, said):
    assert presenters.age_in_words(dt.timedelta(seconds=age)) == said


def test_work_that_waits_for_its_time_is_not_late(calderbrook, sent, desk):
    ClaimPdf.objects.update(due_at=timezone.now() + dt.timedelta(minutes=4))
    assert "PDFs of claims Calderbrook Council 1 not due yet" in words(desk.get(at("home")))


# --- trying again ---


def test_failed_work_is_tried_again_and_done_and_audited(calderbrook, sent, desk, settings, tmp_path, operator):
    settings.MAILBOX_DIR = tmp_path
    fail(Message.objects.filter(channel="email"))
    answer = desk.post(at("retry", "calderbrook", "message"))
    assert answer.url == at("home")
    assert "1 piece of work is tried again" in words(desk.get(answer.url))
    message = Message.objects.get(channel="email")
    assert (message.state, message.attempts, message.error) == ("due", 0, "")
    send_due_messages()
    assert Message.objects.get(channel="email").state == Message.State.SENT
    event = AuditEvent.objects.get(code="platform.work.retried")
    assert (event.subject, event.detail, event.actor, event.actor_label) == (
        "message", {"rows": 1}, operator.user, "The platform: operator",
    )  # fmt: skip


def test_only_what_failed_of_that_kind_in_that_council_is_tried_again(calderbrook, southmere, sent, desk):
    carol = make_resident(southmere, "Carol Coates", "carol@example.org")
    with council_scope(southmere.pk):
        notify(resident=carol.resident, template="journal_reminder", context={}, by=carol)
        fail(Message.objects.filter(channel="email"))
    fail(Message.objects.filter(channel="email"))
    fail(ClaimPdf.objects.all())
    desk.post(at("retry", "calderbrook", "message"))
    assert ClaimPdf.objects.get().state == DueWork.State.FAILED
    with council_scope(southmere.pk):
        assert Message.objects.filter(state=Message.State.FAILED).count() == 1


def test_a_link_that_somebody_asked_for_then_is_not_sent_now(calderbrook, alice, desk):
    notify(resident=alice.resident, template="resume_link", context={"url": "https://x.example", "days": "7"}, by=alice)
    fail(Message.objects.all())
    assert "Nothing has failed." in words(desk.get(at("home")))
    desk.post(at("retry", "calderbrook", "message"))
    assert Message.objects.get().state == Message.State.FAILED


@pytest.mark.parametrize(("slug", "kind"), [("nowhere", "message"), ("calderbrook", "resident"), ("calderbrook", "x")])
def test_what_is_not_there_is_not_tried(calderbrook, desk, slug, kind):
    assert desk.post(at("retry", slug, kind)).status_code == 404
    assert not AuditEvent.objects.exists()


# --- closing and opening ---


def test_the_operator_closes_a_council_and_opens_it_again(calderbrook, desk, operator):
    told = {"message": "Go to the town hall.", "message_cy": "Ewch i neuadd y dref.", "sure": "on"}
    assert desk.post(at("close", "calderbrook"), told).url == at("council", "calderbrook")
    text = words(desk.get(at("council", "calderbrook")))
    assert "Calderbrook Council is closed." in text
    assert "Go to the town hall." in text
    calderbrook.refresh_from_db()
    assert calderbrook.is_closed
    assert "Calderbrook Council Closed" in words(desk.get(at("home")))
    desk.post(at("reopen", "calderbrook"))
    calderbrook.refresh_from_db()
    assert not calderbrook.is_closed
    events = AuditEvent.objects.order_by("number").values_list("code", "actor", "actor_label")
    assert list(events) == [
        ("accounts.council.closed", operator.user.pk, "The platform: operator"),
        ("accounts.council.reopened", operator.user.pk, "The platform: operator"),
    ]


@pytest.mark.parametrize(
    ("posted", "said"),
    [({"message": "Go away", "sure": ""}, "Tick the box"), ({"message": " ", "sure": "on"}, "where they can go now")],
)
def test_nothing_is_closed_by_half_a_form_and_what_was_typed_stays(calderbrook, desk, posted, said):
    answer = desk.post(at("close", "calderbrook"), posted)
    assert answer.status_code == 422
    assert said in words(answer)
    assert posted["message"].strip() in answer.content.decode()
    calderbrook.refresh_from_db()
    assert not calderbrook.is_closed


# --- a council's first admin, and its second person ---


def test_the_operator_invites_an_admin_who_sets_a_password_of_their_own(desk, calderbrook, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    page = {"email": "ada@calderbrook.example", "display_name": "Ada Admin", "roles": ["advisor"]}
    assert desk.post(at("invite_admin", "calderbrook"), page).status_code == 302
    link = link_to("ada@calderbrook.example")
    assert nobody(calderbrook).post(link, {"password": PASSWORD}).status_code == 302
    assert Membership.objects.get().roles == [Role.ADMIN]
    again = desk.post(at("invite_admin", "calderbrook"), page)
    assert again.status_code == 422
    assert "works here already" in words(again)
    assert desk.post(at("invite_admin", "nowhere"), page).status_code == 404


def test_the_operator_agrees_where_a_council_has_one_admin(desk, omar, aisha, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    reset = ask_factor_reset(membership_id=aisha.membership.pk, by=omar)
    assert "Aisha Khan" in words(desk.get(at("council", "calderbrook")))
    desk.post(at("agree_reset", "calderbrook", str(reset.public_id)))
    assert "Aisha Khan" not in words(desk.get(at("council", "calderbrook")))
    assert mails_to(aisha.user.email)
