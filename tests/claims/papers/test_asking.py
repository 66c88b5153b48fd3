"""When a claim is sent, each paper that its answers call for is asked for, once, by a day."""

import datetime as dt

import pytest
from django.utils import timezone

from claims.models import Paper, PaperState
from claims.papers.actions.asking import ask_for_papers
from claims.papers.rules import due_on
from claims.presenters.submission import evidence_to_send
from core.rules.dates import add_months
from tests.claims.papers.giving import IDENTITY, NINO, PETS, filled_draft, give, paper_of, send
from tests.claims.sent import ANSWERS, answer, full_draft, give_photo, sent_claim


def test_the_list_follows_the_answers(alice):
    assert [paper.kind for paper in Paper.objects.filter(claim=sent_claim(alice, has_pets="no"))] == [IDENTITY, NINO]
    rows = Paper.objects.filter(claim=sent_claim(alice))
    assert [paper.kind for paper in rows] == [IDENTITY, NINO, "pet_proof", PETS]
    assert {(paper.state, paper.due_on) for paper in rows} == {
        (PaperState.WANTED, add_months(timezone.localdate(), 1))
    }  # fmt: skip


def test_asked_twice_nothing_is_asked_again_and_what_came_stays(alice):
    claim = filled_draft(alice)
    give(claim, alice)
    claim = send(claim, alice)
    ask_for_papers(claim=claim, by=alice)
    assert [(paper.kind, paper.state) for paper in Paper.objects.all()] == [
        (IDENTITY, PaperState.RECEIVED), (NINO, PaperState.WANTED),
    ]  # fmt: skip
    assert evidence_to_send(claim) == ["Proof of National Insurance number"]


def test_a_photo_given_as_an_answer_is_the_paper_that_it_answers(alice):
    claim = full_draft(alice)
    answer(claim, alice, ANSWERS | {"has_pets": "no"})
    give_photo(claim, alice)
    paper = paper_of(send(claim, alice), "home_photo")
    assert (paper.state, [file.name for file in paper.given]) == (PaperState.RECEIVED, ["home.jpg"])


@pytest.mark.parametrize(
    ("asked", "wanted"), [("2026-01-31", "2026-02-28"), ("2027-12-15", "2028-01-15"), ("2028-01-30", "2028-02-29")]
)
def test_a_paper_is_wanted_a_month_later(asked, wanted):
    assert due_on(dt.date.fromisoformat(asked)) == dt.date.fromisoformat(wanted)
