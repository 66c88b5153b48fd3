"""Clicks and workers at the same moment: one row, one result."""

from __future__ import annotations

import pytest
from django.db import connection

from accounts.actors import system_actor
from accounts.models import Council
from calculator.run import PolicyEngine, default_engine
from claims.models import Claim
from core.tasks import HEADER
from core.tenancy import council_scope
from estimates import tasks
from estimates.actions.estimating import ask_estimate, run_estimate
from estimates.models import Estimate
from formspec.actions.publishing import import_form
from tests.estimates.making import CHECK, answered_check
from tests.parallel import in_parallel
from tests.people import make_resident

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def council(transactional_db):
    return Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")


@pytest.fixture
def alice(council):
    return make_resident(council, "Alice Ashworth", "alice@example.org")


@pytest.fixture
def check(council, alice) -> Claim:
    default_engine().warm(2026)
    with council_scope(council.pk):
        import_form(slug=CHECK, by=system_actor(council, "tests"))
        return answered_check(alice)


def ask(check: Claim, by) -> Estimate:
    with council_scope(check.council_id):
        return ask_estimate(claim=check, by=by)


def stored(estimate: Estimate) -> Estimate:
    with council_scope(estimate.council_id):
        return Estimate.objects.get(pk=estimate.pk)


def run(estimate: Estimate) -> None:
    run_estimate(council_id=estimate.council_id, public_id=estimate.public_id)


def test_five_clicks_at_once_owe_one_estimate(check, alice):
    found = in_parallel(5, lambda number: ask(check, alice))
    assert {estimate.pk for estimate in found} == {found[0].pk}
    with council_scope(check.council_id):
        assert Estimate.objects.count() == 1


def test_of_three_workers_at_once_one_works(check, alice):
    estimate = ask(check, alice)
    assert in_parallel(3, lambda number: run(estimate)) == [None, None, None]
    done = stored(estimate)
    assert (done.state, done.attempts) == (Estimate.State.READY, 1)


class Slow(PolicyEngine):
    """The real engine in a worker so slow that another one has finished the row before it."""

    estimate_row: Estimate

    def estimate_many(self, households):
        with council_scope(self.estimate_row.council_id):
            Estimate.objects.filter(pk=self.estimate_row.pk).update(state=Estimate.State.READY, result={"by": "other"})
        return default_engine().estimate_many(households)


def test_the_result_that_was_there_first_stays(check, alice, monkeypatch):
    slow = Slow()
    slow.estimate_row = ask(check, alice)
    monkeypatch.setattr("calculator.run.default_engine", lambda: slow)
    run(slow.estimate_row)
    assert stored(slow.estimate_row).result == {"by": "other"}


def test_no_transaction_is_open_while_the_engine_runs(check, alice, monkeypatch):
    """Another connection can take the row's lock meanwhile, and sees that somebody is at it."""
    seen = []

    class Watching(PolicyEngine):
        def estimate_many(self, households):
            def touch(number):
                with council_scope(check.council_id):
                    return Estimate.objects.select_for_update(nowait=True).get().attempts

            seen.extend([*in_parallel(1, touch), connection.in_atomic_block])
            return default_engine().estimate_many(households)

    watching = Watching()
    estimate = ask(check, alice)
    monkeypatch.setattr("calculator.run.default_engine", lambda: watching)
    tasks.run_estimate.apply((check.council_id, str(estimate.public_id)), headers={HEADER: check.council_id})
    assert seen == [1, False]
    assert stored(estimate).state == Estimate.State.READY
