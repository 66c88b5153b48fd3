"""Names that sound alike and are written otherwise: Mohammed and Muhammad, Catherine and Kathryn.

No standard key serves the names of one British council: Soundex keeps the first letter and knows no "Rh", "Wojciech"
or "Kh". This one takes what several spellings of one name differ in out of it: mostly vowels, doubled letters, and
letters that are not heard. It errs on the side of finding too much.
"""

from __future__ import annotations

import re

from core.rules.names import words_to_find

# In order, on one folded word. What is left of vowels is dropped at the end.
_HEARD = [
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"[^a-z]", ""),
        (r"obh", "ov"),
        (r"ph(?=[ae]n$)", "v"),
        (r"^(?:kn|gn)", "n"),
        (r"^wr", "r"),
        (r"^wh", "w"),
        (r"(?<=[ou])gh|gh(?=t|$)(?<!ngh)", ""),
        (r"ph", "f"),
        (r"sch(?=o)", "sk"),
        (r"sch|sz|sh|cz(?=y)", "s"),
        (r"tch", "C"),
        (r"ch(?=ol|[^aeiouy]|$)", "k"),
        (r"ch", "C"),
        (r"rz|rh", "r"),
        (r"dg(?=[eiy])", "j"),
        (r"([bdgkt])h", r"\1"),
        (r"ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"[cq]", "k"),
        (r"g(?=[eiy])", "j"),
        (r"x", "ks"),
        (r"(?<=[aeiou])j(?=[^aeiouy]|$)", "i"),
        (r"(?<=[aeiou])w(?=[^aeiouy]|$)", ""),
        (r"w", "v"),
        (r"(?<!^)z", "s"),
        (r"(?<!^)h", ""),
        (r"^y(?=[aeiou])", "Y"),
        (r"([a-zA-Z])\1+", r"\1"),
    )
]
_VOWELS = str.maketrans("aeiouy", "aiiooi")
# What so few consonants are left of is told apart by its vowels: Lee and Leigh, not Lee and Lou.
_SHORT = 2


def sound_key(word: str) -> str:
    """What words that sound alike have in common, of one folded word (core/rules/names.py); "" where nothing can be
    heard, as in a script of its own.
    """
    for pattern, instead in _HEARD:
        word = pattern.sub(instead, word)
    heard = re.sub(r"(?<!^)[aiou]", "", word.translate(_VOWELS))
    if len(heard) >= _SHORT:
        return heard
    return re.sub(r"([aio])[aio]+", r"\1", word.translate(_VOWELS))


def sounds_to_find(name: str) -> set[str]:
    """The keys of the words of a name."""
    return {key for key in map(sound_key, words_to_find(name)) if key}
