"""Files in parts: whose they are, what may wait, and that a page keeps the whole file once."""

from __future__ import annotations

import hashlib
import random
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.utils import timezone

from accounts import uploads
from accounts.actions import incoming
from accounts.actions.incoming import NotInParts, OutOfPlace, add_part, begin_file, whole_file
from accounts.models import IncomingFile, IncomingPart
from betteroff.tasks import delete_incoming_files
from claims.models import Claim, ClaimFile
from claims.readers.answer_store import spec_of
from core.tenancy import council_scope
from core.uploading.limits import MAX_BYTES, MAX_PART_BYTES
from tests.claims.papers.giving import filled_draft, page_of, paper_of, send
from tests.claims.phone.test_views import PHOTOS, beside, opened
from tests.claims.sent import full_draft, photo
from tests.people import browser_of

FILES = "/account/files/"
JSON = {"HTTP_ACCEPT": "application/json"}
PHOTO = photo().read()


def announced(content: bytes, by) -> IncomingFile:
    return begin_file(size=len(content), sent_hash=hashlib.sha256(content).hexdigest(), by=by)


def send_parts(browser, content: bytes, *, at: str = FILES, step: int = 400) -> str:
    """Announce a file and send it in parts; the id under which it is there."""
    said = browser.post(at, {"size": len(content), "hash": hashlib.sha256(content).hexdigest()}).json()
    for offset in range(said["received"], len(content), step):
        part = SimpleUploadedFile("blob", content[offset : offset + step])
        answer = browser.post(f"{at}{said['id']}/", {"offset": offset, "part": part}).json()
        assert answer["received"] == min(offset + step, len(content))
    return said["id"]


def test_a_photo_in_parts_becomes_a_file_of_the_paper_once_and_the_answer_may_be_lost(alice):
    claim, browser = filled_draft(alice), browser_of(alice)
    url = page_of(paper_of(claim))
    posted = {"_arrived-files": f"{send_parts(browser, PHOTO)} my passport.jpg"}
    assert not ClaimFile.objects.exists(), "nothing is kept before the page has taken it"
    answer = browser.post(url, posted, **JSON)
    assert (answer.status_code, answer.json()) == (200, {"problems": [], "had": []})
    assert IncomingFile.objects.get().expires_at <= timezone.now() + incoming.KEPT_WHEN_TAKEN
    again = browser.post(url, posted, **JSON)
    assert again.json() == {"problems": [], "had": ["We have “my passport” already. It is kept once."]}
    assert [file.name for file in paper_of(claim).given] == ["my passport.jpg"]
    done = browser.post(url, {"_files_sent": "yes"})
    assert (done.status_code, done["Location"]) == (302, url)
    assert "We have added it." in browser.get(url).content.decode()


def test_what_is_here_of_it_is_known_again_and_goes_on_from_there(alice):
    first = announced(PHOTO, alice)
    add_part(public_id=first.public_id, offset=0, content=PHOTO[:100], by=alice)
    same = announced(PHOTO, alice)
    assert (same.pk, same.received) == (first.pk, 100)


def test_a_part_that_comes_twice_is_kept_once_and_one_that_does_not_follow_is_not_kept(alice):
    file = announced(PHOTO, alice)
    for _time in range(2):
        kept = add_part(public_id=file.public_id, offset=0, content=PHOTO[:100], by=alice)
        assert kept.received == 100
    with pytest.raises(OutOfPlace) as missed:
        add_part(public_id=file.public_id, offset=200, content=PHOTO[200:300], by=alice)
    assert missed.value.received == 100
    assert IncomingPart.objects.count() == 1


@pytest.mark.parametrize("content", [b"", PHOTO + b"x", b"x" * (MAX_PART_BYTES + 1)])
def test_a_part_that_is_empty_or_too_much_is_not_kept(alice, content):
    file = announced(PHOTO, alice)
    with pytest.raises(OutOfPlace):
        add_part(public_id=file.public_id, offset=0, content=content, by=alice)
    assert not IncomingPart.objects.exists()


def test_a_page_takes_nothing_of_which_a_part_is_missing_or_that_is_another_file(alice):
    claim, browser = filled_draft(alice), browser_of(alice)
    url, file = page_of(paper_of(claim)), announced(PHOTO, alice)
    add_part(public_id=file.public_id, offset=0, content=PHOTO[:-1], by=alice)
    for rest in (None, b"x"):
        if rest:
            add_part(public_id=file.public_id, offset=len(PHOTO) - 1, content=rest, by=alice)
        answer = browser.post(url, {"_arrived-files": f"{file.public_id} a.jpg"}, **JSON)
        assert (answer.status_code, answer.json()) == (410, {"state": "gone"})
    assert not IncomingFile.objects.exists(), "what came differently is deleted"
    for said in (f"{uuid.uuid4()} a.jpg", "no-id a.jpg"):
        assert browser.post(url, {"_arrived-files": said}, **JSON).status_code == 410
    assert not ClaimFile.objects.exists()


def test_nobody_else_adds_to_it_or_has_their_page_take_it(alice, bob, visitor, aisha):
    file = announced(PHOTO, alice)
    with pytest.raises(NotInParts):
        announced(PHOTO, visitor)
    for other in (bob, aisha, visitor):
        assert other is visitor or announced(PHOTO, other).pk != file.pk
        with pytest.raises(Http404):
            add_part(public_id=file.public_id, offset=0, content=PHOTO, by=other)
    add_part(public_id=file.public_id, offset=0, content=PHOTO, by=alice)
    claim = filled_draft(bob)
    posted = {"_arrived-files": f"{file.public_id} a.jpg"}
    assert browser_of(bob).post(page_of(paper_of(claim)), posted, **JSON).status_code == 410
    assert not ClaimFile.objects.exists()


def test_another_council_has_none_of_it(alice, carol):
    file = announced(PHOTO, alice)
    with council_scope(carol.council.pk):
        assert not IncomingFile.objects.exists()
        with pytest.raises(Http404):
            whole_file(public_id=file.public_id, by=carol)


def test_a_session_that_is_gone_is_told_so_and_nothing_is_kept(alice):
    browser = browser_of(alice)
    page = browser.get(page_of(paper_of(filled_draft(alice)))).content.decode()
    mark = page.split('name="_drawn_for" value="')[1].split('"')[0]
    said = {"size": len(PHOTO), "hash": hashlib.sha256(PHOTO).hexdigest(), "_drawn_for": mark}
    assert browser.post(FILES, said, **JSON).status_code == 200
    browser.client.logout()
    answer = browser.post(FILES, said, **JSON)
    assert (answer.status_code, answer.json()["state"]) == (401, "signed_out")
    assert IncomingFile.objects.count() == 1


@pytest.mark.parametrize(("size", "said"), [(0, "a" * 64), (MAX_BYTES + 1, "a" * 64), (1, "no hash"), (1, "A" * 64)])
def test_what_is_no_announcement_is_not_taken_in_parts(alice, size, said):
    with pytest.raises(NotInParts):
        begin_file(size=size, sent_hash=said, by=alice)
    answer = browser_of(alice).post(FILES, {"size": size, "hash": said})
    assert (answer.status_code, answer.json()) == (422, {"state": "whole"})


def test_one_person_has_so_many_waiting_and_what_was_kept_takes_no_room(alice, bob, monkeypatch):
    monkeypatch.setattr(incoming, "MOST_FILES", 2)
    first, _second = announced(b"one", alice), announced(b"two", alice)
    with pytest.raises(NotInParts):
        announced(b"three", alice)
    announced(b"three", bob)
    incoming.release_file(public_id=first.public_id, by=alice)
    announced(b"three", alice)


def test_one_person_has_so_many_bytes_waiting_and_a_council_too(alice, bob, monkeypatch):
    monkeypatch.setattr(incoming, "MOST_BYTES", 5)
    announced(b"1234", alice)
    with pytest.raises(NotInParts):
        announced(b"12", alice)
    monkeypatch.setattr(incoming, "MOST_OF_COUNCIL", 5)
    with pytest.raises(NotInParts):
        announced(b"12", bob)


def test_so_many_bytes_a_day_are_announced(alice, monkeypatch):
    monkeypatch.setattr(uploads, "PARTS_BY_PERSON", 5)
    announced(b"1234", alice)
    with pytest.raises(NotInParts):
        announced(b"12", alice)


def test_after_an_hour_it_is_over_and_deleted(alice):
    old, fresh = announced(b"old", alice), announced(b"fresh", alice)
    add_part(public_id=old.public_id, offset=0, content=b"o", by=alice)
    assert old.expires_at > timezone.now() + incoming.KEPT_FOR / 2
    IncomingFile.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    with pytest.raises(Http404):
        add_part(public_id=old.public_id, offset=1, content=b"l", by=alice)
    delete_incoming_files()
    assert list(IncomingFile.objects.values_list("pk", flat=True)) == [fresh.pk]
    assert not IncomingPart.objects.exists()


def test_a_file_for_a_question_is_kept_and_nothing_else_of_its_page(alice):
    claim, browser = full_draft(alice), browser_of(alice)
    page = f"/claims/{claim.public_id}/page/{spec_of(claim).page_of['photo']}/"
    found = browser.get(page).content.decode()
    assert FILES in found
    sent = {"_arrived-photo": f"{send_parts(browser, PHOTO)} a.jpg"}
    revision = Claim.objects.get(pk=claim.pk).head_revision
    assert browser.post(page, sent, **JSON).json() == {"problems": [], "had": []}
    assert [file.name for file in ClaimFile.objects.filter(claim=claim, key="photo")] == ["a.jpg"]
    assert Claim.objects.get(pk=claim.pk).head_revision == revision + 1
    alone = {"_arrived-photo": f"{send_parts(browser, photo('b.jpg').read() + b' ')} b.jpg"}
    assert browser.post(f"/claims/{claim.public_id}/files/photo/", alone, **JSON).json()["problems"] == []
    assert ClaimFile.objects.filter(claim=claim, key="photo").count() == 2


def test_a_phone_sends_parts_by_its_link_and_a_link_that_is_over_takes_none(alice, visitor):
    claim = filled_draft(alice)
    paper, browser = paper_of(claim), browser_of(alice)
    phone = opened(browser, beside(paper), visitor)
    assert "/phone/files/" in phone.get(PHOTOS).content.decode()
    posted = {"_arrived-files": f"{send_parts(phone, PHOTO, at='/phone/files/')} a.jpg"}
    assert phone.post(PHOTOS, posted, **JSON).json() == {"problems": [], "had": []}
    assert [file.name for file in paper_of(claim).given] == ["a.jpg"]
    phone.post("/phone/finish/")
    assert phone.post("/phone/files/", {"size": 3, "hash": "a" * 64}, **JSON).status_code == 410


def test_staff_send_what_came_by_post_in_parts(alice, aisha):
    claim, browser = send(filled_draft(alice), alice), browser_of(aisha)
    paper = paper_of(claim)
    url = f"/staff/claims/{claim.reference}/papers/{paper.public_id}/add/"
    sent = {"_arrived-files": f"{send_parts(browser, PHOTO)} letter.jpg"}
    assert browser.post(url, sent, **JSON).json() == {"problems": [], "had": []}
    assert browser.post(url, {"_files_sent": "yes"}).status_code == 302
    assert [file.added_by_label for file in paper_of(claim).given] == [aisha.label]


def test_a_large_file_of_random_bytes_comes_out_as_it_went_in(alice):
    content = random.Random(1).randbytes(2 * MAX_PART_BYTES + 5)
    file = announced(content, alice)
    for offset in range(0, len(content), MAX_PART_BYTES):
        add_part(public_id=file.public_id, offset=offset, content=content[offset : offset + MAX_PART_BYTES], by=alice)
    assert whole_file(public_id=file.public_id, by=alice) == content


def test_what_a_crash_of_the_database_took_is_sent_again_from_the_beginning(alice):
    claim, browser = filled_draft(alice), browser_of(alice)
    url, lost = page_of(paper_of(claim)), send_parts(browser, PHOTO)
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relname LIKE '%incoming%'")
        assert ("accounts_incomingpart",) in cursor.fetchall()
    # An unlogged table is empty after a crash.
    IncomingPart.objects.all().delete()
    assert browser.post(url, {"_arrived-files": f"{lost} a.jpg"}, **JSON).json() == {"state": "gone"}
    posted = {"_arrived-files": f"{send_parts(browser, PHOTO)} a.jpg"}
    assert browser.post(url, posted, **JSON).json() == {"problems": [], "had": []}
