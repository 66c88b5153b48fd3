"""The form's own words, and translations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.rules.messages import say
from formspec.rules.sources.own_form import compile_own
from formspec.rules.translation import translatable_texts
from studio.rules.finding import Source
from studio.rules.refusals import Refused

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


def set_translations(source: Source, *, language: str, translations: Mapping[str, str]) -> None:
    """What English texts of the form are in another language; where it is empty, a text has no translation.

    Raises Refused where the form has no such text, or what stands for an answer ("{name}") is not kept.
    """
    texts = {text for _kind, text in translatable_texts(compile_own(source))}
    known = source.setdefault("translations", {}).setdefault(language, {})
    for text, translation in translations.items():
        if text not in texts:
            raise Refused(say("These words are not in the form any more."))
        if translation and placeholders(text) != placeholders(translation):
            raise Refused(say("Keep %(names)s as it is.", names=", ".join(sorted(placeholders(text)))))
        known.pop(text, None)
        if translation:
            known[text] = translation
    if not known:
        del source["translations"][language]


def placeholders(text: str) -> set[str]:
    """What stands in a text for what is put there later: "{first_name}"."""
    return set(re.findall(r"\{\w*\}", text))
