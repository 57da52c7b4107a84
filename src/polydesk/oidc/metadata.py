"""What a provider says about itself (OpenID Connect Discovery 1.0), kept for an hour."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from polydesk.desk.identity_provider import Provider, ProviderUnavailable
from polydesk.desk.poster import TargetRefused
from polydesk.oidc.ask import checked, read

KEPT_SECONDS = 3600.0
_LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Metadata:
    """`says_issuer`: answers to browsers name the provider, so that one that does not is none of it."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    end_session_endpoint: str
    takes_basic: bool
    says_issuer: bool


class Discovery:
    def __init__(self) -> None:
        self._kept: dict[Provider, tuple[float, Metadata]] = {}
        self._lock = threading.Lock()

    def of(self, provider: Provider) -> Metadata:
        """Raises ProviderUnavailable."""
        with self._lock:
            until, known = self._kept.get(provider, (0.0, None))
        if known is not None and time.monotonic() < until:
            return known
        found = _parsed(provider, read(_place(provider.issuer), provider.rules))
        with self._lock:
            self._kept = {provider: (time.monotonic() + KEPT_SECONDS, found)}
        return found


def _place(issuer: str) -> str:
    return f"{issuer.rstrip('/')}/.well-known/openid-configuration"


def _parsed(provider: Provider, said: Mapping[str, Any]) -> Metadata:
    if said.get("issuer") != provider.issuer:
        raise ProviderUnavailable("what it says about itself is of another issuer")
    methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Metadata(
        authorization_endpoint=_url(provider, said, "authorization_endpoint"),
        token_endpoint=_url(provider, said, "token_endpoint"),
        jwks_uri=_url(provider, said, "jwks_uri"),
        userinfo_endpoint=_url(provider, said, "userinfo_endpoint", needed=False),
        end_session_endpoint=_url(provider, said, "end_session_endpoint", needed=False),
        takes_basic=isinstance(methods, list) and "client_secret_basic" in methods,
        says_issuer=said.get("authorization_response_iss_parameter_supported") is True,
    )


def _url(provider: Provider, said: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    """A plain address, whether we go there or a browser does."""
    url = said.get(name)
    if url is None and not needed:
        return ""
    if not isinstance(url, str) or len(url) > _LONGEST_URL:
        raise ProviderUnavailable(f"it has no {name}")
    try:
        checked(url, provider.rules)
    except TargetRefused as refused:
        raise ProviderUnavailable(f"{name}: {refused.details['reason']}") from None
    return url
