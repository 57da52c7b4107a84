"""Server processes of the measurement, and what Linux knows about them."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from bench.floor.app import DATA, DATABASE

PATIENCE = 30.0
"""Seconds a server may take to start or stop."""
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the measured desk is: its data folder, and its database if that is not in there."""

    data: Path
    database: str | None

    @property
    def options(self) -> list[str]:
        return ["--data", str(self.data), *(["--database", self.database] if self.database else [])]

    @property
    def environment(self) -> dict[str, str]:
        return {DATA: str(self.data), **({DATABASE: self.database} if self.database else {})}


class Server:
    """One server with one worker, for as long as the block lasts."""

    def __init__(self, command: list[str], port: int, environment: dict[str, str] | None = None) -> None:
        self.port = port
        self._command = [sys.executable, "-m", *command]
        self._environment = {**os.environ, **(environment or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        self._process = subprocess.Popen(
            self._command, env=self._environment, stdout=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + PATIENCE
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{' '.join(self._command)} did not start")
            time.sleep(0.005)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def cpu_seconds(self) -> float:
        """User and system time of all processes of this server so far."""
        return sum(_cpu_ticks(one) for one in self._processes()) / TICK

    def worker_memory(self) -> dict[str, float]:
        """Megabytes of the worker process, with shared pages (RSS) and with its share of them (PSS)."""
        worker = max(self._processes(), key=lambda process: _memory(process)["Rss"])
        return {name.upper(): kilobytes / 1024 for name, kilobytes in _memory(worker).items()}

    def _processes(self) -> list[int]:
        assert self._process
        found = [self._process.pid]
        for process in found:
            for tasks in Path(f"/proc/{process}/task").glob("*/children"):
                found += map(int, tasks.read_text().split())
        return found

    def _listens(self) -> bool:
        with closing(socket.socket()) as trial:
            return trial.connect_ex(("127.0.0.1", self.port)) == 0


def desk_server(place: Place) -> Server:
    port = free_port()
    return Server(["polydesk", "serve", "--port", str(port), *place.options], port)


def floor_server(place: Place) -> Server:
    port = free_port()
    return Server(["bench.floor", str(port)], port, place.environment)


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _cpu_ticks(process: int) -> int:
    # The name in parentheses may hold blanks; user and system time are the 14th and 15th fields.
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _memory(process: int) -> dict[str, int]:
    """Rss and Pss in kilobytes."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    pairs = (line.split()[:2] for line in lines if line.startswith(("Rss:", "Pss:")))
    return {name.rstrip(":"): int(kilobytes) for name, kilobytes in pairs}
