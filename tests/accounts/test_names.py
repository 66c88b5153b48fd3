"""Whether two names can be one person's."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rules.names import folded, may_be_one_person, names_agree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë O’Brien", "zoe o'brien"),
        ("Ms Maria Nowak", "NOWAK, Maria"),
        ("Maria Nowak", "Maria Anna Nowak"),
        ("Łukasz Żak", "Lukasz Zak"),
        ("Siân Rees", "Sia\u0302n Rees"),
        ("", "Maria Nowak"),
        ("Dr", "Maria Nowak"),
        ("Maria Nowak", "Maria  Nowak "),
    ],
)
def test_these_may_be_one_person(one, other):
    assert names_agree(one, other)
    assert names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Nowak", "Jan Nowak"),
        ("Maria Nowak", "Nowak"),
        ("Maria Nowak", "Maria Kowal"),
        ("Maria Anna Nowak", "Maria Eva Nowak"),
        ("Ali", "Alia"),
    ],
)
def test_these_have_to_be_asked(one, other):
    assert not names_agree(one, other)
    assert not names_agree(other, one)


def test_two_dates_of_birth_are_two_people():
    born, later = dt.date(1960, 1, 2), dt.date(1990, 1, 2)
    assert not may_be_one_person("John Smith", born, "John Smith", later)
    assert may_be_one_person("John Smith", born, "John Smith", born)
    assert may_be_one_person("John Smith", born, "John Smith", None)
    assert not may_be_one_person("John Smith", born, "Joan Smith", born)


@given(st.text(max_size=30), st.text(max_size=30))
def test_it_does_not_matter_who_is_asked_about_whom(one, other):
    assert names_agree(one, other) == names_agree(other, one)
    assert names_agree(one, one)
    assert folded(one) == folded(one.upper().lower()) or one.upper().lower() != one.lower()
