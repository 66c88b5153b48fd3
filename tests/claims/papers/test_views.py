"""The claimant's pages of papers, before and after sending: over HTTP, with and without an account."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import ClaimFile, PaperState
from core.uploading.limits import MAX_BYTES
from tests.claims.browsing import errors_of, html_of
from tests.claims.making import library_draft
from tests.claims.papers.giving import NINO, filled_draft, give, page_of, paper_of, review, send
from tests.claims.sent import photo, sent_claim
from tests.claims.test_page_queries import MOST_QUERIES, queries_of
from tests.core.bombs import png_bomb
from tests.people import browser_of

HAD = "We have “home” already. It is kept once."


def text_of(response) -> str:
    assert response.status_code in (200, 422)
    return html_of(response).one("main").text


def list_of(claim) -> str:
    return f"/claims/{claim.public_id}/papers/"


def test_the_task_list_of_a_form_with_papers_leads_to_them(alice):
    claim, browser = filled_draft(alice), browser_of(alice)
    assert list_of(claim) in browser.get(f"/claims/{claim.public_id}/").content.decode()
    page = text_of(browser.get(list_of(claim)))
    assert "Proof of who you are" in page
    assert "Not added yet" in page
    assert "You can send the form without them." in page


def test_a_form_that_is_not_sent_has_no_papers(alice):
    check = library_draft("check-what-you-can-get", alice)
    browser = browser_of(alice)
    assert list_of(check) not in browser.get(f"/claims/{check.public_id}/").content.decode()
    assert browser.get(list_of(check)).status_code == 404


def test_several_files_are_added_to_a_draft_and_one_is_taken_back(alice):
    claim, browser = filled_draft(alice), browser_of(alice)
    url = page_of(paper_of(claim))
    page = text_of(browser.get(url))
    assert "Any one of these will do" in page
    assert "Passport" in page
    assert "Because of your answer to “Your full name”." in page
    added = browser.post(url, {"files": [photo("a.jpg"), photo("b.jpg")]})
    assert (added.status_code, added["Location"]) == (302, url)
    assert "We have added it." in text_of(browser.get(url))
    first, _second = paper_of(claim).given
    remove = reverse("claims:remove_paper", args=[claim.public_id, first.public_id])
    assert "Remove “a.jpg”?" in text_of(browser.post(remove))
    assert len(paper_of(claim).given) == 2, "nothing goes at one press"
    assert browser.post(remove, {"_sure": "yes"}).status_code == 302
    assert [file.name for file in paper_of(claim).given] == ["b.jpg"]


def test_after_sending_the_receipt_says_what_is_wanted_and_takes_it(alice):
    claim, browser = sent_claim(alice, has_pets="no"), browser_of(alice)
    receipt = text_of(browser.get(f"/claims/{claim.public_id}/sent/"))
    assert receipt.count("Please send") == 3, "two papers, and what to do"
    url = page_of(paper_of(claim, NINO))
    page = text_of(browser.get(url))
    assert f"Write your reference {claim.reference} on it." not in page, "this council says no address"
    assert "Please send it by" in page
    browser.post(url, {"files": photo()})
    assert "We have it. Thank you." in text_of(browser.get(url))
    assert paper_of(claim, NINO).is_new


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.jpg", b"", "is empty"),
        ("bomb.png", png_bomb(), "megapixels"),
        ("page.pdf", b"<html>", "is not a photo or a PDF"),
        ("huge.jpg", b"x" * (MAX_BYTES + 1), "is too large"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence_and_nothing_else_is_lost(alice, name, content, words):
    claim, browser = sent_claim(alice, has_pets="no"), browser_of(alice)
    url = page_of(paper_of(claim))
    answer = browser.post(url, {"files": [SimpleUploadedFile(name, content), photo("good.jpg")]})
    assert answer.status_code == 422
    ((said, where),) = errors_of(answer)
    assert words in said
    assert where == "files"
    assert [file.name for file in paper_of(claim).given] == ["good.jpg"]


def test_a_script_is_told_what_was_not_taken(alice):
    claim, browser = filled_draft(alice), browser_of(alice)
    url, json = page_of(paper_of(claim)), {"HTTP_ACCEPT": "application/json"}
    taken = browser.post(url, {"files": photo()}, **json)
    assert (taken.status_code, taken.json()) == (200, {"problems": [], "had": []})
    again = browser.post(url, {"files": photo()}, **json)
    assert (again.status_code, again.json()) == (200, {"problems": [], "had": [HAD]})
    refused = browser.post(url, {}, **json)
    assert refused.status_code == 422
    assert refused.json() == {"problems": ["Choose a photo or a PDF first."], "had": []}


def test_a_photo_sent_again_after_its_answer_was_lost_is_kept_once_and_said_to_be_there(alice):
    claim, browser = filled_draft(alice), browser_of(alice)
    url = page_of(paper_of(claim))
    for _time in range(2):
        assert browser.post(url, {"files": photo()}).status_code == 302
    page = text_of(browser.get(url))
    assert HAD in browser.get(url).content.decode() or HAD in page
    assert len(paper_of(claim).given) == 1


def test_the_claimant_reads_which_paper_is_not_right_why_and_by_when_and_sees_the_first(alice, aisha):
    """Acceptance test 16 of the desk."""
    claim, browser = sent_claim(alice, has_pets="no"), browser_of(alice)
    give(claim, alice, "blurred.jpg")
    first = paper_of(claim).given[0]
    judged = review(paper_of(claim), aisha, "not_right", "We cannot read the number. Take it by daylight.")
    receipt = text_of(browser.get(f"/claims/{claim.public_id}/sent/"))
    assert "Please send again" in receipt
    page = text_of(browser.get(page_of(judged)))
    assert "We cannot read the number. Take it by daylight." in page
    assert f"Please send it by {judged.due_on.day} " in page
    assert "This one was not right. We keep it with your claim." in page
    assert browser.get(reverse("claims:file", args=[claim.public_id, first.public_id])).status_code == 200
    browser.post(page_of(judged), {"files": photo("sharp.jpg")})
    again = paper_of(claim)
    assert (again.state, again.is_new) == (PaperState.RECEIVED, True)
    assert "We cannot read the number" not in text_of(browser.get(page_of(judged)))


def test_what_the_council_opened_is_not_taken_back(alice, aisha):
    claim, browser = sent_claim(alice, has_pets="no"), browser_of(alice)
    give(claim, alice)
    (file,) = paper_of(claim).given
    remove = reverse("claims:remove_paper", args=[claim.public_id, file.public_id])
    assert remove in browser.get(page_of(paper_of(claim))).content.decode()
    staff = reverse("casework:staff_file", args=[claim.reference, file.public_id])
    assert browser_of(aisha).get(staff).status_code == 200
    page = page_of(paper_of(claim))
    assert remove not in browser.get(page).content.decode()
    assert browser.post(remove, {"_sure": "yes"})["Location"] == page
    assert "The council has opened this file" in text_of(browser.get(page))
    assert ClaimFile.objects.filter(pk=file.pk).exists()


def test_nobody_else_sees_them_and_a_visitor_sees_their_own(alice, bob, visitor):
    claim = filled_draft(alice)
    give(claim, alice)
    claim = send(claim, alice)
    paper = paper_of(claim)
    for address in (list_of(claim), page_of(paper)):
        assert browser_of(bob).get(address).status_code == 404
        assert browser_of(visitor).get(address).status_code == 404
    assert browser_of(bob).post(page_of(paper), {"files": photo()}).status_code == 404
    remove = reverse("claims:remove_paper", args=[claim.public_id, paper.given[0].public_id])
    assert browser_of(bob).post(remove, {"_sure": "yes"}).status_code == 404
    assert len(paper_of(claim).given) == 1


def test_the_pages_keep_to_the_budget_of_queries(alice):
    claim, browser = filled_draft(alice), browser_of(alice)
    give(claim, alice)
    for address in (list_of(claim), page_of(paper_of(claim))):
        assert len(queries_of(lambda url=address: browser.get(url))) < MOST_QUERIES
    claim = send(claim, alice)
    for address in (list_of(claim), page_of(paper_of(claim))):
        queries = queries_of(lambda url=address: browser.get(url))
        assert len(queries) < MOST_QUERIES, "\n".join(queries)
