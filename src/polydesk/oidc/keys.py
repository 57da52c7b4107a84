"""The keys a provider signs with, read again when it signs with a new one."""

import threading
from collections.abc import Mapping
from typing import Any

import jwt

from polydesk.desk.identity_provider import IdentityRefused, Provider
from polydesk.oidc.ask import read

MOST_KEYS = 100


class Keys:
    """Of one place."""

    def __init__(self, provider: Provider, uri: str) -> None:
        self._provider, self._uri = provider, uri
        self._known: list[jwt.PyJWK] = []
        self._lock = threading.Lock()

    def key_for(self, header: Mapping[str, Any]) -> jwt.PyJWK:
        """Raises IdentityRefused if there is no such key now, and ProviderUnavailable."""
        with self._lock:
            known = self._known
        found = _among(known, header) if known else None
        if found is None:
            known = self._read()
            with self._lock:
                self._known = known
            found = _among(known, header)
        if found is None:
            raise IdentityRefused("the ID token is signed with a key the provider does not name")
        return found

    def _read(self) -> list[jwt.PyJWK]:
        said = read(self._uri, self._provider.rules).get("keys")
        return [key for one in (said if isinstance(said, list) else [])[:MOST_KEYS] if (key := _parsed(one))]


def _parsed(said: object) -> jwt.PyJWK | None:
    """None for what is no key of ours to use: a provider may have keys of all kinds."""
    if not isinstance(said, dict) or said.get("use", "sig") != "sig" or said.get("kty") not in ("RSA", "EC", "OKP"):
        return None
    try:
        return jwt.PyJWK(said)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        return None


def _among(known: list[jwt.PyJWK], header: Mapping[str, Any]) -> jwt.PyJWK | None:
    """By the name the token gives; one without a name must have been made with the only key there is."""
    name = header.get("kid")
    if name is None:
        return known[0] if len(known) == 1 else None
    return next((one for one in known if one.key_id == name), None)
