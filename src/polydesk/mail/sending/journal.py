"""What servers have taken, written down at the moment they say so: before the database hears of it.

A line is written and forced to disk right after the server's word. What a killed process leaves behind is read by the
next one, so that a mail a server has is never given to it again.
"""

import os
import re
from pathlib import Path

_LINE = re.compile(r"([0-9]{1,19}) (\S{1,998})")


class Journal:
    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, mail_id: int, message_id: str) -> None:
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{mail_id} {message_id}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def read(self) -> dict[int, str]:
        """Message-IDs by the mails' ids; a line cut off half way says nothing."""
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return {}
        found = (_LINE.fullmatch(line) for line in text.split("\n")[:-1])
        return {int(one[1]): one[2] for one in found if one}

    def clear(self) -> None:
        """To be called once the database knows all that is in it."""
        if self._path.exists():
            os.truncate(self._path, 0)
