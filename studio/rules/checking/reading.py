"""About how old somebody must be to read a text with ease: an estimate for whoever writes it, and no more.

It is the Flesch-Kincaid grade with five years on top, as docs/decisions/0023-reading-ages.md has it for the library's
own texts; there the syllables come from a dictionary, which only the tests have, here from the vowels. A sentence below
ten words says nothing by it.
"""

from __future__ import annotations

import re

# One sentence can be two years off by its rhythm alone, so what is meant to be read at 9 to 11 is hard from here.
OLDEST = 13.0
FEWEST_WORDS = 10
YEARS_BEFORE_SCHOOL = 5
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


def reading_age(sentence: str) -> float:
    """Years; 0 where the sentence is too short to say. A name counts as a short word: it cannot be said otherwise."""
    words = _WORD.findall(sentence)
    if len(words) < FEWEST_WORDS:
        return 0.0
    syllables = sum(1 if place and word[0].isupper() else _syllables(word) for place, word in enumerate(words))
    return round(0.39 * len(words) + 11.8 * syllables / len(words) - 15.59 + YEARS_BEFORE_SCHOOL, 1)


def _syllables(word: str) -> int:
    lowered = word.lower()
    is_silent = lowered.endswith(("e", "ed", "es")) and not lowered.endswith(("le", "ted", "ded", "ses", "ces"))
    return max(1, len(_VOWELS.findall(lowered)) - is_silent)


def hardest(text: str) -> float:
    """The reading age of the hardest sentence of a text."""
    return max((reading_age(each) for each in re.split(r"(?<=[.!?])\s+|\n", text)), default=0.0)
