"""Players for what questions say: drawn where there is a file, and never for words that have changed."""

import pytest

from formspec.presenters import media
from formspec.presenters.spoken import name_of, pieces_of
from formspec.rules.compile import compile_form
from formspec.rules.form_spec import FormSpec
from formspec.rules.sources import problems
from formspec.rules.translation import in_language
from tests.formspec.test_compile import FILM, source, text

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


def test_films_in_the_form_are_watched_with_captions_and_read(spoken, tmp_path, monkeypatch):
    monkeypatch.setattr(problems, "FILMS", tmp_path)
    monkeypatch.setattr(media, "static", lambda path: f"/static/{path}")
    for name in ("a.mp4", "a.vtt", "b.mp4", "b.vtt"):
        (tmp_path / name).touch()
    asked = text("a", video=FILM | {"signed": {"file": "b.mp4", "captions": "b.vtt"}})
    spec = FormSpec(compile_form(source(asked), guidance={}, translations={"cy": {"Hello": "Helo"}}))
    plain, signed = media.media_for(spec.questions["a"], "en-gb")["films"]
    assert (plain["file"], plain["captions"], plain["transcript"]) == (
        "/static/films/a.mp4",
        "/static/films/a.vtt",
        "<p>Hello</p>",
    )
    assert (signed["file"], signed["signed"]) == ("/static/films/b.mp4", True)
    # Who chose sign language has it first.
    assert media.media_for(spec.questions["a"], "en-gb", signs=True)["films"] == [signed, plain]
    welsh = in_language(spec, "cy").questions["a"]
    assert media.media_for(welsh, "cy")["films"][0]["transcript"] == "<p>Helo</p>"
