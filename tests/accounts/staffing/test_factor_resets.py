"""A lost second factor: two people say it, neither of them the one who lost it, and the link needs the password too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import OperatorInCouncil
from accounts.models import AuditEvent, FactorReset, Membership, User
from accounts.permissions import Role
from accounts.staffing.actions.factor_resets import (
    NoAddress,
    SamePerson,
    agree_factor_reset,
    ask_factor_reset,
    refuse_factor_reset,
)
from accounts.staffing.readers import resets_for_operator
from tests.accounts.staffing.making import link_to, mails_to, nobody
from tests.people import browser_of, make_staff

OLD = "correct horse battery"


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    """Messages of one test are not those of the next."""
    settings.MAILBOX_DIR = tmp_path


@pytest.fixture
def sam(calderbrook):
    """A second admin."""
    return make_staff(calderbrook, "Sam Second", "sam@calderbrook.example", Role.ADMIN)


@pytest.fixture
def lost(aisha):
    """An advisor with a second factor, which is on a phone in the canal."""
    Authenticator.objects.create(user=aisha.user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return aisha


def ask(person, by) -> FactorReset:
    return ask_factor_reset(membership_id=person.membership.pk, by=by)


def factors_of(person) -> int:
    return Authenticator.objects.filter(user=person.user).count()


def test_one_asks_another_agrees_and_the_link_with_the_password_replaces_it(calderbrook, omar, sam, lost):
    theirs = browser_of(lost)
    address = reverse("people:ask_reset", args=[lost.membership.pk])
    assert "speak to them" in browser_of(omar).post(address).content.decode()
    browser_of(omar).post(address, {"_sure": "yes"})
    reset = FactorReset.objects.get()
    assert factors_of(lost) == 1
    assert not mails_to(lost.user.email)
    browser_of(sam).post(reverse("people:answer_reset", args=[reset.public_id]), {"answer": "yes"})
    assert theirs.get(reverse("casework:work_list")).status_code == 302
    assert factors_of(lost) == 1, "What somebody has lost works until they say so themselves."
    browser, link = nobody(calderbrook), link_to(lost.user.email)
    assert browser.post(link, {"password": "a guess"}).status_code == 422
    assert factors_of(lost) == 1
    assert browser.post(link, {"password": OLD}).headers["Location"] == reverse("account_login")
    assert factors_of(lost) == 0
    assert browser.post(link, {"password": OLD}).status_code == 410
    codes = AuditEvent.objects.filter(code__startswith="accounts.second_factor").values_list("code", "actor")
    assert list(codes.order_by("number")) == [
        ("accounts.second_factor.reset_asked", omar.user.pk),
        ("accounts.second_factor.reset_agreed", sam.user.pk),
        ("accounts.second_factor.reset", lost.user.pk),
    ]
    signed_in = browser.post(reverse("account_login"), {"login": lost.user.email, "password": OLD}, follow=True)
    assert "Protect your staff account" in signed_in.content.decode()


def test_nobody_says_it_twice_and_nobody_says_it_for_themselves(calderbrook, omar, sam, lost):
    with pytest.raises(SamePerson):
        ask(omar, omar)
    reset = ask(lost, omar)
    with pytest.raises(SamePerson):
        agree_factor_reset(public_id=reset.public_id, by=omar)
    browser_of(omar).post(reverse("people:answer_reset", args=[reset.public_id]), {"answer": "yes"})
    assert not mails_to(lost.user.email)
    for_sam = ask(sam, omar)
    with pytest.raises(SamePerson):
        agree_factor_reset(public_id=for_sam.public_id, by=sam)


@pytest.mark.parametrize("who", ["omar", "lost"])
def test_the_table_itself_refuses_one_person_twice(request, omar, lost, who):
    reset, agrees = ask(lost, omar), {"omar": omar, "lost": lost}[who]
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.filter(pk=reset.pk).update(agreed_by=agrees.user, agreed_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.filter(pk=reset.pk).update(asked_by=lost.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.filter(pk=reset.pk).update(token_hash="x" * 64)


def test_advisors_partners_and_other_councils_neither_ask_nor_agree(calderbrook, omar, sam, lost, sian):
    ben = make_staff(calderbrook, "Ben Ockley", "ben@calderbrook.example", Role.ADVISOR)
    elsewhere = replace(sian, council=calderbrook, membership=None)
    for by, error in [(ben, PermissionDenied), (elsewhere, Http404)]:
        with pytest.raises(error):
            ask(lost, by)
        with pytest.raises(error):
            agree_factor_reset(public_id=ask(lost, omar).public_id, by=by)
        with pytest.raises(error):
            refuse_factor_reset(public_id=FactorReset.objects.get(closed_at=None).public_id, by=by)


def test_refused_over_or_asked_again_the_link_works_no_more(calderbrook, omar, sam, lost):
    first = ask(lost, omar)
    agree_factor_reset(public_id=first.public_id, by=sam)
    link = link_to(lost.user.email)
    with pytest.raises(Http404):
        agree_factor_reset(public_id=first.public_id, by=sam)
    ask(lost, omar)
    assert nobody(calderbrook).post(link, {"password": OLD}).status_code == 410
    again = FactorReset.objects.get(closed_at=None)
    FactorReset.objects.filter(pk=again.pk).update(expires_at=timezone.now())
    with pytest.raises(Http404):
        agree_factor_reset(public_id=again.public_id, by=sam)
    third = ask(lost, omar)
    browser_of(sam).post(reverse("people:answer_reset", args=[third.public_id]), {"answer": "no"})
    with pytest.raises(Http404):
        refuse_factor_reset(public_id=third.public_id, by=sam)
    assert factors_of(lost) == 1


def test_another_account_cannot_use_the_link_and_somebody_who_left_has_none(calderbrook, omar, sam, lost, alice):
    agree_factor_reset(public_id=ask(lost, omar).public_id, by=sam)
    link = link_to(lost.user.email)
    assert browser_of(alice).post(link, {"password": OLD}).status_code == 403
    Membership.objects.filter(pk=lost.membership.pk).update(is_active=False)
    assert nobody(calderbrook).post(link, {"password": OLD}).status_code == 404
    with pytest.raises(PermissionDenied):
        ask(lost, omar)
    assert factors_of(lost) == 1


def test_an_operators_factor_is_no_councils_and_a_link_needs_an_address(omar, lost):
    User.objects.filter(pk=lost.user.pk).update(is_superuser=True)
    with pytest.raises(PermissionDenied):
        ask(lost, omar)
    User.objects.filter(pk=lost.user.pk).update(is_superuser=False, email=None)
    with pytest.raises(NoAddress):
        ask(lost, omar)


def test_where_there_is_one_admin_the_operator_is_the_second(calderbrook, omar, lost, operator):
    by, reset = OperatorInCouncil(calderbrook, operator.user), ask(lost, omar)
    assert resets_for_operator() == [reset]
    agree_factor_reset(public_id=reset.public_id, by=by)
    assert mails_to(lost.user.email)


def test_where_there_are_two_the_operator_is_nobody(calderbrook, omar, sam, lost, operator):
    reset = ask(lost, omar)
    assert resets_for_operator() == []
    with pytest.raises(PermissionDenied):
        agree_factor_reset(public_id=reset.public_id, by=OperatorInCouncil(calderbrook, operator.user))
