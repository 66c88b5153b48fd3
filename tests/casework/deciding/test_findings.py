"""Tasks: one row for a check, what applies, who came second, what a decision forbids."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.models import AuditEvent
from accounts.permissions import Role
from casework.deciding.actions.checking import Finding, IsDecided, TaskMoved
from casework.models import Task
from tests.casework.deciding.cases import checked_claim, decide, find, fresh, pass_all
from tests.people import make_staff

FAILED = Finding("failed", ("no_proof",), words="The tenancy is not signed.")


@pytest.fixture
def ben(calderbrook):
    return make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)


def test_a_check_is_one_row_from_when_it_is_touched_and_says_who_when_and_why(alice, aisha):
    claim = checked_claim(alice)
    assert not Task.objects.exists()
    find(claim, aisha, "rent", Finding("waiting", waiting_for="the tenancy agreement"))
    find(claim, aisha, "rent", FAILED)
    task = Task.objects.get()
    assert (task.key, task.result, task.reasons, task.version) == ("rent", "failed", ["no_proof"], 2)
    assert (task.waiting_for, task.by_label) == ("", "Aisha Khan (Calderbrook Council)")
    assert [each.detail for each in AuditEvent.objects.filter(code="claims.check.saved")] == [{"check": "rent"}] * 2


def test_only_checks_that_the_answers_call_for_are_there(alice, bob, aisha):
    assert [check["key"] for check in fresh(checked_claim(alice), aisha).checks] == ["identity", "status", "rent"]
    without = checked_claim(bob, has_pets="no")
    assert [check["key"] for check in fresh(without, aisha).checks] == ["identity", "status"]
    with pytest.raises(Http404):
        find(without, aisha, "rent")


def test_who_comes_second_overwrites_nothing_and_the_same_sent_twice_is_kept_once(alice, aisha, ben):
    claim = checked_claim(alice)
    find(claim, aisha, "rent", FAILED, based_on=0)
    with pytest.raises(TaskMoved) as moved:
        find(claim, ben, "rent", based_on=0)
    assert moved.value.task.by_label.startswith("Aisha")
    assert find(claim, aisha, "rent", FAILED, based_on=0).version == 1
    assert Task.objects.get().result == "failed"


def test_a_reason_is_one_of_the_checks_own(alice, aisha):
    claim = checked_claim(alice)
    with pytest.raises(ValueError, match="not reasons of rent"):
        find(claim, aisha, "rent", Finding("failed", ("away",)))


def test_the_database_wants_reasons_for_a_failure_and_one_row_a_check(alice, aisha):
    claim = checked_claim(alice)
    for refused in (Finding("failed"), Finding("waiting")):
        with pytest.raises(IntegrityError), transaction.atomic():
            find(claim, aisha, "rent", refused)
    task = find(claim, aisha, "rent")
    task.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        task.save()


def test_a_decided_claim_is_checked_no_more(alice, aisha):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decide(claim, aisha)
    with pytest.raises(IsDecided):
        find(claim, aisha, "rent", FAILED)


def test_admins_look_and_do_not_check_and_residents_have_no_desk(alice, omar):
    claim = checked_claim(alice)
    with pytest.raises(PermissionDenied):
        find(claim, omar, "rent", based_on=0)
    with pytest.raises(Http404):
        find(claim, alice, "rent", based_on=0)


def test_the_next_check_is_the_next_open_one_around(alice, aisha):
    claim = checked_claim(alice)
    find(claim, aisha, "status")
    assert fresh(claim, aisha).open_after("identity") == "rent"
    assert fresh(claim, aisha).open_after("rent") == "identity"
    pass_all(claim, aisha)
    assert fresh(claim, aisha).open_after("rent") is None
