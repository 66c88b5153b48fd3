"""Text as people type and paste it: marks that nobody sees, full-width digits, curly apostrophes, odd dashes."""

import re
import unicodedata

# What is on no keyboard and on no screen, but in what people copy: soft hyphen, joiners, marks of direction, the mark
# at the start of a file, tags. (All of Unicode's "format" characters, and a few fillers that count as letters.)
FILLERS = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u034f", "\u2800"}
APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4\uff07"), "'")
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
CODE_DIGITS = 6
# Unseen too, but Persian and many Indian words are spelt with them, and emoji joined by them.
JOINERS = "\u200c\u200d"
LOOSE_JOINERS = re.compile(rf"(?:^|(?<=\s))[{JOINERS}]+|[{JOINERS}]+(?=\s|$)")
# A number, perhaps with a space, a dot or a dash between its digits; and one that stands by itself.
SPACED, CLOSED = re.compile(r"[0-9](?:[ .-]?[0-9])*"), re.compile(r"[0-9]+")


def without_unseen(text: str) -> str:
    """The text without marks that nobody sees."""
    return "".join(each for each in text if unicodedata.category(each) != "Cf" and each not in FILLERS)


def readable(text: str) -> str:
    """What people read (names, sentences): letters in one way of writing them (NFC), without marks that nobody sees.

    Blanks and lines stay as they are.
    """
    if text.isascii():
        return text
    kept = (each for each in unicodedata.normalize("NFC", text) if each in JOINERS or without_unseen(each))
    return LOOSE_JOINERS.sub("", "".join(kept))


def plain(text: str) -> str:
    """The text with plain digits, letters, apostrophes, dashes and spaces, without unseen marks, stripped at its ends.

    For what machines read (addresses, numbers, codes), not for names and sentences: it takes ﬁ apart into fi.
    """
    text = unicodedata.normalize("NFKC", without_unseen(text).translate(APOSTROPHES | DASHES))
    return " ".join(without_unseen(text).split())


def six_digits(text: str) -> str:
    """The one code of six digits in what was typed or pasted ("Your code is 123 456."), or ""."""
    for numbers in (SPACED, CLOSED):
        found = {re.sub("[^0-9]", "", number) for number in numbers.findall(plain(text))}
        codes = {number for number in found if len(number) == CODE_DIGITS}
        if codes:
            return codes.pop() if len(codes) == 1 else ""
    return ""
