"""Where a directory may be. An administrator names it, so the desk must not be led to what only it can reach."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

from polydesk.desk.people.directory_server import DirectoryUnavailable

MOST = 4


def reachable(host: str, port: int, *, allow_loopback: bool) -> list[str]:
    """The addresses behind the name, all of them fit to connect to.

    They are what is connected to afterwards: asking a second time could give another answer.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise DirectoryUnavailable("the host is not known") from None
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    for one in addresses:
        _check(ip_address(one), allow_loopback=allow_loopback)
    return addresses[:MOST]


def _check(address: IPv4Address | IPv6Address, *, allow_loopback: bool) -> None:
    address = _inner(address)
    if address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved:
        raise DirectoryUnavailable("the host has an address no directory may have")
    if address.is_loopback and not allow_loopback:
        raise DirectoryUnavailable("the host is this machine, which the setting LDAP::AllowLoopback does not allow")


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one only wraps."""
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or address.sixtofour or (address.teredo or (address, address))[1]
    return address
