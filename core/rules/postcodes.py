"""UK postcodes: reading and showing them."""

import re
from itertools import product

from core.rules.typed import plain

# Shapes of a UK postcode: Royal Mail Programmers' Guide (PAF), plus GIR 0AA.
_OUTWARD = "[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9]{2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY])"
_POSTCODE = re.compile(f"((?:{_OUTWARD})|GIR)([0-9][ABD-HJLNP-UW-Z]{{2}})")


_AREA = re.compile(_OUTWARD)
_BFPO = re.compile("BFPO([0-9]{1,4})")
_LOOK_ALIKE = {"O": "O0", "0": "O0", "I": "I1", "1": "I1", "L": "L1"}
MAX_LETTERS = 20


def clean_postcode(text: str) -> str | None:
    """Return the postcode as "AB1 2DE" or "BFPO 57", or None when it is not a full UK postcode.

    "UK" at its end is dropped; the letters O and I are read as 0 and 1 where only a number can stand, and the other
    way round.
    """
    letters = compact(text)
    if len(letters) > MAX_LETTERS:
        return None
    if forces := _BFPO.fullmatch(letters):
        return f"BFPO {forces[1]}"
    readings = [letters, letters.removesuffix("UK")]
    matches = [*map(_POSTCODE.fullmatch, readings), *map(_meant, readings)]
    return next((f"{match[1]} {match[2]}" for match in matches if match), None)


def clean_area(text: str) -> str | None:
    """The first half of a postcode as "LS1", or None for anything else."""
    letters = compact(text)
    return letters if _AREA.fullmatch(letters) else None


def compact(postcode: str) -> str:
    """A postcode, or its beginning, in capitals and without spaces, dots, commas and dashes."""
    return re.sub(r"[\s.,-]", "", plain(postcode)).upper()


def _meant(letters: str) -> re.Match[str] | None:
    """The one postcode that it is when letters and numbers that look alike are told apart by their place."""
    if len(letters) > len("SW1A1AA"):
        return None
    read = product(*(_LOOK_ALIKE.get(each, each) for each in letters))
    matches = [match for each in read if (match := _POSTCODE.fullmatch("".join(each)))]
    return matches[0] if len(matches) == 1 else None
