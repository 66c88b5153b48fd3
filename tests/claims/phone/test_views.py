"""A phone beside a paper's page: it sends photos for that one, as the claimant's, and reaches nothing else."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.actions.passwords import end_all_sessions
from accounts.models import AuditEvent
from accounts.permissions import Scope
from claims.models import ClaimFile, PhoneLink
from claims.phone.actions import send_from_phone
from claims.phone.readers import actor_on, live_links
from tests.claims.browsing import address, html_of, posted
from tests.claims.papers.giving import filled_draft, page_of, paper_of, review, send
from tests.claims.sent import full_draft, photo
from tests.claims.test_page_queries import MOST_QUERIES, queries_of
from tests.claims.test_uploading import helper
from tests.people import Browser, browser_of

PHONE, PHOTOS, FINISH = "/phone/", "/phone/photos/", "/phone/finish/"


def beside(paper) -> str:
    return f"{page_of(paper)}phone/"


def shown_words(browser: Browser, url: str) -> str:
    """Ask for a code, and read the words from the page."""
    assert browser.post(url, {"action": "make"}).status_code == 302
    page = browser.get(url)
    (shown,) = re.findall(r'translate="no" lang="en">([a-z ]+)</p>', page.content.decode())
    return shown


def opened(browser: Browser, url: str, visitor) -> Browser:
    """A phone that has opened the code of a page."""
    phone = browser_of(visitor)
    answer = phone.post(PHONE, {"words": shown_words(browser, url).title()})
    assert (answer.status_code, answer["Location"]) == (302, PHOTOS)
    return phone


def is_gone(phone: Browser) -> bool:
    answers = [phone.get(PHOTOS), phone.post(PHOTOS, {"files": photo("late.jpg")})]
    return {answer.status_code for answer in answers} == {410}


def text_of(response) -> str:
    return html_of(response).one("main").text


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_phone_adds_photos_to_a_paper_as_the_claimants_own(alice, visitor, is_sent):
    claim, browser = filled_draft(alice), browser_of(alice)
    if is_sent:
        claim = send(claim, alice)
    paper = paper_of(claim)
    assert beside(paper) in browser.get(page_of(paper)).content.decode()
    phone = opened(browser, beside(paper), visitor)
    page = phone.get(PHOTOS).content.decode()
    assert "Proof of who you are" in page
    assert str(claim.public_id) not in page
    assert alice.resident.name not in page
    assert (claim.reference or "no reference") not in page
    assert "Your phone is connected. 0 files have come." in text_of(browser.get(beside(paper)))
    assert phone.post(PHOTOS, {"files": [photo("front.jpg"), photo("back.jpg")]}).status_code == 302
    assert "We have it. Thank you." in text_of(phone.get(PHOTOS))
    page = text_of(browser.get(beside(paper)))
    assert "2 files have come." in page
    assert "front.jpg" in page
    given = paper_of(claim)
    assert ([file.name for file in given.given], given.is_new) == (["front.jpg", "back.jpg"], is_sent)
    event = AuditEvent.objects.get(code="claims.paper.added")
    assert event.actor == alice.user
    assert event.actor_label.startswith("A phone, by a link: ")
    assert phone.post(FINISH).status_code == 200
    assert is_gone(phone)
    assert "Show the code" in text_of(browser.get(beside(paper)))


def test_a_phone_adds_photos_to_a_question_of_a_form_and_nothing_once_it_is_sent(alice, visitor):
    claim, browser = filled_draft(alice), browser_of(alice)
    url = address(claim, "your-home-3-of-3")
    there = posted(browser.get(url)) | {"_phone": "photo"}
    went = browser.post(url, there | {"has_pets": "no"})
    assert (went.status_code, went["Location"]) == (302, f"/claims/{claim.public_id}/files/photo/phone/")
    phone = opened(browser, went["Location"], visitor)
    assert phone.post(PHOTOS, {"files": photo()}).status_code == 302
    assert ClaimFile.objects.get().key == "photo"
    send(claim, alice)
    assert is_gone(phone)
    assert ClaimFile.objects.count() == 1


def test_a_visitor_without_an_account_has_a_phone_too(alice, visitor):
    full_draft(alice)
    browser = browser_of(visitor)
    draft = browser.post("/forms/full-form/")["Location"].split("/")[2]
    phone = opened(browser, f"/claims/{draft}/files/photo/phone/", visitor)
    assert phone.post(PHOTOS, {"files": photo()}).status_code == 302
    assert str(ClaimFile.objects.get().claim.public_id) == draft


def test_a_code_is_for_one_phone(alice, visitor):
    browser, second = browser_of(alice), browser_of(visitor)
    url = beside(paper_of(filled_draft(alice)))
    words = shown_words(browser, url)
    first = browser_of(visitor)
    assert first.post(PHONE, {"words": words}).status_code == 302
    answer = second.post(PHONE, {"words": words})
    assert answer.status_code == 422
    assert "another phone has them" in text_of(answer)
    assert second.get(PHOTOS).status_code == 410
    assert first.get(PHOTOS).status_code == 200


def test_the_address_of_the_code_alone_changes_and_tells_nothing(alice, visitor):
    claim, browser, phone = filled_draft(alice), browser_of(alice), browser_of(visitor)
    words = shown_words(browser, beside(paper_of(claim))).replace(" ", "-")
    for there in (words, "amber-river-teapot-maple"):
        page = phone.get(f"{PHONE}{there}/")
        assert page.status_code == 200
        assert "Proof of who you are" not in page.content.decode()
    assert PhoneLink.objects.get().device_hash == ""
    assert not PhoneLink.objects.filter(code_hash__contains=words).exists()


def test_it_ends_with_the_time_a_new_code_the_person_and_being_signed_out_everywhere(alice, visitor):
    browser = browser_of(alice)
    url = beside(paper_of(filled_draft(alice)))
    phone = opened(browser, url, visitor)
    PhoneLink.objects.update(expires_at=timezone.now())
    assert is_gone(phone)
    phone = opened(browser, url, visitor)
    assert opened(browser, url, visitor).get(PHOTOS).status_code == 200
    assert is_gone(phone), "a new code ends the one before"
    phone = opened(browser, url, visitor)
    browser.post(url, {"action": "end"})
    assert is_gone(phone)
    phone = opened(browser, url, visitor)
    end_all_sessions(by=alice)
    assert is_gone(phone)


def test_words_that_ran_out_open_nothing(alice, visitor):
    words = shown_words(browser_of(alice), beside(paper_of(filled_draft(alice))))
    PhoneLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert browser_of(visitor).post(PHONE, {"words": words}).status_code == 422


def test_another_council_knows_nothing_of_it(alice, carol):
    browser, theirs = browser_of(alice), browser_of(carol)
    words = shown_words(browser, beside(paper_of(filled_draft(alice))))
    assert theirs.post(PHONE, {"words": words}).status_code == 422
    phone = browser_of(carol)
    mine = browser_of(alice)
    assert mine.post(PHONE, {"words": words}).status_code == 302
    phone.client.cookies = mine.client.cookies
    assert phone.get(PHOTOS).status_code == 410


def test_a_helpers_phone_ends_with_their_grant(alice, bob, visitor):
    claim = filled_draft(alice)
    grant = helper(alice.resident, bob.user, Scope.VIEW_CLAIMS, Scope.VIEW_PAPERS, Scope.FILL_PAPERS)
    phone = opened(browser_of(bob), beside(paper_of(claim)), visitor)
    assert phone.post(PHOTOS, {"files": photo()}).status_code == 302
    assert AuditEvent.objects.get(code="claims.paper.added").delegation == grant
    grant.revoked_at = timezone.now()
    grant.save()
    assert is_gone(phone)
    assert ClaimFile.objects.count() == 1


def test_a_grant_taken_back_while_a_photo_is_opened_counts(alice, bob):
    """Who may is asked again with the claim locked."""
    claim = filled_draft(alice)
    grant = helper(alice.resident, bob.user, Scope.VIEW_CLAIMS, Scope.VIEW_PAPERS, Scope.FILL_PAPERS)
    shown_words(browser_of(bob), beside(paper_of(claim)))
    link = live_links().select_related("claim__resident", "made_by").get()
    by = actor_on(link, bob.council, bob.origin)

    class TakesItBack:
        name, size = "home.jpg", 9

        def read(self):
            grant.revoked_at = timezone.now()
            grant.save()
            return photo().read()

        def seek(self, offset):
            pass

    with pytest.raises(Http404):
        send_from_phone(link=link, uploads=[TakesItBack()], by=by)
    assert not ClaimFile.objects.exists()


def test_whoever_may_only_look_gets_no_code(alice, bob, aisha):
    paper = paper_of(filled_draft(alice))
    helper(alice.resident, bob.user, Scope.VIEW_CLAIMS, Scope.VIEW_PAPERS)
    assert browser_of(bob).get(beside(paper)).status_code == 403
    assert browser_of(aisha).post(beside(paper), {"action": "make"}).status_code == 404
    assert not PhoneLink.objects.exists()


def test_a_paper_that_needs_no_more_takes_none(alice, aisha, visitor):
    claim, browser = send(filled_draft(alice), alice), browser_of(alice)
    url = beside(paper_of(claim))
    phone = opened(browser, url, visitor)
    review(paper_of(claim), aisha, "waived", "We have it already.")
    assert is_gone(phone)
    assert browser.get(url).status_code == 404


def test_what_cannot_be_taken_is_said_and_a_script_is_told(alice, visitor):
    phone = opened(browser_of(alice), beside(paper_of(filled_draft(alice))), visitor)
    answer = phone.post(PHOTOS)
    assert answer.status_code == 422
    assert "Choose a photo or a PDF first." in text_of(answer)
    json = {"HTTP_ACCEPT": "application/json"}
    for had in ([], ["We have “home” already. It is kept once."]):
        told = phone.post(PHOTOS, {"files": photo()}, **json)
        assert (told.status_code, told.json()) == (200, {"problems": [], "had": had})
    assert phone.post(FINISH).status_code == 200
    assert phone.post(PHOTOS, {"files": photo()}, **json).json()["problems"][0].startswith("This link does not work")


def test_wrong_words_are_tried_only_so_often(visitor):
    phone = browser_of(visitor)
    answers = [phone.post(PHONE, {"words": "amber river teapot maple"}).status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]


def test_the_pages_ask_the_database_little(alice, visitor):
    browser = browser_of(alice)
    url = beside(paper_of(filled_draft(alice)))
    phone = opened(browser, url, visitor)
    assert len(queries_of(lambda: browser.get(url))) <= MOST_QUERIES
    assert len(queries_of(lambda: phone.get(PHOTOS))) <= MOST_QUERIES
