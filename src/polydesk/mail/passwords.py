"""Passwords for mail servers, one file each in the data folder, readable for the running account only.

They are in no database, dump or log.
"""

import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from polydesk.kernel.errors import Invalid, NotFound

FOLDER = "secrets"
LONGEST = 20_000
_LONGEST_NAME = 200


class Passwords:
    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder / FOLDER

    def get(self, name: str) -> str:
        """Raises NotFound when none is stored under the name."""
        found = self.find(name)
        if found is None:
            raise NotFound("mail.no_password", name=name)
        return found

    def find(self, name: str) -> str | None:
        try:
            with self._path(name).open(encoding="utf-8") as file:
                return file.read(LONGEST)
        except FileNotFoundError:
            return None

    def put(self, name: str, password: str) -> None:
        """Store it, in whole or not at all. Raises Invalid for what no server could be told."""
        if not password or len(password) > LONGEST or any(one in password for one in "\r\n\0"):
            raise Invalid("mail.password")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self._folder, prefix=".new-")  # made with mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(password)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(self._path(name))
        finally:
            Path(temporary).unlink(missing_ok=True)

    def forget(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        """Every byte that could lead elsewhere is escaped; two names never share a file."""
        escaped = quote(name, safe="")
        if len(escaped) > _LONGEST_NAME:
            raise Invalid("mail.name_too_long", name=name[:60])
        return self._folder / escaped


def of_mailbox(name: str) -> str:
    """The password of a mailbox, or its refresh token if it signs in with OAuth2."""
    return f"mailbox-{name}"


def of_client(account: str) -> str:
    """The secret of the application as which an account signs in with OAuth2; public applications have none."""
    return f"client-{account}"
