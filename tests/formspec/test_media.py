"""Recordings of guidance: played where there is a file, by the question's own name before its fact's."""

import pytest

from formspec.presenters import media

QUESTION = {"key": "dob", "fact": "person.dob"}


@pytest.fixture
def recordings(tmp_path, monkeypatch):
    """A folder of recordings in place of the repository's; addresses are not looked up in the manifest."""
    monkeypatch.setattr(media, "MEDIA", tmp_path)
    monkeypatch.setattr(media, "static", lambda path: f"/static/{path}")
    media._files.cache_clear()
    yield tmp_path
    media._files.cache_clear()


def record(folder, language, *names):
    (folder / language).mkdir(exist_ok=True)
    for name in names:
        (folder / language / name).touch()


def test_no_file_no_player(recordings):
    assert media.media_for(QUESTION, "blue-badge", "en-gb") == {}


def test_audio_video_and_captions_by_fact(recordings):
    record(recordings, "en", "person.dob.mp3", "person.dob.mp4", "person.dob.vtt", "person.name.mp3")
    assert media.media_for(QUESTION, "blue-badge", "en-gb") == {
        "audio": "/static/guidance/en/person.dob.mp3",
        "video": "/static/guidance/en/person.dob.mp4",
        "captions": "/static/guidance/en/person.dob.vtt",
    }


def test_the_questions_own_recording_comes_first_and_welsh_before_english(recordings):
    record(recordings, "en", "person.dob.mp3", "blue-badge.dob.mp3")
    record(recordings, "cy", "person.dob.mp3")
    assert media.media_for(QUESTION, "blue-badge", "en-gb")["audio"].endswith("/en/blue-badge.dob.mp3")
    assert media.media_for(QUESTION, "blue-badge", "cy")["audio"].endswith("/cy/person.dob.mp3")
    assert media.media_for(QUESTION, "housing-benefit", "en-gb")["audio"].endswith("/en/person.dob.mp3")
