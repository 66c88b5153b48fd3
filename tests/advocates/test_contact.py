"""How somebody is reached is an area of its own: their answers about it, their record, what is printed with it."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.models import Delegation
from advocates.presenters.reaching import reach_content
from advocates.presenters.sentences import NOT_YOURS, YOURS, allowed, not_allowed
from advocates.rules.terms import scopes_of
from claims.actions.answering import AnswerChange, save_answers, start_claim
from claims.actions.confirming import confirm_typed
from claims.actions.sending import WantsOwnWord
from claims.models import Answer, Claim, Fact
from claims.presenters.links import page_address
from claims.readers.files import document_for
from claims.readers.where_it_goes import closed_to, unseen_by
from formspec.actions.publishing import publish_spec
from formspec.models import Form
from formspec.rules.compile import compile_form, library_facts
from formspec.rules.facts import CONTACT_FACTS
from tests.advocates.test_confirming import seen, send
from tests.claims.making import SMALL_SOURCE, fill, make_statuses
from tests.people import browser_of

HOME = {"line1": "7 Canary Row", "line2": "", "county": "", "town": "Calder", "postcode": "AB1 2DE"}
QUESTIONS: list[dict[str, Any]] = [
    {"key": "address", "label": "Your address", "type": "address", "fact": "address.current", "required": True},
    {"key": "phone", "label": "Your number", "type": "phone", "fact": "person.phone", "required": False},
    {"key": "ways", "label": "How shall we tell you?", "type": "multi_choice", "fact": "person.contact_preference",
     "required": False, "options": [{"value": "sms", "label": "By text"}, {"value": "post", "label": "By letter"}]},
    {"key": "letters", "label": "Where do letters go?", "type": "address", "fact": "address.correspondence",
     "required": False},
]  # fmt: skip
CLOSED = "somebody whom they let enter contact details"
# What a page of the form shows at each level: that others answer, the address, a box for it.
LEVELS = {"nothing": (True, False, False), "view": (True, True, False), "fill": (False, True, True)}


@pytest.fixture
def grant(alice, bob) -> Delegation:
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=[], starts_on=today, ends_on=today + dt.timedelta(days=9)
    )


@pytest.fixture
def draft(alice) -> Claim:
    source = copy.deepcopy(SMALL_SOURCE)
    section = source["sections"][0]
    section["questions"] += QUESTIONS
    section["pages"][-1]["questions"] += [each["key"] for each in QUESTIONS]
    make_statuses()
    form = Form.objects.create(slug="small-form")
    publish_spec(form=form, spec=compile_form(source, guidance={}), by=alice)
    claim = start_claim(slug="small-form", language="en-gb", by=alice)
    claim = fill(claim, alice, {"has_pets": "no", "address": HOME, "phone": "01632 960 111", "ways": ["post"]})
    Answer.objects.filter(claim=claim, key__in=["account", "letters"]).delete()
    return claim


def let(grant: Delegation, **levels: str) -> None:
    grant.scopes = scopes_of(levels)
    grant.save()


def type_in(draft: Claim, by, key: str, raw: Any) -> None:
    base = Answer.objects.filter(claim=draft, key=key).values_list("revision", flat=True).first() or 0
    save_answers(public_id=draft.public_id, changes=[AnswerChange(key, "", raw, base)], by=by)


@pytest.mark.parametrize("level", LEVELS)
def test_how_somebody_is_reached_is_seen_and_said_as_far_as_contact_is_given(alice, bob, draft, grant, level):
    page, check = page_address(draft, "paying-you"), f"/claims/{draft.public_id}/check/"
    let(grant, claims="send", money="fill", reach=level)
    html = browser_of(bob).get(page).content.decode()
    assert (CLOSED in html, "7 Canary Row" in html, 'name="address-line1"' in html) == LEVELS[level]
    text = browser_of(bob).get(check).content.decode()
    assert ("7 Canary Row" in text, "960111" in text.replace(" ", ""), "By letter" in text) == (level != "nothing",) * 3
    # What else stands on the page is saved, whatever of it is closed; boxes that were not drawn are ticked off by none.
    posted = browser_of(bob).post(page, {"_base-anything_else": "0", "anything_else": "A word"})
    assert posted.status_code == 302
    assert Answer.objects.get(claim=draft, key="ways").value == ["post"]
    if level == "fill":
        type_in(draft, bob, "ways", ["sms"])
        return
    for key, raw in (("address", HOME | {"line1": "1 Other Road"}), ("phone", "07700 900 111"), ("ways", ["sms"])):
        before = Answer.objects.get(claim=draft, key=key).revision
        with pytest.raises(PermissionDenied):
            type_in(draft, bob, key, raw)
        asked = {"question": key, "raw": raw, "base": 0}
        reply = browser_of(bob).post(f"/claims/{draft.public_id}/answers/", asked, content_type="application/json")
        assert reply.status_code == 403
        assert Answer.objects.get(claim=draft, key=key).revision == before


@pytest.mark.parametrize(("key", "raw"), [("phone", "07700 900 111"), ("letters", HOME | {"line1": "1 Other Road"})])
def test_a_change_of_contact_that_a_helper_typed_wants_its_owners_word(alice, bob, draft, grant, key, raw):
    let(grant, claims="send", reach="fill")
    type_in(draft, bob, key, raw)
    with pytest.raises(WantsOwnWord):
        send(draft, bob)
    let(grant, claims="send")
    waiting = browser_of(bob).get(f"/confirm/{draft.public_id}/").content.decode()
    assert "Not shown to you" in waiting
    assert ("1 Other Road" in waiting, "900111" in waiting.replace(" ", "")) == (False, False)
    confirm_typed(public_id=draft.public_id, seen=seen(draft), by=alice)
    assert not send(draft, bob).is_draft


def test_another_home_than_was_sent_before_wants_its_owners_word_and_a_first_one_does_not(alice, bob, draft, grant):
    let(grant, claims="send", money="fill", reach="fill")
    type_in(draft, bob, "address", HOME | {"line1": "1 Other Road"})
    fact = Fact.objects.create(
        resident=alice.resident, claim=draft, fact="address.current", value=HOME, confirmed_at=timezone.now()
    )
    with pytest.raises(WantsOwnWord):
        send(draft, bob)
    fact.delete()
    assert not send(draft, bob).is_draft


def test_where_a_code_goes_is_for_whoever_sees_contact(alice, bob, draft, grant):
    alice.resident.safe_to_contact = True
    for level, hint in (("nothing", False), ("view", True)):
        let(grant, claims="send", reach="fill", money="fill")
        type_in(draft, bob, "phone", "07700 900 1" + ("11" if hint else "22"))
        let(grant, claims="send", reach=level)
        html = browser_of(bob).get(f"/confirm/{draft.public_id}/").content.decode()
        assert "Send them a code" in html
        assert ("the contact that they proved" in html) is not hint


def test_to_enter_contact_details_wants_looking_at_them_and_each_area_is_apart(alice, bob, draft, grant):
    grant.scopes = [*scopes_of({"claims": "send", "money": "fill"}), "fill:contact"]
    grant.save()
    assert closed_to(bob, draft) == dict.fromkeys(("address", "phone", "ways", "letters"), False)
    with pytest.raises(PermissionDenied):
        type_in(draft, bob, "phone", "07700 900 111")
    let(grant, claims="send", reach="fill")
    assert closed_to(bob, draft) == {"account": False}
    let(grant, claims="view", money="view", reach="view")
    assert unseen_by(bob, draft) == frozenset()
    assert closed_to(alice, draft) == {}


def test_the_copy_of_what_was_sent_has_all_of_it_and_is_for_who_sees_money_and_contact(alice, bob, draft, grant):
    claim = send(draft, alice)
    for levels in ({"money": "fill"}, {"reach": "fill"}):
        let(grant, claims="send", papers="fill", messages="fill", **levels)
        assert f"/claims/{claim.public_id}/pdf/" not in browser_of(bob).get(f"/claims/{claim.public_id}/sent/").text
        with pytest.raises(Http404):
            document_for(bob, claim.public_id)
    let(grant, claims="view", money="view", reach="view")
    assert document_for(bob, claim.public_id).claim == claim


def test_the_persons_page_says_how_to_reach_them_to_whom_it_was_given_and_never_where_it_is_not_safe(alice, bob, grant):
    resident = alice.resident
    resident.phone, resident.contact_by = "+447700900111", ["post"]
    resident.save()
    address = f"/helping/{grant.public_id}/"

    def shown() -> str:
        return browser_of(bob).get(address).content.decode().replace("07700 900111", "07700 900 111")

    let(grant, claims="send", money="fill", papers="fill", messages="fill", journal="fill")
    assert ("900 111" in shown(), resident.email in shown(), "How to reach them" in shown()) == (False, False, False)
    let(grant, claims="view", reach="view")
    assert ("900 111" in shown(), resident.email in shown()) == (True, True)
    resident.safe_to_contact = False
    resident.save()
    assert ("900 111" in shown(), resident.email in shown()) == (False, False)
    assert "It is not safe to contact this person" in shown()
    assert reach_content(resident) == {"is_unsafe": True, "rows": []}


def test_a_grant_says_in_plain_words_what_of_contact_it_gives_and_what_not(grant):
    let(grant, claims="view", reach="view")
    assert "see how you are reached" in allowed(grant.scopes, YOURS)
    assert "enter contact details" in not_allowed(grant, NOT_YOURS, "own word")
    let(grant, claims="view", reach="fill")
    assert "see how you are reached and enter contact details" in allowed(grant.scopes, YOURS)


def test_every_fact_of_the_library_that_says_how_somebody_is_reached_is_of_the_area():
    own = {each for each in library_facts() if each.startswith(("person.", "address."))}
    reached = {each for each in own if any(word in each for word in ("phone", "email", "contact", "access_needs"))}
    homes = {each for each in own if each.startswith("address.")} - {"address.moved_in", "address.time_in_area"}
    assert reached | homes <= CONTACT_FACTS
