"""What an address service answers, read into the boxes of an address question.

The wire format is that of the OS Places API, which councils have through the Public Sector Geospatial Agreement:
https://docs.os.uk/os-apis/accessing-os-apis/os-places-api/technical-specification/postcode
"""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass
from typing import Any
from urllib.parse import urlencode

from core.rules.postcodes import clean_postcode, compact

OS_PLACES = "https://api.os.uk/search/places/v1"
KEY_HEADER = "key"
# As many as the service gives at once: a postcode has about fifteen, and a hundred at the most.
MOST = 100
MOST_LETTERS = 100
_BETWEEN = "\n"
_NUMBERED = re.compile("[0-9]")
# Control characters and halves of surrogate pairs: JSON may hold them, a page and a database may not.
_UNSTORABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class NotAddresses(Exception):
    """The answer does not have the format that the service documents."""


@dataclass(frozen=True)
class FoundAddress:
    """One address, in the parts that an address question has boxes for."""

    line1: str
    line2: str
    town: str
    postcode: str

    @property
    def label(self) -> str:
        """The address on one line, without its postcode, which all in a list have in common."""
        return ", ".join(part for part in (self.line1, self.line2, self.town) if part)

    @property
    def packed(self) -> str:
        """The address as the value of a radio button."""
        return _BETWEEN.join(astuple(self))


def unpacked(text: str) -> FoundAddress | None:
    """The address of a radio button; None for anything else that was posted."""
    parts = text.replace("\r\n", _BETWEEN).split(_BETWEEN)
    if len(parts) != 4 or any(len(part) > MOST_LETTERS for part in parts):
        return None
    return FoundAddress(*parts)


def question_for(base_url: str, postcode: str) -> str:
    """The address at which the service tells the addresses of a postcode."""
    return f"{base_url}/postcode?{urlencode({'postcode': postcode, 'dataset': 'DPA', 'maxresults': MOST})}"


def addresses_in(body: bytes) -> list[FoundAddress]:
    """The addresses in an answer, by street and number. [] when there are none. Raises NotAddresses."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAddresses("not JSON") from error
    if not isinstance(answer, dict) or "header" not in answer:
        raise NotAddresses("not an answer of this service")
    results = answer.get("results", [])
    if not isinstance(results, list):
        raise NotAddresses("no list")
    found = {_address(result) for result in results[:MOST]}
    return sorted((each for each in found if each is not None), key=_order)


def _address(result: Any) -> FoundAddress | None:
    """One result, or None when it is no address that a letter could go to."""
    told = result.get("DPA") if isinstance(result, dict) else None
    if not isinstance(told, dict):
        raise NotAddresses("no address")
    part = {name: _text(value) for name, value in told.items() if isinstance(value, str | int)}
    street = _title(_joined(part, "DEPENDENT_THOROUGHFARE_NAME", "THOROUGHFARE_NAME"))
    place = _title(_joined(part, "DOUBLE_DEPENDENT_LOCALITY", "DEPENDENT_LOCALITY"))
    house = f"{part.get('BUILDING_NUMBER', '')} {street or place}".strip()
    names = _title(_joined(part, "ORGANISATION_NAME", "SUB_BUILDING_NAME", "BUILDING_NAME"))
    # A building's "name" may be a number with a letter, "12A": it belongs to the street.
    if _NUMBERED.match(names) and "," not in names and not part.get("BUILDING_NUMBER"):
        names, house = "", f"{names} {house}".strip()
    if part.get("PO_BOX_NUMBER"):
        names = f"PO Box {part['PO_BOX_NUMBER']}"
    lines = [line for line in (names, house, place if street else "") if line]
    town, postcode = _title(part.get("POST_TOWN", "")), clean_postcode(part.get("POSTCODE", ""))
    if not lines or not town or not postcode:
        return None
    return FoundAddress(lines[0], ", ".join(lines[1:])[:MOST_LETTERS], town, postcode)


def _text(value: str | int) -> str:
    return _UNSTORABLE.sub(" ", str(value)).strip()[:MOST_LETTERS]


def _joined(part: dict[str, str], *names: str) -> str:
    return ", ".join(part[name] for name in names if part.get(name))


def _title(text: str) -> str:
    """ "FLAT 2, ST MARY'S COURT" as people write it."""
    small = {"Of", "The", "And", "On", "In", "Upon", "By", "Under", "Le", "Y", "Yr", "Ar"}
    words = [_word(word) for word in text.lower().split()]
    return " ".join(word.lower() if number and word in small else word for number, word in enumerate(words))


def _word(word: str) -> str:
    if _NUMBERED.match(word):
        return word.upper()
    return "-".join(piece[:1].upper() + piece[1:] for piece in word.split("-"))


def _order(address: FoundAddress) -> tuple[Any, ...]:
    """Number 9 before number 10, and the flats of a house beside each other."""
    text = f"{address.line2} {address.line1}"
    digits = re.findall("[0-9]+", text)
    return (re.sub("[0-9]", "", text).strip(), tuple(len(each) for each in digits), tuple(digits), address.label)


def is_elsewhere(postcode: str, districts: list[str]) -> bool:
    """Whether a postcode is in none of the districts ("M1", "OL16") that a council says are in its area.

    False when the council says nothing, and for what is no full postcode, or one of the forces.
    """
    whole = clean_postcode(postcode)
    if not districts or not whole or whole.startswith("BFPO"):
        return False
    return compact(whole.partition(" ")[0]) not in districts
