"""What a council says of itself: each topic saved, previewed, refused when stale, kept in the history, put back."""

from __future__ import annotations

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from accounts.actions.councils import ChangedMeanwhile, add_council, change_council, topic_values
from accounts.history import NotUndone, last_change
from accounts.models import Council, SettingChange
from accounts.settling.actions import undo_change
from tests.people import browser_of

PAGES = "/staff/settings/council/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>'
# Page → what is posted there → what holds then, and what a resident's page says of it.
TOPICS = {
    "names": ({"name": "Northby Council", "name_cy": "Cyngor Northby"}, {"name": "Northby Council"}, "/", "Northby"),
    "colours": ({"colour": "1D4F22", "colour_text": "#fff0ff"}, {"colour": "#1d4f22"}, "/council.css", "#1d4f22"),
    "contact": (
        {"phone": "01632 960 001", "text_phone": "18001 01632 960 001", "address": "1 High Street\nNorthby"},
        {"text_phone": "18001 01632 960 001"},
        "/contact/",
        "18001 01632 960 001",
    ),
    "hours": (
        {"days_0": "Monday", "hours_0": "9am to 5pm", "days_cy_0": "Dydd Llun", "hours_cy_0": "9yb i 5yp"},
        {"opening_hours": [{"days": "Monday", "hours": "9am to 5pm", "days_cy": "Dydd Llun", "hours_cy": "9yb i 5yp"}]},
        "/contact/",
        "9am to 5pm",
    ),
    "languages": ({}, {"languages": ["en-gb"]}, None, ""),
    "area": (
        {"local_authority": "ROCHDALE", "region": "LONDON", "band_D": "2,310.50", "war_pensions_left_out": "all"},
        {"region": "NORTH_WEST", "war_pensions_left_out": "all"},
        None,
        "",
    ),
}


@pytest.mark.parametrize("page", TOPICS)
def test_a_topic_is_previewed_saved_shown_at_once_and_kept(omar, visitor, page):
    posted, holds, where, words = TOPICS[page]
    browser, seen = browser_of(omar), {"seen": last_change(f"council.{page}")}
    assert browser.get(f"{PAGES}{page}/").status_code == 200
    before = topic_values(omar.council, f"council.{page}")
    if where:
        assert words not in browser_of(visitor).get(where).content.decode()
    shown = browser.post(f"{PAGES}{page}/", {**posted, **seen, "preview": "yes"})
    assert "not saved yet" in shown.content.decode()
    assert not SettingChange.objects.exists()

    assert browser.post(f"{PAGES}{page}/", {**posted, **seen}).status_code == 302
    council = Council.objects.get()
    assert {name: getattr(council, name) for name in holds} == holds
    if where:
        assert words in browser_of(visitor).get(where).content.decode()
    change = SettingChange.objects.get()
    assert (change.code, change.before, change.actor) == (f"council.{page}", before, omar.user)
    assert change.after == topic_values(council, f"council.{page}")

    undone = undo_change(key=change.pk, by=omar)
    assert undone == change
    assert topic_values(Council.objects.get(), f"council.{page}") == before
    with pytest.raises(NotUndone):
        undo_change(key=change.pk, by=omar)


def test_every_bill_follows_from_band_d_alone(omar):
    browser_of(omar).post(f"{PAGES}area/", {"local_authority": "ROCHDALE", "region": "LONDON", "band_D": "1800"})
    assert Council.objects.get().council_tax_by_band["A"] == 1200.0


def test_a_stale_page_is_refused_with_what_changed_and_keeps_what_was_typed(omar):
    browser, first = browser_of(omar), last_change("council.contact")
    change_council(
        topic="council.contact",
        values={"phone": "01632 1", "text_phone": "", "email": "", "address": "", "website": ""},
        by=omar,
    )
    answer = browser.post(f"{PAGES}contact/", {"phone": "01632 2", "seen": first})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody saved this" in page
    assert "01632 1" in page
    assert 'value="01632 2"' in page
    assert Council.objects.get().phone == "01632 1"
    again = {"phone": "01632 2", "seen": last_change("council.contact")}
    assert browser.post(f"{PAGES}contact/", again).status_code == 302
    assert Council.objects.get().phone == "01632 2"


def test_another_topic_does_not_make_a_page_stale(omar):
    change_council(topic="council.names", values={"name": "New", "name_cy": ""}, by=omar)
    with pytest.raises(ChangedMeanwhile):
        change_council(topic="council.names", values={"name": "Newer", "name_cy": ""}, by=omar, seen=0)
    contact = {"phone": "1", "text_phone": "", "email": "", "address": "", "website": ""}
    assert change_council(topic="council.contact", values=contact, by=omar, seen=0).phone == "1"


@pytest.mark.parametrize(
    ("page", "posted", "words"),
    [
        ("names", {"name": ""}, "Enter the council’s name"),
        ("colours", {"colour": "red", "colour_text": "#ffffff"}, "Write a colour as #"),
        ("colours", {"colour": "#ffdd00", "colour_text": "#ffffff"}, "contrast of 1.3 to 1"),
        ("contact", {"email": "no"}, "Enter an email address"),
        ("contact", {"website": "javascript:alert(1)"}, "Enter the address of the website"),
        ("hours", {"days_0": "Monday"}, "Write both the days and the hours"),
        ("area", {"region": "LONDON", "band_D": "5"}, "whole year in pounds"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(omar, page, posted, words):
    answer = browser_of(omar).post(f"{PAGES}{page}/", posted)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not SettingChange.objects.exists()


def test_the_suggested_colour_can_be_read(omar):
    answer = browser_of(omar).post(f"{PAGES}colours/", {"colour": "#ffdd00", "colour_text": "#ffffff"})
    better = answer.content.decode().partition("Try ")[2][:7]
    assert browser_of(omar).post(f"{PAGES}colours/", {"colour": better, "colour_text": "#ffffff"}).status_code == 302


def test_a_logo_is_previewed_kept_shown_put_back_and_removed(omar, visitor):
    browser = browser_of(omar)
    page = browser.post(f"{PAGES}logo/", {"logo": SimpleUploadedFile("a.svg", SVG), "preview": "yes"}).content.decode()
    kept = page.partition('name="kept" value="')[2].partition('"')[0]
    assert base64.b64decode(kept) == SVG
    assert browser.post(f"{PAGES}logo/", {"kept": kept}).status_code == 302
    answer = browser_of(visitor).get("/council-logo")
    assert (answer.content, answer["Content-Type"]) == (SVG, "image/svg+xml")
    change = SettingChange.objects.order_by("pk").first()
    browser.post(f"{PAGES}logo/", {"none": "on", "seen": last_change("council.logo")})
    assert browser_of(visitor).get("/council-logo").status_code == 404
    removed = SettingChange.objects.order_by("pk").last()
    assert removed != change
    undo_change(key=removed.pk, by=omar)
    assert browser_of(visitor).get("/council-logo").content == SVG


def test_a_logo_that_runs_anything_is_refused(omar):
    bad = SVG.replace(b"<rect", b"<script>alert(1)</script><rect")
    answer = browser_of(omar).post(f"{PAGES}logo/", {"logo": SimpleUploadedFile("a.svg", bad)})
    assert answer.status_code == 422
    assert "without scripts or links" in answer.content.decode()
    assert not Council.objects.get().logo


def test_a_change_by_the_command_is_in_the_history_too(omar):
    add_council(slug="calderbrook", update=True, phone="01632 960 009")
    change = SettingChange.objects.get()
    assert (change.code, change.after["phone"]) == ("council.contact", "01632 960 009")
    assert change.actor is None
    assert "01632 960 009" in browser_of(omar).get("/staff/settings/history/").content.decode()


def test_the_history_lists_filters_and_asks_before_it_puts_back(omar):
    change_council(topic="council.names", values={"name": "New", "name_cy": ""}, by=omar)
    change_council(topic="council.languages", values={"languages": ["en-gb"]}, by=omar)
    browser = browser_of(omar)
    every, names = (browser.get(f"/staff/settings/history/{of}").content.decode() for of in ("", "?of=council.names"))
    assert every.count("Omar Finch") >= 2
    assert "Calderbrook Council</td>" in names
    assert "English, Welsh" in every
    assert "English, Welsh" not in names
    key = SettingChange.objects.order_by("pk").first().pk
    asked = browser.get(f"/staff/settings/history/{key}/undo/").content.decode()
    assert "Put the former value back?" in asked
    assert browser.post(f"/staff/settings/history/{key}/undo/", {}).status_code == 200
    assert Council.objects.get().name == "New"
    browser.post(f"/staff/settings/history/{key}/undo/", {"_sure": "yes"})
    assert Council.objects.get().name == "Calderbrook Council"


def test_the_history_is_only_added_to(omar):
    change_council(topic="council.names", values={"name": "New", "name_cy": ""}, by=omar)
    for wrong in (lambda: SettingChange.objects.update(name="x"), lambda: SettingChange.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()


def test_the_fragment_that_every_page_shares_follows_a_change(omar, visitor):
    assert "01632 960 777" not in browser_of(visitor).get("/").content.decode()
    contact = {"phone": "01632 960 777", "text_phone": "", "email": "", "address": "", "website": ""}
    change_council(topic="council.contact", values=contact, by=omar)
    assert "01632 960 777" in browser_of(visitor).get("/").content.decode()
    version = f"/council.css?v={Council.objects.get().revision}"
    assert version in browser_of(visitor).get("/").content.decode()


def test_preview_colours_are_a_style_sheet_of_the_preview_alone(omar):
    answer = browser_of(omar).get(f"{PAGES}colours.css?colour=%23123456&text=%23ffffff")
    assert answer.content.decode().startswith(".bo-preview{--council-colour:#123456;")
    assert browser_of(omar).get(f"{PAGES}colours.css?colour=red;}}&text=%23ffffff").status_code == 404
