"""Where a request comes from, for the rate limit of an address."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Optional, Sequence

from bot.channels.http.settings import Network

_IPV6_SITE = 64  # bits: what one connection usually has to itself


def client_address(
    peer: str, forwarded_for: Optional[str], trusted_proxies: Sequence[Network]
) -> str:
    """The address of the client, as a key to count by.

    `X-Forwarded-For` counts only when a trusted proxy sent it, and then its last hop that isn't
    a trusted proxy: all before that may be made up. IPv6 addresses count by their /64 network.

    Args:
        peer: who is connected to us.
        forwarded_for: the header, all its lines joined by commas.
    """
    address = peer
    hops = [hop.strip() for hop in (forwarded_for or "").split(",")]
    while hops and is_trusted(address, trusted_proxies):
        hop = hops.pop()
        if not _is_address(hop):
            break
        address = hop
    return _key(address)


def is_trusted(address: str, trusted_proxies: Sequence[Network]) -> bool:
    """Whether this is a proxy whose headers are believed."""
    if not _is_address(address):
        return False
    parsed = ip_address(address)
    return any(parsed in network for network in trusted_proxies)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _key(address: str) -> str:
    if not _is_address(address):
        return address
    parsed = ip_address(address)
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), _IPV6_SITE), strict=False))
