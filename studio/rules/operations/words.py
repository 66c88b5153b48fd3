"""The form's own words, and translations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.rules.messages import say
from studio.rules.finding import Source
from studio.rules.refusals import Refused
from studio.rules.rewording import texts_by_place

WORDS = ("who_it_is_for", "before_you_start", "after_you_send", "estimated_minutes")


def change_words(source: Source, *, words: Mapping[str, Any]) -> None:
    """Its title ("title", "short_title"), and those of WORDS; what is left empty goes."""
    for name in ("title", "short_title"):
        if words.get(name):
            source[name] = words[name]
    for name in WORDS:
        if name in words:
            source.pop(name, None)
            if words[name]:
                source[name] = words[name]


def set_translation(source: Source, *, language: str, text: str, translation: str) -> None:
    """What an English text of the form is in another language; empty, it has none."""
    if text not in texts_by_place(source).values():
        raise Refused(say("These words are not in the form any more."))
    known = source.setdefault("translations", {}).setdefault(language, {})
    known.pop(text, None)
    if translation:
        known[text] = translation
