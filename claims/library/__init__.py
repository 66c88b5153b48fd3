"""What will do for each paper that claims call for, in English and Welsh."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from core.rules.yaml_files import load_yaml

FILE = Path(__file__).parent / "papers.yaml"
ENGLISH = "en"


@cache
def _read() -> dict[str, dict[str, list[str]]]:
    return load_yaml(FILE.read_text())


def what_will_do(kind: str, language: str) -> list[str]:
    """The papers of which any one is enough for a kind of the catalogue, in a language ("cy", "en-gb") or in English;
    empty where the name says it all.
    """
    words = _read().get(kind, {})
    return words.get(language[:2], words.get(ENGLISH, []))
