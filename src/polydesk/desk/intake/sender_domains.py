"""Whether newcomers write from domains that exist: asked outside any transaction, before the desk judges."""

from collections.abc import Callable, Iterable

from polydesk.desk.intake.customers import find_customer_user
from polydesk.desk.intake.reachable import is_reachable
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

DomainExists = Callable[[str], bool | None]
"""Whether a mail domain is in the DNS; None if nobody could say."""


def domain_of(address: str) -> str:
    return address.strip().rpartition("@")[2].lower()


def domains_to_ask(look: Look, addresses: Iterable[str]) -> list[str]:
    """Those of people the desk does not know; none unless the desk wants to be sure of them."""
    if not look.config(Settings)["osTicket::verify_email_addrs"]:
        return []
    strangers = [one for one in addresses if is_reachable(one) and find_customer_user(look, one) is None]
    return list(dict.fromkeys(map(domain_of, strangers)))


def missing_among(domains: Iterable[str], exists: DomainExists) -> frozenset[str]:
    """The ones that certainly are not there: where the DNS does not answer, nobody is turned away."""
    return frozenset(domain for domain in domains if exists(domain) is False)
