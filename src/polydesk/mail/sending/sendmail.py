"""The local sendmail program, which takes a mail on its standard input."""

import subprocess
from collections.abc import Mapping
from typing import Any

from polydesk.mail.sending.outcome import BROKEN, LATER, REFUSED, SENT, Outcome

TIMEOUT_SECONDS = 300
_FOR_GOOD = frozenset({64, 65, 67, 68, 77})
"""sysexits.h: usage, data, no such user, no such host, no permission."""


class Sendmail:
    def __init__(self, route: Mapping[str, Any]) -> None:
        self._program = str(route["program"])

    def send(self, sender: str, recipient: str, message: bytes) -> Outcome:
        command = [self._program, "-i", "-f", sender or "<>", "--", recipient]
        lines = message.replace(b"\r\n", b"\n")
        try:
            done = subprocess.run(command, input=lines, capture_output=True, timeout=TIMEOUT_SECONDS, check=False)  # noqa: S603  no shell, and the program is not a setting
        except subprocess.TimeoutExpired:
            return Outcome(LATER, f"{self._program} took over {TIMEOUT_SECONDS} seconds")
        except OSError as error:
            return Outcome(BROKEN, f"{self._program}: {error}")
        if done.returncode == 0:
            return Outcome(SENT)
        said = (done.stderr or done.stdout).decode("utf-8", "replace")[:1000]
        return Outcome(REFUSED if done.returncode in _FOR_GOOD else LATER, f"exit {done.returncode}: {said}")

    def close(self) -> None:
        """There is no connection."""
