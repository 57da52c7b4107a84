"""Contents of attachments, kept once each under the SHA-256 of what they are; nothing a sender says names a file."""

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from polydesk.kernel.clock import epoch
from polydesk.kernel.errors import NotFound

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class StoredFile:
    hash: str
    size: int


class FileStore:
    """A folder of contents, safe with any number of writers: a name only ever appears complete and on disk."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, content: bytes) -> StoredFile:
        stored = StoredFile(hashlib.sha256(content).hexdigest(), len(content))
        path = self._path(stored.hash)
        if not path.exists():
            _make_folder(path.parent)
            _write_durably(path, content)
        return stored

    @property
    def waiting(self) -> "WaitingFiles":
        return WaitingFiles(self._root / "waiting")

    @property
    def folder(self) -> Path:
        """Where they are, or will be once there is one."""
        return self._root if self._root.exists() else self._root.parent

    def is_writable(self) -> bool:
        """Whether a file could be put; a folder that is not there yet is made with the first one."""
        return os.access(self.folder, os.W_OK | os.X_OK)

    def get(self, content_hash: str) -> bytes:
        """The content, or NotFound, also for what is no hash at all."""
        try:
            return self._path(content_hash).read_bytes()
        except FileNotFoundError:
            raise NotFound("file.not_found", hash=content_hash) from None

    def open(self, content_hash: str) -> BinaryIO:
        """The content to be read piece by piece, and closed by whoever asked. Raises NotFound as `get` does."""
        try:
            return self._path(content_hash).open("rb")
        except FileNotFoundError:
            raise NotFound("file.not_found", hash=content_hash) from None

    def exists(self, content_hash: str) -> bool:
        return bool(_HASH.fullmatch(content_hash)) and self._path(content_hash).exists()

    def _path(self, content_hash: str) -> Path:
        if not _HASH.fullmatch(content_hash):
            raise NotFound("file.not_found", hash=content_hash[:64])
        return self._root / content_hash[:2] / content_hash[2:4] / content_hash


class WaitingFiles(FileStore):
    """Contents of which nobody knows yet whether they stay: each has a name of its own, however often it is put.

    So nothing else is lost with one, and age alone says which may go.
    """

    def put(self, content: bytes) -> StoredFile:
        """What stands for the hash is random."""
        stored = StoredFile(secrets.token_hex(32), len(content))
        path = self._path(stored.hash)
        _make_folder(path.parent)
        _write_durably(path, content)
        return stored

    def remove_before(self, moment: datetime, *, besides: Container[str] = ()) -> None:
        """All that were put before, and what is left of those that never were put in full; not those still needed."""
        for path in self._root.glob("*"):
            if path.name in besides:
                continue
            with suppress(FileNotFoundError):  # one that was being written has its own name by now
                if path.stat().st_mtime < epoch(moment):
                    path.unlink()

    def _path(self, content_hash: str) -> Path:
        return self._root / super()._path(content_hash).name


def _make_folder(folder: Path) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):  # mkdir's mode does not reach the parents it makes
        one.mkdir(mode=0o700, exist_ok=True)


def _write_durably(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # made with mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
