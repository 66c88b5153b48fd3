"""A grant ends at once, by either side; what was given to an organisation, by whoever manages its cases."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation, Organisation
from accounts.permissions import Role, Scope
from accounts.readers import grant_for
from advocates.actions.ending import end_own_grant, give_up_grant
from notifications.models import Message
from tests.claims.making import small_draft
from tests.people import browser_of, make_staff

DAY = dt.timedelta(days=1)


def grant_of(who, **more) -> Delegation:
    """A grant of this resident's to see and fill in claims, from today until tomorrow."""
    today = timezone.localdate()
    given = {"scopes": [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS], "starts_on": today, "ends_on": today + DAY}
    return Delegation.objects.create(resident=who.resident, **given | more)


def test_the_resident_ends_it_in_two_presses_and_it_counts_at_once(alice, bob):
    grant, draft = grant_of(alice, helper=bob.user), small_draft(alice)
    page = f"/claims/{draft.public_id}/"
    helpers, open_page = browser_of(alice), browser_of(bob)
    assert open_page.get(page).status_code == 200
    address = f"/account/helpers/{grant.public_id}/end/"
    assert "End what" in helpers.post(address).content.decode()
    assert Delegation.objects.get().revoked_at is None
    assert helpers.post(address, {"_sure": "yes"})["Location"] == "/account/helpers/"
    assert open_page.get(page).status_code == 404
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) is None
    assert AuditEvent.objects.filter(code="advocates.grant.ended", resident=alice.resident).exists()
    # Nothing tells the helper why, or that.
    assert not Message.objects.exists()
    shown = helpers.get("/account/helpers/").content.decode()
    assert "Nobody may act for you now" in shown
    assert "Before" in shown


def test_whoever_acts_may_stop_and_the_resident_is_told(alice, bob):
    grant = grant_of(alice, helper=bob.user)
    browser = browser_of(bob)
    address = f"/helping/{grant.public_id}/stop/"
    assert "stop acting for Alice" in browser.post(address).content.decode()
    assert browser.post(address, {"_sure": "yes"})["Location"] == "/helping/"
    assert Delegation.objects.get().revoked_at is not None
    assert Message.objects.filter(resident=alice.resident, template="helper_gave_up").exists()
    with pytest.raises(Http404):
        give_up_grant(public_id=grant.public_id, by=bob)


def test_nobody_ends_what_is_not_theirs(alice, bob, calderbrook):
    grant = grant_of(alice, helper=bob.user)
    with pytest.raises(Http404):
        end_own_grant(public_id=grant.public_id, by=bob)
    with pytest.raises(Http404):
        give_up_grant(public_id=grant.public_id, by=alice)
    assert Delegation.objects.get().revoked_at is None


def test_one_of_an_organisations_people_does_not_end_what_it_was_given(alice, calderbrook):
    homes = Organisation.objects.create(name="Calder Homes", kind="housing association")
    petra = make_staff(calderbrook, "Petra Patel", "petra@homes.example", Role.PARTNER)
    petra.membership.organisation = homes
    petra.membership.save()
    grant = grant_of(alice, organisation=homes)
    assert "Alice" in browser_of(petra).get("/helping/").content.decode()
    with pytest.raises(Http404):
        give_up_grant(public_id=grant.public_id, by=petra)
    assert "Stop acting for them" not in browser_of(petra).get(f"/helping/{grant.public_id}/").content.decode()
    assert "Calder Homes" in browser_of(alice).get("/account/helpers/").content.decode()
    # Whoever manages its cases says so for it, in two presses, and the resident is told.
    manager = make_staff(calderbrook, "Mo Manager", "mo@homes.example", Role.PARTNER_ADMIN)
    manager.membership.organisation = homes
    manager.membership.save()
    browser, person = browser_of(manager), f"/helping/{grant.public_id}/"
    assert "Stop acting for them" in browser.get(person).content.decode()
    assert browser.post(f"{person}stop/").status_code == 200
    assert browser.post(f"{person}stop/", {"_sure": "yes"})["Location"] == "/helping/"
    assert browser_of(petra).get(person).status_code == 404
    assert Message.objects.filter(resident=alice.resident, template="helper_gave_up").exists()
    assert AuditEvent.objects.get(code="advocates.grant.given_up").delegation == grant
