"""One answer is marked as verified, against what, when and by whom, for as long as it is that answer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import AuditEvent
from casework.actions.verifying import AnswerMoved, take_back_verification, verify_answer
from casework.models import Verification
from casework.readers.timeline import timeline_of
from casework.readers.verifying import verified_in
from claims.models import Claim
from tests.casework.deciding.cases import checked_claim
from tests.claims.correcting.asking import ask, send
from tests.claims.sent import NINO, sent_claim
from tests.people import browser_of

MARK = "A paper that the claimant gave: passport"


def address(claim, key="story", entry=0, more="") -> str:
    return f"/staff/claims/{claim.reference}/verify/{key}/{entry}/{more}"


def verify(claim, by, key="story", entry=0, based_on=0, words="passport"):
    said = {"against": "paper", "words": words, "based_on": based_on}
    return verify_answer(reference=claim.reference, key=key, entry=entry, **said, by=by)


def now(claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def page_of(claim, by) -> str:
    return browser_of(by).get(f"/staff/claims/{claim.reference}/").content.decode()


def test_the_mark_stands_beside_the_answer_at_the_desk_and_nowhere_of_the_claimants(alice, aisha, omar):
    claim = checked_claim(alice)
    browser = browser_of(aisha)
    assert address(claim, "nino") in page_of(claim, aisha)
    assert address(claim, "photo") not in page_of(claim, aisha), "a file is accepted as a paper"
    assert "/verify/" not in page_of(claim, omar)
    form = browser.get(address(claim, "nino")).content.decode()
    assert NINO not in form.replace(" ", ""), "masked here as on the claim"
    wrong = browser.post(address(claim, "nino"), {"based_on": "0", "words": "passport"})
    assert wrong.status_code == 422
    assert 'value="passport"' in wrong.content.decode()
    given = {"against": "paper", "words": "passport", "based_on": "0"}
    assert browser.post(address(claim, "nino"), given).status_code == 302
    page = page_of(claim, aisha)
    assert f"by {aisha.label}. {MARK}" in page
    assert "verified</p>" in page, "in the line of time"
    assert MARK in browser.get(f"/staff/claims/{claim.reference}/checks/identity/").content.decode()
    assert MARK not in browser_of(alice).get(f"/claims/sent/{claim.public_id}/").content.decode()
    assert AuditEvent.objects.filter(code="claims.answer.verified", subject=claim.reference).count() == 1


def test_an_answer_of_a_group_is_verified_by_its_entry(alice, aisha):
    claim = sent_claim(alice)
    assert verify(claim, aisha, "pet_name", 1).entry == 1
    assert set(verified_in(now(claim))) == {("pet_name", 1)}
    assert page_of(claim, aisha).count(f"{MARK}</strong>") == 1
    for key, entry in [("pet_name", 9), ("pet_name", 0), ("nothing", 0), ("photo", 0)]:
        with pytest.raises(Http404):
            verify(claim, aisha, key, entry)


def test_the_mark_goes_with_the_answer_and_stays_in_the_history(alice, aisha):
    claim = sent_claim(alice, story="One word")
    verify(claim, aisha)
    verify(claim, aisha, "nino")
    send(ask(claim, aisha, "story"), alice, {"story": "Another word"})
    assert set(verified_in(now(claim))) == {("nino", 0)}, "what was not corrected stays verified"
    assert Verification.objects.count() == 2
    titles = [event["title"] for event in timeline_of(now(claim))]
    assert "Answer to “Anything else?” verified" in titles
    with pytest.raises(AnswerMoved):
        verify(claim, aisha, based_on=0)
    answer = browser_of(aisha).post(address(claim), {"against": "seen", "words": "a letter", "based_on": "0"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "This answer changed" in page
    assert "Another word" in page
    assert 'value="a letter"' in page, "what was typed is kept"
    again = verify(claim, aisha, based_on=1)
    assert verified_in(now(claim))["story", 0] == again


def test_a_page_from_before_a_correction_of_something_else_is_not_out_of_date(alice, aisha):
    claim = sent_claim(alice)
    send(ask(claim, aisha, "story"), alice, {"story": "Another word"})
    assert verify(claim, aisha, "nino", based_on=0).version == 1
    with pytest.raises(AnswerMoved):
        verify(claim, aisha, "name", based_on=7)


def test_sent_twice_it_is_done_once_and_it_can_be_taken_back(alice, aisha, omar):
    claim = sent_claim(alice, story="One word")
    first = verify(claim, aisha)
    assert verify(claim, aisha, words="something else") == first
    with pytest.raises(PermissionDenied):
        take_back_verification(reference=claim.reference, key="story", entry=0, by=omar)
    browser = browser_of(aisha)
    assert "It is not verified after all" in browser.get(address(claim)).content.decode()
    assert browser.post(address(claim, more="take-back/")).status_code == 302
    assert browser.post(address(claim, more="take-back/")).status_code == 404
    assert verified_in(now(claim)) == {}
    titles = [event["title"] for event in timeline_of(now(claim))]
    assert "Answer to “Anything else?” not verified after all" in titles
    assert verify(claim, aisha).pk != first.pk
