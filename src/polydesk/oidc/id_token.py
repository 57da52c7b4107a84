"""Whether an ID token is of this provider, for this desk, and answers this very question."""

import hmac
from collections.abc import Mapping
from typing import Any

import jwt

from polydesk.desk.identity_provider import IdentityRefused, Provider
from polydesk.oidc.keys import Keys

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Of key pairs only: whoever knows the public half must not be able to sign."""
LEEWAY_SECONDS = 60
_REQUIRED = ["iss", "sub", "aud", "exp", "iat"]
_LONGEST_SUBJECT = 255


def verified(token: object, provider: Provider, keys: Keys, nonce: str) -> Mapping[str, Any]:
    """What it says. Raises IdentityRefused and ProviderUnavailable."""
    if not isinstance(token, str) or not token:
        raise IdentityRefused("there is no ID token")
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise IdentityRefused("the ID token is not signed with a key pair")
        claims: dict[str, Any] = jwt.decode(
            token,
            keys.key_for(header),
            algorithms=list(ALGORITHMS),
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": _REQUIRED, "enforce_minimum_key_length": True},
        )
    except jwt.PyJWTError as error:
        raise IdentityRefused(f"the ID token is not good: {type(error).__name__}") from None
    _check_the_rest(claims, provider, nonce)
    return claims


def _check_the_rest(claims: Mapping[str, Any], provider: Provider, nonce: str) -> None:
    sent, audience, party = claims.get("nonce"), claims["aud"], claims.get("azp")
    if not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), nonce.encode()):
        raise IdentityRefused("the ID token answers another question")
    if party is None and isinstance(audience, list) and len(audience) > 1:
        raise IdentityRefused("the ID token is for several, and does not say who asked")
    if party is not None and party != provider.client_id:
        raise IdentityRefused("the ID token is for somebody else")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= _LONGEST_SUBJECT:
        raise IdentityRefused("the ID token is of nobody")
