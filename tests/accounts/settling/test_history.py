"""What is changed on other pages of settings is in the history too, in words, by whom."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actions.kiosks import make_kiosk_link
from accounts.models import Membership, SettingChange
from accounts.permissions import Role
from accounts.staffing.actions.organisations import save_organisation
from accounts.staffing.actions.people import change_person, end_work_of
from casework.handover.actions.api_keys import make_key, revoke_key
from casework.handover.actions.destinations import add_destination, change_destination, renew_secret
from cobrowse.actions.settings import remove_reply, remove_topic, save_reply, save_topic
from cobrowse.actions.teams import remove_team, save_team
from cobrowse.models import Topic
from estimates.actions.engines import choose_engine
from jobjournal.actions.library import save_activity, set_up_journal
from jobjournal.models import Activity
from tests.people import browser_of

HISTORY = "/staff/settings/history/"
WEBHOOK = {"url": "https://inbox.example/", "forms": [], "on_decision": True, "with_hidden": False}


def kiosks(by, _aisha):
    make_kiosk_link(by=by)


def organisations(by, _aisha):
    dates = {"agreement_from": dt.date(2026, 1, 1), "agreement_to": dt.date(2027, 1, 1)}
    made = save_organisation(name="Advice Shop", kind="charity", services="", **dates, by=by)
    save_organisation(name="Advice Centre", kind="charity", services="", **dates, by=by, key=made.pk)


def people(by, aisha):
    key = Membership.objects.get(user=aisha.user).pk
    change_person(membership_id=key, display_name="Aisha", roles=[Role.ADVISOR, Role.ADMIN], by=by)
    end_work_of(membership_id=key, by=by)


def keys(by, _aisha):
    key, _whole = make_key(name="Our ledger", rights=["read"], with_hidden=False, by=by)
    revoke_key(public_id=key.public_id, by=by)


def destinations(by, _aisha):
    made, _secret = add_destination(name="Inbox", **WEBHOOK, by=by)
    change_destination(public_id=made.public_id, name="Other inbox", **WEBHOOK, is_active=True, by=by)
    renew_secret(public_id=made.public_id, by=by)


def topics(by, _aisha):
    save_topic(name="Rent in arrears", by=by)
    remove_topic(key=Topic.objects.get(name="Rent in arrears").pk, by=by)


def replies(by, _aisha):
    save_reply(code="hello", texts={"en-gb": ("Hello", "Good morning")}, by=by, is_new=True)
    remove_reply(code="hello", by=by)


def teams(by, aisha):
    team = save_team(name="Housing", members=[Membership.objects.get(user=aisha.user).pk], by=by)
    remove_team(key=team.pk, by=by)


def activities(by, _aisha):
    set_up_journal(by=by)
    activity = Activity.objects.first()
    save_activity(key=activity.key, fields={"is_active": not activity.is_active}, by=by)


def engine(by, _aisha):
    choose_engine(engine="entitledto", base_url="https://engine.example/", api_key="secret-key", by=by)


# Setting -> what is done -> how many changes that is, and words on the page.
KEPT = {
    "accounts.kiosks": (kiosks, 1, "A link that sets machines up was made"),
    "accounts.organisations": (organisations, 2, "Advice Centre"),
    "accounts.people": (people, 2, "admin"),
    "casework.api_keys": (keys, 2, "Our ledger"),
    "casework.destinations": (destinations, 3, "A new secret"),
    "cobrowse.topics": (topics, 2, "Rent in arrears"),
    "cobrowse.replies": (replies, 2, "Good morning"),
    "cobrowse.teams": (teams, 2, "Aisha"),
    "jobjournal.activities": (activities, 1, "In use"),
    "estimates.engine": (engine, 1, "https://engine.example/"),
}


@pytest.mark.parametrize("code", KEPT)
def test_it_is_written_down_in_words_and_never_a_secret(omar, aisha, code):
    do, number, words = KEPT[code]
    do(omar, aisha)
    changes = SettingChange.objects.filter(code=code)
    assert changes.count() == number
    assert {change.actor for change in changes} == {omar.user}
    page = browser_of(omar).get(f"{HISTORY}?of={code}").content.decode()
    assert words in page
    assert "secret-key" not in page
    assert "Put the former value back" not in page


def test_two_changes_of_a_minute_are_told_apart_by_their_number(omar):
    make_kiosk_link(by=omar)
    make_kiosk_link(by=omar)
    page = browser_of(omar).get(HISTORY).content.decode()
    for change in SettingChange.objects.all():
        assert page.count(f"change {change.pk}") == 2
