"""Did our own mail server prove that it comes from the domain it says?"""

from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.mail.case import Case

_MOST_PARTS = 50


def is_authenticated(look: Look, case: Case) -> bool:
    """By DKIM or DMARC, as a server we name has written it down (RFC 8601). With none named nothing is proved."""
    trusted = {str(one).strip().lower() for one in look.config(Settings)["Postmaster::AuthservIDs"]}
    domain = case.sender.rpartition("@")[2].lower()
    if not trusted or not domain:
        return False
    return any(_proves(value, trusted, domain) for value in case.mail.headers.get("authentication-results", ()))


def _proves(value: str, trusted: set[str], domain: str) -> bool:
    server, *results = value.lower().split(";")[:_MOST_PARTS]
    return server.split()[:1] != [] and server.split()[0] in trusted and any(_passes(one, domain) for one in results)


def _passes(result: str, domain: str) -> bool:
    words = result.split()
    properties = dict(word.split("=", 1) for word in words if "=" in word)
    if properties.get("dmarc") == "pass":
        return properties.get("header.from", "") == domain
    signer = properties.get("header.d") or properties.get("header.i", "").rpartition("@")[2]
    return properties.get("dkim") == "pass" and (domain == signer or domain.endswith(f".{signer}")) and "." in signer
