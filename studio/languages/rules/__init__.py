"""The texts of a form in another language: by the parts of the form, and how many lack."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from formspec.rules.sources.own_form import compile_own
from formspec.rules.translation import texts_in_parts
from studio.rules.finding import Source, digest

WELSH = "cy"
# What a form can be translated into.
OFFERED = (
    "cy", "ar", "bg", "bn", "es", "fa", "fr", "gd", "hi", "hu", "it", "lt", "ne", "pa", "pl", "pt", "ro", "sk", "sq",
    "ta", "tr", "uk", "ur", "vi",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """One English text: what it is ("label", "hint", "option"…), and its translation and out-of-date one, or ""."""

    kind: str
    english: str
    translation: str
    outdated: str

    @property
    def key(self) -> str:
        """What the page calls it."""
        return digest(self.english)

    @property
    def seen(self) -> str:
        """What the page posts back of the translation that it showed."""
        return seen_of(self.translation)


@dataclass(frozen=True)
class TextsOfPart:
    """The texts of one page of the form, or of what is outside its pages; each once."""

    key: str
    texts: tuple[Text, ...]

    @property
    def missing(self) -> int:
        """How many have no translation; those whose translation is out of date are among them."""
        return sum(not text.translation for text in self.texts)

    @property
    def outdated(self) -> int:
        """How many have one of an earlier English text."""
        return sum(bool(text.outdated) for text in self.texts)


def texts_of(source: Source, language: str) -> list[TextsOfPart]:
    """Every text of a form in a language, part by part in the form's order."""
    return _parts(compile_own(source), source, language)


def missing_in(source: Source, languages: Collection[str]) -> dict[str, int]:
    """By language, how many different texts of the form have no translation."""
    texts = {text for _part, (_kind, text) in texts_in_parts(compile_own(source))}
    known: Mapping[str, Any] = source.get("translations", {})
    return {language: len(texts - known.get(language, {}).keys()) for language in languages}


def languages_of(source: Source) -> list[str]:
    """Welsh, and the languages in which the form says something."""
    return [WELSH, *sorted({*source.get("translations", {}), *source.get("outdated", {})} - {WELSH})]


def seen_of(words: str) -> str:
    """The digest of a translation as a page shows it."""
    return digest(tidy(words))


def tidy(words: str) -> str:
    """Words as a box gives them back: one sort of line end, nothing around them."""
    return words.replace("\r\n", "\n").strip()


def _parts(document: dict[str, Any], source: Source, language: str) -> list[TextsOfPart]:
    known = source.get("translations", {}).get(language, {})
    old = source.get("outdated", {}).get(language, {})
    parts: dict[str, dict[str, Text]] = {}
    for part, (kind, english) in texts_in_parts(document):
        text = Text(kind, english, known.get(english, ""), old.get(english, ""))
        parts.setdefault(part, {}).setdefault(english, text)
    return [TextsOfPart(key, tuple(texts.values())) for key, texts in parts.items()]
