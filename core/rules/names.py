"""People's names: the words that tell people apart, however they are written."""

from __future__ import annotations

import re
import unicodedata

from core.rules.typed import normalized

# Said before or after a name, and no part of it.
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lady", "lord", "rev"})
# Letters that Unicode does not take apart into a letter and its mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")


def words_of_name(name: str) -> list[str]:
    """As `folded_words`, without titles: "Dr Zoë O’Brien" → ["zoe", "obrien"]."""
    return [word for word in folded_words(name) if word not in TITLES]


def words_to_find(name: str) -> set[str]:
    """The folded words of a name, and the parts of those with an apostrophe: "O’Brien" → {"obrien", "o", "brien"}."""
    return {*folded_words(name), *folded_words(_APOSTROPHES.sub(" ", name))}


def folded_words(name: str) -> list[str]:
    """The words of a name in order, without accents, capitals and punctuation: "Zoë O’Brien" → ["zoe", "obrien"]."""
    plain = normalized("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"\w+", _APOSTROPHES.sub("", plain))
