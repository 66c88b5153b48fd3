"""The age at which somebody reads a sentence with ease: what `docs/decisions/0023-reading-ages.md` decided.

A sentence of ten words or more has its Flesch-Kincaid grade, and five years on top: children start school at five.
Below ten words the formula says more about luck than about words (a label of one long word has a reading age of 30),
so there the hard words count: those of three syllables and more that are not on the list of words that children know
(Dale and Chall). A name counts as one short word, for nobody can call Universal Credit anything else, and so does what
stands between “ and ”: words of a letter that somebody is asked to look for, which the sentence explains.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import textstat
import yaml

WORDS = Path(__file__).with_name("words.yaml")
# Years that no single sentence passes, and that the sentences of one place do not pass on average. One sentence can be
# two years off by its rhythm alone, so 9 to 11 is held by the average.
OLDEST, OLDEST_ON_AVERAGE = 13.0, 11.0
FEWEST_WORDS = 10
YEARS_BEFORE_SCHOOL = 5
# A short text without a hard word is read at 8; one makes it 11, two are too many.
YOUNGEST, YEARS_A_HARD_WORD = 8.0, 3.0
SYLLABLES_OF_HARD_WORDS = 3
_QUOTED = re.compile(r"“[^”]*”")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
_FIGURE = re.compile(r"£?\d[\d,.:]*(?:%%?|p\b)?")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "’s", "'s")


@functools.cache
def known() -> dict[str, Any]:
    """words.yaml: `names`, `known` words, and `exceptions` (sentence → reason)."""
    read: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return read


def reading_age(sentence: str) -> float:
    """Years, to a tenth."""
    plain = without_names(sentence)
    words = _WORD.findall(plain)
    if len(words) >= FEWEST_WORDS:
        return round(float(textstat.flesch_kincaid_grade(plain)), 1) + YEARS_BEFORE_SCHOOL
    return YOUNGEST + YEARS_A_HARD_WORD * len(hard_words(sentence))


def hard_words(sentence: str) -> list[str]:
    """The hard words of a sentence, in its order."""
    return [word for word in _WORD.findall(without_names(sentence)) if _is_hard(word.lower())]


def without_names(sentence: str) -> str:
    """The sentence with a short word in place of each name, quotation, figure and placeholder."""
    plain = _FIGURE.sub("ten", _PLACEHOLDER.sub("ten", _QUOTED.sub("it", sentence)))
    return _names().sub("it", plain)


@functools.cache
def _names() -> re.Pattern[str]:
    longest_first = sorted(known()["names"], key=len, reverse=True)
    return re.compile(r"\b(?:{})(?!\w)".format("|".join(map(re.escape, longest_first))))


@functools.cache
def _is_hard(word: str) -> bool:
    stems = {word, *(word.removesuffix(ending) for ending in _ENDINGS)}
    if stems & set(known()["known"]):
        return False
    return all(textstat.is_difficult_word(stem, SYLLABLES_OF_HARD_WORDS) for stem in stems if stem)
