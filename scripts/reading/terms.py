"""Words of the benefits system, explained where they stand: terms.yaml, and the places that lack their explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from scripts.reading.texts import passages

TERMS = Path(__file__).with_name("terms.yaml")


@dataclass(frozen=True)
class Term:
    """A term; `found` and `explained` are regular expressions, `explained` None where it is not used at all."""

    term: str
    found: str
    explained: str | None = None
    names: tuple[str, ...] = ()

    def lacking(self, texts: tuple[str, ...]) -> bool:
        """Whether it stands in one of these texts, which stand together, and none of them explains it."""
        if not any(re.search(self.found, text) and text not in self.names for text in texts):
            return False
        return self.explained is None or not re.search(self.explained, " ".join(texts))


def terms() -> list[Term]:
    """Every term of the list."""
    return [Term(**each) for each in yaml.safe_load(TERMS.read_text(encoding="utf-8"))]


def unexplained() -> Iterator[tuple[str, str]]:
    """Each term that stands somewhere without its explanation, with the place."""
    together = list(passages())
    for term in terms():
        yield from ((term.term, place) for place, texts in together if term.lacking(texts))
