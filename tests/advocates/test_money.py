"""Money is an area of its own: figures, decisions with their letters, and where money goes."""

from __future__ import annotations

import copy
import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import AuditEvent, Delegation
from advocates.presenters.sentences import NOT_YOURS, YOURS, allowed, not_allowed
from advocates.rules.terms import scopes_of
from claims.actions.answering import AnswerChange, save_answers, start_claim
from claims.models import Answer, Claim
from claims.presenters.links import page_address
from claims.readers.files import document_for
from claims.readers.where_it_goes import closed_to
from formspec.actions.publishing import publish_spec
from formspec.models import Form
from formspec.rules.compile import compile_form
from tests.advocates.test_confirming import ACCOUNT, send, type_account
from tests.claims.making import SMALL_SOURCE, fill, make_statuses
from tests.people import browser_of

SHOWN, CLOSED, OPEN = "account ending 58", "somebody whom they let enter bank details", 'name="account-sort_code"'
LEVELS = {
    "nothing": (True, False, False), "view": (True, True, False), "fill": (False, True, True),
}  # fmt: skip


@pytest.fixture
def grant(alice, bob) -> Delegation:
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=[], starts_on=today, ends_on=today + dt.timedelta(days=9)
    )


@pytest.fixture
def draft(alice) -> Claim:
    """Of a form that cannot be sent without an account, which is not given yet."""
    source = copy.deepcopy(SMALL_SOURCE)
    next(each for each in source["sections"][0]["questions"] if each["key"] == "account")["required"] = True
    make_statuses()
    form = Form.objects.create(slug="small-form")
    publish_spec(form=form, spec=compile_form(source, guidance={}), by=alice)
    claim = fill(start_claim(slug="small-form", language="en-gb", by=alice), alice, {"has_pets": "no"})
    Answer.objects.filter(claim=claim, key="account").delete()
    return claim


def let(grant: Delegation, **levels: str) -> None:
    grant.scopes = scopes_of(levels)
    grant.save()


def seen_by(helper: Actor, address: str) -> tuple[bool, bool, bool]:
    """Whether the page says that others answer, shows the account, and has boxes for it."""
    html = browser_of(helper).get(address).content.decode()
    assert "66374958" not in html
    return CLOSED in html, SHOWN in html, OPEN in html


@pytest.mark.parametrize("level", LEVELS)
def test_where_money_goes_is_seen_and_said_as_far_as_money_is_given(alice, bob, draft, grant, level):
    page, check = page_address(draft, "paying-you"), f"/claims/{draft.public_id}/check/"
    let(grant, claims="send", money=level)
    # A page without an answer is gone on from by whoever may not give it, and stays for whoever may.
    posted = browser_of(bob).post(page, {"_base-anything_else": "0", "anything_else": "A word"})
    assert posted.status_code == (422 if level == "fill" else 302)
    assert Answer.objects.get(claim=draft, key="anything_else").value == "A word"
    type_account(draft, alice)
    assert seen_by(bob, page) == LEVELS[level]
    text = browser_of(bob).get(check).content.decode()
    assert (SHOWN in text, "Not shown to you" in text) == (level != "nothing", level == "nothing")
    change = AnswerChange("account", "", ACCOUNT | {"name": "B Birtle"}, 99, "another-page")
    if level == "fill":
        type_account(draft, bob, name="B Birtle")
        event = AuditEvent.objects.filter(code="claims.answers.saved_by_helper").latest("number")
        assert (event.delegation, event.detail) == (grant, {"questions": ["account"]})
        return
    before = Answer.objects.get(claim=draft, key="account").revision
    with pytest.raises(PermissionDenied):
        save_answers(public_id=draft.public_id, changes=[change], by=bob)
    asked = {"question": "account", "raw": ACCOUNT, "base": 0}
    reply = browser_of(bob).post(f"/claims/{draft.public_id}/answers/", asked, content_type="application/json")
    assert reply.status_code == 403
    assert Answer.objects.get(claim=draft, key="account").revision == before


def test_to_enter_bank_details_wants_looking_at_money_too(alice, bob, draft, grant):
    grant.scopes = [*scopes_of({"claims": "send"}), "fill:money"]
    grant.save()
    assert closed_to(bob, draft) == {"account": False}
    with pytest.raises(PermissionDenied):
        type_account(draft, bob)
    assert closed_to(alice, draft) == {}


def test_the_copy_of_what_was_sent_names_the_account_and_is_for_who_may_see_it(alice, bob, draft, grant):
    type_account(draft, alice)
    claim = send(draft, alice)
    for level, may in (("nothing", False), ("view", True)):
        let(grant, claims="send", papers="fill", messages="fill", money=level)
        receipt = browser_of(bob).get(f"/claims/{claim.public_id}/sent/").content.decode()
        assert (f"/claims/{claim.public_id}/pdf/" in receipt) is may
        if may:
            assert document_for(bob, claim.public_id).claim == claim
        else:
            with pytest.raises(Http404):
                document_for(bob, claim.public_id)


def test_what_waits_for_a_word_is_named_and_not_shown_to_whoever_sees_no_money(alice, bob, draft, grant):
    let(grant, claims="send", money="fill")
    type_account(draft, bob)
    for level, words in (("view", SHOWN), ("nothing", "Not shown to you")):
        let(grant, claims="send", money=level)
        assert words in browser_of(bob).get(f"/confirm/{draft.public_id}/").content.decode()


def test_a_grant_says_in_plain_words_what_of_money_it_gives_and_what_not(grant):
    let(grant, claims="view", money="view")
    assert "see your money: what you could get, decisions, and where it is paid" in allowed(grant.scopes, YOURS)
    assert "work out what you could get, or enter bank details" in not_allowed(grant, NOT_YOURS, "own word")
    let(grant, claims="view", money="fill")
    assert "see your money, work out what you could get and enter bank details" in allowed(grant.scopes, YOURS)
