"""Password hashes that cost nothing, for all tests but those of the hashes themselves."""

from argon2 import PasswordHasher
from argon2.low_level import Type

from polydesk.desk.people import passwords

AS_SHIPPED = {name: getattr(passwords, name) for name in ("_HASHER", "_NOBODY")}
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID)
"""The cheapest Argon2id there is: the real one is meant to take its time, and tests sign in thousands of times."""
QUICK = {"_HASHER": _QUICK, "_NOBODY": _QUICK.hash("nobody's")}
