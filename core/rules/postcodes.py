"""UK postcodes: reading and showing them."""

import re

# Shapes of a UK postcode: Royal Mail Programmers' Guide (PAF), plus GIR 0AA.
_OUTWARD = "[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9]{2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY])"
_POSTCODE = re.compile(f"((?:{_OUTWARD})|GIR)([0-9][ABD-HJLNP-UW-Z]{{2}})")


def clean_postcode(text: str) -> str | None:
    """Return the postcode as "AB1 2DE", or None when it is not a full UK postcode."""
    match = _POSTCODE.fullmatch(re.sub(r"[\s.-]", "", text).upper())
    return f"{match[1]} {match[2]}" if match else None
