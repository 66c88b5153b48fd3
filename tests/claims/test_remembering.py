"""Whether it is safe to contact somebody, as a draft says it: at once, and with a slip of the finger put right."""

from __future__ import annotations

import pytest

from accounts.actions.preferences import set_preferences
from accounts.actors import Actor
from accounts.models import Resident
from accounts.permissions import Scope
from claims.actions.sending import submit_claim
from formspec.actions.publishing import publish_spec
from tests.claims.making import fill, small_draft
from tests.claims.test_answering import grant
from tests.claims.test_sending import asking_whether_safe


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
    grant(alice, bob, [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS])
    fill(draft, bob, {"safe": "yes"})
    assert is_unsafe(alice)


def test_once_it_was_sent_it_is_not_taken_back_by_a_draft(alice):
    draft = fill(small_draft(alice), alice, {"safe": "no", "has_pets": "no"})
    submit_claim(public_id=draft.public_id, by=alice, for_whom="self")
    fill(small_draft(alice), alice, {"safe": "yes"})
    assert is_unsafe(alice)
