"""What somebody works as, and leaving: who may say so, and that it counts at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from accounts.models import Membership, User
from accounts.permissions import Permission, Role
from accounts.readers import membership_of
from accounts.signals import work_changed
from accounts.staffing.actions.people import LastAdmin, OwnWork, change_person, end_work_of
from tests.accounts.staffing.making import partner_admin, partner_of
from tests.people import Browser, browser_of, make_staff


def change(person, roles, by, name: str = "Aisha Khan") -> list[str]:
    """What they work as after somebody said so."""
    change_person(membership_id=person.membership.pk, display_name=name, roles=roles, by=by)
    return Membership.objects.get(pk=person.membership.pk).roles


def now_of(actor):
    """The actor as the next request sees them."""
    return replace(actor, membership=membership_of(User.objects.get(pk=actor.user.pk)))


@pytest.fixture
def heard():
    """The memberships whose work changed."""
    told: list[Membership] = []

    def hear(membership, **_):
        told.append(membership)

    work_changed.connect(hear)
    yield told
    work_changed.disconnect(hear)


def test_somebody_has_two_roles_and_may_what_either_lets_them(omar, aisha, heard):
    assert not aisha.may(Permission.COUNCIL_MANAGE)
    assert change(aisha, [Role.ADMIN, Role.ADVISOR], omar) == ["admin", "advisor"]
    both = now_of(aisha)
    assert both.may(Permission.COUNCIL_MANAGE)
    assert both.may(Permission.CLAIM_PROGRESS)
    assert both.may(Permission.LIVE_HELP)
    assert not both.may(Permission.JOURNAL_SHARED)
    assert change(aisha, [Role.ADMIN], omar) == ["admin"]
    assert not now_of(aisha).may(Permission.CLAIM_PROGRESS)
    assert len(heard) == 2


def test_another_name_alone_moves_no_work(omar, aisha, heard):
    change(aisha, [Role.ADVISOR], omar, "Aisha Malik")
    assert Membership.objects.get(pk=aisha.membership.pk).display_name == "Aisha Malik"
    assert not heard


def test_nobody_has_no_role(aisha, omar):
    with pytest.raises(PermissionDenied):
        change(aisha, [], omar)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=aisha.membership.pk).update(roles=[])


def test_nobody_gives_themselves_more_or_lets_themselves_go(omar, calderbrook):
    make_staff(calderbrook, "Sam Second", "sam@calderbrook.example", Role.ADMIN)
    with pytest.raises(OwnWork):
        change(omar, [Role.ADMIN, Role.ADVISOR], omar)
    with pytest.raises(OwnWork):
        end_work_of(membership_id=omar.membership.pk, by=omar)
    page = browser_of(omar).post(
        reverse("people:person", args=[omar.membership.pk]), {"display_name": "Omar", "roles": ["admin", "advisor"]}
    )
    assert "Another admin changes" in page.content.decode()
    # Their own name is theirs to change.
    assert change(omar, [Role.ADMIN], omar, "Omar F.") == ["admin"]


def test_the_last_admin_stays_one(calderbrook, omar):
    second = make_staff(calderbrook, "Sam Second", "sam@calderbrook.example", Role.ADMIN)
    assert change(omar, [Role.ADVISOR], second) == ["advisor"]
    stale = omar
    with pytest.raises(LastAdmin):
        change(second, [Role.ADVISOR], stale)
    with pytest.raises(LastAdmin):
        end_work_of(membership_id=second.membership.pk, by=stale)
    assert Membership.objects.get(pk=second.membership.pk).is_active


def test_leaving_counts_at_once_everywhere(omar, aisha, heard):
    theirs, admins = browser_of(aisha), browser_of(omar)
    assert theirs.get(reverse("casework:work_list")).status_code == 200
    address = reverse("people:end", args=[aisha.membership.pk])
    assert "signed out everywhere" in admins.post(address).content.decode()
    assert Membership.objects.get(pk=aisha.membership.pk).is_active
    admins.post(address, {"_sure": "yes"})
    assert theirs.get(reverse("casework:work_list")).status_code == 302
    assert membership_of(User.objects.get(pk=aisha.user.pk)) is None
    assert [each.pk for each in heard] == [aisha.membership.pk]
    assert "Who has left" in admins.get(reverse("people:list")).content.decode()
    # Somebody who has left is changed by nobody, and leaving twice is leaving once.
    with pytest.raises(PermissionDenied):
        change(aisha, [Role.ADMIN], omar)
    end_work_of(membership_id=aisha.membership.pk, by=omar)
    assert len(heard) == 1


def test_the_pages_refuse_what_the_actions_refuse(calderbrook, omar):
    second = make_staff(calderbrook, "Sam Second", "sam@calderbrook.example", Role.ADMIN)
    browser = browser_of(omar)
    own = browser.post(reverse("people:end", args=[omar.membership.pk]), {"_sure": "yes"}, follow=True)
    assert "Another admin has to do this" in own.content.decode()
    browser.post(reverse("people:end", args=[second.membership.pk]), {"_sure": "yes"})
    page = browser.get(reverse("people:list")).content.decode()
    assert "never signed in" in page
    assert "No second step yet" in page


def test_an_admin_reaches_nobody_of_another_council(calderbrook, omar, sian):
    browser = browser_of(omar)
    for name in ("person", "end", "back", "ask_reset"):
        assert browser.post(reverse(f"people:{name}", args=[sian.membership.pk]), {"_sure": "yes"}).status_code == 404
    with pytest.raises(Http404):
        change(sian, [Role.ADVISOR], omar)
    assert Browser(browser_of(sian).client, calderbrook.host).get(reverse("people:list")).status_code == 404


def test_a_partners_admin_reaches_their_own_people_only(calderbrook, omar, aisha):
    homes, other = partner_of(calderbrook), partner_of(calderbrook, "Another Trust")
    pia, rival = partner_admin(calderbrook, homes), partner_admin(calderbrook, other, "ray@trust.example")
    mine = make_staff(calderbrook, "Max Mine", "max@homes.example", Role.PARTNER)
    Membership.objects.filter(pk=mine.membership.pk).update(organisation=homes)
    browser = browser_of(pia)
    page = browser.get(reverse("people:list")).content.decode()
    assert "Max Mine" in page
    assert "Aisha Khan" not in page
    assert "ray@trust.example" not in page
    for person in (omar, aisha, rival):
        with pytest.raises(Http404):
            change(person, [Role.PARTNER], pia)
        with pytest.raises(Http404):
            end_work_of(membership_id=person.membership.pk, by=pia)
    for roles in ([Role.ADMIN], [Role.ADVISOR], [Role.PARTNER, Role.ADMIN], [Role.JOBCENTRE]):
        with pytest.raises(PermissionDenied):
            change(mine, roles, pia)
    for name in ("organisations", "add_organisation"):
        assert browser.get(reverse(f"people:{name}")).status_code == 403
    assert browser.post(reverse("people:ask_reset", args=[mine.membership.pk])).status_code == 403
    end_work_of(membership_id=mine.membership.pk, by=pia)
    assert not Membership.objects.get(pk=mine.membership.pk).is_active
