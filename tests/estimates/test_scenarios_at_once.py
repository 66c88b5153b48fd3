"""Clicks at the same moment: one curve for one question, never a seventh scenario."""

from __future__ import annotations

import pytest

from accounts.actors import system_actor
from accounts.models import Council
from claims.models import Claim
from core.tenancy import council_scope
from estimates.actions.hours_curves import ask_hours_curve
from estimates.actions.scenarios import TooManyScenarios, add_scenario
from estimates.models import Comparison, HoursCurve, Scenario
from formspec.actions.publishing import import_form
from tests.estimates.making import CHECK, answered_check
from tests.parallel import in_parallel
from tests.people import make_resident

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def council(transactional_db):
    return Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")


@pytest.fixture
def alice(council):
    return make_resident(council, "Alice Ashworth", "alice@example.org")


@pytest.fixture
def check(council, alice) -> Claim:
    with council_scope(council.pk):
        import_form(slug=CHECK, by=system_actor(council, "tests"))
        return answered_check(alice)


def add(check: Claim, by, number: int) -> str:
    raw = {"hours": "20", "hourly_rate": "12.71"}
    try:
        with council_scope(check.council_id):
            add_scenario(public_id=check.public_id, kind="job", name=f"Job {number}", raw=raw, by=by)
    except TooManyScenarios:
        return "full"
    return "added"


def test_of_eight_at_once_six_are_kept_each_in_a_place_of_its_own(check, alice):
    outcomes = in_parallel(8, lambda number: add(check, alice, number))
    assert sorted(outcomes) == ["added"] * 6 + ["full"] * 2
    with council_scope(check.council_id):
        assert list(Scenario.objects.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]
        # The last one asked holds them all.
        assert len(Comparison.objects.get().changes) == 6


def test_five_equal_questions_at_once_owe_one_curve(check, alice):
    def ask(number: int) -> int:
        with council_scope(check.council_id):
            raw = {"hours": "20", "hourly_rate": "12.71"}
            return ask_hours_curve(public_id=check.public_id, raw=raw, by=alice).pk

    assert len(set(in_parallel(5, ask))) == 1
    with council_scope(check.council_id):
        assert HoursCurve.objects.count() == 1
