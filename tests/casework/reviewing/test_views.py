"""Staff ask for a review of an award, of one or of many; give more time, close it for the claimant, cancel it."""

from __future__ import annotations

import html
import uuid

import jsonschema
import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from casework.clocks.actions.settings import save_targets
from casework.handover.readers.claim_schema import claim_schema
from casework.handover.readers.payload import claim_document
from casework.models import Delivery, Destination
from casework.readers.timeline import timeline_of
from casework.readers.work_list import WorkListFilter, work_list
from casework.reviewing import actions
from casework.reviewing.readers import usual_day
from claims.models import AwardReview, Claim, ClaimStatus
from claims.reviewing.actions import end_by_withdrawal
from notifications.models import Message
from tests.casework.test_bulk import confirmed, prepared, whys, work
from tests.claims.reviewing.reviewed import WHY, awarded_claim, in_days, review
from tests.claims.sent import sent_claim
from tests.people import browser_of, make_resident


@pytest.fixture
def claim(alice, aisha) -> Claim:
    return awarded_claim(alice, aisha)


def address(name: str, claim: Claim) -> str:
    return reverse(f"casework:{name}", args=[claim.reference])


def text_of(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def day(name: str, date) -> dict[str, str]:
    return {f"{name}-day": str(date.day), f"{name}-month": str(date.month), f"{name}-year": str(date.year)}


def asking(**given) -> dict[str, str]:
    return {"because": WHY, "asked_with": str(uuid.uuid4())} | day("last_day", in_days(30)) | given


def told(template: str) -> int:
    return Message.objects.filter(template=template, channel="in_app").count()


def marked(aisha, clock: str) -> list[str]:
    return [each.reference for each in work_list(aisha, WorkListFilter(clock=clock))]


@pytest.mark.slow
def test_a_review_is_asked_for_once_and_stands_on_the_claim_the_list_and_the_person(alice, aisha, omar, claim):
    browser = browser_of(aisha)
    assert address("review_award", claim) in text_of(browser.get(address("staff_claim", claim)))
    near = browser.post(address("review_award", claim), asking(**day("last_day", in_days(13))))
    assert "The day must be at least 14 days from today" in text_of(near)
    given = asking()
    for _ in range(2):
        assert browser.post(address("review_award", claim), given).status_code == 302
    made = AwardReview.objects.get()
    assert (made.because, made.last_day, told("review_asked")) == (WHY, in_days(30), 1)
    assert browser.post(address("review_award", claim), asking()).status_code == 409
    page = text_of(browser.get(address("staff_claim", claim)))
    assert "In review" in page
    assert address("open_review", claim) in page
    assert "In review until" in text_of(browser.get(address("person", claim)))
    assert any("Review asked for, to answer by" in event["title"] for event in timeline_of(claim))
    assert (marked(aisha, "in_review"), marked(aisha, "review_overdue")) == ([claim.reference], [])
    Claim.objects.update(review_until=in_days(-1))
    assert marked(aisha, "review_overdue") == [claim.reference]
    listed = browser.get(reverse("casework:work_list") + "?stage=done")
    assert "Review overdue since" in text_of(listed)


@pytest.mark.slow
def test_staff_give_more_time_close_it_for_the_claimant_or_cancel_it(alice, aisha, claim):
    browser, made = browser_of(aisha), review(claim, aisha)
    page = address("open_review", claim)
    more = {"what": "more_time", "words": "In hospital.", "review": made.public_id}
    assert "Enter the new last day" in text_of(browser.post(page, more))
    assert "must not be in the past" in text_of(browser.post(page, more | day("last_day", in_days(-1))))
    browser.post(page, more | day("last_day", in_days(50)))
    made.refresh_from_db()
    assert (made.last_day, made.remind_on, made.moved_why) == (in_days(50), in_days(43), "In hospital.")
    assert (told("review_moved"), Claim.objects.get().review_until) == (1, in_days(50))
    phoned = {"what": "by_phone", "words": "Phoned on Monday, gave date of birth.", "review": made.public_id}
    browser.post(page, phoned)
    made.refresh_from_db()
    assert (made.outcome, made.by_officer, made.answers_number) == ("unchanged", True, 0)
    assert (made.ended_by_label, Claim.objects.get().review_until) == (aisha.label, None)
    late = browser.post(page, phoned)
    assert late.status_code == 409
    assert "Phoned on Monday" in text_of(late), "what was typed is kept"
    second = review(claim, aisha)
    browser.post(page, {"what": "cancel", "words": "Asked by mistake.", "review": second.public_id})
    second.refresh_from_db()
    assert (second.outcome, second.ended_why) == ("cancelled", "Asked by mistake.")
    told_of = text_of(browser_of(alice).get(reverse("claims:review", args=[claim.public_id])))
    assert "You do not need to answer any more" in told_of


def test_only_what_gives_something_is_reviewed_and_only_by_who_may(alice, aisha, omar, claim):
    given = {"because": WHY, "last_day": in_days(20), "asked_with": uuid.uuid4()}
    other = sent_claim(alice)
    with pytest.raises(actions.NoAward):
        actions.ask_for_review(reference=other.reference, **given, by=aisha)
    assert "there is nothing to review" in text_of(browser_of(aisha).get(address("review_award", other)))
    for actor, error in ((alice, Http404), (omar, PermissionDenied)):
        with pytest.raises(error):
            actions.ask_for_review(reference=claim.reference, **given, by=actor)
    with pytest.raises(ValueError, match="14 days"):
        actions.ask_for_review(reference=claim.reference, **given | {"last_day": in_days(13)}, by=aisha)
    claim.decisions.update(state="reopened", undone_why="Wrong.")
    with pytest.raises(actions.NoAward):
        actions.ask_for_review(reference=claim.reference, **given, by=aisha)


def test_the_usual_day_is_the_councils_own(aisha, omar, calderbrook):
    today = timezone.localdate()
    save_targets(touch_within=0, decide_within=0, review_within=60, by=omar)
    assert 60 <= (usual_day(today, calderbrook.nation) - today).days <= 65


@pytest.mark.slow
def test_of_many_each_award_gets_its_review_and_the_others_are_named(calderbrook, alice, aisha):
    people = [make_resident(calderbrook, f"Person {n}", f"p{n}@example.org") for n in range(3)]
    fine, welsh, open_already = (awarded_claim(each, aisha) for each in people)
    type(people[1].resident).objects.filter(pk=people[1].resident.pk).update(language="cy")
    review(open_already, aisha)
    undecided = sent_claim(alice)
    claims = [fine, welsh, open_already, undecided]
    what = {"act": "review", "words": WHY, "until": in_days(30), "language": "en-gb"}
    _batch, why = prepared(claims, what, aisha)
    found = {each.reference: why.get(each.pk) for each in claims}
    assert list(found.values()) == [None, "language", "in_review", "no_award"]
    done = work(confirmed(claims, what, aisha))
    assert done.state == "ready"
    assert len(whys(done)) == len({each.submission.name for each in claims[1:]})
    made = AwardReview.objects.get(claim=fine)
    assert (made.because, made.last_day) == (WHY, in_days(30))
    done.claims.filter(claim=fine).update(result="to_do")
    type(done).objects.update(state="due")
    work(done)
    assert AwardReview.objects.filter(claim=fine).count() == 1, "done again, it is one review"


def test_the_page_of_many_offers_it_with_the_usual_day(alice, aisha, claim):
    browser = browser_of(aisha)
    at = browser.post(reverse("casework:choose_claims"), {"claim": [claim.reference]})["Location"]
    page = browser.get(f"{at}?do=review")
    assert "By when should they answer?" in text_of(page)
    near = browser.post(at, {"kind": "review", "words": WHY, "language": "en-gb"} | day("last_day", in_days(3)))
    assert near.status_code == 422
    shown = browser.post(at, {"kind": "review", "words": WHY, "language": "en-gb"} | day("last_day", in_days(30)))
    assert "A review, to answer by" in text_of(shown)
    assert "1 claim would change." in text_of(shown)


def test_nothing_stops_by_itself(alice, aisha, claim):
    review(claim, aisha, days=-3)
    assert Claim.objects.get().status == ClaimStatus.objects.get(code="decided")
    page = text_of(browser_of(aisha).get(address("staff_claim", claim)))
    assert "Review overdue" in page
    assert "Nothing stops by itself." in page


@pytest.mark.slow
def test_what_is_handed_over_says_how_each_review_stands(alice, aisha, claim):
    assert claim_document(claim, decision=None, with_hidden=False)["reviews"] == []
    made = review(claim, aisha)
    (waiting,) = claim_document(claim, decision=None, with_hidden=False)["reviews"]
    assert (waiting["id"], waiting["outcome"], waiting["ended_at"], waiting["change"]) == (
        str(made.public_id), "open", None, None,
    )  # fmt: skip
    told = {"how": "By phone.", "declared": "All right.", "by": aisha}
    actions.close_by_phone(reference=claim.reference, review=made.public_id, **told)
    document = claim_document(claim, decision=None, with_hidden=False)
    assert (document["reviews"][0]["outcome"], document["reviews"][0]["ended_by_officer"]) == ("unchanged", True)
    jsonschema.validate(document, claim_schema())
    assert "By phone." not in str(document["reviews"]), "words of staff stay here"


def test_the_end_of_a_review_is_handed_over_to_whoever_has_the_claim(alice, aisha):
    to = Destination.objects.create(name="Back office", url="https://desk.example/", forms=["full-form"])
    Destination.objects.create(name="Nobody's", url="https://other.example/", forms=["small-form"])
    claim = awarded_claim(alice, aisha)
    first = review(claim, aisha)
    actions.cancel_review(reference=claim.reference, review=first.public_id, why="Not needed.", by=aisha)
    second = review(Claim.objects.get(pk=claim.pk), aisha)
    actions.close_by_phone(reference=claim.reference, review=second.public_id, how="By phone.", declared="x", by=aisha)
    left = Delivery.objects.filter(claim=claim).order_by("pk").values_list("destination_id", "event", "review_id")
    assert list(left) == [
        (to.pk, "claim.sent", None), (to.pk, "claim.reviewed", first.pk), (to.pk, "claim.reviewed", second.pk),
    ]  # fmt: skip
    third = review(Claim.objects.get(pk=claim.pk), aisha)
    end_by_withdrawal(Claim.objects.get(pk=claim.pk), by=alice)
    assert not Delivery.objects.filter(review=third).exists(), "a withdrawal tells of itself"
