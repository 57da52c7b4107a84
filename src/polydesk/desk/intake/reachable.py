"""Whether mail could be sent to an address, by the look of it."""

from polydesk.desk.people.addresses import is_address


def is_reachable(address: str) -> bool:
    """One bare address, not on this very machine."""
    bare = address.strip()
    return is_address(bare, refuse_example_domains=False) and not bare.lower().endswith("@localhost")
