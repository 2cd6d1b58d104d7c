"""Which network addresses belong to the public internet. Pure."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

_TRANSLATED: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


def parsed(text: str) -> Address:
    """The address that `text` spells. Raises ValueError."""
    return ip_address(text)


def is_public(address: Address) -> bool:
    """Whether it is neither this computer, nor its own network, nor a group of computers.

    Addresses that only wrap another one are as public as that one.
    """
    if isinstance(address, IPv6Address):
        if address.scope_id or address.is_site_local:
            return False
        inner = _wrapped(address)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _TRANSLATED) or int(address) >> 32 == 0:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
