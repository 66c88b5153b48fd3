"""Papers at the desk: judged once, asked for with a reason, added for the claimant; nothing is overwritten."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent
from casework.actions.papers import PaperMoved, add_paper_files, ask_for_paper
from casework.readers.timeline import timeline_of
from claims.models import ClaimFile, Paper, PaperReview, PaperState
from claims.papers.rules import due_on
from core.tenancy import council_scope
from notifications.models import Message
from notifications.texts import render_message
from tests.casework.test_claims import LIST, page_of, sent_by
from tests.claims.papers.giving import IDENTITY, NINO, give, paper_of, review
from tests.claims.sent import photo, sent_claim
from tests.claims.test_page_queries import queries_of
from tests.core.html_tree import tree
from tests.people import browser_of, make_staff

REASON = "It is out of date. Send the new one."


@pytest.fixture
def tom(southmere):
    """An advisor of another council."""
    return make_staff(southmere, "Tom Ellery", "tom@southmere.example", "advisor")


@pytest.fixture
def claim(alice):
    return sent_claim(alice, has_pets="no")


def desk_page(paper) -> str:
    return f"/staff/claims/{paper.claim.reference}/papers/{paper.public_id}/"


def judged(browser, paper, **said):
    """What the page posts, with what is said."""
    boxes = tree(browser.get(desk_page(paper)).content.decode()).all("input", type="hidden")
    revision = next(box.attrs["value"] for box in boxes if box.attrs["name"] == "revision")
    return {"state": "not_right", "reason": REASON, "revision": revision} | said


def ask(claim, by, **more):
    given = {"kind": NINO, "name": "", "about": "", "why": "To find your record.", "asked_with": uuid.uuid4()}
    given |= {"due_on": timezone.localdate()} | more
    return ask_for_paper(reference=claim.reference, by=by, **given)


@pytest.mark.slow
@pytest.mark.parametrize("state", ["accepted", "not_right", "waived"])
def test_what_staff_say_is_kept_with_who_said_it_and_is_in_the_trail(alice, aisha, claim, state):
    give(claim, alice)
    paper = review(paper_of(claim), aisha, state, "" if state == "accepted" else REASON)
    assert (paper.state, paper.is_new) == (state, False)
    kept = PaperReview.objects.get()
    assert (kept.state, kept.by, kept.by_label) == (state, aisha.user, aisha.label)
    event = AuditEvent.objects.get(code=f"claims.paper.{state}")
    assert (event.resident, event.subject, event.detail) == (alice.resident, claim.reference, {"paper": IDENTITY})
    assert audit.broken_links() == []


def test_nobody_says_anything_else_of_a_paper_nor_without_leave(alice, bob, aisha, omar, tom, claim):
    paper = paper_of(claim)
    with pytest.raises(Http404):
        review(paper, aisha, "wanted", REASON)
    with pytest.raises(PermissionDenied):
        review(paper, omar, "accepted")
    for actor in (alice, bob):
        with pytest.raises(Http404):
            review(paper, actor, "accepted")
    with council_scope(tom.council.pk), pytest.raises(Http404):
        review(paper, tom, "accepted")
    assert not PaperReview.objects.exists()


def test_not_right_is_asked_for_again_by_a_day_and_the_claimant_is_told(alice, aisha, claim):
    give(claim, alice)
    assert review(paper_of(claim), aisha, "not_right", REASON).due_on == due_on(timezone.localdate())
    day = timezone.localdate() + dt.timedelta(days=7)
    assert review(paper_of(claim), aisha, "not_right", REASON, due_on=day).due_on == day
    messages = Message.objects.filter(template="paper_not_right", channel=Message.Channel.EMAIL).order_by("pk")
    assert len(messages) == 2
    text = render_message(messages[0], alice.council)
    assert claim.reference in text.body
    assert REASON not in text.body
    assert "who you are" not in text.body


def test_whom_it_is_not_safe_to_contact_is_told_in_the_account_only(alice, aisha, claim):
    alice.resident.safe_to_contact = False
    alice.resident.save()
    ask(claim, aisha)
    channels = Message.objects.filter(template="paper_asked").values_list("channel", flat=True)
    assert list(channels) == [Message.Channel.IN_APP]


def test_a_press_on_an_old_page_overwrites_nothing(alice, aisha, claim):
    ben = make_staff(aisha.council, "Ben Ode", "ben@calderbrook.example", "advisor")
    give(claim, alice)
    seen = paper_of(claim)
    review(seen, ben, "accepted")
    with pytest.raises(PaperMoved) as moved:
        review(seen, aisha, "not_right", REASON)
    assert moved.value.paper.state == PaperState.ACCEPTED
    assert paper_of(claim).state == PaperState.ACCEPTED
    assert not Message.objects.filter(template="paper_not_right").exists()
    assert review(seen, ben, "accepted").state == PaperState.ACCEPTED, "sent twice"
    assert PaperReview.objects.count() == 1


@pytest.mark.slow
def test_a_file_that_came_meanwhile_is_looked_at_first_and_the_words_are_kept(alice, aisha, claim):
    give(claim, alice)
    browser, paper = browser_of(aisha), paper_of(claim)
    said = judged(browser, paper)
    give(claim, alice, "second.jpg")
    answer = browser.post(desk_page(paper), said)
    assert answer.status_code == 409
    page = tree(answer.content.decode()).one("main").text
    assert "This paper has changed since you opened the page" in page
    assert REASON in page
    assert "second.jpg" in page
    assert not PaperReview.objects.exists()
    again = browser.post(desk_page(paper), judged(browser, paper))
    assert again["Location"] == f"/staff/claims/{claim.reference}/#papers"
    assert paper_of(claim).state == PaperState.NOT_RIGHT


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"state": ""}, "Choose what you say of this paper"),
        ({"reason": " "}, "Write why, for the claimant to read"),
        ({"due_on-day": "1", "due_on-month": "2", "due_on-year": "2020"}, "The day must not be in the past"),
        ({"state": "waived", "reason": ""}, "Write why, for the claimant to read"),
    ],
)
def test_what_is_missing_is_said(alice, aisha, claim, said, words):
    give(claim, alice)
    browser, paper = browser_of(aisha), paper_of(claim)
    answer = browser.post(desk_page(paper), judged(browser, paper, **said))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PaperReview.objects.exists()


def test_of_a_paper_that_has_not_come_nobody_can_say_that_it_is_not_right(aisha, claim):
    browser, paper = browser_of(aisha), paper_of(claim)
    page = browser.get(desk_page(paper)).content.decode()
    assert "I have seen it" in page
    assert "It is not right" not in page
    assert browser.post(desk_page(paper), judged(browser, paper)).status_code == 422


def test_one_more_paper_is_asked_for_once_with_a_reason_that_the_claimant_reads(alice, aisha, claim):
    once = uuid.uuid4()
    paper = ask(claim, aisha, about="your partner", asked_with=once)
    assert ask(claim, aisha, about="your partner", asked_with=once) == paper
    other = ask(claim, aisha, kind="", name="The letter of 3 May")
    assert Message.objects.filter(template="paper_asked", channel=Message.Channel.EMAIL).count() == 2
    browser = browser_of(alice)
    receipt = tree(browser.get(f"/claims/{claim.public_id}/sent/").content.decode()).one("main").text
    assert "Proof of National Insurance number (your partner)" in receipt
    assert "The letter of 3 May" in receipt
    page = browser.get(f"/claims/{claim.public_id}/papers/{other.public_id}/").content.decode()
    assert "To find your record." in page
    assert paper_of(claim, NINO).public_id != paper.public_id, "several asks of a kind stand side by side"


def test_a_kind_that_the_form_does_not_know_is_not_asked_for(aisha, omar, claim):
    with pytest.raises(Http404):
        ask(claim, aisha, kind="nothing")
    with pytest.raises(PermissionDenied):
        ask(claim, omar)


def test_the_page_asks_for_a_paper(aisha, claim):
    browser, url = browser_of(aisha), f"/staff/claims/{claim.reference}/papers/ask/"
    boxes = tree(browser.get(url).content.decode()).all("input")
    first = {box.attrs["name"]: box.attrs.get("value", "") for box in boxes if "name" in box.attrs}
    assert browser.post(url, first | {"kind": "other", "why": "To see it."}).status_code == 422
    assert browser.post(url, first | {"kind": IDENTITY}).status_code == 422
    asked = browser.post(url, first | {"kind": "other", "name": "The letter of 3 May", "why": "To see it."})
    assert asked.status_code == 302
    paper = Paper.objects.get(kind="")
    assert (paper.name, paper.due_on, paper.why) == ("The letter of 3 May", due_on(timezone.localdate()), "To see it.")


def test_what_came_over_the_counter_is_added_and_says_so(alice, aisha, omar, tom, claim):
    browser, paper = browser_of(aisha), paper_of(claim)
    assert browser.post(desk_page(paper) + "add/", {}).status_code == 422
    assert browser.post(desk_page(paper) + "add/", {"files": photo("scan.jpg")})["Location"] == desk_page(paper)
    (file,) = paper_of(claim).given
    assert (file.name, file.added_by_label) == ("scan.jpg", aisha.label)
    own = browser_of(alice).get(f"/claims/{claim.public_id}/papers/{paper.public_id}/").content.decode()
    assert "The council added this one for you." in own
    assert aisha.label not in own
    assert "/remove/" not in own
    given = {"reference": claim.reference, "paper": paper.public_id, "uploads": [photo()]}
    with pytest.raises(PermissionDenied):
        add_paper_files(**given, by=omar)
    with council_scope(tom.council.pk), pytest.raises(Http404):
        add_paper_files(**given, by=tom)


@pytest.mark.slow
def test_what_no_scanner_has_seen_says_so(alice, aisha, claim):
    give(claim, alice)
    browser, page = browser_of(aisha), desk_page(paper_of(claim))
    assert "not scanned for viruses" in browser.get(page).content.decode()
    ClaimFile.objects.update(is_scanned=True)
    assert "not scanned for viruses" not in browser.get(page).content.decode()


def test_a_claim_with_a_new_paper_is_marked_and_found_until_somebody_deals_with_it(alice, aisha, claim):
    quiet = sent_by(alice.council, "Quiet Person")
    assert "New paper" not in page_of(aisha, LIST)
    give(claim, alice)
    assert "New paper" in page_of(aisha, LIST)
    found = page_of(aisha, LIST, new_paper="on")
    assert claim.reference in found
    assert quiet.reference not in found
    review(paper_of(claim), aisha, "accepted")
    assert claim.reference not in page_of(aisha, LIST, new_paper="on")


@pytest.mark.slow
def test_the_claims_page_lists_them_and_the_timeline_says_what_happened(alice, aisha, claim):
    give(claim, alice)
    review(paper_of(claim), aisha, "not_right", REASON)
    give(claim, alice, "second.jpg")
    ask(claim, aisha, kind="", name="The letter of 3 May")
    titles = [event["title"] for event in timeline_of(claim)]
    for title in (
        "“Proof of who you are” came",
        "“Proof of who you are”: Not right, asked for again",
        "Asked for “The letter of 3 May”",
    ):
        assert title in titles
    browser = browser_of(aisha)
    page = browser.get(f"/staff/claims/{claim.reference}/").content.decode()
    assert desk_page(paper_of(claim)) in page
    assert len(queries_of(lambda: browser.get(desk_page(paper_of(claim))))) <= 15
    Paper.objects.filter(claim=claim, kind=NINO).update(due_on=dt.date(2026, 1, 2))
    assert "Late: it was wanted by 2 January 2026" in browser.get(f"/staff/claims/{claim.reference}/").content.decode()
