"""Sound and films of questions."""

from __future__ import annotations

from core.rules.messages import say
from studio.rules.finding import Source, question_of
from studio.rules.refusals import Refused


def set_sound(source: Source, *, key: str, language: str, file: str, transcript: str, of: str = "") -> None:
    """What is heard of a question in a language. of: the name of the words from which a program made it."""
    sound = {"file": file, "transcript": transcript} | ({"of": of} if of else {})
    question_of(source, key).setdefault("audio", {})[language] = sound


def remove_sound(source: Source, *, key: str, language: str) -> None:
    """Take it away. Raises Refused."""
    question = question_of(source, key)
    if language not in question.get("audio", {}):
        raise Refused(say("This is not in the form any more."))
    del question["audio"][language]
    if not question["audio"]:
        del question["audio"]


def set_film(source: Source, *, key: str, file: str, captions: str, transcript: str) -> None:
    """What is watched of a question, in place of the film that was there."""
    question_of(source, key)["video"] = {"file": file, "captions": captions, "transcript": transcript}


def remove_film(source: Source, *, key: str) -> None:
    """Take it away. Raises Refused."""
    if question_of(source, key).pop("video", None) is None:
        raise Refused(say("This is not in the form any more."))
