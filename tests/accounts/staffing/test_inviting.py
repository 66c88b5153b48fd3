"""Somebody is invited to work here: the link is that of one address, works once, and gives no more than was meant."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Membership, StaffInvitation, User
from accounts.permissions import Permission, Role
from accounts.staffing.actions.inviting import (
    LASTS,
    SignInFirst,
    WorksHere,
    accept_invitation,
    invite_back,
    invite_staff,
)
from accounts.staffing.actions.people import end_work_of
from core.tenancy import council_scope
from tests.accounts.staffing.making import PASSWORD, link_to, mails_to, nobody, partner_admin, partner_of
from tests.people import Browser, browser_of, make_staff

NOOR = "noor@calderbrook.example"


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    """Messages of one test are not those of the next."""
    settings.MAILBOX_DIR = tmp_path


def invited(by, email: str = NOOR, roles=(Role.ADVISOR,), **more) -> str:
    """The path of the link that somebody got."""
    invite_staff(email=email, display_name="Noor New", roles=roles, by=by, **more)
    return link_to(email)


def test_an_admin_invites_and_the_person_sets_a_password_of_their_own(calderbrook, omar):
    page = {"email": "Noor@Calderbrook.example", "display_name": "Noor New", "roles": ["advisor", "admin"]}
    sent = browser_of(omar).post(reverse("people:invite"), page)
    assert sent.status_code == 302
    browser, link = nobody(calderbrook), link_to(NOOR)
    assert "Calderbrook Council" in browser.get(link).content.decode()
    assert not Membership.objects.filter(user__email=NOOR).exists()
    assert browser.post(link, {"password": "short"}).status_code == 422
    assert browser.post(link, {"password": PASSWORD}).headers["Location"] == reverse("account_login")
    noor = Membership.objects.get(user__email=NOOR)
    assert noor.roles == [Role.ADVISOR, Role.ADMIN]
    assert noor.allows(Permission.CLAIM_PROGRESS)
    assert noor.allows(Permission.COUNCIL_MANAGE)
    assert noor.user.check_password(PASSWORD)
    # Nobody is staff by the link alone: a second factor is asked for first.
    signed_in = browser.post(reverse("account_login"), {"login": NOOR, "password": PASSWORD}, follow=True)
    assert "Protect your staff account" in signed_in.content.decode()
    assert AuditEvent.objects.filter(code="accounts.staff.joined", actor=noor.user).exists()
    noor.refresh_from_db()
    assert noor.signed_in_at is not None


def test_a_link_works_once_and_for_seven_days(calderbrook, omar):
    link = invited(omar)
    assert timezone.now() + LASTS - StaffInvitation.objects.get().expires_at < dt.timedelta(minutes=1)
    assert dt.timedelta(days=7) == LASTS
    assert nobody(calderbrook).post(link, {"password": PASSWORD}).status_code == 302
    again = nobody(calderbrook)
    assert again.get(link).status_code == again.post(link, {"password": "another long one"}).status_code == 410
    assert User.objects.get(email=NOOR).check_password(PASSWORD)
    late = invited(omar, "late@calderbrook.example")
    StaffInvitation.objects.filter(email="late@calderbrook.example").update(expires_at=timezone.now())
    assert nobody(calderbrook).post(late, {"password": PASSWORD}).status_code == 410
    assert not User.objects.filter(email="late@calderbrook.example").exists()


def test_the_newest_link_is_the_only_one_and_one_that_is_taken_back_is_none(calderbrook, omar):
    first, second = invited(omar), invited(omar)
    assert nobody(calderbrook).get(first).status_code == 410
    open_one = StaffInvitation.objects.get(state="open")
    browser_of(omar).post(reverse("people:take_back", args=[open_one.public_id]))
    assert nobody(calderbrook).post(second, {"password": PASSWORD}).status_code == 410


def test_another_account_and_another_council_cannot_use_it(calderbrook, southmere, omar, alice):
    link = invited(omar)
    assert browser_of(alice).post(link, {"password": PASSWORD}).status_code == 403
    assert nobody(southmere).post(link, {"password": PASSWORD}).status_code == 410
    assert not Membership.objects.filter(user=alice.user).exists()


def test_an_account_of_a_resident_without_a_password_gets_one(calderbrook, omar, alice):
    link = invited(omar, alice.user.email)
    assert nobody(calderbrook).post(link, {"password": PASSWORD}).status_code == 302
    assert Membership.objects.get(user=alice.user).display_name == "Noor New"
    assert User.objects.get(pk=alice.user.pk).check_password(PASSWORD)


def test_an_account_with_a_password_is_signed_in_to_first(calderbrook, omar, alice):
    alice.user.set_password("alices own password")
    alice.user.save()
    link = invited(omar, alice.user.email)
    browser = nobody(calderbrook)
    assert browser.post(link, {"password": PASSWORD}).headers["Location"].startswith(reverse("account_login"))
    with pytest.raises(SignInFirst):
        accept_invitation(invitation_id=StaffInvitation.objects.get().pk, by=replace(alice, user=None, resident=None))
    assert browser_of(alice).get(link).status_code == 200
    assert browser_of(alice).post(link).headers["Location"] == reverse("accounts:after_sign_in")
    assert User.objects.get(pk=alice.user.pk).check_password("alices own password")


def test_a_closed_account_gets_no_work_and_a_weak_password_none(calderbrook, omar, alice, visitor):
    invited(omar, alice.user.email)
    key = StaffInvitation.objects.get().pk
    with pytest.raises(ValidationError):
        accept_invitation(invitation_id=key, password="short", by=visitor)
    User.objects.filter(pk=alice.user.pk).update(is_active=False)
    with pytest.raises(Http404):
        accept_invitation(invitation_id=key, password=PASSWORD, by=visitor)


def test_whoever_works_here_is_not_invited_again(omar, aisha):
    with pytest.raises(WorksHere):
        invited(omar, aisha.user.email.upper())
    page = {"email": aisha.user.email, "display_name": "Aisha", "roles": ["advisor"]}
    assert "works here already" in browser_of(omar).post(reverse("people:invite"), page).content.decode()
    assert not mails_to(aisha.user.email)


@pytest.mark.parametrize("roles", [[], [Role.PARTNER], [Role.ADVISOR, Role.JOBCENTRE]])
def test_nobody_gets_roles_that_are_not_those_of_where_they_work(omar, roles):
    with pytest.raises(PermissionDenied):
        invited(omar, roles=roles)


def test_a_partners_admin_invites_for_their_own_organisation_and_to_nothing_more(calderbrook, omar):
    homes, other = partner_of(calderbrook), partner_of(calderbrook, "Another Trust")
    pia = partner_admin(calderbrook, homes)
    for organisation, roles in [(None, [Role.ADMIN]), (other, [Role.PARTNER]), (homes, [Role.ADMIN])]:
        with pytest.raises(PermissionDenied):
            invited(pia, roles=roles, organisation=organisation)
    page = {"email": NOOR, "display_name": "Noor New", "roles": ["admin", "advisor"]}
    assert browser_of(pia).post(reverse("people:invite"), page).status_code == 422
    assert browser_of(pia).post(reverse("people:invite"), page | {"roles": ["partner"]}).status_code == 302
    nobody(calderbrook).post(link_to(NOOR), {"password": PASSWORD})
    assert Membership.objects.get(user__email=NOOR).organisation == homes
    # An admin of the council invites to a partner from its row.
    theirs = reverse("people:invite_to", args=[other.pk])
    assert browser_of(pia).get(theirs).status_code == 403
    page = {"email": "x@trust.example", "display_name": "Xa", "roles": ["partner_admin"]}
    assert browser_of(omar).post(theirs, page).status_code == 302


def test_an_advisor_a_stranger_and_another_councils_admin_invite_nobody(calderbrook, aisha, alice, sian):
    with pytest.raises(PermissionDenied):
        invited(aisha)
    with pytest.raises(Http404):
        invited(alice)
    with pytest.raises(Http404):
        invited(replace(sian, council=calderbrook, membership=None))
    assert Browser(browser_of(sian).client, calderbrook.host).post(reverse("people:invite")).status_code == 404


def test_what_somebody_sent_before_they_left_does_not_work_any_more(calderbrook, omar):
    second = make_staff(calderbrook, "Sam Second", "sam@calderbrook.example", Role.ADMIN)
    link = invited(second, roles=[Role.ADMIN])
    end_work_of(membership_id=second.membership.pk, by=omar)
    assert nobody(calderbrook).post(link, {"password": PASSWORD}).status_code == 410


def test_somebody_who_left_comes_back_by_a_link(calderbrook, omar, aisha):
    with pytest.raises(WorksHere):
        invite_back(membership_id=aisha.membership.pk, by=omar)
    end_work_of(membership_id=aisha.membership.pk, by=omar)
    assert browser_of(omar).post(reverse("people:back", args=[aisha.membership.pk])).status_code == 302
    aisha.user.refresh_from_db()
    link = link_to(aisha.user.email)
    assert browser_of(aisha).post(link).status_code == 302
    back = Membership.objects.get(user=aisha.user)
    assert (back.pk, back.is_active, back.roles) == (aisha.membership.pk, True, [Role.ADVISOR])


def test_the_same_address_is_another_councils_business(calderbrook, southmere, omar, sian):
    invited(omar, sian.user.email)
    with council_scope(southmere.pk):
        assert not StaffInvitation.objects.exists()
        assert Membership.objects.get(user=sian.user).roles == [Role.ADMIN]
