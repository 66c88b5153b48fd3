"""Sound and films in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from formspec.actions import speaking
from formspec.presenters.media import address_of
from formspec.presenters.spoken import Piece, name_of, pieces_of
from formspec.rules.form_spec import FormSpec
from formspec.rules.media import captions, film
from formspec.rules.sources.own_form import compile_own
from formspec.rules.translation import SOURCE_LANGUAGE, in_language
from studio.media.forms import LANGUAGES, MEGA
from studio.rules.finding import Part, Source


def pieces_said(source: Source, key: str, language: str) -> tuple[Piece, ...]:
    """What a speech program would say of a question of the draft on a page in this language."""
    spec = FormSpec(compile_own(source))
    translated = in_language(spec, language)
    code = language if translated.data is not spec.data else SOURCE_LANGUAGE
    return pieces_of(translated.questions.get(key) or translated.fields[key], code)


def transcript_of(pieces: tuple[Piece, ...]) -> str:
    """The words of what is said."""
    return "\n\n".join(piece.words for piece in pieces if piece.words)


def sound_rows(source: Source, question: Part) -> list[dict[str, Any]]:
    """What can be heard of a question, by language; `is_old` where it was made of other words."""
    return [
        {
            "language": language,
            "name": LANGUAGES.get(language, language),
            "address": address_of(sound["file"]),
            "transcript": sound.get("transcript", ""),
            "is_made": "of" in sound,
            "is_old": "of" in sound and sound["of"] != name_of(pieces_said(source, question["key"], language)),
        }
        for language, sound in question.get("audio", {}).items()
    ]


def film_row(question: Part) -> dict[str, str] | None:
    """The film of a question, if it has one."""
    video = question.get("video")
    if video is None:
        return None
    addresses = {part: address_of(video[part]) for part in ("file", "captions") if part in video}
    return {**addresses, "transcript": video.get("transcript", "")}


def why_refused(code: str) -> str:
    """What was wrong with a file, and what to do about it."""
    sentences = {
        "empty": _("The file is empty. Choose another one."),
        "sound_large": _("The recording must be smaller than %(sound)s MB."),
        "sound_kind": _("This is not an MP3 or WAV file. Save the recording as MP3."),
        "sound_broken": _("The recording could not be opened, or nothing is on it. Save it as MP3 again."),
        "sound_long": _("The recording is too long. Make it shorter."),
        "sound_nowhere": _("This installation cannot check recordings. Ask whoever runs it to install “lame”."),
        "speech_failed": _("The words could not be spoken just now. Nothing was changed. Try again later."),
        "film_large": _("The film must be smaller than %(film)s MB."),
        "film_kind": _("This is not an MP4 file. Save the film as MP4."),
        "film_broken": _("The film could not be opened. Save it as MP4 again, for the web and not as a live stream."),
        "film_none": _("There are no pictures in this file, or more than one film. Save one film as MP4."),
        "film_codec": _("Not every browser can play this film. Save it as MP4 with H.264 pictures and AAC sound."),
        "captions_large": _("The captions must be smaller than %(captions)s KB."),
        "captions_kind": _("This is not a WebVTT file: its first line must be WEBVTT, and it must be saved as UTF-8."),
        "captions_none": _("There is no sentence in the captions."),
        "captions_times": _("The times of the captions are not in order: each must end after it begins."),
        "captions_cue": _("The captions hold something that is not a sentence with its time. Take it out."),
        "room": _("There is no room for more sound and films. Remove what no form uses first."),
        "slow": _("Checking its sound and films takes too long. Bring the form in without them, and add them there."),
        "busy": _("Another recording is being checked. Try again in a minute."),
        "virus": _("The file contains a virus. Choose another one."),
    }
    sentence = sentences.get(code) or _("The file could not be checked for viruses. Try again in a few minutes.")
    most = {
        "sound": speaking.MOST_BYTES // MEGA,
        "film": film.MOST_BYTES // MEGA,
        "captions": captions.MOST_BYTES // 1000,
    }
    return sentence % most
