"""Whether two names can be one person's: what decides if somebody has to be asked before records come together."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

# Said before or after a name, and no part of it.
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lady", "lord", "rev"})
# Letters that Unicode does not take apart into a letter and its mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def folded(name: str) -> frozenset[str]:
    """The words of a name without accents, capitals, punctuation and titles: "Dr Zoë O’Brien" → {"zoe", "obrien"}."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"['’‘ʼ`´]", "", plain))
    return frozenset(word for word in words if word not in TITLES)


def names_agree(one: str, other: str) -> bool:
    """Nothing in the names says that these are two people. A name not given agrees with any.

    One may have words that the other leaves out (a middle name), but two words must be in both.
    """
    first, second = folded(one), folded(other)
    if not first or not second or first == second:
        return True
    return len(first & second) >= 2 and (first <= second or second <= first)


def may_be_one_person(one: str, born: dt.date | None, other: str, born_too: dt.date | None) -> bool:
    """As `names_agree`, with the dates of birth: two that differ are two people."""
    if born is not None and born_too is not None and born != born_too:
        return False
    return names_agree(one, other)
