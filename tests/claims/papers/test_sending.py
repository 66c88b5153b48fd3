"""Files sent as papers, in the draft and after: kept clean, counted, taken back while nobody has opened them."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from accounts.models import AuditEvent
from accounts.permissions import Scope
from claims.actions import uploading
from claims.actions.uploading import MAX_FILES
from claims.models import ClaimFile, Paper, PaperState
from claims.papers.actions.sending import remove_paper_file, send_paper
from claims.papers.readers import counted
from tests.claims.papers.giving import IDENTITY, NINO, filled_draft, give, paper_of, review, send
from tests.claims.sent import photo, sent_claim
from tests.claims.test_uploading import helper


def take_back(claim, by, file):
    return remove_paper_file(claim_id=claim.public_id, file=file.public_id, by=by)


def names(paper):
    return [file.name for file in paper.given]


def test_a_draft_keeps_files_and_has_a_row_only_while_there_are_some(alice):
    claim = filled_draft(alice)
    assert not Paper.objects.exists()
    assert give(claim, alice, "front.jpg", "back.jpg") == []
    paper = paper_of(claim)
    assert (paper.state, names(paper), paper.is_new) == (PaperState.RECEIVED, ["front.jpg", "back.jpg"], False)
    assert paper_of(claim, NINO).pk is None
    for file in paper.given:
        take_back(claim, alice, file)
    assert not Paper.objects.exists()
    assert not ClaimFile.objects.exists()


def test_what_the_draft_has_is_sent_with_it_and_more_can_follow(alice):
    claim = filled_draft(alice)
    give(claim, alice)
    claim = send(claim, alice)
    before = paper_of(claim)
    assert (before.state, before.is_new, names(before)) == (PaperState.RECEIVED, False, ["front.jpg"])
    assert give(claim, alice, "number.jpg", kind=NINO) == []
    after = paper_of(claim, NINO)
    assert (after.state, after.is_new) == (PaperState.RECEIVED, True)
    codes = AuditEvent.objects.filter(code="claims.paper.added", resident=alice.resident).order_by("number")
    assert [event.subject for event in codes] == [f"draft {claim.public_id}", claim.reference]
    assert [event.detail for event in codes] == [{"paper": IDENTITY}, {"paper": NINO}]


def test_what_cannot_be_taken_is_explained_and_the_rest_is_kept(alice):
    claim = filled_draft(alice)
    paper = paper_of(claim)
    uploads = [
        SimpleUploadedFile("empty.jpg", b""), photo("../../etc/pass\x00wd\n.jpg"),
        SimpleUploadedFile("page.pdf", b"<html><script>alert(1)</script></html>"),
        SimpleUploadedFile("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ]  # fmt: skip
    problems = send_paper(claim_id=claim.public_id, paper=paper.public_id, uploads=uploads, by=alice).problems
    assert [problem.partition(".")[0] for problem in problems] == [
        "“empty” is empty", "“page” is not a photo or a PDF", "“drawing” is not a photo or a PDF",
    ]  # fmt: skip
    (kept,) = paper_of(claim).given
    assert not set(kept.name) & set("/\\\0\n")
    assert send_paper(claim_id=claim.public_id, paper=paper.public_id, uploads=[], by=alice).problems == [
        "Choose a photo or a PDF first."
    ]


def test_a_paper_has_room_for_so_many_files(alice):
    claim = filled_draft(alice)
    give(claim, alice, *[f"{number}.jpg" for number in range(MAX_FILES - 1)])
    (problem,) = give(claim, alice, "fits.jpg", "too many.jpg")
    assert "up to 10 files" in problem
    assert len(paper_of(claim).given) == MAX_FILES
    (problem,) = give(claim, alice, "none.jpg")
    assert "up to 10 files" in problem


def test_a_claim_has_room_for_so_many_bytes(alice, monkeypatch):
    claim = send(filled_draft(alice), alice)
    monkeypatch.setattr(uploading, "MAX_SENT_BYTES", 100)
    (problem,) = give(claim, alice)
    assert "Ask the council how to give it the rest" in problem
    assert paper_of(claim).state == PaperState.WANTED


def test_what_the_council_has_opened_or_judged_stays(alice, aisha):
    claim = filled_draft(alice)
    give(claim, alice, "a.jpg", "b.jpg")
    claim = send(claim, alice)
    first, second = paper_of(claim).given
    take_back(claim, alice, first)
    uploading.record_file_opened(file=ClaimFile.objects.get(pk=second.pk), by=aisha)
    with pytest.raises(Http404):
        take_back(claim, alice, second)
    assert names(paper_of(claim)) == ["b.jpg"]


def test_taken_back_altogether_a_paper_is_wanted_as_before(alice, aisha):
    claim = send(filled_draft(alice), alice)
    give(claim, alice)
    take_back(claim, alice, paper_of(claim).given[0])
    assert (paper_of(claim).state, paper_of(claim).is_new) == (PaperState.WANTED, False)
    give(claim, alice, "blurred.jpg")
    review(paper_of(claim), aisha, "not_right", "It is blurred.")
    give(claim, alice, "sharp.jpg")
    take_back(claim, alice, counted(paper_of(claim))[0])
    assert (paper_of(claim).state, names(paper_of(claim))) == (PaperState.NOT_RIGHT, ["blurred.jpg"])


def test_a_paper_that_is_accepted_or_not_needed_takes_no_more(alice, aisha):
    claim = send(filled_draft(alice), alice)
    give(claim, alice)
    review(paper_of(claim), aisha, "accepted")
    review(paper_of(claim, NINO), aisha, "waived", "We have it already.")
    for kind in (IDENTITY, NINO):
        (problem,) = give(claim, alice, "late.jpg", kind=kind)
        assert problem.startswith("We do not need any more for this")
    with pytest.raises(Http404):
        take_back(claim, alice, ClaimFile.objects.create(claim=claim, key="photo", name="x", size=1, content=b"x"))


def test_others_cannot_send_and_a_helper_needs_leave(alice, bob, carol, visitor):
    claim = send(filled_draft(alice), alice)
    paper = paper_of(claim)
    for actor in (bob, carol, visitor):
        with pytest.raises(Http404):
            send_paper(claim_id=claim.public_id, paper=paper.public_id, uploads=[photo()], by=actor)
    grant = helper(alice.resident, bob.user, Scope.VIEW_CLAIMS, Scope.VIEW_PAPERS)
    with pytest.raises(PermissionDenied):
        send_paper(claim_id=claim.public_id, paper=paper.public_id, uploads=[photo()], by=bob)
    assert not ClaimFile.objects.exists()
    grant.scopes = [Scope.VIEW_CLAIMS, Scope.VIEW_PAPERS, Scope.FILL_PAPERS]
    grant.save()
    assert send_paper(claim_id=claim.public_id, paper=paper.public_id, uploads=[photo()], by=bob).problems == []
    assert AuditEvent.objects.get(code="claims.paper.added").actor == bob.user


def test_a_paper_of_one_claim_is_not_found_under_another(alice):
    first, second = filled_draft(alice), sent_claim(alice)
    for paper in (paper_of(first).public_id, uuid.uuid4()):
        with pytest.raises(Http404):
            send_paper(claim_id=second.public_id, paper=paper, uploads=[photo()], by=alice)
