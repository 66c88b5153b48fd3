"""Where a council is: its region, its authority and rental market area as the engine names them, its bills by band."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

# The engine's word → how people say it.
REGIONS = {
    "NORTH_EAST": "North East",
    "NORTH_WEST": "North West",
    "YORKSHIRE": "Yorkshire and the Humber",
    "EAST_MIDLANDS": "East Midlands",
    "WEST_MIDLANDS": "West Midlands",
    "EAST_OF_ENGLAND": "East of England",
    "LONDON": "London",
    "SOUTH_EAST": "South East",
    "SOUTH_WEST": "South West",
    "WALES": "Wales",
    "SCOTLAND": "Scotland",
    "NORTHERN_IRELAND": "Northern Ireland",
}
ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = "ENGLAND", "WALES", "SCOTLAND", "NORTHERN_IRELAND"
NATIONS = (ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND)
# Shares of band D's bill. Local Government Finance Act 1992, section 5; in Wales with band I; in Scotland, section 74,
# as changed from 2017 for bands E to H.
NINTHS = {"A": 6, "B": 7, "C": 8, "D": 9, "E": 11, "F": 13, "G": 15, "H": 18}
SCOTTISH = {"A": 240, "B": 280, "C": 320, "D": 360, "E": 473, "F": 585, "G": 705, "H": 882}


class UnknownArea(ValueError):
    """No area of this kind has this name; the message says which come close."""


@cache
def _areas() -> dict[str, Any]:
    areas: dict[str, Any] = json.loads((Path(__file__).parent / "areas.json").read_text())
    return areas


@cache
def authorities() -> dict[str, str]:
    """Every local authority that the engine knows: its code → its name."""
    return {code: name for names in _areas()["authorities"].values() for code, name in names.items()}


@cache
def rental_market_areas() -> dict[str, str]:
    """Every broad rental market area that the engine knows: its code → its name."""
    return dict(_areas()["rental_market_areas"])


def nation_of(region: str) -> str:
    """ENGLAND, WALES, SCOTLAND or NORTHERN_IRELAND, for a region's code."""
    return region if region in NATIONS else ENGLAND


def region_of(authority: str) -> str:
    """The region's code of a local authority's code."""
    return next(region for region, names in _areas()["authorities"].items() if authority in names)


def find_region(text: str) -> str:
    """A region's code from its code or name, however it is spelt. Raises UnknownArea."""
    if _plain(text) == ENGLAND:
        english = ", ".join(code for code in REGIONS if nation_of(code) == ENGLAND)
        raise UnknownArea(f"England has nine regions. Choose one of them: {english}.")
    return _find(text, REGIONS, "region", others=f"Choose one of: {', '.join(REGIONS)}.")


def find_authority(text: str) -> str:
    """A local authority's code from its code or name. Raises UnknownArea."""
    return _find(text, authorities(), "local authority")


def find_rental_market_area(text: str) -> str:
    """A broad rental market area's code from its code or name. Raises UnknownArea."""
    return _find(text, rental_market_areas(), "broad rental market area")


def _plain(text: str) -> str:
    return "_".join(re.findall(r"[A-Z0-9]+", text.upper().replace("'", "").replace("&", " AND ")))


def _find(text: str, names: Mapping[str, str], kind: str, others: str = "") -> str:
    codes = {_plain(name): code for code, name in names.items()} | {_plain(code): code for code in names}
    if _plain(text) in codes:
        return codes[_plain(text)]
    close = difflib.get_close_matches(_plain(text), codes, n=3, cutoff=0.6)
    close = list(dict.fromkeys(codes[each] for each in close))
    hint = others or (f"Did you mean {' or '.join(close)}?" if close else "Write its official name, without “Council”.")
    raise UnknownArea(f"The calculator knows no {kind} “{text}”. {hint}")


def bills_by_band(band_d: float, region: str) -> dict[str, float]:
    """The yearly bill of each council tax band, in pounds, from that of band D; none in Northern Ireland."""
    nation = nation_of(region)
    if nation == NORTHERN_IRELAND:
        return {}
    shares = SCOTTISH if nation == SCOTLAND else NINTHS | ({"I": 21} if nation == WALES else {})
    return {band: round(band_d * share / shares["D"], 2) for band, share in shares.items()}
