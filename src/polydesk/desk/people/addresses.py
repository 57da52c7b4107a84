"""E-mail addresses: which are accepted, how headers fall into them, how a person is written as one."""

import re
from email.utils import getaddresses

_MAX_ADDRESS = 320
# A header of thousands of recipients still fits; the standard parser gets nothing longer.
_MAX_HEADER = 200_000
_LINE_BREAKING = re.compile(r"[\r\n\0]")
_DOT_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_QUOTED = re.compile(r'"[ !#-\[\]-~]+"')
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
# What OTOBO ships as CheckEmailInvalidAddress: nobody can be reached at example.com and its like.
_UNREACHABLE_DOMAIN = re.compile(r"example\..{2,3}", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]+")


def is_address(text: str, *, refuse_example_domains: bool = True) -> bool:
    """Whether `text` is exactly one bare address. Single-label hosts (root@localhost) are fine."""
    if len(text) > _MAX_ADDRESS or text.count("@") != 1:
        return False
    local, domain = text.split("@")
    if not (_DOT_ATOM.fullmatch(local) or _QUOTED.fullmatch(local)):
        return False
    if not all(_LABEL.fullmatch(label) for label in domain.split(".")):
        return False
    return not (refuse_example_domains and _UNREACHABLE_DOMAIN.fullmatch(domain))


def addresses_in(text: str) -> list[str]:
    """The bare addresses of a header like `Zed <zed@zulu.example>, b@c.de`, in order, as they were written."""
    return [address for address in _parsed(text) if "@" in address]


def all_valid(text: str, *, refuse_example_domains: bool = True) -> bool:
    """Whether `text` names at least one address and nothing in it fails the address check."""
    addresses = _parsed(text)
    return bool(addresses) and all(
        is_address(address, refuse_example_domains=refuse_example_domains) for address in addresses
    )


def mail_string(first: str, last: str, email: str) -> str:
    """`"First Last" <email>`, safe to put into a header: no control characters, quotes escaped."""
    name = _UNPRINTABLE.sub(" ", f"{first} {last}").strip()
    address = _UNPRINTABLE.sub("", email)
    if not name:
        return address
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{address}>'


def _parsed(text: str) -> list[str]:
    """One entry per address, empty ones for what could not be read."""
    if len(text) > _MAX_HEADER or _LINE_BREAKING.search(text):
        return []
    try:
        return [address for _, address in getaddresses([text])]
    except RecursionError:  # the standard parser recurses into comments and groups
        return []
