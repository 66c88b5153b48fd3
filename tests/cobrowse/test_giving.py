"""Photos and documents in a conversation: for its two sides, once, and gone with it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent, Resident
from cobrowse.actions import giving
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.events import HasEnded
from cobrowse.actions.giving import give_files
from cobrowse.actions.retention import delete_old_requests
from cobrowse.models import HelpEvent, HelpFile, HelpRequest
from cobrowse.readers.requests import has_unread
from notifications.models import Message
from tests.accounts.test_incoming import JSON, PHOTO, send_parts
from tests.claims.sent import photo
from tests.cobrowse.conftest import ask, new_id, said
from tests.people import browser_of


def address(request: HelpRequest, name: str, *more) -> str:
    return reverse(f"cobrowse:{name}", args=[request.public_id, *more])


def given(request: HelpRequest, by, name: str = "payslip.jpg") -> HelpFile:
    assert give_files(request=request, uploads=[photo(name)], client_id=new_id(), by=by) == []
    return HelpFile.objects.latest("pk")


def test_each_side_gives_and_the_other_opens_it(alice, talking, on_duty):
    person, adviser = browser_of(alice), browser_of(on_duty)
    typed = {"words": "Half a sentence", "client_id": str(new_id()), "_give": "1", "file": photo("payslip.jpg")}
    page = person.post(address(talking, "give"), typed).content.decode()
    assert "Half a sentence" in page
    assert "Half a sentence" not in str(said(talking, "adviser"))
    file = HelpFile.objects.get()
    theirs = address(talking, "staff_file", file.public_id)
    assert theirs in adviser.get(address(talking, "staff_request")).content.decode()
    opened = adviser.get(theirs)
    assert opened.content.startswith(b"\xff\xd8")
    assert "payslip.jpg" in opened["Content-Disposition"]
    assert "no-store" in opened["Cache-Control"]
    adviser.post(address(talking, "staff_give"), {"file": photo("list.jpg"), "client_id": str(new_id())})
    page = person.get(address(talking, "request")).content.decode()
    for file in HelpFile.objects.all():
        assert address(talking, "file", file.public_id) in page
        assert person.get(address(talking, "file", file.public_id)).status_code == 200


def test_its_name_is_encrypted_and_it_is_remade(alice, talking):
    upload = photo("payslip-of-alice.jpg")
    upload.file.seek(0, 2)
    upload.file.write(b"SECRET-AFTER-THE-END")
    upload.file.seek(0)
    give_files(request=talking, uploads=[upload], client_id=new_id(), by=alice)
    event = HelpEvent.objects.get(kind="gave")
    assert b"payslip" not in bytes(event.secret)
    assert b"SECRET" not in bytes(HelpFile.objects.get().content)


def test_the_same_post_twice_keeps_it_once(alice, talking):
    client_id = new_id()
    for _ in range(2):
        give_files(request=talking, uploads=[photo("a.jpg"), photo("b.jpg")], client_id=client_id, by=alice)
    assert [words for kind, words in said(talking, "resident") if kind == "gave"] == ["a.jpg", "b.jpg"]


def test_nobody_else_opens_it(alice, bob, visitor, omar, talking, sam):
    file = given(talking, alice)
    own, staff = (address(talking, name, file.public_id) for name in ("file", "staff_file"))
    for stranger in (bob, visitor, omar, sam):
        assert browser_of(stranger).get(own).status_code == 404
    assert browser_of(bob).get(staff).status_code == 404
    assert browser_of(omar).get(staff).status_code == 403
    # Of another conversation it is not there either.
    assert browser_of(bob).get(address(ask(bob), "file", file.public_id)).status_code == 404
    for stranger in (bob, sam):
        with pytest.raises(Http404):
            give_files(request=talking, uploads=[photo()], client_id=new_id(), by=stranger)
    assert HelpFile.objects.count() == 1


def test_a_colleague_who_opens_it_is_written_down(alice, talking, on_duty, sam):
    file = address(talking, "staff_file", given(talking, alice).public_id)
    browser_of(on_duty).get(file)
    assert not AuditEvent.objects.filter(code="cobrowse.help.opened").exists()
    browser_of(sam).get(file)
    assert AuditEvent.objects.get(code="cobrowse.help.opened").actor == sam.user


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (None, "Choose a photo or document first."),
        (SimpleUploadedFile("run.exe", b"MZ" * 50), "is not a photo or a PDF"),
        # What a browser says of it is not asked.
        (SimpleUploadedFile("run.jpg", b"MZ" * 50, content_type="image/jpeg"), "is not a photo or a PDF"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_box_kept(alice, talking, file, told):
    typed = {"words": "Half a sentence", "client_id": "no id", **({"file": file} if file else {})}
    answer = browser_of(alice).post(address(talking, "give"), typed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Half a sentence" in answer.content.decode()
    assert not HelpFile.objects.exists()


def test_after_the_end_nothing_is_taken(alice, talking, on_duty):
    end_conversation(request=talking, by=on_duty)
    ended = HelpRequest.objects.get()
    with pytest.raises(HasEnded):
        give_files(request=ended, uploads=[photo()], client_id=new_id(), by=alice)
    answer = browser_of(alice).post(address(talking, "give"), {"file": photo()})
    assert "This conversation has ended, so the file was not sent." in answer.content.decode()


@pytest.mark.parametrize(("limit", "most"), [("MOST_FILES", 1), ("MOST_BYTES", 1000)])
def test_a_conversation_holds_so_much(alice, talking, monkeypatch, limit, most):
    monkeypatch.setattr(giving, limit, most)
    problems = give_files(request=talking, uploads=[photo("a.jpg"), photo("b.jpg")], client_id=new_id(), by=alice)
    assert problems == [giving._no_room()]
    assert HelpFile.objects.count() == 1


def test_a_message_sent_beside_a_chosen_file_says_that_the_file_stayed(alice, talking):
    typed = {"words": "Here it is", "client_id": str(new_id()), "file": "payslip.jpg"}
    browser = browser_of(alice)
    browser.post(address(talking, "request"), typed)
    assert "The file was not sent with your message." in browser.get(address(talking, "request")).content.decode()


def test_who_is_away_is_told_of_a_file(talking, on_duty):
    HelpRequest.objects.update(resident_here_at=timezone.now() - dt.timedelta(minutes=10))
    given(HelpRequest.objects.get(), on_duty)
    assert Message.objects.filter(template="help_answered", channel="email").count() == 1
    assert has_unread(HelpRequest.objects.get())


def test_files_go_with_their_conversation(calderbrook, alice, talking):
    given(talking, alice)
    end_conversation(request=talking, by=alice)
    assert HelpRequest.objects.get().resident == Resident.objects.get(pk=alice.resident.pk)
    HelpRequest.objects.update(ended_at=timezone.now() - dt.timedelta(days=500))
    delete_old_requests(by=system_actor(calderbrook, "retention"))
    assert not HelpFile.objects.exists()


def test_each_side_of_a_conversation_sends_a_photo_in_parts_and_it_is_given_once(alice, talking, on_duty):
    for side, by in (("give", alice), ("staff_give", on_duty)):
        browser, give = browser_of(by), reverse(f"cobrowse:{side}", args=[talking.public_id])
        page = reverse("cobrowse:" + side.replace("give", "request"), args=[talking.public_id])
        assert f'data-page-url="{give}"' in browser.get(page).content.decode()
        posted = {"_arrived-file": f"{send_parts(browser, PHOTO)} letter.jpg", "client_id": str(uuid.uuid4())}
        for _time in range(2):
            assert browser.post(give, posted, **JSON).json() == {"problems": [], "had": []}
        gone = browser.post(give, {"_arrived-file": f"{uuid.uuid4()} a.jpg"}, **JSON)
        assert (gone.status_code, gone.json()) == (410, {"state": "gone"})
    assert HelpFile.objects.count() == 2
