"""The five tries of a PIN: each is spent before the PIN is looked at, only the right one is given back."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent
from jobjournal.models import PairingRequest, Share, ShareAttempt, ShareKept, ShareView
from jobjournal.models.shares import LONGEST_DAYS, TRIES
from jobjournal.sharing.actions.opening import end_view, open_share, record_seen
from jobjournal.sharing.actions.pairing import ask_for_journal, show_on_computer
from jobjournal.sharing.actions.sharing import (
    CannotBeOpened,
    Chosen,
    Recipient,
    SharedAlready,
    renew_pin,
    revoke_share,
    send_share,
)
from jobjournal.sharing.readers.codes import token_hash
from notifications.models import Message
from tests.jobjournal.making import recorded
from tests.jobjournal.sharing import an_hour_ago, coach, shared, versions_of, with_file, wrong_pin

pytestmark = pytest.mark.usefixtures("library")
SOON = dt.timedelta(seconds=30)


@pytest.fixture
def entry(library, alice):
    return recorded(alice)


@pytest.fixture
def made(alice, entry):
    """A share for a week: it can be opened many times."""
    return shared(alice, entry, days=7)


def guess(made, actor, *, right: bool = False, number: int = 1, **more):
    pin = made.pin if right else wrong_pin(made.pin, number)
    return open_share(code=made.share.code, pin=pin, viewer_name="Vera Viewer", by=actor, **more)


def now_of(made) -> Share:
    return Share.objects.get(pk=made.share.pk)


def outcomes(made) -> list[str]:
    return list(ShareAttempt.objects.filter(share=made.share).order_by("pk").values_list("outcome", flat=True))


# --- spending ---


def test_a_share_starts_with_five_tries(made):
    assert (TRIES, LONGEST_DAYS) == (5, 14)
    assert now_of(made).tries_left == 5


def test_each_wrong_pin_spends_one_and_the_fifth_destroys(made, bob):
    for number in range(1, 6):
        assert now_of(made).destroyed_at is None
        assert guess(made, bob, number=number) is None
        assert now_of(made).tries_left == 5 - number
    assert now_of(made).destroyed_at is not None
    assert outcomes(made) == ["wrong"] * 5
    assert guess(made, bob, right=True) is None
    assert now_of(made).tries_left == 0


def test_the_right_pin_gives_back_its_own_try_and_no_other(made, bob):
    for number in (1, 2, 3):
        guess(made, bob, number=number)
    assert guess(made, bob, right=True) is not None
    assert now_of(made).tries_left == 2
    assert guess(made, bob, right=True) is not None
    assert now_of(made).tries_left == 2
    assert outcomes(made) == ["wrong"] * 3 + ["opened"] * 2


def test_the_right_pin_at_the_last_try_leaves_that_try_and_destroys_nothing(made, bob):
    for number in range(1, 5):
        guess(made, bob, number=number)
    assert guess(made, bob, right=True) is not None
    assert (now_of(made).tries_left, now_of(made).destroyed_at) == (1, None)
    guess(made, bob)
    assert now_of(made).destroyed_at is not None


def test_what_is_not_there_is_written_down_and_spends_nothing(made, bob):
    assert open_share(code="00000000", pin=made.pin, viewer_name="V", by=bob) is None
    attempt = ShareAttempt.objects.get()
    assert (attempt.share, attempt.outcome) == (None, "nothing")
    assert now_of(made).tries_left == 5


def test_a_form_that_made_its_share_names_that_one(alice, entry):
    client_id = uuid.uuid4()
    made = shared(alice, entry, client_id=client_id)
    with pytest.raises(SharedAlready) as again:
        shared(alice, entry, client_id=client_id)
    assert again.value.share == made.share
    assert str(again.value) == f"share {made.share.pk}"


def test_a_form_of_somebody_else_is_another_form(alice, bob, entry):
    client_id = uuid.uuid4()
    shared(bob, recorded(bob), client_id=client_id)
    made = shared(alice, entry, client_id=client_id)
    with pytest.raises(SharedAlready) as again:
        shared(alice, entry, client_id=client_id)
    assert again.value.share == made.share


def test_the_trail_says_how_much_was_shared_and_for_how_long(alice, entry):
    shared(alice, entry, days=3, files=[with_file(entry)])
    event = AuditEvent.objects.get(code="jobjournal.share.created")
    assert event.detail == {"entries": 1, "files": 1, "days": 3}
    assert (event.actor, event.resident) == (alice.user, alice.resident)


# --- a new PIN ---


def test_a_new_pin_comes_with_five_new_tries(made, alice, bob):
    for number in range(1, 5):
        guess(made, bob, number=number)
    assert now_of(made).tries_left == 1
    again = renew_pin(public_id=made.share.public_id, by=alice)
    assert now_of(made).tries_left == 5
    for number in range(1, 5):
        assert guess(again, bob, number=number) is None
    assert now_of(made).destroyed_at is None
    assert guess(again, bob, right=True) is not None


def test_a_new_pin_is_in_the_trail_of_the_person(made, alice):
    renew_pin(public_id=made.share.public_id, by=alice)
    event = AuditEvent.objects.get(code="jobjournal.share.pin_renewed")
    assert (event.actor, event.resident) == (alice.user, alice.resident)


def test_a_single_use_share_gets_a_new_pin_until_it_is_used(alice, bob, entry):
    made = shared(alice, entry)
    again = renew_pin(public_id=made.share.public_id, by=alice)
    assert guess(again, bob, right=True) is not None
    with pytest.raises(CannotBeOpened):
        renew_pin(public_id=made.share.public_id, by=alice)


def test_a_share_for_days_gets_a_new_pin_after_it_was_opened(made, alice, bob):
    guess(made, bob, right=True)
    assert guess(renew_pin(public_id=made.share.public_id, by=alice), bob, right=True) is not None


def end(made, alice, how: str) -> None:
    if how == "revoked":
        revoke_share(public_id=made.share.public_id, by=alice)
    else:
        past = {"expired": {"expires_at": an_hour_ago()}, "destroyed": {"destroyed_at": an_hour_ago()}}
        Share.objects.filter(pk=made.share.pk).update(**past[how])


@pytest.mark.parametrize("how", ["expired", "revoked", "destroyed"])
def test_what_has_ended_gets_no_new_pin_and_is_not_sent(made, alice, how):
    end(made, alice, how)
    with pytest.raises(CannotBeOpened):
        renew_pin(public_id=made.share.public_id, by=alice)
    with pytest.raises(CannotBeOpened):
        send_share(public_id=made.share.public_id, to=Recipient("email", "v@example.org"), address="{code}", by=alice)
    assert not Message.objects.filter(template="journal_share_link").exists()


def test_sending_the_address_is_in_the_trail_without_where_to(made, alice):
    to = Recipient("email", "vera@example.org")
    send_share(public_id=made.share.public_id, to=to, address="https://x/{code}/", by=alice)
    event = AuditEvent.objects.get(code="jobjournal.share.sent")
    assert (event.actor, event.resident, event.detail) == (alice.user, alice.resident, {"channel": "email"})
    assert Message.objects.filter(template="journal_share_link").count() == 1


def test_what_was_shown_on_a_computer_gets_no_pin(alice, entry):
    token = ask_for_journal()
    code = PairingRequest.objects.get(token_hash=token_hash(token)).code
    share = show_on_computer(code=code, chosen=Chosen(versions_of(entry)), client_id=uuid.uuid4(), by=alice)
    # Not for having been used: it never had one.
    Share.objects.filter(pk=share.pk).update(used_at=None)
    with pytest.raises(CannotBeOpened):
        renew_pin(public_id=share.public_id, by=alice)


def test_nobody_else_renews_sends_or_revokes(made, bob, visitor):
    for actor in (bob, visitor):
        with pytest.raises(Http404):
            renew_pin(public_id=made.share.public_id, by=actor)
        with pytest.raises(Http404):
            revoke_share(public_id=made.share.public_id, by=actor)
    assert now_of(made).revoked_at is None


def test_of_several_shares_of_a_person_only_the_one_that_was_named_changes(made, alice, entry):
    client_id = uuid.uuid4()
    other = shared(alice, entry, days=7, client_id=client_id)
    with pytest.raises(SharedAlready) as again:
        shared(alice, entry, client_id=client_id)
    assert again.value.share == other.share
    before = now_of(other).pin_hash
    renew_pin(public_id=made.share.public_id, by=alice)
    revoke_share(public_id=made.share.public_id, by=alice)
    assert (now_of(other).pin_hash, now_of(other).revoked_at) == (before, None)
    assert now_of(made).revoked_at is not None


# --- how long ---


@pytest.mark.parametrize(("days", "lives"), [(0, LONGEST_DAYS), (1, 1), (14, 14)])
def test_a_share_lives_for_its_days_and_a_single_use_one_for_the_longest(alice, entry, days, lives):
    share = shared(alice, entry, days=days).share
    assert share.expires_at - share.entries_fixed_at == dt.timedelta(days=lives)
    assert share.single_use is (days == 0)


def test_opened_once_it_can_be_read_for_two_hours_at_most(alice, bob, entry):
    made = shared(alice, entry)
    found = guess(made, bob, right=True)
    share = now_of(made)
    assert abs(share.expires_at - (share.used_at + dt.timedelta(hours=2))) < SOON
    assert found.view.ends_at == share.expires_at


def test_what_ends_sooner_than_that_still_does(alice, bob, entry):
    made = shared(alice, entry)
    soon = timezone.now() + dt.timedelta(minutes=10)
    Share.objects.filter(pk=made.share.pk).update(expires_at=soon)
    assert guess(made, bob, right=True).view.ends_at == soon


def test_a_view_of_a_share_for_days_ends_after_eight_hours(made, bob):
    first = guess(made, bob, right=True).view
    assert first.ends_at == first.opened_at + dt.timedelta(hours=8)
    assert (now_of(made).used_at, now_of(made).expires_at) == (None, made.share.expires_at)
    opened_at = now_of(made).opened_at
    assert abs(opened_at - first.opened_at) < SOON
    guess(made, bob, right=True)
    assert now_of(made).opened_at == opened_at, "the first time counts"


def test_revoking_is_written_down_once(made, alice):
    revoke_share(public_id=made.share.public_id, by=alice)
    first = now_of(made).revoked_at
    revoke_share(public_id=made.share.public_id, by=alice)
    assert now_of(made).revoked_at == first
    assert AuditEvent.objects.filter(code="jobjournal.share.revoked", resident=alice.resident).count() == 1


@pytest.mark.parametrize("how", ["expired", "destroyed"])
def test_what_has_ended_is_not_revoked_too(made, alice, how):
    end(made, alice, how)
    revoke_share(public_id=made.share.public_id, by=alice)
    assert now_of(made).revoked_at is None
    assert not AuditEvent.objects.filter(code="jobjournal.share.revoked").exists()


# --- who opened it ---


def test_a_work_coach_is_named_by_their_account_and_keeps_it_when_they_ask(made, calderbrook):
    wendy = coach(calderbrook)
    guess(made, wendy, right=True)
    assert not ShareKept.objects.exists()
    view = guess(made, wendy, right=True, keep=True).view
    assert (view.viewer_name, view.membership) == ("Wendy Work (Calderbrook Jobcentre)", wendy.membership)
    assert ShareKept.objects.get().membership == wendy.membership
    kept = AuditEvent.objects.get(code="jobjournal.share.kept")
    assert (kept.actor, kept.resident) == (wendy.user, made.share.resident)
    assert AuditEvent.objects.filter(code="jobjournal.share.opened", actor=wendy.user).count() == 2


def test_nobody_else_keeps_one_or_is_named_by_their_account(made, aisha, bob):
    for actor in (aisha, bob):
        view = guess(made, actor, right=True, keep=True).view
        assert (view.viewer_name, view.membership) == ("Vera Viewer", None)
    assert not ShareKept.objects.exists()
    assert not AuditEvent.objects.filter(code="jobjournal.share.kept").exists()
    assert set(AuditEvent.objects.filter(code="jobjournal.share.opened").values_list("actor", flat=True)) == {None}


@pytest.mark.parametrize(("seconds", "written"), [(29, False), (31, True)])
def test_a_viewer_is_seen_at_most_twice_a_minute(made, bob, seconds, written):
    view, other = (guess(made, bob, right=True).view for _ in range(2))
    before = timezone.now() - dt.timedelta(seconds=seconds)
    ShareView.objects.update(last_seen_at=before)
    record_seen(view=view)
    assert (ShareView.objects.get(pk=view.pk).last_seen_at > before) is written
    assert ShareView.objects.get(pk=other.pk).last_seen_at == before


def test_a_view_ends_once_and_alone(made, bob):
    one, other = (guess(made, bob, right=True).view for _ in range(2))
    end_view(view=one)
    ended = ShareView.objects.get(pk=one.pk).ended_at
    end_view(view=one)
    assert ShareView.objects.get(pk=one.pk).ended_at == ended is not None
    assert ShareView.objects.get(pk=other.pk).ended_at is None
