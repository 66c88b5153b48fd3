"""Players for what questions say: drawn where there is a file, and never for words that have changed."""

import pytest

from formspec.presenters import media
from formspec.presenters.spoken import name_of, pieces_of

QUESTION = {"key": "dob", "label": "Your date of birth", "hint": "For example, 7 3 1961", "guidance": "Use numbers."}


@pytest.fixture
def spoken(tmp_path, monkeypatch):
    """A folder of files in place of those that set-up made."""
    monkeypatch.setattr(media, "SPOKEN", tmp_path)
    media._files.cache_clear()
    yield tmp_path
    media._files.cache_clear()


def test_no_file_no_player(spoken):
    assert media.media_for(QUESTION, "en-gb") == {}


def test_a_file_is_played_by_its_words_and_language(spoken):
    name = name_of(pieces_of(QUESTION, "en-gb"))
    (spoken / f"{name}.mp3").touch()
    assert media.media_for(QUESTION, "en-gb") == {"audio": f"/spoken/{name}.mp3"}
    assert media.media_for(QUESTION, "cy") == {}
    for changed in ({"label": "Date of birth"}, {"hint": ""}, {"guidance": "Use words."}):
        assert media.media_for(QUESTION | changed, "en-gb") == {}


def test_a_recording_has_its_content_in_its_name(spoken):
    name = name_of(pieces_of(QUESTION, "en-gb"))
    (spoken / f"{name}.0a1b2c3d.mp3").touch()
    assert media.media_for(QUESTION, "en-gb") == {"audio": f"/spoken/{name}.0a1b2c3d.mp3"}
