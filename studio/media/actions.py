"""Sound and films are added to a question of a draft, and let go of when nothing names them any more."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts.actors import Actor
from accounts.permissions import Permission, require
from core.tenancy import between_transactions
from formspec.actions import speaking
from formspec.actions.keeping_media import in_turn, keep_media, let_go, without_viruses
from formspec.models import FormMedium
from formspec.rules.media import SOUND, CleanMedium, MediumRefused
from formspec.rules.media.captions import clean_captions
from formspec.rules.media.film import clean_film
from studio.actions.editing import edit_draft
from studio.media.readers import media_in_use


def add_sound(*, slug: str, key: str, language: str, data: bytes, transcript: str, by: Actor) -> None:
    """A recording of a question in a language, made anew. Raises MediumRefused, Refused, Http404, PermissionDenied."""
    require(by, Permission.FORM_MANAGE)
    with between_transactions():
        without_viruses(data)
        sound = speaking.clean_sound(data)
    said = {"key": key, "language": language, "file": sound.name, "transcript": transcript}
    _add(slug, "set_sound", said, [sound], by)


def speak_question(
    *, slug: str, key: str, language: str, pieces: Sequence[tuple[str, str]], of: str, transcript: str, by: Actor
) -> None:
    """Have the speech program say the words of a question: pieces of a language and words, which `of` names.

    Raises MediumRefused, Refused, Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    try:
        with between_transactions():
            content = b"".join(speaking.spoken(voice, words) for voice, words in pieces)
    except speaking.ProgramFailed as failed:
        raise MediumRefused("speech_failed") from failed
    sound = CleanMedium(SOUND, content)
    said = {"key": key, "language": language, "file": sound.name, "transcript": transcript, "of": of}
    _add(slug, "set_sound", said, [sound], by)


def add_film(*, slug: str, key: str, film: bytes, captions: bytes, transcript: str, by: Actor) -> None:
    """A film of a question with its captions. Raises MediumRefused, Refused, Http404, PermissionDenied."""
    require(by, Permission.FORM_MANAGE)
    with between_transactions():
        without_viruses(film)
        pictures, words = clean_film(film), clean_captions(captions)
    said = {"key": key, "file": pictures.name, "captions": words.name, "transcript": transcript}
    _add(slug, "set_film", said, [pictures, words], by)


@transaction.atomic
def _add(slug: str, operation: str, parameters: dict[str, str], media: list[CleanMedium], by: Actor) -> None:
    keep_media(media=media, by=by)
    edit_draft(slug=slug, operation=operation, parameters=parameters, by=by)


@transaction.atomic
def remove_unused_media(*, by: Actor) -> int:
    """Delete the files that nothing names, neither a version, however old, nor a draft or an edit that can be undone;
    how many there were. Raises Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    in_turn(by)
    unused = {*FormMedium.objects.values_list("name", flat=True)} - media_in_use(by)
    return let_go(names=unused, by=by)
