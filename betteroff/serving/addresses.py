"""Who asks, and whether by https: what proxies say is taken from trusted ones only."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Headers = list[tuple[bytes, bytes]]
FORWARDED_FOR, FORWARDED_PROTO = b"x-forwarded-for", b"x-forwarded-proto"
# Nothing behind this door reads what a proxy may have said, or somebody who claims to be one.
FORWARDED = {FORWARDED_FOR, FORWARDED_PROTO, b"x-forwarded-host", b"x-forwarded-port", b"x-real-ip", b"forwarded"}
HOPS = 20


@dataclass(frozen=True)
class Visitor:
    """The network address of whoever asks ("" when it is not known), and the scheme that they used."""

    address: str
    scheme: str


def networks(words: Sequence[str]) -> tuple[Network, ...]:
    """ "10.0.0.0/8" or "192.0.2.7" → networks. Raises ImproperlyConfigured and names the word."""
    found = []
    for word in words:
        try:
            found.append(ipaddress.ip_network(word))
        except ValueError as problem:
            raise ImproperlyConfigured(f"TRUSTED_PROXIES: {word} is no network ({problem}).") from problem
    return tuple(found)


def visitor(peer: str, scheme: str, headers: Headers, trusted: Sequence[Network]) -> Visitor:
    """Who asks.

    peer: the address that the connection comes from; scheme: how it speaks. The list of addresses in X-Forwarded-For is
    followed from the right, one hop for each trusted proxy: the first that is not trusted is the visitor, whatever
    stands to its left. What cannot be read as an address ends the walk.
    """
    hops = [hop.strip() for hop in _values(headers, FORWARDED_FOR).split(",") if hop.strip()][-HOPS:]
    here, asked_by = parse(peer), scheme
    if here is None or not _is_trusted(here, trusted):
        return Visitor(str(here or peer), scheme)
    said = _values(headers, FORWARDED_PROTO).rpartition(",")[2].strip().lower()
    if said in {"http", "https"}:
        asked_by = said
    while hops and _is_trusted(here, trusted):
        before = parse(hops.pop())
        if before is None:
            break
        here = before
    return Visitor(str(here), asked_by)


def without_forwarded(headers: Headers) -> Headers:
    """The headers, without what a proxy says of itself."""
    return [(name, value) for name, value in headers if name not in FORWARDED]


def parse(text: str) -> Address | None:
    """An address as people and proxies write it: with brackets, a port, a zone; an IPv4 one within IPv6 as IPv4."""
    host = text.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        found = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _is_trusted(address: Address, trusted: Sequence[Network]) -> bool:
    return any(address in network for network in trusted)


def _values(headers: Headers, wanted: bytes) -> str:
    return ",".join(value.decode("latin1") for name, value in headers if name == wanted)
