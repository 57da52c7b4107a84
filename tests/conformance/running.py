"""A real server process for tests: started on a free port, stopped at the end."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

import psycopg

STARTING = 20.0
"""Seconds after which a server that does not answer counts as not started."""


class RunningServer:
    """`polydesk serve` on a data folder of its own, and the database in there or the one of the URL."""

    program: tuple[str, ...] = ("polydesk", "serve")

    def __init__(self, data: Path, database: str | None = None, *, port: int = 0) -> None:
        self.data = data
        self.place = ["--data", str(data), *(["--database", database] if database else [])]
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def load(self, *files: Path) -> None:
        self._run("polydesk", "load", *map(str, files))

    def __enter__(self) -> "RunningServer":
        command = [sys.executable, "-m", *self.program, "--port", str(self.port), *self.place]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        self._wait_until_it_answers()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """SIGKILL for the server and everything it started."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def wait(self) -> None:
        assert self.process
        try:
            self.process.wait()
        except KeyboardInterrupt:
            self.stop()

    def _run(self, *arguments: str) -> None:
        command = [sys.executable, "-m", *arguments, *self.place]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def _wait_until_it_answers(self) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        deadline = time.monotonic() + STARTING
        while time.monotonic() < deadline:
            try:
                with opener.open(f"{self.url}/healthz", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError):
                assert self.process and self.process.poll() is None, "the server did not start"
                time.sleep(0.03)
        raise TimeoutError(f"no answer from {self.url}")


class ServerWithState(RunningServer):
    """Shows besides what became of a request, to tests only."""

    program = ("tests.conformance.osticket_state.serving",)


class ServerOfVariant(RunningServer):
    """With a desk made from fixtures, in one of their variants; `variables` are what the scenarios call its rows."""

    def build(self, variant: str) -> None:
        names = self.data / "variables.json"
        self._run("tests.conformance.otrs7_desk", "--variant", variant, "--vars", str(names))
        self.variables: dict[str, object] = json.loads(names.read_text())


def empty_again(database: str) -> None:
    """Take everything out of a PostgreSQL database that was empty before we filled it."""
    with psycopg.connect(database.replace("postgresql+psycopg://", "postgresql://"), autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
