"""Partners: their agreement has days, and outside them their people may do nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import Membership, Organisation, User
from accounts.permissions import Permission
from accounts.readers import helper_of, membership_of
from accounts.staffing.actions.organisations import BEFORE_END, remind_of_agreements, save_organisation
from tests.accounts.staffing.making import mails_to, partner_admin, partner_of
from tests.people import browser_of

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    """Messages of one test are not those of the next."""
    settings.MAILBOX_DIR = tmp_path


def dated(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def typed(first: dt.date, last: dt.date, name: str = "Calder Homes") -> dict[str, str]:
    return {
        "name": name, "kind": "housing", "services": "Help with rent",
        **dated("agreement_from", first), **dated("agreement_to", last),
    }  # fmt: skip


def test_an_admin_adds_and_changes_a_partner(omar):
    browser, today = browser_of(omar), timezone.localdate()
    add = reverse("people:add_organisation")
    assert browser.post(add, typed(today, today + 30 * DAY)).status_code == 302
    homes = Organisation.objects.get()
    assert (homes.kind, homes.services, homes.agreement_to) == ("housing", "Help with rent", today + 30 * DAY)
    assert "There is an organisation" in browser.post(add, typed(today, today)).content.decode()
    change = reverse("people:organisation", args=[homes.pk])
    assert "Calder Homes" in browser.get(change).content.decode()
    assert "first day or later" in browser.post(change, typed(today, today - DAY)).content.decode()
    assert browser.post(change, typed(today - 9 * DAY, today - DAY, "Homes")).status_code == 302
    page = browser.get(reverse("people:organisations")).content.decode()
    assert "Homes" in page
    assert "There is no agreement today" in page


def test_only_an_admin_of_the_council_does(aisha):
    with pytest.raises(PermissionDenied):
        save_organisation(name="X", kind="other", services="", agreement_from=None, agreement_to=None, by=aisha)


@pytest.mark.parametrize(
    ("first", "last", "counts"), [(-1, 0, True), (0, 0, True), (1, 5, False), (-5, -1, False), (None, None, True)]
)
def test_outside_the_days_of_the_agreement_its_people_may_do_nothing(calderbrook, first, last, counts):
    today = timezone.localdate()
    days = {
        "agreement_from": None if first is None else today + first * DAY,
        "agreement_to": None if last is None else today + last * DAY,
    }
    homes = partner_of(calderbrook, **days)
    made = partner_admin(calderbrook, homes)
    pia = replace(made, membership=membership_of(User.objects.get(pk=made.user.pk)))
    assert pia.may(Permission.ORGANISATION_MANAGE) is counts
    assert pia.manages_organisation is counts
    assert helper_of(pia)["organisation"] == (homes.pk if counts else None)
    assert browser_of(made).get(reverse("people:list")).status_code == (200 if counts else 403)


def test_every_admin_is_reminded_once_of_each_agreement(calderbrook, omar, aisha):
    today, by = timezone.localdate(), system_actor(calderbrook, "reminders")
    partner_of(calderbrook, "Soon", agreement_to=today + BEFORE_END)
    partner_of(calderbrook, "Later", agreement_to=today + BEFORE_END + DAY)
    partner_of(calderbrook, "Over", agreement_to=today - DAY)
    assert remind_of_agreements(today=today, by=by) == 1
    assert remind_of_agreements(today=today, by=by) == 0
    (text,) = mails_to(omar.user.email)
    assert "Soon" in text
    assert "Later" not in text
    assert not mails_to(aisha.user.email)
    # A longer agreement has an end of its own.
    Organisation.objects.filter(name="Soon").update(agreement_to=today + BEFORE_END - DAY)
    assert remind_of_agreements(today=today, by=by) == 1


def test_without_an_admin_nobody_is_told_and_it_is_told_later(calderbrook, omar):
    today, by = timezone.localdate(), system_actor(calderbrook, "reminders")
    partner_of(calderbrook, "Soon", agreement_to=today)
    Membership.objects.update(is_active=False)
    assert remind_of_agreements(today=today, by=by) == 0
    Membership.objects.update(is_active=True)
    assert remind_of_agreements(today=today, by=by) == 1
