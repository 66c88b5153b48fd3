"""What the address service says, in the words of its description."""

from __future__ import annotations

from typing import Any


def said(*addresses: dict[str, Any]) -> dict[str, Any]:
    """An answer with these addresses."""
    return {"header": {"totalresults": len(addresses)}, "results": [{"DPA": address} for address in addresses]}


def house(number: str, **more: Any) -> dict[str, Any]:
    """A house of Station Road."""
    plain = {"BUILDING_NUMBER": number, "THOROUGHFARE_NAME": "STATION ROAD", "POST_TOWN": "CALDERBROOK"}
    return {**plain, "POSTCODE": "OL15 9AB", "UPRN": "100", **more}
