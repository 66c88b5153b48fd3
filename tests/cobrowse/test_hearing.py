"""What the desk and the top of a conversation say of a person: whether a page of theirs is open, what they wrote."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cobrowse.actions.queueing import pass_on
from cobrowse.actions.talking import say
from cobrowse.models import Access, HelpRequest, SharedForm
from cobrowse.sharing.actions.codes import agree_to_code, make_code, type_code
from cobrowse.sharing.actions.sharing import note_beat, share_form, stop_editing
from tests.claims.making import small_draft
from tests.claims.test_page_queries import queries_of
from tests.cobrowse.conftest import new_id
from tests.people import browser_of

DESK = reverse("cobrowse:desk")
OPEN, LOOKED = "Their page is open.", "Their page tells us only when they look at it"


def both_pages(request: HelpRequest, by) -> list[str]:
    """The desk, and the conversation."""
    browser = browser_of(by)
    pages = [browser.get(each) for each in (DESK, reverse("cobrowse:staff_request", args=[request.public_id]))]
    return [" ".join(each.content.decode().split()) for each in pages]


@pytest.fixture
def by_phone(alice, on_duty) -> HelpRequest:
    """Alice came with a code that she read out, and writes nothing."""
    draft = small_draft(alice)
    _code, digits = make_code(by=alice, claim_id=draft.public_id)
    code = type_code(digits=digits, by=on_duty)
    agree_to_code(public_id=code.public_id, claim_id=draft.public_id, access=Access.EDIT, by=alice)
    return HelpRequest.objects.get()


@pytest.mark.slow
def test_a_page_of_the_shared_form_that_says_so_is_open(by_phone, on_duty):
    note_beat(share=SharedForm.objects.get())
    # The conversation was looked at before; the form is heard of now.
    HelpRequest.objects.update(resident_here_at=timezone.now() - dt.timedelta(minutes=8), resident_asks=False)
    for page in both_pages(by_phone, on_duty):
        assert OPEN in page
        assert LOOKED not in page
    SharedForm.objects.update(resident_here_at=timezone.now() - dt.timedelta(minutes=2))
    for page in both_pages(by_phone, on_duty):
        assert "Their page was not heard of lately." in page


def test_of_a_form_without_scripts_it_is_said_when_they_opened_a_page(by_phone, on_duty):
    HelpRequest.objects.update(resident_here_at=None)
    for page in both_pages(by_phone, on_duty):
        assert LOOKED in page


def test_a_conversation_that_is_heard_of_later_counts(by_phone, on_duty):
    SharedForm.objects.update(resident_here_at=timezone.now() - dt.timedelta(minutes=2))
    HelpRequest.objects.update(resident_here_at=timezone.now(), resident_asks=True)
    for page in both_pages(by_phone, on_duty):
        assert OPEN in page


def test_what_was_shared_before_says_nothing(talking, alice, on_duty):
    share_form(public_id=talking.public_id, claim_id=small_draft(alice).public_id, access=Access.VIEW, by=alice)
    SharedForm.objects.update(ended_at=timezone.now(), ending="stopped", resident_beats=True)
    assert OPEN not in str(both_pages(talking, on_duty))


@pytest.mark.slow
def test_the_desk_costs_no_more_with_forms_that_are_shared(talking, alice, on_duty):
    browser = browser_of(on_duty)
    browser.get(DESK)
    before = len(queries_of(lambda: browser.get(DESK)))
    share_form(public_id=talking.public_id, claim_id=small_draft(alice).public_id, access=Access.VIEW, by=alice)
    assert len(queries_of(lambda: browser.get(DESK))) == before


@pytest.mark.slow
def test_only_what_they_wrote_is_a_new_message(by_phone, alice, on_duty):
    assert "New message" not in both_pages(by_phone, on_duty)[0]
    stop_editing(public_id=by_phone.public_id, by=alice)
    HelpRequest.objects.update(adviser_saw=0)
    assert "New message" not in browser_of(on_duty).get(DESK).content.decode()
    say(request=by_phone, words="Are you there?", client_id=new_id(), by=alice)
    assert "New message" in browser_of(on_duty).get(DESK).content.decode()


def test_who_gets_somebody_passed_on_has_their_first_words_to_read(talking, on_duty, sam):
    pass_on(public_id=talking.public_id, to=sam.membership.pk, words="", by=on_duty)
    assert "New message" in browser_of(sam).get(DESK).content.decode()


@pytest.mark.slow
def test_whoever_reads_along_reads_with_whom_the_form_is_shared(talking, alice, on_duty, sam):
    share_form(public_id=talking.public_id, claim_id=small_draft(alice).public_id, access=Access.EDIT, by=alice)
    stop_editing(public_id=talking.public_id, by=alice)
    for words in ("can see their form and fill it in with them.", "can see their form. "):
        assert f"You {words}" in both_pages(talking, on_duty)[1]
        assert f"You {words}" not in both_pages(talking, sam)[1]
        assert f"Aisha Khan {words}" in both_pages(talking, sam)[1]
    pass_on(public_id=talking.public_id, to=sam.membership.pk, words="", by=on_duty)
    assert "Aisha Khan can see their form and fill" in both_pages(talking, sam)[1]
    share_form(public_id=talking.public_id, claim_id=small_draft(alice).public_id, access=Access.EDIT, by=alice)
    # Each is named who was let see it then.
    assert "You can see their form and fill" in both_pages(talking, sam)[1]
    page = both_pages(talking, on_duty)[1]
    assert "You can see their form and fill" in page
    assert "Sam Okoro can see their form and fill" in page
