"""Reads about claims: what a list shows, and which page comes before and after."""

from __future__ import annotations

from claims.actions.answering import AnswerChange, save_answers
from claims.models import Claim
from claims.readers import claims as readers
from tests.claims.making import fill, small_draft

PAGES = ["who-you-are", "your-pets", "each-pet", "paying-you"]


def test_what_a_list_of_claims_shows(alice):
    claim = small_draft(alice)
    displayed = readers.claim_summaries(readers.claims_for(alice))
    assert displayed == [{"claim": claim, "title": "A small form", "kind": "claim", "name": "Alice Ashworth"}]


# --- pages ---


def with_pets(alice, answer: str) -> Claim:
    return fill(small_draft(alice), alice, {"has_pets": answer, "pet_kind": "Dogs"})


def neighbours(claim: Claim) -> tuple[list, list]:
    form_state = readers.form_state_of(claim)
    return (
        [readers.page_after(claim, form_state, page) for page in PAGES],
        [readers.page_before(claim, form_state, page) for page in PAGES],
    )


def test_pages_follow_each_other_and_leave_out_what_is_not_needed(alice):
    assert neighbours(with_pets(alice, "yes")) == ([*PAGES[1:], None], [None, *PAGES[:-1]])
    after, before = neighbours(with_pets(alice, "no"))
    assert after[1] == "paying-you"
    assert before[3] == "your-pets"


def test_the_first_page_that_needs_something_is_next(alice):
    claim = small_draft(alice)
    assert readers.next_page_to_do(claim, readers.form_state_of(claim)) == "who-you-are"
    save_answers(
        public_id=claim.public_id, page="who-you-are", by=alice,
        changes=[AnswerChange("name", "", {"first": "A", "last": "B"}, 0),
                 AnswerChange("dob", "", {"day": "1", "month": "2", "year": "1980"}, 0)],
    )  # fmt: skip
    claim.refresh_from_db()
    assert readers.next_page_to_do(claim, readers.form_state_of(claim)) == "your-pets"


def test_nothing_is_next_when_every_page_is_done(alice):
    claim = with_pets(alice, "no")
    for page in PAGES:
        save_answers(public_id=claim.public_id, changes=[], page=page, by=alice)
    claim.refresh_from_db()
    assert readers.next_page_to_do(claim, readers.form_state_of(claim)) is None


def test_a_form_is_seen_through_other_answers_where_they_are_given(alice):
    claim = with_pets(alice, "no")
    assert readers.form_state_of(claim).values["has_pets"] == "no"
    assert "has_pets" not in readers.form_state_of(claim, {}).values
