"""Notes change and keep what they said, are read by whom they are for, and wait until somebody ticks them off."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.actions.staff import remove_staff
from accounts.actors import system_actor
from accounts.models import Team, TeamMember
from accounts.permissions import Role
from casework.actions.owning import pass_claim_on, take_claim
from casework.models import Note, NoteVersion
from casework.noting.actions import NoteInput, NoteMoved, change_note, tick_off_note, write_note
from casework.readers.notes import waiting_notes
from casework.readers.own_desk import own_desk
from casework.readers.person import notes_of
from casework.readers.timeline import timeline_of
from claims.models import Claim
from tests.claims.sent import sent_claim
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of, make_staff

LIST = "/staff/claims/"
NEW = "notes/new/"


@pytest.fixture
def ben(calderbrook):
    return make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)


@pytest.fixture
def cara(calderbrook):
    return make_staff(calderbrook, "Cara Lund", "cara@calderbrook.example", Role.ADVISOR)


def write(claim, by, text="Rings on Monday.", **other) -> Note:
    return write_note(reference=claim.reference, said=NoteInput(text, **other), by=by)


def change(note, by, text, version=0) -> Note:
    said = NoteInput(text)
    return change_note(reference=note.claim.reference, key=note.pk, said=said, version=version, by=by)


def page_of(actor, claim) -> str:
    return browser_of(actor).get(f"{LIST}{claim.reference}/").content.decode()


def test_a_changed_note_keeps_what_it_said_and_a_stale_page_changes_nothing(alice, aisha, ben):
    claim = sent_claim(alice)
    note = write(claim, aisha, "Rings on Monday.")
    change(note, aisha, "Rings on Tuesday.")
    assert change(note, aisha, "Rings on Tuesday.").version == 1, "the same press twice"
    with pytest.raises(NoteMoved):
        change(note, aisha, "Rings on Wednesday.")
    with pytest.raises(PermissionDenied):
        change(note, ben, "Never rings.", version=1)
    assert [each.text for each in NoteVersion.objects.all()] == ["Rings on Monday."]
    address = f"{LIST}{claim.reference}/notes/{note.pk}/"
    assert "Rings on Monday." in browser_of(aisha).get(address).content.decode()
    response = browser_of(aisha).post(address, {"text": "Rings on Friday.", "version": 0})
    assert response.status_code == 409
    assert "Rings on Friday." in response.content.decode()
    assert "Note, changed since" in page_of(aisha, claim)


def test_restricted_notes_are_for_those_whom_the_page_names(alice, aisha, ben, cara, omar):
    claim = sent_claim(alice)
    write(claim, aisha, "His ex-partner works here.", is_restricted=True)

    def reads(actor) -> bool:
        found = [each.text for each in notes_of([claim], actor)]
        shown = [each["text"] for each in timeline_of(Claim.objects.get(pk=claim.pk), actor)]
        assert ("His ex-partner works here." in found) == ("His ex-partner works here." in shown)
        return "His ex-partner works here." in found

    assert [reads(each) for each in (aisha, omar, ben, cara)] == [True, True, False, False]
    mine = take_claim(reference=claim.reference, based_on=0, by=ben)
    assert reads(ben), "who works on it"
    team = Team.objects.create(name="Housing")
    for each in (ben, cara):
        TeamMember.objects.create(team=team, membership=each.membership)
    assert reads(cara), "their team"
    pass_claim_on(reference=claim.reference, to=aisha.membership, note="", based_on=mine.pk, by=ben)
    assert not reads(ben)
    assert "His ex-partner" not in page_of(ben, claim)
    assert "His ex-partner" not in str(timeline_of(claim))
    note = Note.objects.get()
    with pytest.raises(Http404):
        tick_off_note(reference=claim.reference, key=note.pk, by=ben)


@pytest.mark.slow
def test_a_note_for_a_colleague_waits_for_them_until_it_is_ticked_off(alice, aisha, ben):
    claim, day = sent_claim(alice), timezone.localdate() + dt.timedelta(days=3)
    browser = browser_of(aisha)
    due = {"due_on-day": day.day, "due_on-month": day.month, "due_on-year": day.year}
    said = {"text": "Ring the landlord.", "to": str(ben.membership.pk), "is_pinned": "on", **due}
    assert browser.post(f"{LIST}{claim.reference}/{NEW}", said | {"text": " "}).status_code == 422
    assert browser.post(f"{LIST}{claim.reference}/{NEW}", said).status_code == 302
    page = page_of(aisha, claim)
    for words in ("Pinned", "For Ben Ode", "Ring the landlord."):
        assert words in page
    assert not waiting_notes(aisha).exists()
    theirs = browser_of(ben)
    assert '<span class="bo-tabs__count">1</span>' in theirs.get(LIST).content.decode()
    assert "Ring the landlord." in theirs.get("/staff/notes/").content.decode()
    key = Note.objects.get().pk
    assert theirs.post(f"{LIST}{claim.reference}/notes/{key}/done/").status_code == 302
    assert "No note waits for you." in theirs.get("/staff/notes/").content.decode()
    assert len(queries_of(lambda: theirs.get(LIST))) <= 15


def test_what_is_due_for_nobody_by_name_waits_for_whoever_works_on_the_claim(alice, calderbrook, aisha, ben, cara):
    claim, today = sent_claim(alice), timezone.localdate()
    take_claim(reference=claim.reference, based_on=0, by=ben)
    late = write(claim, aisha, "Second.", due_on=today)
    soon = write(claim, cara, "First.", due_on=today - dt.timedelta(days=1))
    named = write(claim, cara, "For Ben.", to=ben.membership)
    assert list(waiting_notes(ben)) == [soon, late, named]
    assert own_desk(ben).waiting == 3
    assert list(waiting_notes(aisha)) == [late], "who wrote it sees that it is not done"
    remove_staff(email=ben.user.email, by=system_actor(calderbrook, "tests"))
    named.refresh_from_db()
    assert (named.to, named.to_label) == (None, "")
    assert named.due_on == today, "somebody has to look at it"


def test_repeated_reads_are_one_line(alice, aisha):
    claim, now = sent_claim(alice), timezone.now()
    claim.showings.model.objects.bulk_create(
        claim.showings.model(
            claim=claim, key="nino", reason="identity", by=aisha.user, by_label="Aisha", at=now, asked_with=f"{n:032x}"
        )
        for n in range(3)
    )  # fmt: skip
    titles = [each["title"] for each in timeline_of(claim) if each["by"] == "Aisha"]
    assert len(titles) == 1
    assert titles[0].endswith(", 3 times")
