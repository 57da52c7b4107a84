"""The token: a JWT that names a session of the desk, without which it is worth nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt

from polydesk.kernel.clock import epoch

ALGORITHM, AUDIENCE = "HS256", "customer"


@dataclass(frozen=True, slots=True)
class Claims:
    """`handle` is the session this token opens."""

    login: str
    handle: str


def sign(key: bytes, claims: Claims, *, now: datetime, lifetime_seconds: int, address: str) -> str:
    start = epoch(now)
    whole = {
        "sub": claims.login,
        "aud": AUDIENCE,
        "jti": claims.handle,
        "iat": start,
        "exp": start + lifetime_seconds,
        "addr": address,
    }
    return jwt.encode(whole, key, algorithm=ALGORITHM)


def read(key: bytes | None, token: str, *, now: datetime) -> Claims | None:
    """None for whatever was not signed here, is for another audience, or has run out."""
    if key is None:
        return None
    try:
        found = jwt.decode(token, key, algorithms=[ALGORITHM], audience=AUDIENCE, options=_OPTIONS)
    except jwt.InvalidTokenError:
        return None
    if not isinstance(found["exp"], int) or found["exp"] <= epoch(now) or not isinstance(found["jti"], str):
        return None
    return Claims(str(found["sub"]), found["jti"])


_OPTIONS: Any = {
    "require": ["sub", "aud", "jti", "iat", "exp"],
    "verify_exp": False,  # against the desk's clock, not the machine's
    "verify_iat": False,
    "verify_nbf": False,
}
