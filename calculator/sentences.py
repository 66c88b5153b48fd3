"""The sentences of an estimate in other languages. The calculator says them in English, with amounts filled in.

calculator/<language>.yaml holds them as patterns: "Your children add {}." matches whatever stands for {}, which
is translated by the same file ("£5.00 a week") or kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent


def estimate_sentence(sentence: str, language: str | None) -> str:
    """Return a sentence, name or amount of an estimate in a language; in English where the file has none."""
    known = _known((language or "en")[:2])
    if sentence in known:
        return known[sentence]
    for pattern, translated in _patterns((language or "en")[:2]):
        if match := pattern.fullmatch(sentence):
            return translated.format(*(estimate_sentence(part, language) for part in match.groups()))
    return sentence


@lru_cache(maxsize=8)
def _known(language: str) -> dict[str, str]:
    path = FOLDER / f"{language}.yaml"
    known: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return known


@lru_cache(maxsize=8)
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """The entries with gaps, the longest first: the more of a sentence is its own, the better the match."""
    known = _known(language)
    gapped = sorted((text for text in known if "{}" in text), key=len, reverse=True)
    return [(re.compile("(.*?)".join(map(re.escape, text.split("{}")))), known[text]) for text in gapped]
