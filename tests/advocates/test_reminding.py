"""Both sides are reminded of the end of a grant, each once, and hear on the day after that it is over."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import Delegation, Organisation
from accounts.permissions import Scope
from advocates.actions.ending import give_up_grant
from advocates.actions.reminding import tell_of_ends
from advocates.actions.renewing import renew_grant
from advocates.tasks import tell_of_ends as task
from notifications.models import Message
from notifications.texts import render_message
from tests.advocates.test_ending import DAY, grant_of
from tests.people import make_resident


@pytest.fixture
def by(calderbrook):
    return system_actor(calderbrook, "messages")


def lasting(alice, bob, left: int, **more) -> Delegation:
    """A grant that began 60 days ago and whose last day is in so many days."""
    today = timezone.localdate()
    return grant_of(alice, helper=bob.user, starts_on=today - 60 * DAY, ends_on=today + left * DAY, **more)


def got(who) -> list[str]:
    templates = Message.objects.filter(resident=who.resident, channel="email").order_by("pk")
    return list(templates.values_list("template", flat=True))


@pytest.mark.parametrize(
    ("left", "to_alice", "to_bob"),
    [
        (15, [], []),
        (14, ["helper_ends_soon"], ["helping_ends_soon"]),
        (2, ["helper_ends_soon"], ["helping_ends_soon"]),
        (0, ["helper_ends_soon"], ["helping_ends_soon"]),
        (-1, ["helper_ended"], ["helping_ended"]),
        (-8, [], []),
    ],
)
def test_each_side_gets_what_is_due_once(alice, bob, by, left, to_alice, to_bob):
    lasting(alice, bob, left)
    for _run in range(2):
        tell_of_ends(by=by)
        assert (got(alice), got(bob)) == (to_alice, to_bob)


@pytest.mark.parametrize(
    ("left", "to_alice", "to_bob"),
    [
        (14, ["helper_by_law_ends_soon"], ["helping_by_law_ends_soon"]),
        (-1, ["helper_by_law_ended"], ["helping_by_law_ended"]),
    ],
)
def test_of_what_the_law_gave_no_word_is_of_consent(alice, bob, by, left, to_alice, to_bob):
    lasting(alice, bob, left, basis=Delegation.Basis.DEPUTY)
    tell_of_ends(by=by)
    assert (got(alice), got(bob)) == (to_alice, to_bob)
    for message in Message.objects.filter(channel="email"):
        text = render_message(message, by.council)
        said = f"{text.subject} {text.body}"
        assert not any(word in said for word in ("you let", "let it go on", "you agreed", "you could do"))


def test_all_three_come_in_turn(alice, bob, by):
    grant = lasting(alice, bob, 20)
    today = timezone.localdate()
    for left in range(20, -5, -1):
        Delegation.objects.filter(pk=grant.pk).update(ends_on=today + left * DAY)
        tell_of_ends(by=by)
    assert got(alice) == ["helper_ends_soon", "helper_ends_soon", "helper_ended"]
    assert got(bob) == ["helping_ends_soon", "helping_ends_soon", "helping_ended"]


def test_of_what_was_renewed_given_up_or_is_live_help_nobody_hears(alice, bob, by):
    renew_grant(public_id=lasting(alice, bob, 2).public_id, period="month", by=alice)
    given_up = lasting(alice, bob, 2)
    give_up_grant(public_id=given_up.public_id, by=bob)
    Delegation.objects.filter(pk=given_up.pk).update(revoked_at=timezone.now() - DAY)
    lasting(alice, bob, 2, scopes=[Scope.VIEW_SHARED_FORM])
    Message.objects.all().delete()
    assert tell_of_ends(by=by) == 0
    assert not Message.objects.exists()


def test_of_an_organisations_the_resident_hears(alice, by):
    homes = Organisation.objects.create(name="Calder Homes", kind="housing association")
    today = timezone.localdate()
    grant_of(alice, organisation=homes, starts_on=today - 60 * DAY, ends_on=today + 14 * DAY)
    assert tell_of_ends(by=by) == 1
    assert got(alice) == ["helper_ends_soon"]


def test_short_ones_stand_in_nobodys_way(alice, bob, by, monkeypatch):
    monkeypatch.setattr("advocates.actions.reminding.A_RUN", 1)
    today = timezone.localdate()
    grant_of(alice, helper=bob.user, starts_on=today, ends_on=today + DAY)
    lasting(alice, bob, 14)
    assert tell_of_ends(by=by) == 1
    assert tell_of_ends(by=by) == 0


def test_it_is_done_in_every_council_and_names_nobody(alice, bob, calderbrook):
    lasting(alice, bob, 2)
    task()
    for message in Message.objects.all():
        text = render_message(message, calderbrook)
        for name in ("Alice", "Ashworth", "Bob", "Birtle"):
            assert name not in text.subject + text.body


def test_nothing_goes_to_whom_it_is_not_safe_to_write(alice, bob, calderbrook, by):
    nora = make_resident(calderbrook, "Nora", "nora@example.org")
    nora.resident.safe_to_contact = False
    nora.resident.save()
    lasting(nora, bob, 2)
    tell_of_ends(by=by)
    assert got(nora) == []
    assert Message.objects.filter(resident=nora.resident, channel="in_app").exists()
