"""Words in another language than the page around them: wherever they stand, their markup says which language it is."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction_of(language: str) -> str:
    """The `dir` of an element with words in a language: "rtl" or "ltr"."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


class Foreign(str):
    """Text in a language ("ar"). Written into markup as text, it is a span of that language; `str` of it is plain, for
    attributes and for elements that hold no others.
    """

    language: str

    def __new__(cls, text: str, language: str = "") -> Foreign:
        made = super().__new__(cls, text)
        made.language = language
        return made

    @property
    def direction(self) -> str:
        """The `dir` of its element."""
        return direction_of(self.language)

    def __html__(self) -> str:
        return f'<span lang="{escape(self.language)}" dir="{self.direction}">{escape(self)}</span>'


def like(words: str, text: str) -> str:
    """Text in the language that these words are in."""
    return Foreign(text, words.language) if isinstance(words, Foreign) else text


def joined(separator: str, parts: Iterable[str]) -> str:
    """Parts with a separator between them, in the language of the first."""
    given = list(parts)
    return like(given[0], separator.join(given)) if given else ""
