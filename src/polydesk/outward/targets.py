"""Where the desk may go: URLs that say plainly where they lead, and addresses that are out in the world.

Whoever names a URL must not lead the desk to what only the desk can reach. So a name is looked up once, every address
behind it is judged, and what was judged is what is connected to.
"""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from polydesk.desk.poster import Rules, TargetRefused

MOST_ADDRESSES = 4
PORTS = {"https": 443, "http": 80}
_INSIDE = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10")))
"""Not for the public either, though not all versions of Python say so."""
_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_PRINTABLE = frozenset(map(chr, range(0x21, 0x7F))) - frozenset('\\"<>^`{|}')

Address = IPv4Address | IPv6Address


class NoSuchHost(Exception):
    """Nobody knows the name now; later somebody may."""


@dataclass(frozen=True, slots=True)
class Target:
    host: str
    port: int
    path: str
    is_tls: bool

    @property
    def authority(self) -> str:
        """As it stands in the header Host."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS["https" if self.is_tls else "http"] else f"{name}:{self.port}"


def parse_target(url: str, rules: Rules) -> Target:
    """Raises TargetRefused for what is no plain URL."""
    if not set(url) <= _PRINTABLE:
        raise TargetRefused("the URL has characters that are to be escaped")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise TargetRefused("this is no URL") from None
    if parts.scheme not in PORTS:
        raise TargetRefused("the URL does not begin with https://")
    if parts.scheme == "http" and not rules.allow_http:
        raise TargetRefused(f"http is not allowed: see the setting {rules.settings}::AllowHTTP")
    if "@" in parts.netloc or parts.fragment:
        raise TargetRefused("the URL has a name, a password or a fragment in it")
    host = (parts.hostname or "").rstrip(".")
    if not host or port == 0 or "%" in parts.netloc:
        raise TargetRefused("the URL names no host")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, port or PORTS[parts.scheme], path, parts.scheme == "https")


def addresses_of(target: Target, rules: Rules) -> list[str]:
    """To be connected to as they are. Raises TargetRefused if one of them is out of bounds, NoSuchHost without any."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoSuchHost from None
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    for one in addresses:
        if not is_allowed(ip_address(one), rules.networks):
            setting = f"{rules.settings}::AllowedNetworks"
            raise TargetRefused(f"the host has an address that is not public: see the setting {setting}")
    return addresses[:MOST_ADDRESSES]


def is_allowed(address: Address, networks: Sequence[str]) -> bool:
    """Public, or in a network the setting names. Addresses that mean no one machine are not for naming either."""
    address = inner_address(address)
    if address.is_multicast or address.is_unspecified or address.is_link_local:
        return False
    if any(_is_in(address, network) for network in networks):
        return True
    return address.is_global and not address.is_reserved and not any(address in network for network in _INSIDE)


def _is_in(address: Address, network: str) -> bool:
    try:
        return address in ip_network(network, strict=False)
    except ValueError:
        return False


def inner_address(address: Address) -> Address:
    """The IPv4 address that an IPv6 one only wraps."""
    if isinstance(address, IPv4Address):
        return address
    if any(address in network for network in _NAT64):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (address, address))[1]
