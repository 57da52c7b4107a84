"""The key that signs tokens, in memory with the rest of the configuration."""

from dataclasses import dataclass

from sqlalchemy import Connection

from polydesk.kernel.secrets import make_secret, stored_secret
from polydesk.kernel.work import Work

_NAME = "token signing"


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """Random, made by the desk for itself and shared by all its workers."""

    value: bytes | None


def load_signing_key(connection: Connection) -> SigningKey:
    return SigningKey(stored_secret(connection, _NAME))


def key_for_signing(work: Work) -> bytes:
    """Made when it is first needed."""
    if work.config(SigningKey).value is None:
        make_secret(work, _NAME)
        work.configuration_changed()
    key = work.config(SigningKey).value
    assert key is not None  # it was made just now
    return key
