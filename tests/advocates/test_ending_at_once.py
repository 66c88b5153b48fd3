"""A resident ends what somebody may do while that person's page is on its way: refused, and nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent, Council, Delegation
from accounts.permissions import Scope
from accounts.readers import grant_for
from advocates.actions.changing import change_grant
from advocates.actions.ending import end_own_grant
from advocates.actions.inviting import accept_invitation
from advocates.actions.leaving_out import leave_out
from advocates.actions.renewing import renew_grant
from advocates.actions.transferring import Successor, pass_on_own_grant
from advocates.models import Invitation
from advocates.rules.terms import LEVELS
from claims.actions.answering import AnswerChange, add_row, save_answers, start_claim
from claims.actions.uploading import add_files
from claims.models import Answer, Claim, ClaimFile, Paper
from core.tenancy import council_scope
from estimates.actions.estimating import ask_estimate
from estimates.models import Estimate
from jobjournal.actions.jobs import add_job
from jobjournal.actions.library import set_up_journal
from jobjournal.models import Entry, Job
from tests.claims.papers.giving import filled_draft, paper_of, send_paper
from tests.claims.sent import photo
from tests.jobjournal.making import recorded
from tests.parallel import Held, Waiting
from tests.people import make_resident

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WRITTEN = (Answer, Claim, ClaimFile, Paper, Entry, Job, Estimate, Delegation)


@pytest.fixture
def council(transactional_db):
    return Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")


@pytest.fixture
def alice(council):
    return make_resident(council, "Alice Ashworth", "alice@example.org")


@pytest.fixture
def helper(council, alice):
    return make_resident(council, "Bob Birtle", "bob@example.org")


@pytest.fixture
def draft(council, alice):
    with council_scope(council.pk):
        set_up_journal(by=system_actor(council, "tests"))
        return filled_draft(alice)


def give(council, alice, helper) -> Delegation:
    """Everything that a resident can let somebody do."""
    today, scopes = timezone.localdate(), [scope for each in LEVELS.values() for scope in max(each.values(), key=len)]
    with council_scope(council.pk):
        return Delegation.objects.create(
            resident=alice.resident, helper=helper.user, scopes=scopes, starts_on=today,
            ends_on=today + dt.timedelta(days=30),
        )  # fmt: skip


def rows(council) -> dict[str, int]:
    with council_scope(council.pk):
        return {model.__name__: model.objects.count() for model in WRITTEN}


def save(claim: Claim, by) -> object:
    return save_answers(public_id=claim.public_id, changes=[AnswerChange("anything_else", "", "late", 0)], by=by)


ACTS: dict[str, Callable] = {
    "answers": save,
    "rows": lambda claim, by: add_row(public_id=claim.public_id, group="pets", by=by),
    "files": lambda claim, by: add_files(public_id=claim.public_id, key="photo", uploads=[photo("a.jpg")], by=by),
    "papers": lambda claim, by: send_paper(
        claim_id=claim.public_id, paper=paper_of(claim).public_id, uploads=[photo("a.jpg")], by=by
    ),
    "forms": lambda claim, by: start_claim(
        slug=claim.form_version.form.slug, language="en-gb", by=by, record=claim.resident
    ),
    "journal": lambda claim, by: recorded(by, resident=claim.resident),
    "jobs": lambda claim, by: add_job(resident=claim.resident, fields={"title": "Cook"}, by=by),
    "estimates": lambda claim, by: ask_estimate(claim=claim, by=by),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_on_its_way_is_refused_once_the_grant_has_ended(council, alice, helper, draft, act):
    grant = give(council, alice, helper)

    def late():
        with council_scope(council.pk):
            claim = Claim.objects.select_related("resident", "form_version__form").get(pk=draft.pk)
            return ACTS[act](claim, helper)

    before = rows(council)
    with Held(council.pk, lambda: end_own_grant(public_id=grant.public_id, by=alice)) as ended:
        on_its_way = Waiting(late)
        ended.commit()
        assert isinstance(on_its_way.result(), PermissionDenied | Http404), on_its_way.result()
    assert rows(council) == before
    with council_scope(council.pk):
        assert not AuditEvent.objects.filter(actor=helper.user).exists()


HOW: dict[str, Callable] = {
    "quietly": lambda grant, claim, by: end_own_grant(public_id=grant.public_id, by=by, quietly=True),
    "left out": lambda grant, claim, by: leave_out(public_id=grant.public_id, claims=[claim.public_id], by=by),
}


@pytest.mark.parametrize("how", HOW)
def test_a_quiet_end_and_a_claim_left_out_count_as_much(council, alice, helper, draft, how):
    grant = give(council, alice, helper)

    def late():
        with council_scope(council.pk):
            return save(Claim.objects.get(pk=draft.pk), helper)

    before = rows(council)
    with Held(council.pk, lambda: HOW[how](grant, draft, alice)) as ended:
        on_its_way = Waiting(late)
        ended.commit()
        assert isinstance(on_its_way.result(), PermissionDenied | Http404), on_its_way.result()
    assert rows(council) == before


def test_what_ends_while_it_is_renewed_does_not_go_on(council, alice, helper):
    grant = give(council, alice, helper)

    def late():
        with council_scope(council.pk):
            return renew_grant(public_id=grant.public_id, period="month", by=alice)

    with Held(council.pk, lambda: end_own_grant(public_id=grant.public_id, by=alice)) as ended:
        on_its_way = Waiting(late)
        ended.commit()
        assert isinstance(on_its_way.result(), Http404), on_its_way.result()
    assert rows(council)["Delegation"] == 1


def test_what_ends_while_it_is_changed_does_not_go_on(council, alice, helper):
    grant = give(council, alice, helper)

    def late():
        with council_scope(council.pk):
            return change_grant(public_id=grant.public_id, scopes=[Scope.VIEW_CLAIMS], by=alice)

    with Held(council.pk, lambda: end_own_grant(public_id=grant.public_id, by=alice)) as ended:
        on_its_way = Waiting(late)
        ended.commit()
        assert isinstance(on_its_way.result(), Http404), on_its_way.result()
    assert rows(council)["Delegation"] == 1
    with council_scope(council.pk):
        assert grant_for(helper, alice.resident.pk, Scope.VIEW_CLAIMS) is None


def test_what_is_renewed_while_it_is_changed_goes_on_until_the_later_day(council, alice, helper):
    grant = give(council, alice, helper)

    def late():
        with council_scope(council.pk):
            return change_grant(public_id=grant.public_id, scopes=[Scope.VIEW_CLAIMS], by=alice)

    with Held(council.pk, lambda: renew_grant(public_id=grant.public_id, period="month", by=alice)) as renewed:
        on_its_way = Waiting(late)
        renewed.commit()
        changed = on_its_way.result()
    assert isinstance(changed, Delegation), changed
    with council_scope(council.pk):
        going_on = Delegation.objects.get(pk=renewed.result.pk)
        assert (changed.ends_on, going_on.revoked_at is None) == (going_on.ends_on, False)


@pytest.mark.parametrize("how", ["renewed", "changed"])
def test_a_claim_that_is_left_out_meanwhile_is_left_out_of_what_comes_after(council, alice, helper, draft, how):
    grant = give(council, alice, helper)
    acts: dict[str, Callable] = {
        "renewed": lambda: renew_grant(public_id=grant.public_id, period="month", by=alice),
        "changed": lambda: change_grant(public_id=grant.public_id, scopes=[Scope.VIEW_CLAIMS], by=alice),
    }

    def late():
        with council_scope(council.pk):
            return leave_out(public_id=grant.public_id, claims=[draft.public_id], by=alice)

    with Held(council.pk, acts[how]) as done:
        on_its_way = Waiting(late)
        done.commit()
        result = on_its_way.result()
    with council_scope(council.pk):
        left_out = list(Delegation.objects.filter(revoked_at=None).values_list("left_out", flat=True))
    # Where another took its place, the resident hears that nothing was saved.
    if how == "changed":
        assert isinstance(result, Http404), result
    else:
        assert left_out == [[draft.public_id]] * 2


def test_of_two_presses_that_change_it_the_second_finds_it_over(council, alice, helper):
    grant = give(council, alice, helper)

    def change(*scopes):
        with council_scope(council.pk):
            return change_grant(public_id=grant.public_id, scopes=list(scopes), by=alice)

    with Held(council.pk, lambda: change(Scope.VIEW_CLAIMS)) as first:
        second = Waiting(lambda: change(Scope.VIEW_JOURNAL))
        first.commit()
        assert isinstance(second.result(), Http404), second.result()
    assert rows(council)["Delegation"] == 2


def test_what_ends_while_it_is_passed_on_is_nobodys(council, alice, helper):
    grant, dora = give(council, alice, helper), make_resident(council, "Dora Dean", "dora@example.org")
    with council_scope(council.pk):
        to = Successor(None, "Dora", "email", "dora@example.org")
        pass_on_own_grant(public_id=grant.public_id, to=to, by=alice)
        invitation = Invitation.objects.get()

    def late():
        with council_scope(council.pk):
            return accept_invitation(invitation_id=invitation.pk, by=dora)

    with Held(council.pk, lambda: end_own_grant(public_id=grant.public_id, by=alice)) as ended:
        on_its_way = Waiting(late)
        ended.commit()
        assert isinstance(on_its_way.result(), Http404), on_its_way.result()
    assert rows(council)["Delegation"] == 1


def test_what_another_grant_still_allows_goes_on(council, alice, helper, draft):
    first, second = give(council, alice, helper), give(council, alice, helper)

    def found():
        with council_scope(council.pk):
            return grant_for(helper, alice.resident.pk, Scope.FILL_CLAIMS, lock=True)

    with Held(council.pk, lambda: end_own_grant(public_id=first.public_id, by=alice)) as ended:
        on_its_way = Waiting(found)
        ended.commit()
        assert on_its_way.result() == second
