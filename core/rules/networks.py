"""Which network an address belongs to, for everything that is counted by who asks."""

from __future__ import annotations

import ipaddress

# One subscriber has all addresses of such a network.
IPV6_NETWORK = 64


def network_of(address: str) -> str:
    """An IPv4 address as it is; of an IPv6 one its network; what is no address as it is."""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address.partition('%')[0]}/{IPV6_NETWORK}", strict=False).network_address)
