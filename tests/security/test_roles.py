"""Corners of who may do what that the matrix cannot show: people who are two things at once, and tasks."""

from __future__ import annotations

import re
import uuid

import pytest
from celery import current_app
from django.apps import apps as django_apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.actions.staff import add_staff
from accounts.actors import system_actor
from accounts.models import AuditEvent, Resident
from accounts.permissions import Role
from betteroff.celery import ROOMS
from claims import tasks as claims_tasks
from claims.actions.sending import submit_claim
from claims.models import Claim, ClaimPdf
from core.tasks import CouncilTask
from core.tenancy import council_scope
from estimates import tasks as estimates_tasks
from estimates.models import Estimate
from notifications import tasks as notification_tasks
from notifications.models import Message
from notifications.readers import mailbox
from tests.claims.making import fill, publish_small, small_draft
from tests.people import Browser, browser_of, make_resident


@pytest.fixture(autouse=True)
def empty_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


def sign_in_by_code(browser: Browser, contact: str):
    browser.post(reverse("accounts:sign_in"), {"contact": contact})
    code = re.search(r"\b\d{6}\b", mailbox()[0].text)[0]
    return browser.post(reverse("accounts:enter_code"), {"code": code}, follow=True)


# --- Two things at once -----------------------------------------------------------------------------------


def test_another_councils_staff_cannot_get_a_password_by_code_here(calderbrook, southmere):
    """A mailbox alone must never be enough to become staff, whichever council's site it is tried on."""
    with council_scope(southmere.pk):
        by = system_actor(southmere, "tests")
        add_staff(
            email="sian@southmere.example", display_name="Siân", role=Role.ADMIN, password="long and winding 7", by=by
        )
    browser = Browser(Client(), calderbrook.host)
    assert sign_in_by_code(browser, "sian@southmere.example").status_code == 200
    for name in ("accounts:set_password", "accounts:remove_password"):
        for response in (browser.get(reverse(name)), browser.post(reverse(name), {"password": "another long one 8"})):
            assert response.url == reverse("accounts:home"), name


def test_a_code_does_not_open_the_desk(calderbrook, aisha):
    browser = Browser(Client(), calderbrook.host)
    sign_in_by_code(browser, "aisha@calderbrook.example")
    assert browser.get(reverse("casework:work_list")).url == reverse("accounts:second_factor")


@pytest.mark.parametrize("who", ["aisha", "omar", "operator"])
def test_staff_who_claim_for_themselves_keep_what_they_begin(who, request, omar):
    publish_small(omar)
    browser = browser_of(request.getfixturevalue(who))
    began = browser.post(reverse("claims:start", args=["small-form"]))
    assert browser.get(began["Location"]).status_code == 200
    assert Resident.objects.get().user == request.getfixturevalue(who).user
    again = browser.post(reverse("claims:start", args=["small-form"]), {"_new": "1"})
    assert browser.get(again["Location"]).status_code == 200
    assert Resident.objects.count() == 1, "one person, one record"


def test_staff_see_no_drafts(alice, aisha):
    draft = small_draft(alice)
    browser = browser_of(aisha)
    assert browser.get(reverse("claims:task_list", args=[draft.public_id])).status_code == 404
    assert str(draft.public_id) not in browser.get(reverse("casework:work_list")).content.decode()


# --- Tasks ------------------------------------------------------------------------------------------------

# Every task of ours: whose rows it may touch, and how it is kept to them.
TASKS = {
    "advocates.look_after_caseloads": "opens each council's scope in turn",
    "advocates.send_digests": "opens each council's scope in turn",
    "advocates.tell_contacts": "opens the scope of the council it is given",
    "advocates.work_off_batch": "opens each council's scope in turn",
    "advocates.work_off_batches": "opens each council's scope in turn",
    "advocates.look_after_plans": "opens each council's scope in turn",
    "advocates.remind_of_looks": "opens each council's scope in turn",
    "advocates.delete_old_work": "opens each council's scope in turn",
    "betteroff.clear_sessions": "sessions belong to no council",
    "claims.make_document": "opens the scope of the council whose turn it is",
    "estimates.make_document": "opens the scope of the council whose turn it is",
    "claims.make_due_documents": "opens each council's scope in turn",
    "estimates.make_due_documents": "opens each council's scope in turn",
    "estimates.run_estimate": "opens the scope of the council whose turn it is",
    "estimates.run_hours_curve": "opens the scope of the council whose turn it is",
    "estimates.run_comparison": "opens the scope of the council whose turn it is",
    "estimates.run_change_estimate": "opens the scope of the council whose turn it is",
    "estimates.run_scheme_effect": "opens the scope of the council whose turn it is",
    "estimates.run_due_estimates": "opens each council's scope in turn",
    "estimates.rerun_estimates": "opens the scope of the council it is given",
    "estimates.rerun_all_estimates": "opens each council's scope in turn",
    "estimates.delete_api_estimates": "opens each council's scope in turn",
    "estimates.delete_old_exchanges": "opens each council's scope in turn",
    "records.make_export": "opens the scope of the council whose turn it is",
    "records.make_due_exports": "opens each council's scope in turn",
    "records.delete_old_exports": "opens each council's scope in turn",
    "records.delete_due_claims": "opens the scope of each council in turn, for each claim",
    "casework.work_off_batch": "opens each council's scope in turn",
    "casework.work_off_batches": "opens each council's scope in turn",
    "casework.deliver": "opens the scope of the council whose turn it is",
    "casework.deliver_due": "opens each council's scope in turn",
    "casework.send_due_letters": "opens each council's scope in turn",
    "casework.end_due_holds": "opens each council's scope in turn",
    "casework.keep_due_day": "opens the scope of the council whose turn it is",
    "casework.keep_due_days": "opens each council's scope in turn",
    "betteroff.remind_of_agreements": "opens each council's scope in turn",
    "betteroff.delete_incoming_files": "opens each council's scope in turn",
    "studio.delete_old_try_outs": "opens each council's scope in turn",
    "claims.end_old_drafts": "opens each council's scope in turn",
    "advocates.tell_of_ends": "opens each council's scope in turn",
    "claims.remind_of_reviews": "opens each council's scope in turn",
    "claims.remind_on_the_eve": "opens each council's scope in turn",
    "notifications.follow_sent_messages": "opens each council's scope in turn",
    "claims.remind_partners": "opens each council's scope in turn",
    "claims.tell_of_messages": "opens each council's scope in turn",
    "claims.delete_unsaved_drafts": "opens each council's scope in turn",
    "cobrowse.look_after_queues": "opens each council's scope in turn",
    "cobrowse.look_after_bookings": "opens each council's scope in turn",
    "cobrowse.end_abandoned_shares": "opens each council's scope in turn",
    "cobrowse.delete_old_bookings": "opens each council's scope in turn",
    "cobrowse.delete_old_requests": "opens each council's scope in turn",
    "cobrowse.ask_how_it_was": "opens each council's scope in turn",
    "jobjournal.make_document": "opens the scope of the council whose turn it is",
    "jobjournal.make_due_documents": "opens each council's scope in turn",
    "jobjournal.send_reminders": "opens each council's scope in turn",
    "jobjournal.tell_of_ending_drafts": "opens each council's scope in turn",
    "jobjournal.delete_old_parts": "opens each council's scope in turn",
    "jobjournal.close_ended_shares": "opens each council's scope in turn",
    "jobjournal.delete_old_shares": "opens each council's scope in turn",
    "notifications.send_due_messages": "opens each council's scope in turn",
}


def test_workers_know_the_tasks_of_every_room():
    apps = {config.name for config in django_apps.get_app_configs()}
    found = {
        ".".join(path.relative_to(settings.BASE_DIR).parts[:-1]) for path in settings.BASE_DIR.glob("*/*/tasks.py")
    }
    assert found - apps == set(ROOMS)


def test_every_task_says_whose_rows_it_touches():
    current_app.loader.import_default_modules()
    ours = {name for name in current_app.tasks if not name.startswith("celery.")}
    assert ours == set(TASKS)
    assert isinstance(current_app.tasks["claims.make_document"], CouncilTask)


def test_a_task_of_one_council_does_nothing_to_anothers_rows(calderbrook, southmere, alice):
    carol = make_resident(southmere, "Carol", "carol@example.org")
    with council_scope(southmere.pk):
        claim = submit_claim(
            public_id=fill(small_draft(carol), carol, {"has_pets": "no"}).public_id, by=carol, for_whom="self"
        )
        document = claim.pdf.public_id
        estimate = Estimate.objects.create(claim=claim, household={}, due_at="2020-01-01T00:00Z").public_id
        before = AuditEvent.objects.count()
    for task, arguments in (
        (claims_tasks.make_document, (calderbrook.pk, str(document))),
        (estimates_tasks.run_estimate, (calderbrook.pk, str(estimate))),
        (notification_tasks.send_due_messages, (calderbrook.pk,)),
        (claims_tasks.make_document, (calderbrook.pk, str(uuid.uuid4()))),
    ):
        task.apply(arguments, headers={"council_id": calderbrook.pk}, throw=True)
    with council_scope(southmere.pk):
        assert ClaimPdf.objects.get().state == ClaimPdf.State.DUE
        assert Estimate.objects.get(public_id=estimate).attempts == 0
        assert Message.objects.filter(channel="email").get().state == Message.State.DUE
        assert AuditEvent.objects.count() == before
    assert mailbox() == []
    assert not Claim.objects.exists()
