"""The PDF of a claim: what it says and hides, that it is made once, tried again, and handed only to who may have it."""

import datetime as dt
import io
import threading

import pypdf
import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent, Council, Delegation
from accounts.permissions import Scope
from claims.models import ClaimPdf
from claims.tasks import make_due_documents
from core.due_work import due_ids
from core.tenancy import council_scope
from tests.claims.sent import ACCOUNT, NINO, full_document, full_draft, sent_claim
from tests.core.canary import canary, hostile_html
from tests.core.test_pdf import NO_FONT
from tests.drawing import draw
from tests.people import browser_of, make_resident


def made(claim) -> pypdf.PdfReader:
    draw(claim.pdf)
    claim.pdf.refresh_from_db()
    assert claim.pdf.state == ClaimPdf.State.READY
    return pypdf.PdfReader(io.BytesIO(claim.pdf.content))


def text_of(reader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_it_says_what_was_sent_and_what_comes_next(alice):
    claim = sent_claim(alice)
    text = text_of(made(claim))
    sent = timezone.localtime(claim.submitted_at)
    for words in (
        "Calderbrook Council", "A full form", claim.reference, f"{sent.day} {sent:%B %Y, %H:%M}", "Gŵyneth Tŷ-Ŵyn",
        "3 May 1985", "•••• 56C", "account ending 45", "Rex", "Mog", "My answers are true.",
        "Signed: Gŵyneth Tŷ-Ŵyn", "Sign only what is true", "Proof of who you are", "We tell you the decision",
    ):  # fmt: skip
        assert words in text, words
    assert "1. Rex" not in text, "called as on the page that it was checked on"


@pytest.mark.slow
def test_it_says_where_a_name_could_not_be_printed_and_where_to_read_it(alice):
    claim = sent_claim(alice, name={"first": "Mei", "last": NO_FONT})
    # The font that lacks letters is written with two bytes for each.
    text = " ".join(text_of(made(claim)).replace("\0", "").split())
    assert "Some letters could not be printed." in text
    assert f"read them on {claim.council.host}" in text
    assert "Some letters could not be printed." not in text_of(made(sent_claim(alice)))


def test_it_hides_national_insurance_and_bank_numbers(alice):
    claim = sent_claim(alice)
    text = text_of(made(claim)).replace(" ", "")
    assert NINO not in text
    assert ACCOUNT not in text
    assert "309430" not in text.replace("-", "")


def test_it_is_tagged_titled_and_in_the_claimants_language(alice):
    alice.resident.language = "cy"
    alice.resident.save()
    claim = sent_claim(alice)
    reader = made(claim)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "cy"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert claim.reference in reader.metadata.title


@pytest.mark.slow
def test_hostile_answers_and_guidance_fetch_and_embed_nothing(alice):
    with canary() as (address, asked):
        html = hostile_html(address)
        document = full_document(guidance=html)
        document["title"] = html[:200]
        document["after_you_send"] = [html]
        claim = sent_claim(alice, document=document, story=html, pets=(f'<img src="{address}/pet.png">', "Mog"))
        reader = made(claim)
    assert asked == []
    assert not reader.attachments
    assert f'<img src="{address}/pet.png">'.replace(" ", "") in text_of(reader).replace(" ", "")


def test_a_second_worker_leaves_alone_what_the_first_is_making(transactional_db):
    council = Council.objects.create(host="c.localhost", slug="c", name="C", reference_prefix="CCC")
    alice = make_resident(council, "Alice Ashworth", "alice@example.org")
    with council_scope(council.pk):
        document = sent_claim(alice).pdf
    held, release = threading.Event(), threading.Event()

    def first_worker():
        with council_scope(council.pk):
            ClaimPdf.objects.select_for_update().get(pk=document.pk)
            held.set()
            release.wait(20)
        connection.close()

    thread = threading.Thread(target=first_worker)
    thread.start()
    assert held.wait(20)
    with council_scope(council.pk):
        draw(document)
        document.refresh_from_db()
        assert (document.state, document.attempts) == (ClaimPdf.State.DUE, 0)
    release.set()
    thread.join()
    make_due_documents()
    with council_scope(council.pk):
        document.refresh_from_db()
        assert (document.state, document.attempts) == (ClaimPdf.State.READY, 1)


def test_made_once_it_stays_as_it_is(alice):
    claim = sent_claim(alice)
    made(claim)
    before = claim.pdf.made_at
    draw(claim.pdf)
    claim.pdf.refresh_from_db()
    assert (claim.pdf.made_at, claim.pdf.attempts) == (before, 1)
    assert due_ids(ClaimPdf) == []


def test_what_fails_is_tried_again_later_and_then_given_up_with_a_reason(alice, settings):
    claim = sent_claim(alice)
    document = claim.pdf
    settings.FIELD_KEYS = {"other": b"x" * 32}
    waits = []
    for attempt in range(1, 6):
        assert due_ids(ClaimPdf) == [str(document.public_id)]
        draw(document)
        document.refresh_from_db()
        assert document.attempts == attempt
        assert due_ids(ClaimPdf) == []
        waits.append(round((document.due_at - timezone.now()).total_seconds()))
        ClaimPdf.objects.filter(pk=document.pk).update(due_at=timezone.now())
    assert waits[:4] == [30, 60, 120, 240]
    assert (document.state, document.error) == (ClaimPdf.State.FAILED, "CannotDecrypt")
    page = browser_of(alice).get(f"/claims/{claim.public_id}/pdf/").content.decode()
    assert "could not be made" in page


def test_a_document_that_failed_once_is_made_the_next_time(alice, settings):
    claim = sent_claim(alice)
    keys, settings.FIELD_KEYS = settings.FIELD_KEYS, {"other": b"x" * 32}
    draw(claim.pdf)
    settings.FIELD_KEYS = keys
    draw(claim.pdf)
    claim.pdf.refresh_from_db()
    assert claim.pdf.state == ClaimPdf.State.DUE, "before its time it must wait"
    ClaimPdf.objects.update(due_at=timezone.now())
    made(claim)
    assert claim.pdf.error == ""


def test_the_claimant_waits_for_it_and_then_downloads_it(alice):
    claim = sent_claim(alice)
    browser, address = browser_of(alice), f"/claims/{claim.public_id}/pdf/"
    waiting = browser.get(address)
    assert b'data-live-done="false"' in waiting.content
    assert b'http-equiv="refresh"' in waiting.content
    made(claim)
    polled = browser.get(address, headers={"X-Fragment": "live-status"})
    assert b'data-live-done="true"' in polled.content
    answer = browser.get(address)
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'attachment; filename="{claim.reference}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert not AuditEvent.objects.filter(code="claims.document.opened").exists()


@pytest.mark.slow
def test_nobody_else_gets_it(alice, bob, carol, aisha, omar, sian, operator, visitor):
    claim = sent_claim(alice)
    made(claim)
    for actor in (bob, carol, aisha, omar, sian, operator, visitor):
        assert browser_of(actor).get(f"/claims/{claim.public_id}/pdf/").status_code == 404
    for actor in (alice, bob, operator, sian):
        assert browser_of(actor).get(f"/staff/claims/{claim.reference}/pdf/").status_code == 404


def test_a_draft_has_no_pdf(alice):
    claim = full_draft(alice)
    assert browser_of(alice).get(f"/claims/{claim.public_id}/pdf/").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("who", ["aisha", "omar"])
def test_staff_download_it_and_it_is_written_down(alice, who, request):
    actor = request.getfixturevalue(who)
    claim = sent_claim(alice)
    address = f"/staff/claims/{claim.reference}/pdf/"
    assert b'data-live-done="false"' in browser_of(actor).get(address).content
    made(claim)
    assert browser_of(actor).get(address).content.startswith(b"%PDF-")
    event = AuditEvent.objects.get(code="claims.document.opened")
    assert (event.actor, event.resident, event.subject) == (actor.user, alice.resident, claim.reference)


def test_a_helper_downloads_it_and_it_is_written_down(alice, bob):
    claim = sent_claim(alice)
    made(claim)
    today = timezone.localdate()
    Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=[Scope.VIEW_CLAIMS, Scope.VIEW_MONEY],
        basis=Delegation.Basis.CONSENT, starts_on=today, ends_on=today + dt.timedelta(days=1),
    )  # fmt: skip
    assert browser_of(bob).get(f"/claims/{claim.public_id}/pdf/").content.startswith(b"%PDF-")
    assert AuditEvent.objects.get(code="claims.document.opened").actor == bob.user
