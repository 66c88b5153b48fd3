"""A decision that goes to a system of the council's at the moment when somebody opens it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from accounts.models import Council
from accounts.permissions import Role
from casework.deciding.actions.deciding import BeingHandedOver, HandedOver, reopen
from casework.handover.actions import delivering
from casework.handover.actions.delivering import LIMITS, deliver
from casework.models import Decision, Delivery
from core.tenancy import council_scope
from tests.casework.deciding.cases import checked_claim, decide, let_it_go, pass_all
from tests.casework.deciding.test_decisions import which
from tests.casework.handover.receiver import accept, destination_at, pass_time
from tests.estimates.external.standin import answer, standing_in
from tests.parallel import Held, Waiting, in_parallel
from tests.people import browser_of, make_resident, make_staff


@pytest.fixture
def office():
    with standing_in() as found:
        yield found


@pytest.fixture
def decided(transactional_db, office):
    """Everything committed: who decided, and the decision, which is due to go."""
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    alice = make_resident(council, "Alice", "alice@c.example")
    aisha = make_staff(council, "Aisha", "aisha@c.example", Role.ADVISOR)
    omar = make_staff(council, "Omar", "omar@c.example", Role.ADMIN)
    with council_scope(council.pk):
        claim = checked_claim(alice)
        destination_at(office.address, omar, on_decision=True)
        pass_all(claim, aisha)
        decision = decide(claim, aisha)
        assert let_it_go(decision)
    return aisha, decision


def hand_over(decision: Decision) -> Delivery:
    """Try it once, as a worker does, and see what became of it."""
    council_id = decision.council_id
    with council_scope(council_id):
        key = Delivery.objects.get(decision=decision).public_id
    deliver(council_id=council_id, public_id=key, limits=replace(LIMITS, loopback=True))
    with council_scope(council_id):
        return Delivery.objects.get(decision=decision)


def opened_again(decision: Decision, by) -> str:
    """What comes of opening it again."""
    with council_scope(decision.council_id):
        try:
            return reopen(**which(decision), why="A payslip came.", by=by).state
        except (HandedOver, BeingHandedOver) as refused:
            return type(refused).__name__


@pytest.mark.parametrize(("last", "then"), [(accept(), "HandedOver"), (answer(500, {}), "reopened")])
def test_while_the_other_side_is_taking_a_decision_it_is_not_opened_again(decided, office, last, then):
    (aisha, decision), meanwhile = decided, []

    def ask_while_it_waits(connection, stand_in):
        meanwhile.extend(in_parallel(1, lambda _number: opened_again(decision, aisha)))
        last(connection, stand_in)

    office.script = [ask_while_it_waits]
    hand_over(decision)
    assert meanwhile == ["BeingHandedOver"]
    assert opened_again(decision, aisha) == then
    if then == "reopened":
        with council_scope(decision.council_id):
            pass_time(dt.timedelta(hours=1))
        told = hand_over(decision)
        assert (told.state, told.error) == ("failed", delivering.UNDONE)
    assert len(office.requests) == 1


def test_a_hand_over_waits_for_who_is_opening_the_decision_again_and_does_not_go(decided, office):
    aisha, decision = decided
    with Held(decision.council_id, lambda: reopen(**which(decision), why="A payslip came.", by=aisha)):
        waiting = Waiting(lambda: hand_over(decision))
    told = waiting.result()
    assert (told.state, told.error, office.requests) == ("failed", delivering.UNDONE, [])


def test_the_page_says_to_wait_a_minute_and_keeps_what_was_typed(decided):
    aisha, decision = decided
    with council_scope(decision.council_id):
        Delivery.objects.filter(decision=decision).update(
            under_way_until=dt.datetime.now(dt.UTC) + dt.timedelta(seconds=20)
        )
        typed = {"version": which(decision)["version"], "why": "A payslip came late", "reopen": "1"}
        page = f"/staff/claims/{decision.claim.reference}/decisions/{decision.public_id}/"
    answer = browser_of(aisha).post(page, typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "It is being handed over at this moment." in text
    assert "A payslip came late" in text
