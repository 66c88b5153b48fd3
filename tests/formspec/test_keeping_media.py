"""Where sound and films come from: kept by browsers for long, in parts where they ask for parts, one council's each."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from accounts.throttling import seconds_to_wait
from core.tenancy import council_scope
from formspec.actions import keeping_media
from formspec.actions.keeping_media import keep_media, let_go
from formspec.models import FormMedium
from formspec.readers import bytes_of_media, media_kept, media_of_council
from formspec.rules.media import FILM, CleanMedium, MediumRefused
from formspec.views import MOST_ASKED, MOST_AT_ONCE
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of

SOUND = CleanMedium("mp3", b"0123456789")
DOOR = reverse("formspec:medium", args=[SOUND.name])


@pytest.fixture
def browser(omar, visitor):
    keep_media(media=[SOUND], by=omar)
    return browser_of(visitor)


def test_it_is_given_whole_and_kept_for_a_year(browser):
    answer = browser.get(DOOR)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, SOUND.content, "audio/mpeg")
    assert {"public", "immutable", "max-age=31536000"} <= {*answer["Cache-Control"].split(", ")}
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert len(queries_of(lambda: browser.get(DOOR))) <= 4


@pytest.mark.parametrize(
    ("asked", "content", "said"),
    [
        ("bytes=0-1", b"01", "bytes 0-1/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-99", SOUND.content, "bytes 0-9/10"),
    ],
)
def test_a_part_is_given_to_whoever_asks_for_one(browser, asked, content, said):
    answer = browser.get(DOOR, HTTP_RANGE=asked)
    assert (answer.status_code, answer.content, answer["Content-Range"]) == (206, content, said)


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=5-4", "bytes=-", "bytes=-0"])
def test_a_part_that_is_not_there(browser, asked):
    answer = browser.get(DOOR, HTTP_RANGE=asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize("asked", ["", "bytes=0-1,4-5", "lines=1-2", f"bytes={'9' * 30}-"])
def test_what_is_no_part_gets_the_whole(browser, asked):
    assert browser.get(DOOR, HTTP_RANGE=asked).status_code == 200


def test_of_a_long_film_one_part_is_given_at_once(omar, visitor):
    film = CleanMedium(FILM, bytes(MOST_AT_ONCE + 5))
    keep_media(media=[film], by=omar)
    answer = browser_of(visitor).get(reverse("formspec:medium", args=[film.name]), HTTP_RANGE="bytes=0-")
    assert len(answer.content) == MOST_AT_ONCE
    assert answer["Content-Range"] == f"bytes 0-{MOST_AT_ONCE - 1}/{MOST_AT_ONCE + 5}"


def test_an_address_that_asks_all_the_time_waits_and_others_do_not(browser, omar, calderbrook):
    known = browser_of(omar)
    for _each in range(600):
        seconds_to_wait(group="media", rate=MOST_ASKED, value="127.0.0.1", council=calderbrook.pk)
    answer = browser.get(DOOR)
    assert answer.status_code == 429
    assert answer.content.count(SOUND.content) == 0
    assert known.get(DOOR, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_another_councils_is_not_there(browser, omar, southmere):
    assert browser.get(reverse("formspec:medium", args=["own-nothing.mp3"])).status_code == 404
    with council_scope(southmere.pk):
        assert media_kept([SOUND.name]) == set()
    assert media_kept([SOUND.name, "nothing"]) == {SOUND.name}


def test_the_same_content_is_kept_once_and_there_is_a_most(omar, monkeypatch):
    other = CleanMedium("mp3", b"another")
    keep_media(media=[SOUND, SOUND], by=omar)
    keep_media(media=[SOUND], by=omar)
    assert FormMedium.objects.count() == 1
    monkeypatch.setattr(keeping_media, "MOST_OF_A_COUNCIL", 12)
    with pytest.raises(MediumRefused, match="room"):
        keep_media(media=[other], by=omar)
    keep_media(media=[SOUND], by=omar)
    assert bytes_of_media() == 10
    assert [each.name for each in media_of_council(omar)] == [SOUND.name]
    assert let_go(names=[SOUND.name, "nothing"], by=omar) == 1
    assert bytes_of_media() == 0


def test_only_who_manages_forms_keeps_lists_and_lets_go(aisha, alice, omar):
    keep_media(media=[SOUND], by=omar)
    for by, refused in ((aisha, PermissionDenied), (alice, Http404)):
        with pytest.raises(refused):
            keep_media(media=[CleanMedium("mp3", b"another")], by=by)
        with pytest.raises(refused):
            let_go(names=[SOUND.name], by=by)
        with pytest.raises(refused):
            media_of_council(by)
    assert [each.name for each in media_of_council(omar)] == [SOUND.name]
