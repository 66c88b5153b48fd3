"""A hidden answer is shown to who may see it, with a reason, once, and the person reads who looked at which and why."""

import copy
import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts import audit
from accounts.models import AuditEvent
from accounts.throttling import allowed, over
from casework.actions.showing import AlreadyShown, show_answer
from casework.models import Showing
from casework.views.showing import SHOWINGS, counted_as
from claims.actions.answering import AnswerChange, add_row, save_answers
from claims.actions.sending import submit_claim
from claims.models import Claim
from claims.readers.hidden import hidden_answer
from core.tenancy import council_scope
from formspec.rules.compile import compile_form
from tests.claims.sent import ACCOUNT, ANSWERS, NINO, SOURCE, answer, full_document, full_draft, sent_claim
from tests.claims.test_page_queries import queries_of
from tests.core.html_tree import tree
from tests.people import browser_of, make_staff

SPACED = "AB 12 34 56 C"
TRAIL = "/account/who-has-seen-my-information/"


def address(claim, key="nino", entry=0) -> str:
    return f"/staff/claims/{claim.reference}/show/{key}/{entry}/"


def asked(browser, claim, **said) -> dict:
    """The page that asks, filled in."""
    boxes = tree(browser.get(address(claim)).content.decode()).all("input")
    box = next(each for each in boxes if each.attrs.get("name") == "asked_with")
    return {"asked_with": box.attrs["value"], "reason": "identity", "words": ""} | said


def shown(claim, by, **said):
    given = {"key": "nino", "entry": 0, "reason": "paying", "words": "", "asked_with": uuid.uuid4()} | said
    return show_answer(reference=claim.reference, **given, by=by)


def test_the_claim_offers_it_at_each_hidden_answer_and_shows_none(alice, aisha, omar):
    claim = sent_claim(alice)
    page = browser_of(aisha).get(f"/staff/claims/{claim.reference}/").content.decode()
    assert address(claim) in page
    assert address(claim, "account") in page
    assert address(claim, "story") not in page
    assert NINO not in page.replace(" ", "")
    assert "/show/" not in browser_of(omar).get(f"/staff/claims/{claim.reference}/").content.decode()


def test_a_page_that_fails_shows_nothing_and_leaves_no_record(alice, aisha, settings):
    """Record and page are one transaction: here the key that encrypted the answer is gone."""
    claim, browser = sent_claim(alice), browser_of(aisha)
    said = asked(browser, claim)
    settings.FIELD_KEYS = {"other": b"x" * 32}
    browser.client.raise_request_exception = False
    page = browser.post(address(claim), said)
    assert page.status_code == 500
    assert "123456" not in page.content.decode().replace(" ", "")
    assert not Showing.objects.exists()
    assert not AuditEvent.objects.filter(code="claims.answer.shown").exists()


def test_it_is_shown_to_a_post_with_a_reason_on_a_page_that_nothing_keeps(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    said = asked(browser, claim)
    assert Showing.objects.count() == 0
    response = browser.post(address(claim), said)
    page = response.content.decode()
    assert SPACED in page
    assert SPACED not in tree(page).one("title").text
    assert "no-store" in response["Cache-Control"]
    assert SPACED not in browser.get(f"/staff/claims/{claim.reference}/").content.decode()
    timeline = browser.get(f"/staff/claims/{claim.reference}/").content.decode()
    assert "Looked at the whole answer to “Your National Insurance number”" in timeline


def test_the_same_page_sent_again_shows_nothing(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    said = asked(browser, claim)
    browser.post(address(claim), said)
    again = browser.post(address(claim), said)
    assert again.status_code == 409
    assert SPACED not in again.content.decode()
    assert "This answer was shown once" in " ".join(again.content.decode().split())
    assert AuditEvent.objects.filter(code="claims.answer.shown").count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"reason": ""}, "Choose an answer to"),
        ({"reason": "curious"}, "curious"),
        ({"reason": "other", "words": " "}, "Say what you need the answer for"),
        ({"reason": "other", "words": "x" * 201}, "200 characters or fewer"),
    ],
)
def test_without_a_reason_nothing_is_shown(alice, aisha, said, words):
    claim, browser = sent_claim(alice), browser_of(aisha)
    response = browser.post(address(claim), asked(browser, claim, **said))
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert SPACED not in page
    assert not AuditEvent.objects.filter(code="claims.answer.shown").exists()


def test_the_person_reads_who_looked_at_which_answer_and_why(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(alice)
    shown(claim, aisha)
    browser.get(TRAIL)
    shown(claim, aisha, key="account", reason="other", words="The bank sent the money back")
    assert len(queries_of(lambda: browser.get(TRAIL))) <= 9
    page = browser.get(TRAIL).content.decode()
    assert "Looked at your whole answer to “Your National Insurance number”, which our pages hide" in page
    assert "They said why: to pay you" in page
    assert "Looked at your whole answer to “Which account?”, which our pages hide" in page
    assert "They said why: “The bank sent the money back”" in page
    assert "Aisha Khan (Calderbrook Council)" in page


def test_the_record_names_the_question_and_never_the_answer(alice, aisha, caplog, capfd):
    claim, browser = sent_claim(alice), browser_of(aisha)
    browser.post(address(claim), asked(browser, claim, reason="other", words="A letter came back"))
    event = AuditEvent.objects.get(code="claims.answer.shown")
    assert (event.resident, event.subject, event.actor) == (alice.resident, claim.reference, aisha.user)
    kept = Showing.objects.get()
    assert event.detail == {"question": "nino", "entry": 0, "reason": "other", "showing": kept.pk}
    assert (kept.key, kept.words, kept.by_label) == ("nino", "A letter came back", "Aisha Khan (Calderbrook Council)")
    said = caplog.text + "".join(capfd.readouterr()) + json.dumps(dict(browser.client.session), default=str)
    assert not [secret for secret in (NINO, SPACED) if secret in said]
    assert NINO not in repr(hidden_answer(claim, "nino", 0))
    assert audit.broken_links() == []


def with_a_number_in_a_group(by) -> Claim:
    """A sent claim whose second pet has a number that is hidden."""
    source = copy.deepcopy(SOURCE)
    pets = next(each for each in source["sections"][1]["questions"] if each["key"] == "pets")
    pets["fields"].append({"key": "pet_nino", "label": "Its number", "type": "nino", "required": False})
    draft = full_draft(by, full_document() | compile_form(source, guidance={}))
    answer(draft, by, ANSWERS)
    for name, number in (("Rex", ""), ("Mog", NINO)):
        row = add_row(public_id=draft.public_id, group="pets", by=by)
        changes = [AnswerChange("pet_name", row, name, 0), AnswerChange("pet_nino", row, number, 0)]
        save_answers(public_id=draft.public_id, changes=changes, by=by)
    return submit_claim(public_id=draft.public_id, by=by, for_whom="self")


@pytest.mark.slow
def test_an_account_is_shown_whole_and_so_is_an_answer_in_an_entry_of_a_group(alice, aisha):
    claim, browser = with_a_number_in_a_group(alice), browser_of(aisha)
    page = browser.post(address(claim, "account"), asked(browser, claim)).content.decode()
    assert ACCOUNT in page
    whole = browser.get(f"/staff/claims/{claim.reference}/").content.decode()
    assert address(claim, "pet_nino", 2) in whole
    assert address(claim, "pet_nino", 1) not in whole
    assert SPACED in browser.post(address(claim, "pet_nino", 2), asked(browser, claim)).content.decode()
    for entry in (1, 3, 0):
        assert browser.get(address(claim, "pet_nino", entry)).status_code == 404
    assert "Its number" in browser_of(alice).get(TRAIL).content.decode()


def test_who_may_have_it_shown(alice, bob, omar, operator, visitor, southmere, aisha):
    claim = sent_claim(alice)
    for actor in (alice, bob, operator, visitor):
        with pytest.raises(Http404):
            shown(claim, actor)
    with pytest.raises(PermissionDenied):
        shown(claim, omar)
    away = make_staff(southmere, "Gwen", "gwen@southmere.example", "advisor")
    with council_scope(southmere.pk), pytest.raises(Http404):
        shown(claim, away)
    assert not Showing.objects.exists()


@pytest.mark.parametrize(("key", "entry"), [("story", 0), ("has_pets", 0), ("nino", 1), ("pet_name", 1), ("x", 0)])
def test_what_is_not_hidden_or_not_there_is_not_found(alice, aisha, key, entry):
    claim = sent_claim(alice)
    with pytest.raises(Http404):
        shown(claim, aisha, key=key, entry=entry)
    assert browser_of(aisha).get(address(claim, key, entry)).status_code == 404


def test_a_page_shows_once_whoever_sends_it(alice, aisha):
    claim, page = sent_claim(alice), uuid.uuid4()
    shown(claim, aisha, asked_with=page)
    with pytest.raises(AlreadyShown):
        shown(claim, aisha, asked_with=page, key="account")


def test_whoever_shows_very_many_has_to_wait(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    assert SPACED in browser.post(address(claim), asked(browser, claim)).content.decode()
    for _ in range(allowed(SHOWINGS) - 1):
        over(**counted_as(aisha), rate=SHOWINGS)
    waits = browser.post(address(claim), asked(browser, claim))
    assert waits.status_code == 429
    assert SPACED not in waits.content.decode()
    assert Showing.objects.count() == 1
