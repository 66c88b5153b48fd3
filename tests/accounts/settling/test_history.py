"""What is changed on other pages of settings is in the history too, in words, by whom."""

from __future__ import annotations

import datetime as dt
import html
import json

import pytest
from django.utils import timezone

from accounts.actions.kiosks import make_kiosk_link
from accounts.actors import system_actor
from accounts.history import NotUndone, settings_kept
from accounts.models import Membership, SettingChange, StaffInvitation
from accounts.permissions import Role
from accounts.settling.actions import undo_change
from accounts.staffing.actions.inviting import accept_invitation, invite_staff
from accounts.staffing.actions.organisations import save_organisation
from accounts.staffing.actions.people import change_person, end_work_of
from betteroff.demo.schemes import PERCENTAGE
from casework.handover.actions.api_keys import make_key, revoke_key
from casework.handover.actions.destinations import add_destination, change_destination, renew_secret
from casework.wording.actions import add_ready_words, change_ready_words, remove_ready_words
from cobrowse.actions.settings import (
    add_closed_day,
    remove_closed_day,
    remove_opening_time,
    remove_reply,
    remove_topic,
    save_opening_time,
    save_reply,
    save_topic,
)
from cobrowse.actions.teams import remove_team, save_team
from cobrowse.models import ClosedDay, OpeningTime, Topic
from estimates.actions.engines import choose_engine
from estimates.actions.schemes import publish, save_draft
from jobjournal.actions.library import save_activity, save_sentence, set_up_journal
from jobjournal.models import Activity, SentenceTemplate
from studio.publishing.actions import save_publishing_settings
from tests.people import browser_of

HISTORY = "/staff/settings/history/"
SECRETS: list[str] = []
WEBHOOK = {"url": "https://inbox.example/hooks/T0KEN", "forms": [], "on_decision": True, "with_hidden": False}


def kiosks(by, _aisha):
    make_kiosk_link(by=by)


def organisations(by, _aisha):
    dates = {"agreement_from": dt.date(2026, 1, 1), "agreement_to": dt.date(2027, 1, 1)}
    made = save_organisation(name="Advice Shop", kind="other", services="", **dates, by=by)
    save_organisation(name="Advice Centre", kind="citizens_advice", services="", **dates, by=by, key=made.pk)


def people(by, aisha):
    key = Membership.objects.get(user=aisha.user).pk
    change_person(membership_id=key, display_name="Aisha", roles=[Role.ADVISOR, Role.ADMIN], by=by)
    end_work_of(membership_id=key, by=by)


def keys(by, _aisha):
    key, whole = make_key(name="Our ledger", rights=["read"], with_hidden=False, by=by)
    SECRETS.append(whole)
    revoke_key(public_id=key.public_id, by=by)


def destinations(by, _aisha):
    made, secret = add_destination(name="Inbox", **WEBHOOK, by=by)
    SECRETS.append(secret)
    change_destination(public_id=made.public_id, name="Other inbox", **WEBHOOK, is_active=True, by=by)
    moved = WEBHOOK | {"url": "https://inbox.example/other/T0KEN"}
    change_destination(public_id=made.public_id, name="Other inbox", **moved, is_active=True, by=by)
    SECRETS.append(renew_secret(public_id=made.public_id, by=by)[1])


def topics(by, _aisha):
    save_topic(name="Rent in arrears", by=by)
    key = Topic.objects.get(name="Rent in arrears").pk
    save_topic(name="Rent", by=by, key=key)
    remove_topic(key=key, by=by)


def replies(by, _aisha):
    save_reply(code="hello", texts={"en-gb": ("Hello", "Good morning")}, by=by, is_new=True)
    save_reply(code="hello", texts={"en-gb": ("Hello", "Hello"), "cy": ("Helo", "Helo")}, by=by, is_new=False)
    remove_reply(code="hello", by=by)


def ready_words(by, _aisha):
    code = add_ready_words(said={"en-gb": ("Rent book", "Send [it]."), "cy": ("Llyfr rhent", "Anfonwch [ef].")}, by=by)
    change_ready_words(code=code, said={"en-gb": ("Rent book", "Bring [it].")}, by=by)
    remove_ready_words(code=code, by=by)


def publishing(by, _aisha):
    save_publishing_settings(second_person=True, by=by)
    save_publishing_settings(second_person=True, by=by)


def teams(by, aisha):
    team = save_team(name="Housing", members=[Membership.objects.get(user=aisha.user).pk], by=by)
    remove_team(key=team.pk, by=by)


def activities(by, _aisha):
    set_up_journal(by=by)
    activity = Activity.objects.first()
    fields = {"is_active": not activity.is_active, "counts_as": "work_preparation"}
    save_activity(key=activity.key, fields=fields, by=by)


def engine(by, _aisha):
    choose_engine(engine="entitledto", base_url="https://engine.example/", api_key="secret-key", by=by)


def scheme(by, _aisha):
    draft = save_draft(tax_year=2026, name="Ours", rules=PERCENTAGE, based_on="", by=by)
    publish(tax_year=2026, number=draft.number, sha256=draft.sha256, by=by)


def closed_days(by, _aisha):
    add_closed_day(day=timezone.localdate() + dt.timedelta(days=9), name="Moving house", by=by)
    remove_closed_day(key=ClosedDay.objects.get().pk, by=by)


def times(by, _aisha):
    save_opening_time(weekday=6, opens=dt.time(9), closes=dt.time(12), by=by)
    key = OpeningTime.objects.get(weekday=6).pk
    save_opening_time(weekday=6, opens=dt.time(10), closes=dt.time(12), by=by, key=key)
    remove_opening_time(key=key, by=by)


def sentences(by, _aisha):
    set_up_journal(by=by)
    found = SentenceTemplate.objects.exclude(activity=None).first()
    fields = {name: getattr(found, name) for name in ("text", "questions", "labels", "position", "use")}
    save_sentence(key=found.key, activity=found.activity, fields={**fields, "is_active": not found.is_active}, by=by)


# Setting -> what is done -> how many changes that is, words on the page, and whether each can be put back.
KEPT = {
    "accounts.kiosks": (kiosks, 1, "A link that sets machines up was made", False),
    "accounts.organisations": (organisations, 2, "Citizens Advice", False),
    "accounts.people": (people, 2, "adviser, admin", False),
    "casework.api_keys": (keys, 2, "Read claims and their files", False),
    "casework.destinations": (destinations, 4, "A new secret", False),
    "cobrowse.closed_days": (closed_days, 2, "Moving house", True),
    "cobrowse.times": (times, 3, "Sunday", True),
    "cobrowse.topics": (topics, 3, "Rent in arrears", True),
    "cobrowse.replies": (replies, 3, "English: Hello: Good morning", True),
    "claims.ready_words": (ready_words, 3, "Bring [it].", True),
    "studio.publishing": (publishing, 1, "A second person must agree", True),
    "cobrowse.teams": (teams, 2, "Aisha", False),
    "jobjournal.activities": (activities, 1, "Getting ready for work", True),
    "jobjournal.sentences": (sentences, 1, "In use", True),
    "estimates.engine": (engine, 1, "entitledto, with your council", False),
    "estimates.schemes": (scheme, 1, "Ours", False),
}


@pytest.mark.parametrize("code", KEPT)
def test_it_is_written_down_in_words_and_never_a_secret(omar, aisha, code):
    do, number, words, has_way_back = KEPT[code]
    do(omar, aisha)
    changes = SettingChange.objects.filter(code=code)
    assert changes.count() == number
    assert {change.actor for change in changes} == {omar.user}
    page = html.unescape(browser_of(omar).get(f"{HISTORY}?of={code}").content.decode())
    assert words in page
    kept = json.dumps(list(changes.values("name", "subject", "before", "after")))
    for secret in ("secret-key", "T0KEN", aisha.user.email, *SECRETS):
        assert secret not in page
        assert secret not in kept
    assert page.count("Put the former value back") == (number if has_way_back else 0)
    assert (str(settings_kept()[code].why_final) in page) is not has_way_back


@pytest.mark.parametrize("code", [code for code, (*_, has_way_back) in KEPT.items() if has_way_back])
def test_the_newest_change_is_put_back_and_an_older_one_is_not(omar, aisha, code):
    KEPT[code][0](omar, aisha)
    setting = settings_kept()[code]
    newest = SettingChange.objects.filter(code=code).latest("pk")
    undo_change(key=newest.pk, by=omar)
    back = SettingChange.objects.filter(code=code).latest("pk")
    assert back.after == newest.before
    assert setting.now(omar.council, back.subject) == newest.before
    with pytest.raises(NotUndone):
        undo_change(key=newest.pk, by=omar)
    assert SettingChange.objects.filter(code=code).latest("pk") == back


def test_what_was_added_is_taken_away_by_the_page(omar):
    day = timezone.localdate() + dt.timedelta(days=9)
    add_closed_day(day=day, name="Moving house", by=omar)
    change = SettingChange.objects.get(code="cobrowse.closed_days")
    browser = browser_of(omar)
    assert ClosedDay.objects.exists()
    browser.post(f"{HISTORY}{change.pk}/undo/", {"_sure": "yes"})
    assert not ClosedDay.objects.exists()


def test_who_comes_to_work_here_is_in_the_history_without_their_address(omar):
    invite_staff(email="nia@north.example", display_name="Nia Oak", roles=[Role.ADVISOR], organisation=None, by=omar)
    invitation = StaffInvitation.objects.get()
    accept_invitation(
        invitation_id=invitation.pk, password="brass otter seven lanterns", by=system_actor(omar.council, "test")
    )
    change = SettingChange.objects.get(code="accounts.people")
    assert (change.name, change.before, change.after) == ("Nia Oak", None, {"roles": ["advisor"]})


def test_two_changes_of_a_minute_are_told_apart_by_their_number(omar):
    make_kiosk_link(by=omar)
    make_kiosk_link(by=omar)
    page = browser_of(omar).get(HISTORY).content.decode()
    for change in SettingChange.objects.all():
        assert page.count(f"change {change.pk}") == 2
