"""A lock on a file: one process at a time does what all of a desk's could do."""

import fcntl
import os
from pathlib import Path


def take_lock(path: Path) -> int | None:
    """A handle that holds the lock until it and its copies are closed; None if somebody else has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
