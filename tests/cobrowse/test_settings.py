"""What a council's admin sets for live help."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent
from cobrowse.actions import settings as actions
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation, wrap_up
from cobrowse.library import starter_opening_times, starter_replies
from cobrowse.models import CannedReply, ClosedDay, Duty, HelpRules, OpeningTime, Topic, Way
from cobrowse.readers.desk import topics_for
from cobrowse.readers.queue import opening_of
from cobrowse.rules.hours import MIDNIGHT, clock
from core.tenancy import council_scope
from tests.cobrowse.conftest import ask
from tests.people import browser_of

OVERVIEW, ADD_TIME, ADD_DAY, ADD_REPLY = (
    reverse(f"cobrowse:{name}") for name in ("settings", "add_time", "add_day", "add_reply")
)
DAYS = reverse("cobrowse:days")
NINE, NOON, ONE, FIVE = (dt.time(hour) for hour in (9, 12, 13, 17))
SURE = {"_sure": "yes"}


def spans() -> list[tuple[int, str, str]]:
    return [(each.weekday, clock(each.opens), clock(each.closes)) for each in OpeningTime.objects.all()]


def one(name: str, *arguments) -> str:
    return reverse(f"cobrowse:{name}", args=arguments)


def test_an_opening_time_is_added_changed_and_removed_once_somebody_is_sure(omar):
    browser = browser_of(omar)
    assert browser.post(ADD_TIME, {"weekday": "0", "opens": "9", "closes": "17.30"})["Location"] == OVERVIEW
    assert spans() == [(0, "9:00", "17:30")]
    key = OpeningTime.objects.get().pk
    assert 'value="17:30"' in browser.get(one("change_time", key)).content.decode()
    browser.post(one("change_time", key), {"weekday": "6", "opens": "10:00", "closes": "24:00"})
    assert spans() == [(6, "10:00", "24:00")]
    assert "Remove Sunday, 10:00 to 24:00?" in browser.post(one("remove_time", key)).content.decode()
    assert spans()
    assert browser.post(one("remove_time", key), SURE)["Location"] == OVERVIEW
    assert spans() == []
    codes = ["added", "changed", "removed"]
    found = AuditEvent.objects.filter(code__startswith="cobrowse.opening_time").order_by("number")
    assert [each.code for each in found] == [f"cobrowse.opening_time.{code}" for code in codes]


@pytest.mark.parametrize(
    ("opens", "closes", "told"),
    [("17:00", "9:00", "It must close later than it opens."), ("9:00", "9:00", "It must close later than it opens."),
     ("9:00", "25:00", "Write the time like 9:00 or 17:30"), ("nine", "17:00", "Write the time like 9:00 or 17:30"),
     ("", "17:00", "Write the time like 9:00 or 17:30"), ("11:00", "13:30", "at a part of that time already"),
     ("8:00", "24:00", "at a part of that time already")],
)  # fmt: skip
def test_times_that_cannot_be_are_refused_and_kept_in_the_boxes(omar, opens, closes, told):
    actions.save_opening_time(weekday=2, opens=NINE, closes=NOON, by=omar)
    answer = browser_of(omar).post(ADD_TIME, {"weekday": "2", "opens": opens, "closes": closes})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert f'value="{closes}"' in page
    assert spans() == [(2, "9:00", "12:00")]


def test_spans_may_touch_be_on_other_days_and_be_saved_as_they_are(omar):
    actions.save_opening_time(weekday=2, opens=NINE, closes=NOON, by=omar)
    actions.save_opening_time(weekday=2, opens=NOON, closes=FIVE, by=omar)
    actions.save_opening_time(weekday=3, opens=NINE, closes=FIVE, by=omar)
    key = OpeningTime.objects.get(opens=NOON).pk
    actions.save_opening_time(weekday=2, opens=ONE, closes=FIVE, key=key, by=omar)
    assert spans() == [(2, "9:00", "12:00"), (2, "13:00", "17:00"), (3, "9:00", "17:00")]
    actions.save_opening_time(weekday=3, opens=dt.time(8), closes=NINE, by=omar)
    with pytest.raises(actions.TimesOverlap):
        actions.save_opening_time(weekday=3, opens=ONE, closes=MIDNIGHT, key=key, by=omar)
    with pytest.raises(ValueError, match="closes"):
        actions.save_opening_time(weekday=5, opens=ONE, closes=NOON, by=omar)


def test_open_until_midnight_is_open_in_the_last_minute(calderbrook, omar):
    actions.save_opening_time(weekday=2, opens=dt.time(0), closes=MIDNIGHT, by=omar)
    late = dt.datetime(2026, 7, 1, 23, 59, 59, tzinfo=timezone.get_default_timezone())
    assert opening_of(calderbrook).closes_at(late)
    assert opening_of(calderbrook).closes_at(late + dt.timedelta(seconds=1)) is None


def test_closed_days_come_and_go_and_past_ones_are_hidden(omar):
    today, browser = timezone.localdate(), browser_of(omar)
    ClosedDay.objects.create(day=today - dt.timedelta(days=1), name="Past training")
    soon = today + dt.timedelta(days=40)
    posted = {"day-day": soon.day, "day-month": soon.month, "day-year": soon.year, "name": "Training day"}
    assert browser.post(ADD_DAY, posted)["Location"] == DAYS
    page = browser.get(DAYS).content.decode()
    assert "Training day" in page
    assert "Past training" not in page
    again = browser.post(ADD_DAY, posted)
    assert (again.status_code, "This day is in the list already" in again.content.decode()) == (422, True)
    key = ClosedDay.objects.get(day=soon).pk
    assert "Training day" in browser.post(one("remove_day", key)).content.decode()
    assert ClosedDay.objects.filter(pk=key).exists()
    browser.post(one("remove_day", key), SURE)
    assert not ClosedDay.objects.filter(pk=key).exists()


@pytest.mark.parametrize(("region", "shown"), [("NORTH_WEST", False), ("SCOTLAND", True)])
def test_the_bank_holidays_of_the_nation_that_are_coming(calderbrook, omar, region, shown):
    calderbrook.region = region
    calderbrook.save()
    page = browser_of(omar).get(DAYS).content.decode()
    assert "Christmas Day" in page
    assert ("Andrew" in page) is shown


def test_ready_words_by_language(omar):
    browser = browser_of(omar)
    page = browser.post(ADD_REPLY, {"title_en-gb": "", "words_en-gb": "Hello"})
    assert page.status_code == 422
    browser.post(ADD_REPLY, {"title_en-gb": "Hello!", "words_en-gb": "Hello, how are you?"})
    assert [(each.code, each.language) for each in CannedReply.objects.all()] == [("hello", "en-gb")]
    both = {"title_en-gb": "Hello!", "words_en-gb": "Hello.", "title_cy": "Helo", "words_cy": "Helo."}
    again = browser.post(ADD_REPLY, both)
    assert (again.status_code, "with this title already" in again.content.decode()) == (422, True)
    browser.post(one("change_reply", "hello"), both)
    assert {each.language: each.words for each in CannedReply.objects.all()} == {"en-gb": "Hello.", "cy": "Helo."}
    half = browser.post(one("change_reply", "hello"), {**both, "words_cy": ""})
    assert (half.status_code, "Write the words too" in half.content.decode()) == (422, True)
    browser.post(one("change_reply", "hello"), {**both, "title_cy": "", "words_cy": ""})
    assert CannedReply.objects.count() == 1
    assert "Hello!" in browser.post(one("remove_reply", "hello")).content.decode()
    browser.post(one("remove_reply", "hello"), SURE)
    assert not CannedReply.objects.exists()


def test_a_title_without_a_letter_is_refused(omar):
    answer = browser_of(omar).post(ADD_REPLY, {"title_en-gb": "?!", "words_en-gb": "What?"})
    assert answer.status_code == 422
    assert not CannedReply.objects.exists()


def test_what_is_not_there_is_not_found_and_removing_twice_is_removing(omar):
    for name in ("change_time", "remove_time", "remove_day"):
        assert browser_of(omar).post(one(name, 123456789), SURE).status_code == 404
    assert browser_of(omar).get(one("change_reply", "nothing")).status_code == 404
    with pytest.raises(Http404):
        actions.save_reply(code="nothing", texts={"en-gb": ("A", "B")}, by=omar, is_new=False)
    actions.remove_opening_time(key=1, by=omar)
    actions.remove_closed_day(key=1, by=omar)
    actions.remove_reply(code="nothing", by=omar)
    assert not AuditEvent.objects.filter(code__endswith=".removed").exists()


def test_only_an_admin_of_the_council_sets_anything(alice, aisha, sian):
    for stranger, refusal in ((alice, Http404), (aisha, PermissionDenied)):
        for action, given in (
            (actions.save_opening_time, {"weekday": 1, "opens": NINE, "closes": FIVE}),
            (actions.remove_opening_time, {"key": 1}),
            (actions.add_closed_day, {"day": dt.date(2027, 1, 4), "name": "x"}),
            (actions.remove_closed_day, {"key": 1}),
            (actions.save_reply, {"code": "x", "texts": {}, "is_new": True}),
            (actions.remove_reply, {"code": "x"}),
        ):
            with pytest.raises(refusal):
                action(**given, by=stranger)


def test_a_new_council_is_open_in_the_week_once_and_has_words_in_both_languages(calderbrook, omar):
    by = system_actor(calderbrook, "set-up")
    assert actions.set_up_help(by=by) == (len(starter_opening_times()), len(starter_replies()))
    assert spans() == [(day, "9:00", "17:00") for day in range(5)]
    replies = CannedReply.objects.values_list("code", "language")
    assert {code for code, language in replies if language == "cy"} == {code for code, _ in replies}
    for time in OpeningTime.objects.all():
        actions.remove_opening_time(key=time.pk, by=omar)
    assert actions.set_up_help(by=by) == (0, 0)
    assert spans() == []


def test_how_long_conversations_are_kept_is_settled_and_said(omar, alice):
    browser, rules = browser_of(omar), one("change_rules")
    message = ask(alice, way=Way.MESSAGE)
    page = reverse("cobrowse:request", args=[message.public_id])
    assert "deleted 400 days after you left it" in browser_of(alice).get(page).content.decode()
    settled = {
        "kept_days": "90", "most_people": "4", "asked_after_days": "0", "chooses_adviser": "on",
        "interpreter": "0300 000 0000, code 12",
    }  # fmt: skip
    assert browser.post(rules, settled)["Location"] == OVERVIEW
    assert 'value="90"' in browser.get(rules).content.decode()
    assert "0300 000 0000, code 12" in browser.get(OVERVIEW).content.decode()
    assert "deleted 90 days after you left it" in browser_of(alice).get(page).content.decode()
    assert AuditEvent.objects.filter(code="cobrowse.rules.changed").exists()
    for wrong in ("", "29", "2201", "ninety"):
        answer = browser.post(rules, {"kept_days": wrong, "most_people": "4", "asked_after_days": "0"})
        assert answer.status_code == 422
        assert "Write a number of days between 30 and 2200" in answer.content.decode()
    assert HelpRules.objects.get().kept_days == 90
    assert HelpRules.objects.get().chooses_adviser


def test_topics_are_in_the_councils_words_and_stay_with_what_they_were_set_for(omar, alice, talking, on_duty):
    browser = browser_of(omar)
    assert browser.post(one("add_topic"), {"name": "Rent"})["Location"] == OVERVIEW
    topic = Topic.objects.get()
    assert "There is a topic with this name" in browser.post(one("add_topic"), {"name": "Rent"}).content.decode()
    browser.post(one("change_topic", topic.pk), {"name": "Rent and housing"})
    end_conversation(request=talking, by=alice)
    adviser, page = browser_of(on_duty), one("wrap_up", talking.public_id)
    said = {"outcome": "answered", "resolved": "yes"}
    assert "Choose what it was about" in adviser.post(page, said).content.decode()
    assert adviser.post(page, {**said, "topic": str(topic.pk)})["Location"] == reverse("cobrowse:desk")
    assert "Remove the topic “Rent and housing”?" in browser.post(one("remove_topic", topic.pk)).content.decode()
    browser.post(one("remove_topic", topic.pk), SURE)
    assert "Rent and housing" not in browser.get(OVERVIEW).content.decode()
    # It can still be seen where it was chosen; another conversation is not offered it.
    assert "Rent and housing" in adviser.get(page).content.decode()
    assert topics_for(on_duty) == []
    browser.post(one("add_topic"), {"name": "Rent and housing"})
    assert topics_for(on_duty) == [topic]


def test_another_councils_topic_is_none(southmere, alice, talking, on_duty):
    with council_scope(southmere.pk):
        theirs = Topic.objects.create(name="Theirs")
    end_conversation(request=talking, by=alice)
    with pytest.raises(Http404):
        wrap_up(public_id=talking.public_id, outcome="answered", resolved=True, topic=theirs.pk, by=on_duty)


def test_an_adviser_takes_no_more_people_than_the_council_allows(omar, on_duty):
    change_duty(state=Duty.State.HERE, most_people=8, sounds=True, by=on_duty)
    browser_of(omar).post(one("change_rules"), {"kept_days": "400", "most_people": "4", "asked_after_days": "3"})
    assert Duty.objects.get().most_people == 4
    assert change_duty(state=Duty.State.HERE, most_people=9, by=on_duty).most_people == 4
    browser = browser_of(on_duty)
    page = browser.get(reverse("cobrowse:desk")).content.decode()
    assert 'value="4" selected' in page
    assert 'value="5"' not in page
    assert "data-help-desk-sounds" in page
    assert browser.post(reverse("cobrowse:duty"), {"state": "here", "most_people": "5"}).status_code == 422
    browser.post(reverse("cobrowse:duty"), {"state": "here", "most_people": "4"})
    assert "data-help-desk-sounds" not in browser.get(reverse("cobrowse:desk")).content.decode()
