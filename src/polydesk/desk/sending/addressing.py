"""Headers of addresses, read into names and addresses; and what a name may look like in one."""

from email.utils import getaddresses

from polydesk.desk.people.addresses import is_address
from polydesk.desk.sending.registry import MailAddress

_LONGEST = 200_000
MOST_RECIPIENTS = 100


def is_sendable(address: str) -> bool:
    """Whether mail can go there. An address that looks like an encoded word would be decoded by somebody on the way."""
    return "=?" not in address and is_address(address, refuse_example_domains=False)


def read_addresses(text: str) -> list[MailAddress]:
    """The usable addresses of a header like `Zed <zed@zulu.example>, b@c.de`, each once, a hundred at most."""
    if len(text) > _LONGEST or any(mark in text for mark in "\r\n\0"):
        return []
    try:
        pairs = getaddresses([text])
    except RecursionError:  # the standard parser recurses into comments and groups
        return []
    usable = {email.lower(): MailAddress(name, email) for name, email in reversed(pairs) if is_sendable(email)}
    return list(reversed(usable.values()))[:MOST_RECIPIENTS]
