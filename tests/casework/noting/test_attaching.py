"""Files of a note: put to it by whoever wrote it, opened by whoever may read it, and that is written down."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from accounts.models import AuditEvent
from casework.models import NoteFile
from casework.noting import actions
from casework.noting.actions import NoteInput, add_note_files, open_note_file, write_note
from tests.claims.sent import photo, sent_claim
from tests.people import browser_of, make_staff


@pytest.fixture
def claim(alice):
    return sent_claim(alice, has_pets="no")


@pytest.fixture
def kofi(calderbrook):
    return make_staff(calderbrook, "Kofi Mensah", "kofi@calderbrook.example", "advisor")


def where(note) -> dict:
    return {"reference": note.claim.reference, "key": note.pk}


def address(note, more="") -> str:
    return f"/staff/claims/{note.claim.reference}/notes/{note.pk}/{more}"


def attach(note, by, *uploads):
    return add_note_files(**where(note), uploads=uploads or [photo()], by=by)


def events(code) -> int:
    return AuditEvent.objects.filter(code=f"claims.note.file_{code}").count()


def test_written_with_a_file_that_stands_on_the_claims_page_and_is_opened(claim, aisha, alice):
    browser = browser_of(aisha)
    new = f"/staff/claims/{claim.reference}/notes/new/"
    saved = browser.post(new, {"text": "A call", "is_pinned": "on", "attach": "1"})
    note = claim.notes.get()
    assert saved["Location"] == address(note) + "#attached"
    nothing = browser.post(address(note, "files/"))
    assert nothing.status_code == 422
    assert "Choose a photo or a PDF first" in nothing.content.decode()
    assert browser.post(address(note, "files/"), {"files": photo()}).status_code == 302
    file = note.files.get()
    assert file.content_type == "image/jpeg"
    link = address(note, f"files/{file.public_id}/")
    page = browser.get(f"/staff/claims/{claim.reference}/").content.decode()
    assert page.count(f'href="{link}"') == 2, "with the pinned note, and in the line of time"
    opened = browser.get(link)
    assert opened.content == bytes(file.content)
    assert "attachment" in opened["Content-Disposition"]
    assert (events("added"), events("opened")) == (1, 1)
    assert file.name not in browser_of(alice).get(f"/claims/sent/{claim.public_id}/").content.decode()


def test_only_its_writer_adds_and_removes_and_a_restricted_one_opens_for_nobody_else(claim, aisha, kofi, omar):
    note = write_note(reference=claim.reference, said=NoteInput("Between us", is_restricted=True), by=aisha)
    attach(note, aisha)
    which = where(note) | {"public_id": note.files.get().public_id}
    with pytest.raises(Http404):
        open_note_file(**which, by=kofi)
    with pytest.raises(PermissionDenied):
        open_note_file(**which, by=omar)
    note.is_restricted = False
    note.save(update_fields=["is_restricted"])
    assert open_note_file(**which, by=kofi).name == note.files.get().name
    for by in (kofi, omar):
        with pytest.raises(PermissionDenied):
            attach(note, by)
        with pytest.raises(PermissionDenied):
            actions.remove_note_file(**which, by=by)


def test_each_file_once_no_more_than_there_may_be_and_nothing_else(claim, aisha, monkeypatch):
    note = write_note(reference=claim.reference, said=NoteInput("A letter"), by=aisha)
    attach(note, aisha)
    again = attach(note, aisha)
    assert (again.problems, len(again.had), note.files.count()) == ([], 1, 1)
    refused = attach(note, aisha, SimpleUploadedFile("page.html", b"<html><script>1</script></html>", "text/html"))
    assert refused.problems
    assert note.files.count() == 1
    monkeypatch.setattr(actions, "MAX_SENT_BYTES", 1)
    other = write_note(reference=claim.reference, said=NoteInput("Another"), by=aisha)
    assert attach(other, aisha).problems
    assert NoteFile.objects.count() == 1
    monkeypatch.undo()
    monkeypatch.setattr(actions, "MAX_FILES", 0)
    assert attach(other, aisha).problems
    assert NoteFile.objects.count() == 1


def test_a_file_is_removed_after_asking(claim, aisha):
    note = write_note(reference=claim.reference, said=NoteInput("A letter"), by=aisha)
    attach(note, aisha)
    remove, browser = address(note, f"files/{note.files.get().public_id}/remove/"), browser_of(aisha)
    assert re.search(r"<form[^>]*" + re.escape(remove), browser.get(address(note)).content.decode())
    assert "Remove this file from the note?" in browser.post(remove).content.decode()
    assert note.files.count() == 1
    assert browser.post(remove, {"_sure": "yes"}).status_code == 302
    assert browser.post(remove, {"_sure": "yes"}).status_code == 302
    assert note.files.count() == 0
    assert events("removed") == 1
