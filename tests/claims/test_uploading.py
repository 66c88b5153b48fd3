"""Files as answers: kept clean, counted, removed, handed out safely, only by and to who may."""

import datetime as dt
import time
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from claims.actions.sending import submit_claim
from claims.actions.uploading import MAX_FILES, add_files, files_of, remove_files
from claims.models import Answer, ClaimFile
from claims.readers import claims as readers
from claims.readers.answer_store import spec_of, stored_answers
from core.uploading.limits import MAX_BYTES
from core.uploading.words import Budget
from tests.claims.browsing import address, html_of, posted
from tests.claims.sent import ANSWERS, answer, full_draft, photo
from tests.people import browser_of


def add(claim, by, *uploads, key="photo"):
    return add_files(public_id=claim.public_id, key=key, uploads=uploads, by=by).problems


def ids(claim):
    stored = stored_answers(claim).get(("photo", ""))
    return stored.raw if stored else []


def helper(resident, user, *scopes):
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=resident, helper=user, scopes=list(scopes), basis=Delegation.Basis.CONSENT, starts_on=today,
        ends_on=today + dt.timedelta(days=1),
    )  # fmt: skip


def test_a_file_becomes_part_of_the_answer(alice):
    claim = full_draft(alice)
    assert add(claim, alice, photo("front.jpg"), photo("back.png")) == []
    files = list(ClaimFile.objects.order_by("pk"))
    assert [file.name for file in files] == ["front.jpg", "back.jpg"]
    assert ids(claim) == [str(file.public_id) for file in files]
    assert readers.form_state_of(claim).values["photo"] == ids(claim)
    claim.refresh_from_db()
    assert stored_answers(claim)["photo", ""].revision == claim.head_revision == 1


def test_what_cannot_be_taken_is_explained_and_the_rest_is_kept(alice):
    claim = full_draft(alice)
    problems = add(
        claim, alice, SimpleUploadedFile("virus<b>.exe", b"MZ" + b"\0" * 99), photo("good.jpg"),
        SimpleUploadedFile("empty.jpg", b""), SimpleUploadedFile("huge.jpg", b"x" * (MAX_BYTES + 1)),
        SimpleUploadedFile("broken.pdf", b"%PDF-1.4 nonsense"),
    )  # fmt: skip
    assert [problem.partition(".")[0] for problem in problems] == [
        "“virusb” is not a photo or a PDF",
        "“empty” is empty",
        "“huge” is too large",
        "We could not open “broken”",
    ]
    assert ClaimFile.objects.get().name == "good.jpg"


def test_there_is_a_limit_and_what_fits_is_kept(alice):
    claim = full_draft(alice)
    add(claim, alice, *[photo(str(number)) for number in range(MAX_FILES - 1)])
    (problem,) = add(claim, alice, photo("fits.jpg"), photo("too many.jpg"))
    assert "up to 10 files" in problem
    assert len(ids(claim)) == MAX_FILES
    assert ClaimFile.objects.filter(name="fits.jpg").exists()
    assert not ClaimFile.objects.filter(name="too many.jpg").exists()


def test_the_files_of_one_request_share_its_pixels_and_seconds(alice):
    """Many pictures, each within the limits, must not take a thread for minutes; one is taken by the next request."""
    claim, budget = full_draft(alice), Budget()
    budget.pixels = 2 * 60 * 40

    def send(*names: str) -> list[str]:
        uploads = [photo(name) for name in names]
        return add_files(public_id=claim.public_id, key="photo", uploads=uploads, by=alice, budget=budget).problems

    assert send("a.jpg") == []
    (problem,) = send("b.jpg", "c.jpg")
    assert problem.startswith("“c” was not added: the files you sent together are more than we can open at once.")
    budget = Budget()
    budget._ends = time.monotonic()
    (problem,) = send("d.jpg")
    assert problem.startswith("“d” was not added: the files you sent together")
    budget = Budget()
    assert send("c.jpg") == []
    assert [file.name for file in ClaimFile.objects.order_by("pk")] == ["a.jpg", "b.jpg", "c.jpg"]


def test_a_removed_file_is_gone(alice):
    claim = full_draft(alice)
    add(claim, alice, photo("a.jpg"), photo("b.jpg"))
    first, second = ids(claim)
    remove_files(public_id=claim.public_id, key="photo", files=[first, str(uuid.uuid4()), "junk"], by=alice)
    assert ids(claim) == [second]
    assert ClaimFile.objects.get().name == "b.jpg"


def test_only_upload_questions_take_files(alice):
    claim = full_draft(alice)
    for key in ("name", "pets", "no-such-key"):
        with pytest.raises(Http404):
            add(claim, alice, photo(), key=key)
        with pytest.raises(Http404):
            remove_files(public_id=claim.public_id, key=key, files=["x"], by=alice)


def test_a_sent_claim_takes_no_more_files_and_loses_none(alice):
    claim = full_draft(alice)
    answer(claim, alice, ANSWERS | {"has_pets": "no"})
    add(claim, alice, photo())
    kept = ids(claim)
    submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    with pytest.raises(Http404):
        add(claim, alice, photo())
    with pytest.raises(Http404):
        remove_files(public_id=claim.public_id, key="photo", files=kept, by=alice)
    assert ClaimFile.objects.count() == 1


def test_another_persons_draft_does_not_exist(alice, bob):
    claim = full_draft(alice)
    add(claim, alice, photo())
    with pytest.raises(Http404):
        add(claim, bob, photo())
    with pytest.raises(Http404):
        remove_files(public_id=claim.public_id, key="photo", files=ids(claim), by=bob)


def test_a_helper_who_may_only_look_adds_nothing(alice, bob):
    claim = full_draft(alice)
    helper(alice.resident, bob.user, Scope.VIEW_CLAIMS)
    with pytest.raises(PermissionDenied):
        add(claim, bob, photo())
    assert not ClaimFile.objects.exists()


def test_a_helper_who_may_fill_adds_a_file_and_it_is_written_down(alice, bob):
    claim = full_draft(alice)
    grant = helper(alice.resident, bob.user, Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS)
    assert add(claim, bob, photo()) == []
    assert Answer.objects.get(key="photo").provenance == Answer.Provenance.HELPER
    event = AuditEvent.objects.get(code="claims.file.added")
    assert (event.actor, event.delegation, event.detail) == (bob.user, grant, {"question": "photo"})


def test_the_page_lists_what_was_given(alice):
    claim = full_draft(alice)
    add(claim, alice, photo("front.jpg"))
    questions = list(spec_of(claim).questions.values())
    assert files_of(claim, questions) == {
        "photo": [{"id": ids(claim)[0], "name": "front.jpg", "size": files_of(claim, questions)["photo"][0]["size"]}]
    }
    assert files_of(claim, [question for question in questions if question["type"] == "name"]) == {}


def test_files_are_added_and_removed_by_ordinary_posts(alice):
    claim, browser = full_draft(alice), browser_of(alice)
    answer_page = browser.post(f"/claims/{claim.public_id}/files/photo/", {"photo": [photo("a.jpg"), photo("b.jpg")]})
    assert answer_page.status_code == 302
    assert f"/claims/{claim.public_id}/page/" in answer_page["Location"]
    first, second = ids(claim)
    asked = browser.post(f"/claims/{claim.public_id}/files/{first}/remove/")
    assert "Remove “a.jpg”?" in asked.content.decode()
    assert ids(claim) == [first, second], "nothing goes at one press"
    sure = {"_sure": "yes"}
    assert browser.post(f"/claims/{claim.public_id}/files/{first}/remove/", sure).status_code == 302
    assert ids(claim) == [second]
    assert browser.post(f"/claims/{claim.public_id}/files/name/", {"name": photo()}).status_code == 404


def test_a_file_removed_on_its_page_is_asked_about_and_what_was_typed_there_is_saved(alice):
    claim, browser = full_draft(alice), browser_of(alice)
    add(claim, alice, photo("a.jpg"))
    url, kept = address(claim, spec_of(claim).page_of["photo"]), ids(claim)
    typed = posted(browser.get(url))
    asked = browser.post(url, typed | {"_remove-photo": kept[0]})
    assert "Remove “a.jpg”?" in asked.content.decode()
    assert ids(claim) == kept
    hidden = html_of(asked).one("main").all("input", type="hidden")
    sent = {each.attrs["name"]: each.attrs["value"] for each in hidden}
    assert browser.post(url, sent).status_code == 200
    assert ids(claim) == []


def test_a_download_is_saved_never_run(alice):
    claim = full_draft(alice)
    add(claim, alice, photo("llun tŷ.jpg"))
    response = browser_of(alice).get(f"/claims/{claim.public_id}/files/{ids(claim)[0]}/")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''llun%20t%C5%B7.jpg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store, private"
    assert response.content == bytes(ClaimFile.objects.get().content)


@pytest.mark.slow
def test_a_download_is_for_the_claimant_their_helpers_and_staff_only(alice, bob, carol, aisha, sian, visitor):
    claim = full_draft(alice)
    answer(claim, alice, ANSWERS | {"has_pets": "no"})
    add(claim, alice, photo())
    own = f"/claims/{claim.public_id}/files/{ids(claim)[0]}/"
    for actor in (bob, carol, aisha, sian, visitor):
        assert browser_of(actor).get(own).status_code == 404
        assert browser_of(actor).post(own + "remove/").status_code == 404
    claim = submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    staff = f"/staff/claims/{claim.reference}/files/{ids(claim)[0]}/"
    for actor in (alice, bob, sian):
        assert browser_of(actor).get(staff).status_code == 404
    assert browser_of(aisha).get(staff).status_code == 200
    event = AuditEvent.objects.get(code="claims.file.opened")
    assert (event.actor, event.resident, event.subject) == (aisha.user, alice.resident, claim.reference)
    assert browser_of(aisha).get(f"/staff/claims/{claim.reference}/files/{uuid.uuid4()}/").status_code == 404


def test_a_file_of_one_claim_is_not_found_under_another(alice):
    first, second = full_draft(alice), full_draft(alice)
    add(first, alice, photo())
    assert browser_of(alice).get(f"/claims/{second.public_id}/files/{ids(first)[0]}/").status_code == 404
