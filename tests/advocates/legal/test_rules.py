"""What documents give, and when the council looks again."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Delegation
from advocates.legal.rules import DOCUMENTS, highest_levels, look_standing, next_look
from advocates.rules.terms import LEVELS, scopes_of

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))


def test_every_document_is_a_basis_of_the_law_and_each_basis_has_one():
    assert set(DOCUMENTS.values()) == set(Delegation.Basis) - set(Delegation.CONSENTS)


def test_a_document_gives_everything():
    everything = {scope for levels in LEVELS.values() for level in levels.values() for scope in level}
    assert set(scopes_of(highest_levels(is_joint=False))) == everything


def test_who_must_act_together_sends_nothing_alone():
    assert set(scopes_of(highest_levels(is_joint=False))) - set(scopes_of(highest_levels(is_joint=True))) == {
        "submit:claims"
    }


@given(DAYS)
def test_a_look_is_due_after_a_year(day):
    assert dt.timedelta(days=365) <= next_look(day) - day <= dt.timedelta(days=366)


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        ("2026-04-30", ""),
        ("2026-05-01", "soon"),
        ("2026-05-30", "soon"),
        ("2026-05-31", "due"),
        ("2026-06-29", "due"),
        ("2026-06-30", "overdue"),
        ("2030-01-01", "overdue"),
    ],
)
def test_how_a_look_stands(today, standing):
    assert look_standing(dt.date(2026, 5, 31), dt.date.fromisoformat(today)) == standing


def test_what_has_a_last_day_is_never_looked_at():
    assert look_standing(None, dt.date(2026, 5, 31)) == ""
