"""Whether it is safe to contact somebody, as a draft says it: at once, and with a slip of the finger put right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.actions.preferences import set_preferences
from accounts.actors import Actor
from accounts.models import Resident
from accounts.permissions import Scope
from accounts.sessions import VISITOR
from claims.actions.answering import AnswerChange, save_answers
from claims.actions.sending import submit_claim
from claims.models import Claim
from claims.readers.answer_store import spec_of, stored_answers
from formspec.actions.publishing import publish_spec
from formspec.rules.compile import library_slugs
from formspec.rules.facts import NO, SAFE_CONTACT, YES, facts_in, said_alone
from formspec.rules.form_spec import Question
from tests.claims.making import fill, library_draft, small_draft
from tests.claims.test_answering import grant
from tests.claims.test_sending import asking_whether_safe
from tests.cobrowse.test_taking_over import sign_in
from tests.people import browser_of

# The check is sent to nobody; the national application for a Blue Badge has no such question.
WHAT_HOLDS = "we send no email and no text message, whatever this form says."
WITHOUT = {"check-what-you-can-get", "blue-badge"}


@pytest.fixture(autouse=True)
def asked_whether_safe(alice, omar):
    """Drafts ask it from now on."""
    publish_spec(form=small_draft(alice).form_version.form, spec=asking_whether_safe(), by=omar)


def is_unsafe(person: Actor) -> bool:
    return not Resident.objects.get(pk=person.resident.pk).safe_to_contact


def test_a_slip_of_the_finger_is_put_right_in_the_same_draft(alice):
    draft = fill(small_draft(alice), alice, {"safe": "no"})
    assert is_unsafe(alice)
    fill(draft, alice, {"safe": "yes"})
    assert not is_unsafe(alice)


@pytest.mark.slow
@pytest.mark.parametrize("slug", library_slugs())
def test_every_form_that_asks_is_obeyed_before_it_is_sent(alice, slug):
    draft = library_draft(slug, alice)
    questions = [each for each in spec_of(draft).questions.values() if SAFE_CONTACT in facts_in(each)]
    assert questions or slug in WITHOUT, f"{slug} does not ask it"
    for question in questions:
        answers = [option["value"] for option in question.get("options", ())] or [YES, NO]
        says = {said_alone(question, SAFE_CONTACT, answer): answer for answer in answers}
        saved(draft, alice, question, says[NO])
        assert is_unsafe(alice)
        saved(draft, alice, question, says[YES])
        assert not is_unsafe(alice)


def saved(draft: Claim, by: Actor, question: Question, raw: str) -> None:
    before = stored_answers(draft).get((question["key"], ""))
    change = AnswerChange(question["key"], "", raw, before.revision if before else 0)
    save_answers(public_id=draft.public_id, changes=[change], by=by)


@pytest.mark.parametrize("also", ["account", "account later", "earlier draft", "later draft", "sent"])
def test_what_something_else_says_too_no_draft_takes_back(alice, also):
    draft, other = small_draft(alice), small_draft(alice)
    if also == "account":
        set_preferences(contact_by=[], safe_to_contact=False, by=alice)
    if also == "earlier draft":
        fill(other, alice, {"safe": "no"})
    fill(draft, alice, {"safe": "no"})
    if also == "account later":
        set_preferences(contact_by=[], safe_to_contact=False, by=alice)
    if also in ("later draft", "sent"):
        fill(other, alice, {"safe": "no", "has_pets": "no"})
    if also == "sent":
        submit_claim(public_id=other.public_id, by=alice, for_whom="self")
    fill(draft, alice, {"safe": "yes"})
    assert is_unsafe(alice)


def test_a_helper_takes_nothing_back(alice, bob):
    draft = fill(small_draft(alice), alice, {"safe": "no"})
    grant(alice, bob, [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, Scope.VIEW_CONTACT, Scope.FILL_CONTACT])
    fill(draft, bob, {"safe": "yes"})
    assert is_unsafe(alice)
    check = reverse("claims:check_answers", args=[draft.public_id])
    assert WHAT_HOLDS in browser_of(alice).get(check).content.decode()
    assert WHAT_HOLDS not in browser_of(bob).get(check).content.decode(), "who may be the one it is not safe from"


def test_once_it_was_sent_it_is_not_taken_back_by_a_draft(alice):
    draft = fill(small_draft(alice), alice, {"safe": "no", "has_pets": "no"})
    submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    fill(small_draft(alice), alice, {"safe": "yes"})
    assert is_unsafe(alice)


@pytest.mark.slow
def test_said_in_two_forms_without_an_account_it_is_taken_back_only_signed_in(visitor, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    one = small_draft(visitor)
    guest = replace(visitor, resident=one.resident)
    drafts = [one, small_draft(guest)]
    for said in ("no", "yes"):
        for draft in drafts:
            fill(draft, guest, {"safe": said})
    assert is_unsafe(guest), "whoever has the browser before them may be the one it is not safe from"
    browser, check = browser_of(guest), reverse("claims:check_answers", args=[one.public_id])
    session = browser.client.session
    session[VISITOR] = str(guest.resident.public_id)
    session.save()
    page = browser.get(check).content.decode()
    assert WHAT_HOLDS in " ".join(page.split())
    assert reverse("accounts:preferences") in page
    assert "sign-in" in browser.get(reverse("accounts:preferences")).url
    sign_in(browser, "zoe@example.org")
    mine = reverse("accounts:is_this_yours")
    browser.post(mine, {"record": str(guest.resident.public_id), "answer": "yes"}, follow=True)
    assert not Resident.objects.get(email="zoe@example.org").safe_to_contact, "a yes alone is not it"
    browser.post(reverse("accounts:preferences"), {"safe": "yes", "message_language": "en-gb"})
    assert Resident.objects.get(email="zoe@example.org").safe_to_contact
    assert WHAT_HOLDS not in " ".join(browser.get(check).content.decode().split())
