"""Passwords and keys in a configuration: taken in the clear or as hashes, given out as hashes only."""

import re
from typing import Any

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.values import LEAVE_OUT, Field, never, plain_text
from polydesk.desk.people.api_keys import api_key_hash
from polydesk.desk.people.passwords import MAX_PASSWORD_LENGTH, hash_password, verify_password

_SHA256 = re.compile(r"[0-9a-f]{64}")
MIN_KEY_LENGTH = 20


def _read_password(value: Any, place: Place, stored: Any) -> str:
    password = plain_text(value, place, MAX_PASSWORD_LENGTH)
    if not password:
        raise place.refuse("empty")
    # A new hash of the same password would be a change at every load.
    return stored if stored and verify_password(password, stored) else hash_password(password)


PASSWORD = (
    Field("password", _read_password, never, "password_hash"),
    Field(
        "password_hash",
        lambda value, place, _: plain_text(value, place),
        lambda value, _: value or LEAVE_OUT,
    ),
)

# A session remembers the version of the password it began with, and ends with it.
PASSWORD_COUNTER = {"password_hash": "password_version"}


def _read_key(value: Any, place: Place, stored: Any) -> str:
    key = plain_text(value, place)
    if len(key) < MIN_KEY_LENGTH:
        raise place.refuse("too_short", least=MIN_KEY_LENGTH)
    return api_key_hash(key)


def _read_key_hash(value: Any, place: Place, stored: Any) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise place.refuse("sha256_expected")
    return value


API_KEY = (Field("key", _read_key, never, "key_hash"), Field("key_hash", _read_key_hash))
