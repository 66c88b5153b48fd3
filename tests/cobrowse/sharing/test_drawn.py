"""A page of a shared form that is drawn again is as one that is drawn afresh, and what has not changed is not drawn."""

from __future__ import annotations

import time

import pytest
from django.utils import timezone, translation

from cobrowse.models import SharedForm
from cobrowse.sharing.actions.sharing import note_place
from cobrowse.sharing.presenters.drawn import DrawnForm
from cobrowse.sharing.presenters.presence import presence_of
from cobrowse.sharing.presenters.screen import adviser_screen, form_json, known_of
from cobrowse.sharing.readers.shares import share_for_staff
from tests.cobrowse.sharing.conftest import answer

# One after the other, on a page with all of them: (question, answer).
ANSWERS = [
    ("pet_kind", "A heron"), ("pet_kind", ""), ("nino", "QQ123456C"), ("nino", "nothing like it"), ("has_pets", "no"),
    ("pet_kind", "A stork"), ("has_pets", "yes"), ("anything_else", "More"),
    ("dob", {"day": "3", "month": "", "year": ""}),
]  # fmt: skip


@pytest.fixture
def page(together, on_duty):
    """The share as the adviser's screen reads it, on a page of the form."""

    def at(page: str) -> SharedForm:
        note_place(share=together, view="page", page=page)
        return share_for_staff(on_duty, together.request.public_id)

    return at


@pytest.mark.slow
@pytest.mark.parametrize("where", ["your-pets", "who-you-are", "paying-you"])
def test_after_each_answer_it_is_as_a_fresh_one(alice, draft, page, where):
    drawn = DrawnForm()
    drawn.again(page(where))
    for key, raw in ANSWERS:
        answer(draft, alice, key, raw)
        assert form_json(*drawn.again(page(where))) == form_json(*DrawnForm().again(page(where))), key


def test_another_page_or_language_is_drawn_as_a_whole(alice, draft, page):
    drawn = DrawnForm()
    drawn.again(page("your-pets"))
    for where, language in (("who-you-are", "en-gb"), ("who-you-are", "cy"), ("your-pets", "cy")):
        with translation.override(language):
            assert form_json(*drawn.again(page(where))) == form_json(*DrawnForm().again(page(where)))


def test_only_the_question_that_was_answered_is_drawn_again(alice, draft, page, django_assert_num_queries):
    drawn = DrawnForm()
    _content, before, rest = drawn.again(page("your-pets"))
    answer(draft, alice, "pet_kind", "A heron")
    share = page("your-pets")
    with django_assert_num_queries(1):
        _content, after, rest_after = drawn.again(share)
    assert "A heron" in after["pet_kind"]
    assert [key for key in after if after[key] is not before[key]] == ["pet_kind"]
    assert rest_after is rest
    answer(draft, alice, "has_pets", "no")
    assert "pet_kind" not in drawn.again(page("your-pets"))[1]


@pytest.mark.parametrize(("seconds", "kept"), [(4, True), (6, False)])
def test_a_screen_on_which_nobody_types_lets_go_of_the_draft(draft, page, monkeypatch, seconds, kept):
    """It would hold every answer for as long as a page stands open; what comes next is whole and right all the same."""
    drawn, share = DrawnForm(), page("your-pets")
    before = drawn.again(share)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + seconds)
    adviser_screen(share, after=0, known=known_of(share, presence_of(share, timezone.now())), drawn=drawn)
    after = drawn.again(share)
    assert after == before
    assert (after[2] is before[2]) == kept
