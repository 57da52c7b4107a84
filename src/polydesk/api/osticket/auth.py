"""Who may call: a key in the header `X-API-Key`, good from one address. Specification, section 2."""

import ipaddress
from collections.abc import Collection, Mapping

from polydesk.api.osticket.errors import KeyRefused
from polydesk.api.osticket.routing import Route
from polydesk.desk.intake.keys import find_intake_key
from polydesk.desk.intake.registry import KeyEntry
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

HEADER = "x-api-key"
REQUIRED = "Valid API key required"
INACTIVE = "API key not found/active or source IP not authorized"
NOT_AUTHORIZED = "API key not authorized"
TRUSTED_PROXIES = "osTicket::trusted_proxies"
_SHOWN = 4


def authenticate(look: Look, route: Route, headers: Mapping[str, str], address: str) -> KeyEntry:
    """The key of the request, which has the right for this route. Raises KeyRefused."""
    sent = headers.get(HEADER, "")
    key = find_intake_key(look, sent, address) if sent.strip() else None
    if key is None:
        raise KeyRefused(REQUIRED, _hinted(sent))
    if not key.valid:
        raise KeyRefused(INACTIVE, logged_name(key, sent))
    if not (key.run_cron if route is Route.CRON else key.create_tickets):
        raise KeyRefused(NOT_AUTHORIZED, logged_name(key, sent))
    return key


def logged_name(key: KeyEntry, sent: str) -> str:
    """What the log calls a key: its label, or the key itself where the original is wanted."""
    return sent if key.as_original else key.label


def _hinted(sent: str) -> str:
    return f"{sent[:_SHOWN]}…" if sent else ""


def client_address(look: Look, peer: str, headers: Mapping[str, str]) -> str:
    """The peer's address; or, behind proxies we were told to trust, the last one they did not add themselves."""
    trusted = look.config(Settings)[TRUSTED_PROXIES]
    forwarded = headers.get("x-forwarded-for", "")
    if not trusted or not forwarded or not _is_among(peer, trusted):
        return peer
    for address in reversed([part.strip() for part in forwarded.split(",")]):
        if not _is_address(address):
            return peer
        if not _is_among(address, trusted):
            return address
    return peer


def _is_among(address: str, trusted: Collection[str]) -> bool:
    return any(address == one or _is_within(address, one) for one in trusted)


def _is_within(address: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
