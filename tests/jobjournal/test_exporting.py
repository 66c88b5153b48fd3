"""A period as a PDF: owed, made once, tried again when it fails; and on a page to print."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.permissions import Scope
from core.due_work import due_ids
from jobjournal import tasks
from jobjournal.actions.exporting import ask_document
from jobjournal.actions.recording import change_entry
from jobjournal.models import JournalPdf
from jobjournal.presenters.export import period_content
from tests.drawing import draw
from tests.jobjournal.making import applied, helping, own_words, recorded
from tests.people import browser_of

pytestmark = pytest.mark.usefixtures("library")


def asked(actor, resident=None) -> JournalPdf:
    today = timezone.localdate()
    return ask_document(resident=resident or actor.resident, first=today, last=today, language="en-gb", by=actor)


def test_a_pdf_is_owed_then_made_once(alice):
    recorded(alice)
    recorded(alice, own_words("میں بیکری گیا", language="ur"))
    document = asked(alice)
    assert due_ids(JournalPdf) == [str(document.public_id)]
    draw(document)
    document.refresh_from_db()
    assert (document.state, document.attempts) == ("ready", 1)
    with pikepdf.open(io.BytesIO(bytes(document.content))) as pdf:
        assert "/MarkInfo" in pdf.Root
    draw(document)
    document.refresh_from_db()
    assert document.attempts == 1
    handed = browser_of(alice).get(reverse("jobjournal:document", args=[document.public_id]))
    assert handed["Content-Type"] == "application/pdf"
    assert handed["Content-Disposition"].startswith("attachment")


def test_what_fails_is_tried_again_later(alice, settings):
    document = asked(alice)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]
    for attempt in range(1, 6):
        draw(document)
        document.refresh_from_db()
        assert (document.attempts, document.error) == (attempt, "TemplateDoesNotExist")
        assert due_ids(JournalPdf) == []
        JournalPdf.objects.update(due_at=timezone.now())
    assert document.state == "failed"


def test_the_poller_finds_what_is_due(alice):
    document = asked(alice)
    tasks.make_due_documents()
    document.refresh_from_db()
    assert document.state == "ready"


def test_the_content_has_the_sums_of_the_week_and_each_entry_as_it_is_now(alice):
    entry = recorded(alice)
    change_entry(public_id=entry.public_id, given=applied(employer="Southgate"), by=alice)
    content = period_content(alice.resident, entry.happened_on, entry.happened_on)
    week = content["weeks"][0]
    assert content["number"] == 1
    assert "I applied for 1 job" in week["summary"]
    assert "0.75 hours" in week["summary"]
    assert "Southgate" in week["days"][0][1][0].sentence


def test_a_page_to_print(alice):
    entry = recorded(alice)
    day = entry.happened_on.isoformat()
    page = browser_of(alice).get(reverse("jobjournal:print_period", args=[day, day])).content.decode()
    assert "Northgate Foods" in page
    assert "1 entry" in page
    assert browser_of(alice).get(reverse("jobjournal:print_period", args=["soon", day])).status_code == 404


def test_a_helper_who_may_look_may_print_and_it_is_written_down(alice, bob):
    with pytest.raises(Http404):
        asked(bob, alice.resident)
    helping(bob, alice.resident, Scope.VIEW_JOURNAL)
    document = asked(bob, alice.resident)
    draw(document)
    assert browser_of(bob).get(reverse("jobjournal:document", args=[document.public_id])).status_code == 200
    assert AuditEvent.objects.filter(code="jobjournal.document.opened", resident=alice.resident).count() == 1
