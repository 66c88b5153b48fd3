"""Finding ready words among a council's."""

from __future__ import annotations


def matches(asked: str, title: str, words: str) -> bool:
    """Whether every word that is asked for begins a word of the title or of the text; capitals do not count."""
    there = f"{title} {words}".casefold().split()
    return all(any(word.lstrip("“‘(").startswith(each) for word in there) for each in asked.casefold().split())
