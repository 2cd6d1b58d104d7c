"""Addresses of model servers, as they are typed."""

import ipaddress
import re
from urllib.parse import urlsplit


def host_of(address: str) -> str | None:
    """The host in an http or https address; None when there is none, or a secret beside it."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or re.search(r"[\s@?#]", address):
        return None
    return parts.hostname or None


def is_loopback(host: str) -> bool:
    """Whether what is sent to that host stays on this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
