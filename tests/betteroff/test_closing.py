"""A closed council: one honest page for everybody, staff signed out, what was promised is done, and nothing new."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.councils import close_council, reopen_council
from accounts.actors import Actor
from accounts.models import AuditEvent, Council
from claims.actions.sending import submit_claim
from claims.models import Claim, ClaimPdf
from claims.tasks import make_due_documents
from core.tenancy import council_scope
from estimates.tasks import rerun_estimates
from jobjournal.models import Journal
from jobjournal.tasks import send_reminders
from notifications.models import Message
from notifications.tasks import send_due_messages
from tests.access.table import ROWS
from tests.claims.making import fill, small_draft
from tests.people import Browser, browser_of, make_staff

MESSAGE = "Go to www.calderbrook.example/benefits or ask at the town hall."


def run(command: str, *arguments: str, **options: str) -> str:
    output = io.StringIO()
    call_command(command, *arguments, stdout=output, **options)
    return output.getvalue()


def close(council: Council) -> None:
    assert close_council(council_id=council.pk, message=MESSAGE)


@pytest.fixture
def filled(calderbrook):
    Council.objects.filter(pk=calderbrook.pk).update(
        phone="01632 960 100", email="benefits@calderbrook.example", website="https://www.calderbrook.example/"
    )
    calderbrook.refresh_from_db()
    return calderbrook


def page_of(browser: Browser, path: str = "/") -> str:
    answer = browser.get(path)
    assert answer.status_code == 410
    return answer.content.decode()


# --- what people see ---


def test_people_read_what_happened_and_where_to_go(filled):
    close(filled)
    text = page_of(Browser(Client(), filled.host))
    for words in ("This service is closed", "Calderbrook Council has not", MESSAGE, "01632 960 100",
                  "benefits@calderbrook.example", "https://www.calderbrook.example/", "is kept"):  # fmt: skip
        assert words in text
    assert "council.css" in text
    assert "sign-in" not in text


def test_the_page_speaks_welsh_where_the_message_does(filled):
    close_council(council_id=filled.pk, message=MESSAGE, message_cy="Ewch i neuadd y dref.")
    text = Browser(Client(), filled.host).get("/", headers={"Accept-Language": "cy"}).content.decode()
    assert "Ewch i neuadd y dref." in text
    assert MESSAGE not in text


def test_a_message_is_text_and_nothing_else(filled):
    close_council(council_id=filled.pk, message="<script>alert(1)</script>\nSecond line")
    text = page_of(Browser(Client(), filled.host))
    assert "<script>alert" not in text
    assert "<br>Second line" in text


@pytest.mark.slow
def test_nothing_else_answers_whoever_asks(filled, alice, aisha, omar, operator):
    """Every address of a council: the page, and not a word of anybody's."""
    claim = fill(small_draft(alice), alice, {"has_pets": "no"})
    submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    claim.refresh_from_db()
    sent = Claim.objects.count()
    close(filled)
    own = {"health", "metrics", "council_css", "council_logo"}
    mine = [reverse("claims:sent", args=[claim.public_id]), reverse("casework:staff_claim", args=[claim.reference])]
    paths = {reverse(row.name) for row in ROWS if not row.names and row.name not in own} | {"/nothing/of/the/kind/"}
    asked = [(Actor(filled), "get", path) for path in sorted(paths)]
    asked += [(aisha, "post", path) for path in sorted(paths)]
    asked += [
        (actor, way, path) for actor in (alice, aisha, omar, operator) for way in ("get", "post") for path in mine
    ]
    for actor, way, path in asked:
        answer = getattr(browser_of(actor), way)(path)
        assert answer.status_code == 410, (way, path, actor.label)
        assert claim.reference not in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
    assert Claim.objects.count() == sent


def test_who_was_writing_is_told_what_is_kept(filled):
    close(filled)
    answer = Client(enforce_csrf_checks=True).post("/claims/", {"a": "b"}, HTTP_HOST=filled.host)
    assert answer.status_code == 410
    assert "What you sent just now was not kept" in answer.content.decode()
    assert "just now" not in page_of(Browser(Client(), filled.host))


def test_programs_are_told_in_json(filled):
    close(filled)
    answer = Client().post("/api/v1/estimates/", "{}", content_type="application/json", HTTP_HOST=filled.host)
    assert (answer.status_code, answer.json()) == (410, {"detail": "This council's service is closed."})


def test_the_platform_still_answers_for_its_health_there(filled):
    close(filled)
    assert Client().get("/healthz", HTTP_HOST=filled.host).json()["checks"]["database"]


def test_it_is_not_offered_any_more(filled, southmere):
    close(filled)
    text = Client().get("/", HTTP_HOST="localhost").content.decode()
    assert f'href="http://{filled.host}/"' not in text
    assert f'href="http://{southmere.host}/"' in text


def test_the_pages_of_a_closed_council_are_in_no_scope(filled, alice):
    close(filled)
    answer = browser_of(alice).get("/")
    assert answer.wsgi_request.actor is None
    assert answer.context["actor"] is None


# --- staff ---


def test_staff_are_signed_out_and_residents_need_not_be(filled, aisha, alice, southmere):
    tom = make_staff(southmere, "Tom Ellery", "tom@southmere.example", "advisor")
    staff, elsewhere, resident = browser_of(aisha), browser_of(tom), browser_of(alice)
    assert staff.get("/staff/claims/").status_code == 200
    close(filled)
    reopen_council(council_id=filled.pk)
    assert staff.get("/staff/claims/").status_code == 302, "the session ended, although nobody used it meanwhile"
    assert elsewhere.get("/staff/claims/").status_code == 200
    assert resident.get("/account/").status_code == 200


def test_whoever_comes_while_it_is_closed_is_signed_out(filled, alice):
    browser = browser_of(alice)
    close(filled)
    page_of(browser)
    reopen_council(council_id=filled.pk)
    assert browser.get("/account/").status_code == 302


# --- work ---


def test_what_was_promised_before_is_still_done(filled, alice, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    claim = fill(small_draft(alice), alice, {"has_pets": "no"})
    submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    close(filled)
    send_due_messages()
    make_due_documents()
    assert not Message.objects.filter(state=Message.State.DUE).exists()
    assert Message.objects.filter(channel="email", state=Message.State.SENT).exists()
    assert ClaimPdf.objects.get().state == ClaimPdf.State.READY


def test_nothing_new_is_begun(filled, alice):
    Journal.objects.create(
        resident=alice.resident, reminder_day=timezone.localdate().weekday(), last_used_at=timezone.now()
    )
    close(filled)
    send_reminders()
    rerun_estimates(filled.pk)
    assert not Message.objects.exists()
    reopen_council(council_id=filled.pk)
    send_reminders()
    assert Message.objects.exists()


# --- closing and opening ---


def test_both_are_audited_and_once(filled, operator):
    close(filled)
    assert not close_council(council_id=filled.pk, message="Another")
    assert reopen_council(council_id=filled.pk)
    assert not reopen_council(council_id=filled.pk)
    codes = list(AuditEvent.objects.order_by("number").values_list("code", flat=True))
    assert codes == ["accounts.council.closed", "accounts.council.reopened"]


def test_reopened_it_has_everything_that_it_had(filled, alice):
    claim = small_draft(alice)
    close(filled)
    reopen_council(council_id=filled.pk)
    filled.refresh_from_db()
    assert (filled.closed_at, filled.closed_message) == (None, "")
    assert browser_of(alice).get(reverse("claims:task_list", args=[claim.public_id])).status_code == 200


@pytest.mark.slow
def test_the_commands_say_what_they_did(calderbrook):
    assert "is closed" in run("close_council", "calderbrook", message=MESSAGE)
    assert "was closed already" in run("close_council", "calderbrook", message=MESSAGE)
    assert "It is closed: reopen_council opens it." in run("add_council", "calderbrook")
    assert "is open:" in run("reopen_council", "calderbrook")
    assert "is open already" in run("reopen_council", "calderbrook")


@pytest.mark.parametrize(("message", "said"), [("  ", "where they can go now"), ("a" * 1001, "at most 1000")])
def test_people_are_told_something_that_fits(calderbrook, message, said):
    with pytest.raises(CommandError, match=said):
        run("close_council", "calderbrook", message=message)
    calderbrook.refresh_from_db()
    assert not calderbrook.is_closed


@pytest.mark.parametrize("command", ["close_council", "reopen_council"])
def test_a_council_that_is_not_there_is_an_error(db, command):
    with pytest.raises(CommandError, match="no council “nowhere”"):
        run(command, "nowhere", **({"message": MESSAGE} if command == "close_council" else {}))


def test_a_closed_councils_rows_stay_its_own(filled, southmere, alice):
    close(filled)
    with council_scope(southmere.pk):
        assert not AuditEvent.objects.exists()
