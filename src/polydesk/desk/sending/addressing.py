"""Headers of addresses, read into names and addresses; and what a name may look like in one."""

from email.utils import getaddresses

from polydesk.desk.people.addresses import is_address
from polydesk.desk.sending.registry import MailAddress

_LONGEST = 200_000
MOST_RECIPIENTS = 100


def read_addresses(text: str) -> list[MailAddress]:
    """The usable addresses of a header like `Zed <zed@zulu.example>, b@c.de`, each once, a hundred at most."""
    if len(text) > _LONGEST or any(mark in text for mark in "\r\n\0"):
        return []
    try:
        pairs = getaddresses([text])
    except RecursionError:  # the standard parser recurses into comments and groups
        return []
    usable = {
        email.lower(): MailAddress(name, email)
        for name, email in reversed(pairs)
        if is_address(email, refuse_example_domains=False)
    }
    return list(reversed(usable.values()))[:MOST_RECIPIENTS]
