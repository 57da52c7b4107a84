"""What a sign-in gives, to be kept between runs if wanted."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Tokens:
    """An access token of some minutes, and the refresh token that is good for exactly one renewal."""

    access: str = field(repr=False)
    refresh: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, answer: dict[str, Any]) -> "Tokens":
        return cls(str(answer["access_token"]), answer.get("refresh_token"))


@dataclass(frozen=True, slots=True)
class Credentials:
    username: str
    password: str = field(repr=False)
