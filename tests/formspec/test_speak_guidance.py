"""Files that say the questions: made once, spoken by a program, replaced by recordings, gone with their words."""

import io

import pytest
from django.core.management import CommandError, call_command

from formspec.management.commands import speak_guidance
from formspec.presenters.spoken import Piece, name_of

ONE, TWO = (Piece("en", "One."), Piece("en", "Help.")), (Piece("cy", "Dau."), Piece("en", "Help."))


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Empty folders for files and recordings, and a library of two questions."""
    made, recorded = tmp_path / "made", tmp_path / "recorded"
    recorded.mkdir()
    monkeypatch.setattr(speak_guidance, "SPOKEN", made)
    monkeypatch.setattr(speak_guidance, "RECORDINGS", recorded)
    monkeypatch.setattr(speak_guidance, "NICENESS", 0)
    monkeypatch.setattr(speak_guidance, "wanted_of_library", lambda: {name_of(each): each for each in (ONE, TWO)})
    return made, recorded


def run(*words):
    out = io.StringIO()
    call_command("speak_guidance", *words, stdout=out)
    return out.getvalue()


@pytest.mark.slow
def test_made_once_and_gone_with_their_words(folders):
    made, _recorded = folders
    assert run().startswith("2 made")
    first, second = (made / f"{name_of(each)}.mp3" for each in (ONE, TWO))
    # Frames of MPEG-2 layer III, one piece after the other.
    assert first.read_bytes()[:1] == second.read_bytes()[:1] == b"\xff"
    assert first.read_bytes() == b"".join(speak_guidance.speak(piece) for piece in ONE)
    first.unlink()
    (made / "stale.mp3").touch()
    before = second.stat().st_mtime_ns
    assert run().startswith("1 made")
    assert first.exists()
    assert second.stat().st_mtime_ns == before
    assert not (made / "stale.mp3").exists()


@pytest.mark.slow
def test_a_recording_takes_the_place_of_the_voice(folders):
    made, recorded = folders
    for each in (ONE, TWO):
        (recorded / f"{name_of(each)}.mp3").write_bytes(b"a person")
    assert run().startswith("2 made")
    assert {path.read_bytes() for path in made.iterdir()} == {b"a person"}
    assert all(len(path.name.split(".")) == 3 for path in made.iterdir())


def test_names_and_words_for_who_records_them(folders):
    rows = run("--list").splitlines()
    assert rows[0] == "name,language,words"
    assert f"{name_of(TWO)}.mp3,cy,Dau." in rows


def test_a_machine_that_cannot_speak_is_told_so(folders, monkeypatch):
    monkeypatch.setattr(speak_guidance, "SPEECH", "no-such-program")
    with pytest.raises(CommandError, match="make setup"):
        run()
