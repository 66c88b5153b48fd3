"""One answer is marked as verified, against what, when and by whom, for as long as it is that answer."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import AuditEvent
from accounts.permissions import Role
from casework.actions.verifying import AnswerMoved, take_back_verification, verify_answer
from casework.models import Verification
from casework.readers.timeline import timeline_of
from casework.readers.verifying import verified_in
from claims.actions.answering import AnswerChange, add_row, save_answers
from claims.actions.sending import submit_claim
from claims.models import Claim
from tests.casework.deciding.cases import checked_claim
from tests.claims.correcting.asking import ask, save, send
from tests.claims.sent import ANSWERS, NINO, answer, full_draft, sent_claim
from tests.people import browser_of, make_staff

# The claimant's own: nothing that could be compared with anything.
OWN_ACTS = [("declaration", 0), ("signed_name", 0)]
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
    whole = f"/staff/claims/{claim.reference}/verify/"
    assert re.findall(r'href="([^"]*/verify/[^"]*)"', page_of(claim, aisha)) == [whole], "one link, not one an answer"
    listed = browser.get(whole).content.decode()
    assert f'{address(claim, "nino")}"' in listed
    assert address(claim, "photo") not in listed, "a file is accepted as a paper"
    assert not any(address(claim, *place) in listed for place in OWN_ACTS)
    assert "/verify/" not in page_of(claim, omar)
    form = browser.get(address(claim, "nino")).content.decode()
    assert NINO not in form.replace(" ", ""), "masked here as on the claim"
    wrong = browser.post(address(claim, "nino"), {"based_on": "0", "words": "passport"})
    assert wrong.status_code == 422
    assert 'value="passport"' in wrong.content.decode()
    given = {"against": "paper", "words": "passport", "based_on": "0"}
    assert browser.post(address(claim, "nino"), given)["Location"] == whole
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
    for key, entry in [("pet_name", 9), ("pet_name", 0), ("nothing", 0), ("photo", 0), ("pets", 0), *OWN_ACTS]:
        with pytest.raises(Http404):
            verify(claim, aisha, key, entry)


def test_a_mark_is_of_one_entry_and_not_of_another_that_has_its_number_now(alice, aisha):
    draft = full_draft(alice)
    answer(draft, alice, ANSWERS)
    rows = [add_row(public_id=draft.public_id, group="pets", by=alice) for _pet in range(2)]
    born = {"day": "1", "month": "2", "year": "2020"}
    for row, name in zip(rows, ("Rex", "Mog"), strict=True):
        typed = [AnswerChange("pet_name", row, name, 0), AnswerChange("pet_born", row, born, 0)]
        save_answers(public_id=draft.public_id, changes=typed, by=alice)
    claim = submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    verify(claim, aisha, "pet_born", 1)
    verify(claim, aisha, "dob")
    asked = ask(claim, aisha, "pets")
    save(asked, alice, {}, remove=rows[0])
    send(asked, alice)
    assert set(verified_in(now(claim))) == {("dob", 0)}, "Mog was born on the same day, and nobody has looked"
    with pytest.raises(AnswerMoved):
        verify(claim, aisha, "pet_born", 1, based_on=0)


def test_what_is_not_answered_any_more_has_no_link_that_leads_nowhere(alice, aisha):
    claim = sent_claim(alice, story="One word")
    send(ask(claim, aisha, "has_pets", "story"), alice, {"has_pets": "no", "story": ""})
    page = browser_of(aisha).get(f"/staff/claims/{claim.reference}/verify/").content.decode()
    links = re.findall(r'href="(/staff/claims/[^"]*/verify/[^"]*)"', page)
    assert address(claim, "has_pets") in links
    assert {browser_of(aisha).get(link).status_code for link in links} == {200}


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
    late = browser_of(aisha).post(address(claim), {"against": "seen", "words": "a letter", "based_on": "0"})
    assert late.status_code == 409
    page = late.content.decode()
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


def test_sent_twice_it_is_done_once_and_taken_back_twice_too(alice, aisha, omar):
    claim = sent_claim(alice, story="One word")
    first = verify(claim, aisha)
    assert verify(claim, aisha) == first
    with pytest.raises(PermissionDenied):
        take_back_verification(reference=claim.reference, key="story", entry=0, which=first.pk, by=omar)
    browser = browser_of(aisha)
    page = browser.get(address(claim)).content.decode()
    assert "It is not verified after all" in page
    assert f'name="which" value="{first.pk}"' in page
    take_back = address(claim, more="take-back/")
    for which in ("", "x", "9" * 30, str(first.pk + 1)):
        assert browser.post(take_back, {"which": which}).status_code == 404
    for _press in range(2):
        assert browser.post(take_back, {"which": first.pk}).status_code == 302
    assert verified_in(now(claim)) == {}
    titles = [event["title"] for event in timeline_of(now(claim))]
    assert "Answer to “Anything else?” not verified after all" in titles
    assert AuditEvent.objects.filter(code="claims.answer.unverified", subject=claim.reference).count() == 1
    assert verify(claim, aisha).pk != first.pk


def test_whoever_comes_second_reads_what_the_first_found_and_loses_nothing(alice, aisha, calderbrook):
    claim = sent_claim(alice, story="One word")
    ben = make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)
    first = verify(claim, aisha)
    given = {"against": "register", "words": "a letter of Ben’s", "based_on": "0"}
    late = browser_of(ben).post(address(claim), given)
    assert late.status_code == 409
    page = late.content.decode()
    assert f"by {aisha.label}. {MARK}" in page
    assert "You typed: A register or another system: a letter of Ben’s" in page
    assert "Somebody verified this answer" in page
    assert [verified_in(now(claim))["story", 0]] == list(Verification.objects.all()) == [first]
    browser_of(ben).post(address(claim, more="take-back/"), {"which": first.pk})
    second = verify(claim, ben, words="a letter")
    stale = browser_of(aisha).post(address(claim, more="take-back/"), {"which": first.pk})
    assert stale.status_code == 409, "not the mark that was on the page"
    assert "a letter" in stale.content.decode()
    assert verified_in(now(claim))["story", 0] == second


def test_from_a_check_it_leads_back_to_the_check(alice, aisha):
    claim, browser = checked_claim(alice), browser_of(aisha)
    check = f"/staff/claims/{claim.reference}/checks/identity/"
    link = address(claim, "nino", more="?check=identity")
    assert f'href="{link}"' in browser.get(check).content.decode()
    assert f'href="{check}"' in browser.get(link).content.decode()
    done = browser.post(link, {"against": "paper", "words": "passport", "based_on": "0"})
    assert done["Location"] == check
    action = address(claim, "nino", more="take-back/?check=identity")
    assert f'action="{action}"' in browser.get(link).content.decode()
    which = verified_in(now(claim))["nino", 0].pk
    assert browser.post(action, {"which": which})["Location"] == check
    elsewhere = browser.get(address(claim, "nino", more="?check=//evil.example/")).content.decode()
    assert 'href="//evil' not in elsewhere
    assert f'href="/staff/claims/{claim.reference}/#answers"' in elsewhere
    shown = browser.get(f"/staff/claims/{claim.reference}/show/nino/0/?check=identity").content.decode()
    assert f'href="{check}"' in shown
