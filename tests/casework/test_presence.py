"""Who has a claim open: colleagues are told, nobody is kept out, and it is over by itself."""

import time

import pytest

from accounts.permissions import Role
from casework.actions.presence import note_open
from casework.readers.presence import OPEN_FOR, key_of, others_at, still_there
from core.cache import counters
from tests.casework.test_claims import LIST, sent_by
from tests.people import browser_of, make_staff


@pytest.fixture
def ben(calderbrook):
    return make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)


@pytest.fixture
def claim(calderbrook):
    made = sent_by(calderbrook, "Rhian Oakley")
    counters.delete(key_of(made))
    return made


def test_a_colleague_is_told_on_the_claim_and_in_the_list_and_nothing_is_locked(claim, aisha, ben):
    note_open(claim=claim, by=ben)
    page = browser_of(aisha).get(f"{LIST}{claim.reference}/").content.decode()
    assert "Ben Ode" in page
    assert "has just opened this claim" in page
    assert "Ben Ode has it open" in browser_of(aisha).get(LIST).content.decode()
    assert "Take this claim" in page


def test_nobody_is_told_of_themselves(claim, aisha, ben):
    for actor in (aisha, ben):
        note_open(claim=claim, by=actor)
    assert others_at([claim], aisha) == {claim.pk: [(ben.membership.display_name, 0)]}
    assert others_at([claim], ben) == {claim.pk: [(aisha.membership.display_name, 0)]}


def test_it_is_over_after_ten_minutes():
    ago = int(time.time()) - OPEN_FOR
    assert still_there({"1": ["Ben", ago], "2": ["Eve", ago + 60]}) == {"2": ["Eve", ago + 60]}
    assert still_there(None) == {}
