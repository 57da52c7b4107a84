"""One fetcher per mailbox at a time, and one that idles, whichever process it is in.

A killed process leaves no lock behind.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = "locks"
FETCHING, IDLING = "mailbox", "idle"
"""To fetch from a mailbox, and to be the one who is told of new mail in it."""


@contextmanager
def mailbox_lock(data_folder: Path, mailbox_id: int, purpose: str = FETCHING) -> Iterator[bool]:
    """Whether we have it now; nobody waits for anybody."""
    folder = data_folder / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder / f"{purpose}-{mailbox_id}", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _taken(handle)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
