"""Where a directory may be. An administrator names it, so the desk must not be led to what only it can reach."""

import socket
from ipaddress import ip_address

from polydesk.desk.people.directory_server import DirectoryUnavailable
from polydesk.outward.targets import Address, inner_address

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


def _check(address: Address, *, allow_loopback: bool) -> None:
    address = inner_address(address)
    if address.is_loopback:
        if not allow_loopback:
            raise DirectoryUnavailable("the host is this machine, which the setting LDAP::AllowLoopback does not allow")
    elif address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved:
        raise DirectoryUnavailable("the host has an address no directory may have")
