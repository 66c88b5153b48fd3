"""Text as people type and paste it: marks that nobody sees, full-width digits, curly apostrophes, odd dashes."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

UnicodeForm = Literal["NFC", "NFD", "NFKC", "NFKD"]

# What is on no keyboard and on no screen, but in what people copy: soft hyphen, joiners, marks of direction, the mark
# at the start of a file, tags. (All of Unicode's "format" characters, and a few fillers that count as letters.)
FILLERS = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u034f", "\u2800"}
APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4\uff07"), "'")
# What has no look of its own, by its code. All of it stands in these two ranges.
UNSEEN = {
    code: None
    for code in (*range(0x1E000), *range(0xE0000, 0xE0100))
    if unicodedata.category(chr(code)) == "Cf" or chr(code) in FILLERS
}
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
CODE_DIGITS = 6
# Unseen too, but Persian and many Indian words are spelt with them, and emoji joined by them.
JOINERS = "\u200c\u200d"
UNSEEN_IN_WORDS = {code: None for code in UNSEEN if chr(code) not in JOINERS}
LOOSE_JOINERS = re.compile(rf"(?:^|(?<=\s))[{JOINERS}]+|[{JOINERS}]+(?=\s|$)")
# A number, perhaps with a space, a dot or a dash between its digits; and one that stands by itself.
SPACED, CLOSED = re.compile(r"[0-9](?:[ .-]?[0-9])*"), re.compile(r"[0-9]+")
# So many marks on one letter are kept: no language has more (Unicode's Stream-Safe Text Format, UAX 15).
MOST_MARKS = 30
# Nothing that a machine is to read is longer.
MOST_PLAIN = 10_000


def without_unseen(text: str) -> str:
    """The text without marks that nobody sees."""
    return text.translate(UNSEEN)


def without_controls(text: str) -> str:
    """The text without characters that steer machines and that nobody can read; lines and tabs stay."""
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs"))


def normalized(form: UnicodeForm, text: str) -> str:
    """The text in one of Unicode's forms ("NFC", "NFKC", …), without the marks on a letter that are too many.

    Python puts marks in order in a time that grows with the square of their number and lets nothing else run
    meanwhile: of 160,000 it takes half a minute. Nothing else of ours calls it (tests/core/test_typed.py).
    """
    if text.isascii():
        return text
    kept, marks = [], 0
    for each in text:
        marks = marks + 1 if _is_mark(each) else 0
        if marks <= MOST_MARKS:
            kept.append(each)
    return unicodedata.normalize(form, "".join(kept))


@lru_cache(maxsize=4096)
def _is_mark(letter: str) -> bool:
    """Whether it goes on the letter before it, taken apart: some that are none by themselves begin with one."""
    return unicodedata.combining(unicodedata.normalize("NFKD", letter)[0]) != 0


def readable(text: str) -> str:
    """What people read (names, sentences): letters in one way of writing them (NFC), without marks that nobody sees.

    Blanks and lines stay as they are.
    """
    if text.isascii():
        return text
    return LOOSE_JOINERS.sub("", normalized("NFC", text).translate(UNSEEN_IN_WORDS))


def plain(text: str) -> str:
    """The text with plain digits, letters, apostrophes, dashes and spaces, without unseen marks, stripped at its ends.

    For what machines read (addresses, numbers, codes), not for names and sentences: it takes ﬁ apart into fi. Of what
    is longer than MOST_PLAIN the rest is not looked at.
    """
    text = normalized("NFKC", without_unseen(text[:MOST_PLAIN]).translate(APOSTROPHES | DASHES))
    return " ".join(without_unseen(text).split())


def six_digits(text: str) -> str:
    """The one code of six digits in what was typed or pasted ("Your code is 123 456."), or ""."""
    for numbers in (SPACED, CLOSED):
        found = {re.sub("[^0-9]", "", number) for number in numbers.findall(plain(text))}
        codes = {number for number in found if len(number) == CODE_DIGITS}
        if codes:
            return codes.pop() if len(codes) == 1 else ""
    return ""


# What makes a spreadsheet take a cell for a formula, also after blanks (OWASP, CSV Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """The text for a cell of a CSV file: what could be a formula begins with an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def read_inert(cell: str) -> str:
    """The text of a cell that `inert` wrote."""
    return cell[1:] if cell.startswith("'") and inert(cell[1:]) == cell else cell
