"""Notes and contacts: encrypted, with what they said before, for the organisation or for the person too."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delegation
from advocates.caseload.actions.notes import NoteInput, NoteMoved, change_note, tick_off_note, write_note
from advocates.caseload.readers.notes import former_words, notes_of, own_contacts, words_of
from advocates.models import CaseNote
from notifications.models import Message
from tests.people import browser_of


def said(text="She called", **more):
    return NoteInput(text, timezone.localdate(), **more)


def write(case, by, text="She called", **more):
    return write_note(public_id=case.public_id, said=said(text, **more), client_id=uuid.uuid4(), by=by)


def test_words_are_encrypted_and_a_page_sent_twice_keeps_one(case, pat):
    key = uuid.uuid4()
    for _again in range(2):
        note = write_note(public_id=case.public_id, said=said("Secret words"), client_id=key, by=pat)
    assert CaseNote.objects.count() == 1
    assert b"Secret" not in bytes(note.secret)
    assert [each.words for each in notes_of(case)] == ["Secret words"]


def test_what_it_said_before_is_kept_and_an_older_page_changes_nothing(case, pat):
    note = write(case, pat)
    change_note(public_id=note.public_id, said=said("He called"), version=0, by=pat)
    change_note(public_id=note.public_id, said=said("He called"), version=0, by=pat)
    with pytest.raises(NoteMoved):
        change_note(public_id=note.public_id, said=said("They called"), version=0, by=pat)
    note.refresh_from_db()
    assert words_of(note) == "He called"
    assert [words for _version, words in former_words(note)] == ["She called"]


def test_a_colleague_reads_it_and_does_not_change_it(case, pat, priya):
    note = write(case, pat)
    with pytest.raises(PermissionDenied):
        change_note(public_id=note.public_id, said=said("Other"), version=0, by=priya)
    assert tick_off_note(public_id=note.public_id, by=priya).done_at is not None


def test_without_a_grant_nobody_writes_or_reads(case, pat):
    note = write(case, pat)
    Delegation.objects.update(revoked_at=timezone.now())
    for act in (lambda: write(case, pat), lambda: tick_off_note(public_id=note.public_id, by=pat)):
        with pytest.raises(Http404):
            act()


def test_the_person_reads_what_is_shared_and_is_told_once(alice, case, pat):
    write(case, pat, "For us only")
    note = write(case, pat, "For Alice", is_shared=True)
    change_note(public_id=note.public_id, said=said("For Alice too", is_shared=True), version=0, by=pat)
    assert Message.objects.filter(template="case_note", resident=alice.resident, channel="in_app").count() == 1
    page = browser_of(alice).get(reverse("advocates:contacts")).content.decode()
    assert "For Alice too" in page
    assert "For us only" not in page
    assert "Pat Moss, Calder Homes" in page


def test_once_the_grant_has_ended_nobody_works_with_the_person(alice, case, pat):
    write(case, pat, "For Alice", is_shared=True)
    Delegation.objects.update(revoked_at=timezone.now())
    assert own_contacts(alice, alice.resident) == []


def test_pages_keep_what_was_typed_and_say_what_lacks(case, pat):
    browser, address = browser_of(pat), reverse("advocates:new_case_note", args=[case.public_id])
    day = timezone.localdate()
    typed = {
        "kind": "call", "outcome": "reached", "happened_on-day": day.day, "happened_on-month": day.month,
        "happened_on-year": day.year + 1, "text": "We spoke of rent", "client_id": str(uuid.uuid4()),
    }  # fmt: skip
    response = browser.post(address, typed)
    assert response.status_code == 422
    assert "We spoke of rent" in response.content.decode()
    assert browser.post(address, typed | {"happened_on-year": day.year}).status_code == 302
    note = CaseNote.objects.get()
    assert (note.kind, note.outcome) == ("call", "reached")
    change = reverse("advocates:case_note", args=[note.public_id])
    changed = typed | {"happened_on-year": day.year, "text": "We spoke of food", "version": 0}
    assert browser.post(change, changed).status_code == 302
    assert browser.post(change, changed | {"text": "Older page"}).status_code == 409
    assert "We spoke of rent" in browser.get(change).content.decode()
