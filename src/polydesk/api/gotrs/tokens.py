"""The two kinds of JWT: what they claim, and whether one was signed here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import jwt

from polydesk.kernel.clock import epoch

ALGORITHM, ISSUER = "HS256", "gotrs"
LEEWAY_SECONDS = 0


class Kind(StrEnum):
    ACCESS = "access"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True)
class Claims:
    """`handle` is the sign-in both tokens belong to; `id` of a refresh token is what makes it the current one."""

    handle: str
    id: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a token says it belongs to. Nothing of it is believed when the token comes back."""

    user_id: int
    login: str
    email: str
    role: str


def sign(key: bytes, kind: Kind, claims: Claims, person: Person, *, now: datetime, lifetime: timedelta) -> str:
    """The claims GOTRS has, and the kind, which GOTRS lacks."""
    start = epoch(now)
    stamped = {"iss": ISSUER, "iat": start, "nbf": start, "exp": start + int(lifetime.total_seconds())}
    shown = _of_access(person) if kind is Kind.ACCESS else {"sub": person.email or person.login}
    whole = {**shown, **stamped, "typ": kind.value, "sid": claims.handle, "jti": claims.id}
    return jwt.encode(whole, key, algorithm=ALGORITHM)


def _of_access(person: Person) -> dict[str, Any]:
    shown = {
        "user_id": person.user_id,
        "email": person.email or person.login,
        "login": person.login,
        "role": person.role,
        "sub": person.login,
    }
    return {**shown, "is_admin": True} if person.role == "Admin" else shown


def read(key: bytes | None, kind: Kind, token: str, *, now: datetime) -> Claims | None:
    """None for whatever was not signed here, has run out, or is of the other kind."""
    if key is None:
        return None
    try:
        found = jwt.decode(token, key, algorithms=[ALGORITHM], issuer=ISSUER, options=_OPTIONS)
    except jwt.InvalidTokenError:
        return None
    start = epoch(now)
    if found["typ"] != kind or not isinstance(found["exp"], int) or found["exp"] <= start:
        return None
    if not isinstance(found["sid"], str) or not isinstance(found["jti"], str):
        return None
    return Claims(found["sid"], found["jti"])


_OPTIONS: Any = {
    "require": ["exp", "iat", "iss", "typ", "sid", "jti"],
    "verify_exp": False,  # against the desk's clock, not the machine's
    "verify_iat": False,
    "verify_nbf": False,
}
