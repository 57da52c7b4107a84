"""The worker's end of a courier."""

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from polydesk.desk.sending.outgoing import Parcel
from polydesk.mail.sending.outcome import Outcome
from polydesk.mail.sending.route import Route

END_SECONDS = 20


class CourierGone(Exception):
    """It died, so nobody knows what it did last but its journal."""


class Courier:
    def __init__(self, route: Route, journal: Path, lock_handle: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "polydesk.mail.sending.courier"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=(lock_handle,),
            start_new_session=True,  # a signal to the worker's group is not for the courier
        )
        self._write({**asdict(route), "journal": str(journal)})

    def send(self, parcel: Parcel, message: bytes) -> Outcome:
        """Raises CourierGone."""
        named = {"id": parcel.id, "message_id": parcel.message_id, "size": len(message)}
        self._write({**named, "sender": parcel.sender, "recipient": parcel.recipient}, message)
        answer = self._pipe(self._process.stdout).readline()
        if not answer.endswith(b"\n"):
            raise CourierGone
        return Outcome(**json.loads(answer))

    def close(self) -> None:
        """Let it end, which gives back its half of the lock; one that does not end is left to itself."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                self._pipe(pipe).close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            return

    def _write(self, line: dict[str, Any], following: bytes = b"") -> None:
        pipe = self._pipe(self._process.stdin)
        try:
            pipe.write(json.dumps(line).encode() + b"\n")
            pipe.write(following)
            pipe.flush()
        except OSError as error:
            raise CourierGone from error

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None  # both were asked for
        return pipe
