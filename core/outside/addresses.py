"""Reads addresses.yaml: where people are sent that is not ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.rules.yaml_files import load_yaml

ADDRESSES = Path(__file__).with_name("addresses.yaml")


@dataclass(frozen=True)
class Outside:
    """Somebody else's page: the name of the site, its address, and a phone number or "".

    checked: the day on which somebody opened it; None: nobody has yet.
    """

    name: str
    url: str
    phone: str = ""
    checked: dt.date | None = None

    @property
    def tel(self) -> str:
        """The number as a phone dials it."""
        return f"tel:{self.phone.replace(' ', '')}"


@cache
def outside_addresses(path: Path = ADDRESSES) -> Mapping[str, Outside]:
    """All of them, by their key."""
    read = load_yaml(path.read_text(encoding="utf-8"))
    return {key: Outside(**{**fields, "checked": _day(fields["checked"])}) for key, fields in read.items()}


def _day(written: str | dt.date | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if isinstance(written, str) else written


def outside(key: str) -> Outside | None:
    """The page of this key, such as the code of a benefit; None where there is none to send people to."""
    return outside_addresses().get(key)
