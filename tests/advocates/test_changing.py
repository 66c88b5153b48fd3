"""The resident lets somebody do more, or less, in one confirmed step."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation, Organisation
from accounts.permissions import Scope
from accounts.readers import grant_for
from advocates.actions.changing import Unchanged, change_grant
from advocates.actions.ending import end_own_grant
from advocates.actions.renewing import renew_grant
from advocates.models import Invitation
from advocates.readers.grants import names_of_helpers
from advocates.rules.terms import scopes_of
from notifications.models import Message
from tests.advocates.test_ending import DAY, grant_of
from tests.people import browser_of

VIEW, FILL = [Scope.VIEW_CLAIMS], scopes_of({"claims": "fill", "papers": "view"})


def test_widened_it_ends_the_old_and_begins_the_new_until_the_same_day(alice, bob):
    old = grant_of(alice, helper=bob.user, scopes=VIEW, why="My eyes", ends_on=timezone.localdate() + 9 * DAY)
    new = change_grant(public_id=old.public_id, scopes=FILL, by=alice)
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert (new.scopes, new.ends_on, new.why, new.helper) == (FILL, old.ends_on, "My eyes", bob.user)
    assert new.basis == Delegation.Basis.CONSENT
    assert grant_for(bob, alice.resident.pk, Scope.FILL_CLAIMS) == new
    assert AuditEvent.objects.get(code="advocates.grant.changed").delegation == new
    assert Message.objects.filter(resident=alice.resident, template="helper_began").exists()
    assert Message.objects.filter(resident=bob.resident, template="helping_started").exists()


def test_narrowed_it_counts_at_once_and_the_helper_is_told_nothing(alice, bob):
    old = grant_of(alice, helper=bob.user, scopes=FILL)
    new = change_grant(public_id=old.public_id, scopes=VIEW, by=alice)
    assert grant_for(bob, alice.resident.pk, Scope.FILL_CLAIMS) is None
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) == new
    assert not Message.objects.filter(resident=bob.resident).exists()


def test_what_was_renewed_goes_on_until_the_later_day_and_no_further(alice, bob):
    old = grant_of(alice, helper=bob.user, scopes=VIEW)
    renewed = renew_grant(public_id=old.public_id, period="month", by=alice)
    new = change_grant(public_id=old.public_id, scopes=FILL, by=alice)
    renewed.refresh_from_db()
    assert renewed.revoked_at is not None
    assert new.ends_on == renewed.ends_on


def test_an_organisation_keeps_who_of_it_may_and_what_is_left_out(alice, calderbrook):
    homes = Organisation.objects.create(name="Mill Trust", agreement_from=timezone.localdate())
    old = grant_of(alice, organisation=homes, scopes=VIEW, named=[7], left_out=[alice.resident.public_id])
    new = change_grant(public_id=old.public_id, scopes=FILL, by=alice)
    assert (new.organisation, new.named, new.left_out) == (homes, [7], old.left_out)


def test_the_name_that_the_resident_gave_goes_on(alice, bob):
    old = grant_of(alice, helper=bob.user, scopes=VIEW)
    now = timezone.now()
    Invitation.objects.create(
        resident=alice.resident, name="Bobby", channel="email", contact="b@example.org", scopes=VIEW, period="month",
        token_hash="x", sent_at=now, expires_at=now, state="accepted", delegation=old,
    )  # fmt: skip
    new = change_grant(public_id=old.public_id, scopes=FILL, by=alice)
    assert names_of_helpers([new]) == {new.pk: "Bobby"}


@pytest.mark.parametrize("scopes", [VIEW, []])
def test_the_same_or_nothing_changes_nothing(alice, bob, scopes):
    old = grant_of(alice, helper=bob.user, scopes=VIEW)
    with pytest.raises(Unchanged):
        change_grant(public_id=old.public_id, scopes=scopes, by=alice)
    assert Delegation.objects.get().revoked_at is None


def test_nobody_else_changes_it_nor_what_is_over_nor_by_law_nor_of_the_councils_people(alice, bob, aisha):
    today = timezone.localdate()
    ended, over = grant_of(alice, helper=bob.user), grant_of(alice, helper=bob.user)
    end_own_grant(public_id=ended.public_id, by=alice)
    Delegation.objects.filter(pk=over.pk).update(starts_on=today - 9 * DAY, ends_on=today - DAY)
    by_law = grant_of(alice, helper=bob.user, basis=Delegation.Basis.DEPUTY, ends_on=None)
    council = grant_of(alice, helper=aisha.user)
    own = grant_of(alice, helper=bob.user, scopes=VIEW)
    for grant, by in ((ended, alice), (over, alice), (by_law, alice), (council, alice), (own, bob)):
        with pytest.raises(Http404):
            change_grant(public_id=grant.public_id, scopes=scopes_of({"claims": "send"}), by=by)
    assert not AuditEvent.objects.filter(code="advocates.grant.changed").exists()


def test_by_the_page_it_is_chosen_read_once_more_and_then_done(alice, bob):
    grant = grant_of(alice, helper=bob.user, scopes=VIEW, ends_on=timezone.localdate() + dt.timedelta(days=40))
    browser, address = browser_of(alice), f"/account/helpers/{grant.public_id}/change/"
    assert f'href="{address}"' in browser.get(f"/account/helpers/{grant.public_id}/").content.decode()
    assert browser.get(address).status_code == 200
    same = browser.post(address, {"claims": "view", "journal": "nothing"})
    assert same.status_code == 422
    chosen = {"claims": "fill", "papers": "view", "messages": "nothing", "journal": "nothing"}
    asked = browser.post(address, chosen).content.decode()
    assert "see your claims and fill them in; see your papers" in asked
    assert Delegation.objects.get() == grant
    done = browser.post(address, chosen | {"_sure": "yes"})
    new = Delegation.objects.get(revoked_at=None)
    assert done["Location"] == f"/account/helpers/{new.public_id}/"
    assert new.scopes == FILL
