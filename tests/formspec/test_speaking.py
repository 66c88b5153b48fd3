"""Sound by programs: recordings are made anew or refused, and no program learns anything of this process."""

from __future__ import annotations

import struct
import subprocess

import pytest

from formspec.actions import speaking
from formspec.rules.media import MediumRefused
from tests.formspec.films import tone


def mp3(*more: str) -> bytes:
    done = subprocess.run(["lame", "--quiet", *more, "-", "-"], input=tone(), capture_output=True, check=True)
    return done.stdout


@pytest.mark.parametrize("data", [tone(), mp3("--add-id3v2", "--tt", "Omar at home")], ids=["wave", "mp3"])
def test_a_recording_is_made_anew(data):
    clean = speaking.clean_sound(data)
    assert clean.content[:1] == b"\xff"
    assert b"Omar" not in clean.content
    assert clean.name.endswith(".mp3")
    assert speaking.clean_sound(data) == clean


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<html>", "sound_kind"),
        (b"OggS" + bytes(3000), "sound_kind"),
        (b"\xff\xfb" + bytes(range(256)) * 20, "sound_broken"),
        (b"ID3" + bytes(4000), "sound_broken"),
        (b"RIFF\0\0\0\0WAVE" + bytes(4000), "sound_broken"),
        (tone(0.01), "sound_broken"),
        (bytes(speaking.MOST_BYTES + 1), "sound_large"),
    ],
)
def test_what_is_no_recording_is_refused(data, code):
    with pytest.raises(MediumRefused) as refused:
        speaking.clean_sound(data)
    assert refused.value.code == code


def slow_wave(rate: int) -> bytes:
    """A small file whose header makes hours of it."""
    data = bytearray(tone(1.0))
    data[24:32] = struct.pack("<II", rate, rate * 2)
    return bytes(data) + bytes(speaking.MOST_BYTES - len(data))


def test_a_small_file_that_becomes_hours_is_given_up_once_it_is_too_long(monkeypatch):
    # The time that programs are given is not what stops it.
    monkeypatch.setattr(speaking, "SECONDS", 10_000)
    data = bytearray(slow_wave(100))
    data[40:44] = struct.pack("<I", len(data) - 44)
    with pytest.raises(MediumRefused, match="sound_long"):
        speaking.clean_sound(bytes(data))
    with pytest.raises(MediumRefused, match="sound_long"):
        speaking._output(speaking._started(["sh", "-c", "yes"], subprocess.DEVNULL))


def test_a_program_that_takes_too_long_has_failed(monkeypatch):
    monkeypatch.setattr(speaking, "SECONDS", 0.05)
    with pytest.raises(speaking.ProgramFailed):
        speaking._run(["sleep", "5"], b"")
    with pytest.raises(MediumRefused, match="sound_long"):
        speaking._output(speaking._started(["sleep", "5"], subprocess.DEVNULL))


def test_a_machine_without_the_programs_says_so(monkeypatch):
    monkeypatch.setattr(speaking, "ENCODER", "no-such-program")
    assert not speaking.can_remake()
    assert not speaking.can_speak()
    with pytest.raises(MediumRefused, match="sound_nowhere"):
        speaking.clean_sound(tone())


def test_one_recording_at_a_time(monkeypatch):
    monkeypatch.setattr(speaking, "WAIT_SECONDS", 0.01)
    with speaking._turn, pytest.raises(MediumRefused, match="busy"):
        speaking.clean_sound(tone())
    assert speaking.clean_sound(tone()).content


def test_programs_see_no_secrets_and_have_bounds(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    seen = speaking._run(["sh", "-c", "env; ulimit -t; ulimit -v"], b"").decode()
    assert "do not tell" not in seen
    assert seen.split()[-2:] == [str(speaking.PROCESSOR_SECONDS), str(speaking.MEMORY // 1024)]
    with pytest.raises(speaking.ProgramFailed):
        speaking._run(["sh", "-c", "echo no >&2; exit 3"], b"")


def test_words_are_spoken_in_both_languages():
    sounds = {language: speaking.spoken(language, "Llandudno, one two three") for language in speaking.VOICES}
    assert len({*sounds.values()}) == len(speaking.VOICES)
    assert all(sound[:1] == b"\xff" for sound in sounds.values())
