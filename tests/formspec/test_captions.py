"""Captions are read cue by cue: what is no cue does not come through."""

from __future__ import annotations

import pytest

from formspec.rules.media import MediumRefused
from formspec.rules.media.captions import MOST_BYTES, clean_captions
from tests.formspec.films import CAPTIONS

CUE = "00:01.000 --> 00:02.000"


def test_cues_come_through_and_stay_the_same_when_read_again():
    clean = clean_captions(CAPTIONS)
    assert clean.content == CAPTIONS
    assert clean_captions(clean.content) == clean
    assert clean.name.startswith("own-")
    assert clean.name.endswith(".vtt")


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeffWEBVTT made by hand\r\n\r\n\r\n{CUE}\r\nHello\r\n",
        f"WEBVTT\n\nNOTE by Omar\nof the council\n\nfirst\n{CUE}\nHello",
        f"WEBVTT\nKind: captions\n\n{CUE}\nHel\0lo\n\n\n",
    ],
)
def test_what_programs_write_around_them_is_left_out(text):
    assert clean_captions(text.encode()).content == f"WEBVTT\n\n{CUE}\nHello\n".encode()


def test_settings_of_a_place_are_kept():
    text = f"WEBVTT\n\n00:{CUE.replace('> ', '> 01:')} line:0 align:start\n<v Omar>Hello</v>\nyou\n"
    assert clean_captions(text.encode()).content == text.encode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (f"1\n{CUE}\nHello", "captions_kind"),
        (f"WEBVTTX\n\n{CUE}\nHello", "captions_kind"),
        ("WEBVTT", "captions_none"),
        ("WEBVTT\n\nNOTE nothing", "captions_none"),
        (f"WEBVTT\n\nSTYLE\n::cue {{ background: url(https://example.org) }}\n\n{CUE}\nHello", "captions_cue"),
        (f"WEBVTT\n\nREGION\nid:a\n\n{CUE}\nHello", "captions_cue"),
        (f"WEBVTT\n\n{CUE}\n", "captions_cue"),
        (f"WEBVTT\n\n{CUE}\nHello\n{CUE}\nAgain", "captions_cue"),
        (f"WEBVTT\n\n{CUE} onclick=x\nHello", "captions_cue"),
        ("WEBVTT\n\n00:0١.٠٠٠ --> 00:0٢.٠٠٠\nNo browser reads these digits", "captions_cue"),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nHello", "captions_cue"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHello", "captions_times"),
        (f"WEBVTT\n\n{CUE}\nHello\n\n00:00.000 --> 00:01.000\nBefore", "captions_times"),
        ("WEBVTT\n\n" + "x" * MOST_BYTES, "captions_large"),
    ],
)
def test_what_are_no_captions_is_refused(text, code):
    with pytest.raises(MediumRefused) as refused:
        clean_captions(text.encode())
    assert refused.value.code == code


def test_other_letters_than_utf8_are_refused():
    with pytest.raises(MediumRefused):
        clean_captions(f"WEBVTT\n\n{CUE}\nCafé".encode("latin-1"))
