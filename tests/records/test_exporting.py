"""A person gets everything that is kept of them, and nothing of anybody else's; what is erased is gone."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from casework.models import Decision
from claims.models import Claim
from cobrowse.actions.asking import HelpWanted, ask_for_help
from records.actions.exporting import ask_export, delete_old_exports, download_export
from records.actions.keeping import place_hold
from records.documents import make_export
from records.models import PersonExport
from records.readers.about import LEFT_OUT, OF_STAFF, WAYS
from records.readers.exports import resident_of
from tests.claims.making import small_draft
from tests.claims.sent import NINO, sent_claim
from tests.people import browser_of
from tests.records.making import CANARY, full_claim, old
from tests.test_personal_data import our_models


def test_every_table_with_something_of_a_person_is_in_it_or_says_why_not():
    """New here? Give the table its way to a record in WAYS (records/readers/about.py)."""
    about = {
        model._meta.label for model in our_models() if set(getattr(model, "personal_data", {}).values()) - {OF_STAFF}
    }
    assert about == set(WAYS) | set(LEFT_OUT)


def made(resident, by) -> dict[str, str]:
    """Names and texts of what is in the archive."""
    export = ask_export(resident=resident, reason="They asked", by=by)
    assert make_export(council_id=export.council_id, public_id=export.public_id)
    content = download_export(public_id=export.public_id, by=by).content
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


@pytest.mark.slow
def test_an_archive_has_all_of_theirs_and_nothing_of_others(alice, bob, aisha, omar):
    full_claim(alice, aisha)
    theirs = sent_claim(bob, name={"first": "Bartholomew", "last": "Other"})
    files = made(alice.resident, omar)
    data = json.loads(files["data.json"])
    assert {CANARY, NINO} <= {found for found in (CANARY, NINO) if found in files["data.json"]}
    assert data["Notes"][0]["text"] == CANARY
    assert data["Thread messages"][0]["secret"] == CANARY
    assert CANARY in files["index.html"]
    assert "<strong>Date of birth</strong>" in files["index.html"]
    assert not re.search(r"<strong>[a-z_]*_[a-z_]*</strong>", files["index.html"])
    assert CANARY in files[data["Claim files"][0]["content"]]
    everything = "".join(files.values())
    assert "Bartholomew" not in everything
    assert theirs.reference not in everything
    assert "Aisha" not in everything, "staff are not theirs"
    codes = AuditEvent.objects.filter(resident=alice.resident, code__startswith="records.export")
    assert sorted(codes.values_list("code", flat=True)) == ["records.export.asked", "records.export.downloaded"]


@pytest.mark.slow
def test_conversations_are_in_it_with_their_words(alice, omar):
    ask_for_help(wanted=HelpWanted(about="other", way="chat", language="en-gb", question="Hullo flamingo"), by=alice)
    assert "Hullo flamingo" in made(alice.resident, omar)["data.json"]


def test_files_that_do_not_fit_are_named(alice, omar, monkeypatch):
    monkeypatch.setattr("records.documents.MOST_BYTES", 3)
    claim = sent_claim(alice)
    type(claim.pdf).objects.filter(claim=claim).update(content=b"%PDF-1")
    assert "Left out, because the archive would be too large" in made(alice.resident, omar)["index.html"]


def test_it_goes_after_a_week(alice, omar):
    export = ask_export(resident=alice.resident, reason="They asked", by=omar)
    assert delete_old_exports(by=omar) == 0
    PersonExport.objects.filter(pk=export.pk).update(asked_at=timezone.now() - dt.timedelta(days=7, minutes=1))
    assert delete_old_exports(by=omar) == 1
    with pytest.raises(Http404):
        download_export(public_id=export.public_id, by=omar)


def test_one_person_is_found_by_a_reference_or_their_address(alice, bob, omar):
    claim = sent_claim(alice)
    assert resident_of(omar, claim.reference.lower()) == alice.resident
    type(bob.resident).objects.filter(pk=bob.resident.pk).update(email="both@example.org")
    assert resident_of(omar, "Both@example.org") == bob.resident
    type(alice.resident).objects.filter(pk=alice.resident.pk).update(email="both@example.org")
    for wrong in ("both@example.org", "nobody@example.org", "CAL-0000-0000"):
        with pytest.raises(Http404):
            resident_of(omar, wrong)


@pytest.mark.slow
def test_erasing_says_what_goes_and_what_stays_and_does_it(alice, aisha, omar):
    kept, held, over, withdrawn = (sent_claim(alice) for _ in range(4))
    small_draft(alice)
    old(over, 6)
    Decision.objects.create(
        claim=withdrawn, outcome="withdrawn", state="sent", letter={}, language="en-gb", letter_sha256="0",
        made_by=aisha.user, made_by_label="Aisha", made_at=timezone.now(), sent_at=timezone.now(),
    )  # fmt: skip
    place_hold(reference=held.reference, of_person=False, reason="Appeal", until=timezone.localdate(), by=omar)
    browser, said = browser_of(omar), {"who": kept.reference}
    asked = browser.post(reverse("records:erase"), said).content.decode()
    assert f"Sent claims that go: {over.reference}, {withdrawn.reference}." in asked
    assert f"Held, so they stay: {held.reference}." in asked
    assert f"keeps claims is over: {kept.reference}." in asked
    assert "1 form that was not sent goes. 0 conversations that have ended go." in asked
    assert Claim.objects.count() == 5
    assert browser.post(reverse("records:erase"), said | {"_sure": "yes"}).status_code == 302
    assert set(Claim.objects.all()) == {kept, held}
    event = AuditEvent.objects.get(code="records.erased")
    assert event.detail == {"drafts": 1, "conversations": 0, "claims": 2, "kept": 1, "held": 1}


def test_a_hold_on_the_person_keeps_all_of_it(alice, omar):
    claim = old(sent_claim(alice), 7)
    small_draft(alice)
    place_hold(reference=claim.reference, of_person=True, reason="Fraud", until=timezone.localdate(), by=omar)
    said = {"who": claim.reference, "_sure": "yes"}
    browser = browser_of(omar)
    assert browser.post(reverse("records:erase"), said)["Location"] == reverse("records:erase")
    page = browser.get(reverse("records:erase")).content.decode()
    assert "There is nothing to erase." in page
    assert "What was not sent is held and stays." in page
    assert Claim.objects.count() == 2
    assert not AuditEvent.objects.filter(code="records.erased").exists()


def test_an_admin_asks_and_finds_it_on_the_page(alice, omar):
    claim, browser, url = sent_claim(alice), browser_of(omar), reverse("records:people")
    assert browser.post(url, {"who": claim.reference, "reason": ""}).status_code == 422
    assert "We found nobody" in browser.post(url, {"who": "x@example.org", "reason": "Asked"}).content.decode()
    assert browser.post(url, {"who": claim.reference, "reason": "Asked"}).status_code == 302
    assert "Being made" in browser.get(url).content.decode()
    export = PersonExport.objects.get()
    assert make_export(council_id=export.council_id, public_id=export.public_id)
    assert reverse("records:export_file", args=[export.public_id]) in browser.get(url).content.decode()
