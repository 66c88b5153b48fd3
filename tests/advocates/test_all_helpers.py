"""The page of everybody who may act for somebody, at its fullest."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Delegation, Organisation
from accounts.permissions import Role
from advocates.models import Invitation
from tests.advocates.test_asking import ask
from tests.advocates.test_ending import DAY
from tests.advocates.test_getters import LOOK, give
from tests.advocates.test_transferring import asked
from tests.people import browser_of, make_resident, make_staff

PAGE = "/account/helpers/"
MOST = 9


@pytest.fixture
def homes(calderbrook):
    return Organisation.objects.create(name="Calder Homes")


def invited(alice, number: int, delegation: Delegation | None = None) -> None:
    now = timezone.now()
    Invitation.objects.create(
        resident=alice.resident, name=f"Called {number}", channel="email", contact=f"{number}@example.org", scopes=LOOK,
        period="day", token_hash=str(number), sent_at=now, expires_at=now + DAY, delegation=delegation,
        state=Invitation.State.ACCEPTED if delegation else Invitation.State.OPEN,
    )  # fmt: skip


def test_with_all_that_it_can_have_it_keeps_to_the_budget(alice, bob, aisha, homes, calderbrook):
    dora = make_resident(calderbrook, "Dora Dean", "dora@example.org")
    colleague = make_staff(calderbrook, "Petra Patel", "petra@calderbrook.example", Role.ADVISOR)
    of_bob = give(alice, helper=bob.user)
    for number, grant in enumerate((give(alice, helper=dora.user), give(alice, helper=dora.user))):
        invited(alice, number, grant)
    give(alice, helper=aisha.user)
    give(alice, organisation=homes)
    for helper in (bob, dora, colleague):
        Delegation.objects.filter(pk=give(alice, helper=helper.user).pk).update(revoked_at=timezone.now())
    for number in (2, 3):
        invited(alice, number)
    asked(of_bob, bob)
    ask(dora, why="I am her niece")
    browser = browser_of(alice)
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(PAGE).content.decode()
    assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) <= MOST
    for said in (
        "Bob Birtle", "Called 0", "Called 1", "Called 2", "Aisha Khan", "Calder Homes", "Petra Patel",
        "They ask to act for you", "Shall somebody else act for you?", "Asked, and not answered yet", "Before",
    ):  # fmt: skip
        assert said in page
