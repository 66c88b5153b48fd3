"""Where films may be: which addresses a council allows."""

from __future__ import annotations

import re
from collections.abc import Iterable

HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])\Z")
# Browsers read some characters as others than they are, so an address has none but these.
ADDRESS = re.compile(r"https://([A-Za-z0-9.-]+)(?:/[A-Za-z0-9._~%/&=+:,;!@-]*(?:\?[A-Za-z0-9._~%/?&=+:,;!@-]*)?)?\Z")
MOST = 500

NO_ADDRESS, OTHER_HOST = "no_address", "other_host"


def host_of(address: str) -> str:
    """The host of an address that can be a film's; "" for any other."""
    found = ADDRESS.match(address) if len(address) <= MOST else None
    host = found.group(1).lower() if found else ""
    return host if HOST.match(host) else ""


def problem_of(address: str, hosts: Iterable[str]) -> str:
    """What keeps a film from being there: NO_ADDRESS, OTHER_HOST, or "" for nothing. Hosts allow subdomains."""
    host = host_of(address)
    if not host:
        return NO_ADDRESS
    return "" if any(host == each or host.endswith(f".{each}") for each in hosts) else OTHER_HOST


def hosts_in(text: str) -> tuple[list[str], list[str]]:
    """The hosts that are typed, one a line, each once; and the lines that name none."""
    lines = list(dict.fromkeys(line.strip().lower() for line in text.splitlines() if line.strip()))
    return [each for each in lines if HOST.match(each)], [each for each in lines if not HOST.match(each)]
