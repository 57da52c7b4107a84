"""Passwords: new ones are Argon2id; those of OTRS, OTOBO and Znuny still open the door once, then are replaced."""

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from polydesk.desk.people.legacy_passwords import verify_legacy
from polydesk.kernel.errors import Invalid

MAX_PASSWORD_LENGTH = 1024

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
# The hash of a thrown-away random password: something to compare with when nobody has that login.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$mMv6uz1yFdu0q06w6eiKYQ$0qB23bVGXV988D6gFrGH/hymzsHOquZ/5NTtxDe97Ow"


def hash_password(password: str) -> str:
    """The PHC string to store. Raises Invalid for a password nobody types (over 1024 characters)."""
    if len(password) > MAX_PASSWORD_LENGTH:
        raise Invalid("password.too_long", limit=MAX_PASSWORD_LENGTH)
    return _HASHER.hash(_octets(password))


def verify_password(password: str, stored: str) -> bool:
    """Whether `password` belongs to `stored`, whichever of the known formats that is. An empty hash fits nothing."""
    if not stored or len(password) > MAX_PASSWORD_LENGTH:
        return False
    if is_argon2(stored):
        return _verify_argon2(_octets(password), stored)
    return verify_legacy(_octets(password), stored)


def needs_upgrade(stored: str) -> bool:
    """True for every foreign format, and for Argon2 hashes cheaper to guess than those made today."""
    if not is_argon2(stored):
        return True
    try:
        used = extract_parameters(stored)
    except InvalidHashError:
        return True
    memory, passes = _HASHER.memory_cost, _HASHER.time_cost
    return used.type is not Type.ID or used.memory_cost < memory or used.time_cost < passes


def dummy_verify(password: str) -> None:
    """Spend what one verification costs, so that an unknown login takes as long as a wrong password."""
    verify_password(password, _NOBODY)


def is_argon2(stored: str) -> bool:
    return stored.startswith("$argon2")


def _verify_argon2(password: bytes, stored: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _octets(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


class VerifiedPasswords:
    """Remembers, in this process and for a short time, which passwords were right.

    For clients that send login and password with every request, which should not cost an Argon2 run each.
    The key is a MAC over the stored hash and the password, under a secret that never leaves the process: changing
    the stored hash forgets by itself, and the memory is of no use to a thief. A failure is never remembered.
    """

    def __init__(
        self, *, size: int = 4096, seconds: float = 300.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._size = size
        self._seconds = seconds
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._until: OrderedDict[bytes, float] = OrderedDict()
        self._lock = threading.Lock()

    def verify(self, password: str, stored: str) -> bool:
        """As verify_password, but free when the same pair was right within the last five minutes."""
        return (
            self.verify_by(password, stored, verify_password)
            if is_argon2(stored)
            else verify_password(password, stored)
        )

    def verify_by(self, password: str, stored: str, check: Callable[[str, str], bool]) -> bool:
        """As the check says, which is asked only if it has not said yes a moment ago."""
        key = self._key(password, stored)
        if self._remembers(key):
            return True
        if not check(password, stored):
            return False
        self._remember(key)
        return True

    def clear(self) -> None:
        with self._lock:
            self._until.clear()

    def __len__(self) -> int:
        return len(self._until)

    def _key(self, password: str, stored: str) -> bytes:
        text = f"{stored}\0{password}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._secret, text, "sha256")

    def _remembers(self, key: bytes) -> bool:
        with self._lock:
            until = self._until.get(key)
            if until is None:
                return False
            if until <= self._clock():
                del self._until[key]
                return False
            self._until.move_to_end(key)
            return True

    def _remember(self, key: bytes) -> None:
        with self._lock:
            self._until[key] = self._clock() + self._seconds
            self._until.move_to_end(key)
            while len(self._until) > self._size:
                self._until.popitem(last=False)
