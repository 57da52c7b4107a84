"""A throw-away Redis (or Valkey) for tests: in memory, on a Unix socket in a folder of its own."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAMS = ("redis-server", "valkey-server")


@dataclass
class RedisServer:
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        return self.folder / "redis.sock"

    @property
    def url(self) -> str:
        return f"redis+unix://{self.socket}"

    def start(self) -> None:
        settings = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--dir", str(self.folder)]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen([program(), *settings], stdout=log, stderr=log)
        deadline = time.monotonic() + 15
        while not self._answers():
            assert time.monotonic() < deadline, (self.folder / "log").read_text(errors="replace")[-2000:]
            time.sleep(0.01)

    def stop(self) -> None:
        """It may be started again."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(self.socket))
                return True
        except OSError:
            return False


def program() -> str:
    """Empty where there is none."""
    return next((found for found in map(shutil.which, PROGRAMS) if found), "")


def new_server() -> RedisServer:
    """Short, since the path of a socket may have but a hundred letters."""
    return RedisServer(Path(tempfile.mkdtemp(prefix="polydesk-redis-")))


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    """A server that runs, for one test."""
    if not program():
        pytest.skip("no redis-server or valkey-server")
    server = new_server()
    server.start()
    yield server
    server.remove()
