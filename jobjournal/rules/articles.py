"""A or an, by how the next word is said: an hour, a university, an MOT, an 8-hour shift."""

import re

from core.rules.typed import normalized

# Letters whose names begin with a vowel: an F, an M, an X; U and the others do not.
SPOKEN_WITH_VOWEL = set("AEFHILMNORSX")
# Said as a word although written in capitals.
SAID_AS_WORDS = {"LAMDA", "LEGO", "LIDL", "NASA", "NATO", "NEBOSH", "RADA", "ROSPA", "SAP", "SIM", "SPAR", "STEM"}
# Letter by letter even when typed small; words without a vowel (nhs, hgv) are recognised by that.
SPELT_OUT = {"mot", "sia", "ecdl", "iosh"}
SILENT_H = re.compile(r"(hour|honest|honou?r|heir)")
# Begin like "you" or "won", whatever the letter.
SOUNDS_LIKE_A_CONSONANT = re.compile(r"(eu|ewe|uni(?![nmd])|us(?:e|ual|ing|able)|uti|uk|ubi|ura|once\b|one\b)")
EIGHT = re.compile(r"(8|1[18](?!\d))")


def article_for(words: str) -> str:
    """ "a" or "an" for the words that follow it."""
    whole = re.match(r"[^\W_]+", words)
    first = whole[0] if whole else words[:1]
    if re.fullmatch("[0-9]+", first):
        return "an" if EIGHT.match(first) else "a"
    if _is_spelt_out(first, shouted=words.isupper() and " " in words):
        return "an" if first[:1].upper() in SPOKEN_WITH_VOWEL else "a"
    small = first.lower()
    if SILENT_H.match(small):
        return "an"
    if SOUNDS_LIKE_A_CONSONANT.match(small):
        return "a"
    return "an" if normalized("NFD", small)[:1] in set("aeiou") else "a"


def _is_spelt_out(word: str, *, shouted: bool) -> bool:
    if not (word.isascii() and word.isalpha()) or len(word) > 5:
        return False
    if word.lower() in SPELT_OUT or not set(word.lower()) & set("aeiouy"):
        return True
    return word.isupper() and not shouted and word not in SAID_AS_WORDS
