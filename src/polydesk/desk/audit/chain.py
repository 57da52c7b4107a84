"""The hash of an entry: a keyed digest of all it says and of the hash before it."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from polydesk.kernel.secrets import make_secret, stored_secret
from polydesk.kernel.work import Work

START = ""
"""The hash before the first entry."""
SIGNED = (
    "create_time",
    "actor_kind",
    "actor_id",
    "actor",
    "action",
    "entity_type",
    "entity_id",
    "ticket_id",
    "remote_address",
    "old_values",
    "new_values",
)
_NAME = "audit chain"


@dataclass(frozen=True, slots=True, repr=False)
class ChainKey:
    """Made by the desk for itself: whoever can only change rows of the audit trail cannot make hashes that fit."""

    value: bytes | None


def load_chain_key(connection: Connection) -> ChainKey:
    return ChainKey(stored_secret(connection, _NAME))


def make_chain_key(work: Work) -> None:
    make_secret(work, _NAME)


def key_for_chain(work: Work) -> bytes:
    """Desks get one with their first rows; older ones when they first need it."""
    if work.config(ChainKey).value is None:
        make_chain_key(work)
        work.configuration_changed()
    key = work.config(ChainKey).value
    assert key is not None  # it was made just now
    return key


def hash_of(key: bytes, before: str, entry: Mapping[str, Any]) -> str:
    """`entry` holds at least the SIGNED columns."""
    said = [before, entry["create_time"].isoformat(), *(entry[name] for name in SIGNED[1:])]
    return hmac.digest(key, json.dumps(said).encode(), "sha256").hex()
