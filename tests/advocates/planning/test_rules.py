"""Who sees an action of a plan and works on it, for every pair of parties; when a hand-over comes back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocates.planning.rules import Party, days_of_waiting, may_work, sees

RESIDENT, COUNCIL, HOMES, ADVICE = (
    Party("resident"),
    Party("council"),
    Party("organisation", 1),
    Party("organisation", 2),
)
parties = st.sampled_from([RESIDENT, COUNCIL, HOMES, ADVICE])


@given(parties, parties, st.booleans())
def test_private_is_for_its_owner_and_the_resident(party, owner, is_private):
    assert sees(party, owner, is_private=is_private) is (not is_private or party in (RESIDENT, owner))


@given(parties, parties, st.booleans(), st.booleans())
def test_nobody_works_on_what_they_do_not_see(party, owner, is_private, takes_part):
    works = may_work(party, owner, is_private=is_private, owner_takes_part=takes_part)
    assert not works or sees(party, owner, is_private=is_private)
    assert works or party != owner


@pytest.mark.parametrize(
    ("party", "owner", "takes_part", "works"),
    [
        (HOMES, ADVICE, True, False),
        (HOMES, COUNCIL, True, False),
        (COUNCIL, HOMES, True, False),
        (RESIDENT, HOMES, True, False),
        (HOMES, RESIDENT, True, True),
        (COUNCIL, RESIDENT, True, True),
        (HOMES, ADVICE, False, True),
        (RESIDENT, ADVICE, False, True),
    ],
)
def test_who_works_on_whose(party, owner, takes_part, works):
    assert may_work(party, owner, is_private=False, owner_takes_part=takes_part) is works


def test_a_hand_over_is_reminded_of_after_five_working_days_and_comes_back_after_ten():
    thursday = dt.date(2026, 12, 17)
    # Christmas, Boxing Day (on Monday instead) and New Year are none.
    assert days_of_waiting(thursday, "ENGLAND") == (dt.date(2026, 12, 24), dt.date(2027, 1, 5))
