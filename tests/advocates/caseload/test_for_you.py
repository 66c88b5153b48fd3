"""What an organisation's people read and are written of permissions, and of their own steps of plans: an e-mail has
numbers only, and nothing is said of what was ended early, however it was ended.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import Delegation
from accounts.permissions import Scope
from advocates.actions.ending import end_own_grant
from advocates.actions.renewing import renew_grant
from advocates.caseload.actions.telling import send_digests
from advocates.models import CaseloadWishes, PlanAction
from advocates.planning.actions.sharing import stop_sharing
from advocates.planning.rules import Party
from advocates.readers.own_steps import own_steps
from advocates.readers.permission_news import FEW, SHOWN_FOR, Kind, permission_news
from notifications.readers import mailbox
from tests.advocates.planning.making import of_council, put, shared_with
from tests.people import browser_of

DAY = dt.timedelta(days=1)


def give(who, organisation, *, first: int = 0, last: int = 90, age: int = 0, **more) -> Delegation:
    """A grant from and until so many days from today, made so many days ago."""
    today = timezone.localdate()
    made = Delegation.objects.create(
        resident=who.resident, organisation=organisation, scopes=[Scope.VIEW_CLAIMS], starts_on=today + first * DAY,
        ends_on=today + last * DAY, **more,
    )  # fmt: skip
    Delegation.objects.filter(pk=made.pk).update(created_at=timezone.now() - age * DAY)
    return made


def kinds(actor) -> list[str]:
    return [each.kind for each in permission_news(actor.membership, timezone.now())]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({}, [Kind.BEGAN]), ({"age": 13}, [Kind.BEGAN]), ({"age": 15, "first": -15}, []),
        ({"age": 40, "first": -40, "last": 15}, []), ({"age": 40, "first": -40, "last": 14}, [Kind.SOON]),
        ({"age": 40, "first": -40, "last": 0}, [Kind.SOON]), ({"age": 40, "first": -40, "last": -1}, [Kind.OVER]),
        ({"age": 40, "first": -40, "last": -7}, [Kind.OVER]), ({"age": 40, "first": -40, "last": -8}, []),
        # Nobody is reminded of what was given the day before.
        ({"last": 1}, [Kind.BEGAN]), ({"age": 9, "first": -9, "last": -8}, []),
    ],
)  # fmt: skip
def test_what_is_new_by_the_days_of_a_grant(alice, pia, homes, days, expected):
    give(alice, homes, **days)
    assert kinds(pia) == expected


def test_what_was_renewed_is_said_once_and_does_not_end_soon(alice, pia, homes):
    old = give(alice, homes, age=40, first=-40, last=10)
    renew_grant(public_id=old.public_id, period="month", by=alice)
    assert kinds(pia) == [Kind.RENEWED]


def test_of_many_only_the_newest_are_read_whole(alice, pia, homes, django_assert_num_queries):
    renewed = give(alice, homes, age=40, first=-40, last=10)
    renew_grant(public_id=renewed.public_id, period="month", by=alice)
    old = give(alice, homes, age=40, first=-40, last=-7)
    today, now = timezone.localdate(), timezone.now()
    many = Delegation.objects.bulk_create(
        Delegation(
            resident=alice.resident, organisation=homes, scopes=[Scope.VIEW_CLAIMS], starts_on=today,
            ends_on=today + 90 * DAY,
        )
        for _each in range(FEW + 20)
    )  # fmt: skip
    for number, each in enumerate(many):
        Delegation.objects.filter(pk=each.pk).update(created_at=now - dt.timedelta(minutes=number + 1))
    with django_assert_num_queries(3):
        found = permission_news(pia.membership, now, 5)
    assert found[0].kind == Kind.RENEWED
    assert [each.grant.pk for each in found[1:]] == [each.pk for each in many[:4]]
    assert [each.grant.resident for each in found] == [alice.resident] * 5
    everything = permission_news(pia.membership, now)
    assert len(everything) == FEW + 22
    assert (everything[:5], everything[-1].grant, everything[-1].kind) == (found, old, Kind.OVER)


@pytest.mark.parametrize("quietly", [True, False])
@pytest.mark.parametrize("days", [{}, {"age": 40, "first": -40, "last": 2}])
def test_of_what_was_ended_early_nobody_hears_however_it_was_ended(alice, pia, homes, days, quietly):
    grant = give(alice, homes, **days)
    end_own_grant(public_id=grant.public_id, by=alice, quietly=quietly)
    assert kinds(pia) == []
    assert send_digests(by=system_actor(alice.council, "caseload")) == 0


def test_admins_hear_of_what_everybody_has_and_those_named_of_what_is_theirs(alice, pia, pat, priya, aisha, homes):
    everybodys, pats = give(alice, homes), give(alice, homes, named=[pat.membership.pk])
    heard = {
        who: {each.grant for each in permission_news(actor.membership, timezone.now())}
        for who, actor in {"pia": pia, "pat": pat, "priya": priya, "aisha": aisha}.items()
    }
    assert heard == {"pia": {everybodys}, "pat": {pats}, "priya": set(), "aisha": set()}
    homes.agreement_to = timezone.localdate() - DAY
    homes.save()
    pia.membership.organisation.refresh_from_db()
    assert kinds(pia) == []


def test_live_help_and_the_grants_of_people_are_no_news(alice, bob, pia, homes):
    give(alice, homes).delete()
    Delegation.objects.create(
        resident=alice.resident, organisation=homes, scopes=[Scope.VIEW_SHARED_FORM], starts_on=timezone.localdate(),
        ends_on=timezone.localdate() + DAY,
    )  # fmt: skip
    assert kinds(pia) == []


def test_the_page_names_whom_they_act_for_and_not_for_whom_they_did(alice, bob, pia, homes):
    alice.resident.name, bob.resident.name = "Alice Ashworth", "Bob Birtle"
    new, over = give(alice, homes), give(bob, homes, age=40, first=-40, last=-2)
    page = browser_of(pia).get(reverse("advocates:caseload")).content.decode()
    assert "A permission began" in page
    assert "A permission has ended" in page
    assert reverse("advocates:person", args=[new.public_id]) in page
    assert str(over.public_id) not in page
    assert "Bob Birtle" not in page


def test_the_mail_says_how_many_once_and_names_nobody(alice, bob, pia, homes):
    by = system_actor(alice.council, "caseload")
    give(alice, homes)
    give(bob, homes, age=40, first=-40, last=14)
    assert send_digests(by=by) == 1
    [mail] = mailbox()
    assert mail.to == pia.user.email
    assert "have ended: 2." in mail.text
    for name in ("Alice", "Bob"):
        assert name not in mail.text
    # Two days later nothing is new.
    CaseloadWishes.objects.update(digest_at=timezone.now() - 2 * DAY)
    for each in Delegation.objects.order_by("pk"):
        each.starts_on, each.ends_on, each.created_at = (
            day - 2 * DAY for day in (each.starts_on, each.ends_on, each.created_at)
        )
        each.save()
    assert send_digests(by=by) == 0


def test_what_is_shown_goes_after_a_while():
    assert dt.timedelta(days=7) < SHOWN_FOR


# --- steps of plans ---


def step(alice, pat, days: int = 1, **more) -> PlanAction:
    owner = Party("organisation", pat.membership.organisation_id)
    day = timezone.localdate() + days * DAY
    return put(of_council(alice.resident), pat, owner=owner, member=pat.membership, due_on=day, **more)


@pytest.fixture
def shared(alice, homes):
    give(alice, homes)
    return shared_with(alice, homes)


def test_whose_step_is_due_reads_and_is_written_of_it_once(alice, pat, priya, shared):
    by = system_actor(alice.council, "caseload")
    due = [step(alice, pat, days) for days in (1, -3)]
    step(alice, pat, 2)
    assert list(own_steps(pat.membership, timezone.localdate())) == due[::-1]
    assert list(own_steps(priya.membership, timezone.localdate())) == []
    page = browser_of(pat).get(reverse("advocates:caseload")).content.decode()
    assert "Your steps of plans" in page
    assert "Your steps of plans" not in browser_of(priya).get(reverse("advocates:caseload")).content.decode()
    assert send_digests(by=by) == 1
    [mail] = mailbox()
    assert (mail.to, "due by tomorrow: 2." in mail.text, "Alice" in mail.text) == (pat.user.email, True, False)
    CaseloadWishes.objects.update(digest_at=timezone.now() - 2 * DAY)
    assert send_digests(by=by) == 0
    # The list goes on to say it.
    assert "Your steps of plans" in browser_of(pat).get(reverse("advocates:caseload")).content.decode()


@pytest.mark.parametrize("why", ["done", "not shared", "no grant", "no agreement", "nobody's"])
def test_what_they_may_not_see_or_need_not_do_is_not_theirs(alice, pat, homes, shared, why):
    made = step(alice, pat)
    if why == "done":
        PlanAction.objects.update(state="done", settled_at=timezone.now())
    elif why == "not shared":
        stop_sharing(public_id=shared.public_id, by=alice)
    elif why == "no grant":
        Delegation.objects.update(revoked_at=timezone.now())
    elif why == "no agreement":
        pat.membership.organisation.agreement_to = timezone.localdate() - DAY
    else:
        PlanAction.objects.filter(pk=made.pk).update(member=None)
    assert list(own_steps(pat.membership, timezone.localdate())) == []


def test_the_councils_own_have_theirs(alice, aisha):
    day = timezone.localdate()
    made = put(of_council(alice.resident), aisha, owner=Party("council"), member=aisha.membership, due_on=day)
    assert list(own_steps(aisha.membership, day)) == [made]
    page = browser_of(aisha).get(reverse("advocates:caseload")).content.decode()
    assert reverse("advocates:staff_plan", args=[alice.resident.public_id]) in page
    assert send_digests(by=system_actor(alice.council, "caseload")) == 1
