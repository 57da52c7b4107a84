"""Whether an address belongs to the networks a setting names."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network


def is_among(address: str, networks: Iterable[str]) -> bool:
    """False for what is no address, and where one of the networks is none."""
    try:
        sender = ip_address(address)
        sender = getattr(sender, "ipv4_mapped", None) or sender
        return any(sender in ip_network(network, strict=False) for network in networks)
    except ValueError:
        return False
