"""Films are looked at box by box: what plays comes through without where and by what it was made."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formspec.rules.media import MediumRefused, is_own
from formspec.rules.media.film import MOST_BYTES, clean_film
from tests.formspec.films import PLACE, box, film, track


def test_a_film_keeps_its_pictures_and_says_no_more_where_it_was_taken():
    data = film()
    assert PLACE in data
    assert b"Omar's phone" in data
    clean = clean_film(data)
    assert len(clean.content) == len(data)
    assert clean.content.endswith(b"pictures" * 40)
    assert PLACE not in clean.content
    assert b"Omar's phone" not in clean.content
    assert clean_film(clean.content) == clean
    assert is_own(clean.name)


@pytest.mark.parametrize("hidden", [b"meta", b"uuid", b"udta", b"free", b"skip"])
def test_what_is_hidden_beside_the_pictures_is_emptied(hidden):
    secret = box(hidden, b"<script>alert(1)</script>")
    for data in (film(last=secret), film(more=(secret,)), film(track(b"vide", b"avc1", secret))):
        assert b"script" not in clean_film(data).content


def test_a_track_that_is_neither_picture_nor_sound_is_emptied():
    clean = clean_film(film(track(), track(b"meta", b"gpmd")))
    assert b"gpmd" not in clean.content


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<html>", "film_broken"),
        (b"x" * 40, "film_broken"),
        (film(brand=b"qt  ").replace(b"mp42", b"qt  "), "film_kind"),
        (film(first=box(b"mdat", b"")), "film_kind"),
        (film().replace(box(b"ftyp", b"isom", bytes(4), b"mp42"), box(b"ftyp", b"isom", bytes(2000))), "film_kind"),
        (film(last=b"<script>"), "film_broken"),
        (film(last=box(b"html", b"<script>")), "film_broken"),
        (film(last=box(b"moov", b"")), "film_broken"),
        (film(track(b"vide", b"hvc1")), "film_codec"),
        (film(track(), track(b"soun", b"ac-3")), "film_codec"),
        (film(track(b"soun", b"mp4a")), "film_none"),
        (film(track(), track()), "film_none"),
        (film(box(b"trak", b"")), "film_broken"),
        (film(more=(box(b"mvex", b""),)), "film_broken"),
        (film(last=box(b"free", b"")[:-1] + b"\x09"), "film_broken"),
        (film()[:-3], "film_broken"),
        (film(last=bytes(8) * 3000), "film_broken"),
        (bytes(MOST_BYTES + 1), "film_large"),
    ],
)
def test_what_does_not_play_is_refused(data, code):
    with pytest.raises(MediumRefused) as refused:
        clean_film(data)
    assert refused.value.code == code


def test_boxes_in_boxes_in_boxes_are_refused_at_once():
    nested = b""
    for _level in range(20_000):
        nested = box(b"edts", nested) if len(nested) < 100_000 else nested
    started = time.monotonic()
    with pytest.raises(MediumRefused):
        clean_film(film(track(b"vide", b"avc1", nested)))
    assert time.monotonic() - started < 1


@given(st.integers(0, len(film()) - 1), st.binary(min_size=1, max_size=12))
def test_whatever_is_changed_it_is_clean_or_refused(place, bytes_):
    data = film()[:place] + bytes_ + film()[place + len(bytes_) :]
    try:
        clean = clean_film(data)
    except MediumRefused:
        return
    assert len(clean.content) == len(data)
    assert clean_film(clean.content) == clean
