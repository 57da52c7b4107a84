"""A throw-away PostgreSQL server for tests: one folder, a unix socket in it, no TCP, nothing synced."""

import contextlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

SUPERUSER = "polydesk"
LONGEST_SOCKET_FOLDER = 80
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
    "jit": "off",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class Account:
    """Who runs the server; nothing set means: whoever runs the tests."""

    user: int | None = None
    group: int | None = None
    extra_groups: tuple[int, ...] | None = None


@dataclass
class Cluster:
    folder: Path
    process: subprocess.Popen[bytes]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, dbname: str) -> str:
        return f"postgresql+psycopg://{SUPERUSER}@/{dbname}?host={self.folder}"

    def create_database(self, template: str = "template1") -> str:
        """The URL of a new database. A copy of `template`, to which nobody may be connected meanwhile."""
        name = f"test_{next(self.numbers)}"
        # From version 15 on a copy goes through the log block by block, unless told to copy the files as before.
        by_files = " STRATEGY file_copy" if self._administration.info.server_version >= 150000 else ""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}" + by_files)
        self._administration.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database that `create_database` made, throwing out whoever is still connected."""
        name = url.rpartition("@/")[2].partition("?")[0]
        self._administration.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Stop the server and remove its folder. Stopping twice is no error."""
        if "_administration" in vars(self):
            self._administration.close()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    @cached_property
    def _administration(self) -> "psycopg.Connection[tuple[object, ...]]":
        """One for all the databases that are made and removed: the server starts a process for each connection."""
        return self._administer()

    def _administer(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname="postgres", autocommit=True)


def available() -> bool:
    return _programs() is not None


def start_cluster(folder: Path) -> Cluster:
    """Start a server in `folder`, or in a new temporary folder where it could not reach that one.

    PostgreSQL refuses to run as root, so root starts it as an unprivileged user,
    to whom pytest's folders are closed.
    """
    programs = _programs()
    if programs is None:
        raise RuntimeError("no PostgreSQL server binaries found")
    account = _account()
    home = _home(folder, account)
    _initialise(programs, home, account)
    cluster = Cluster(home, _launch(programs, home, account))
    _wait_until_ready(cluster)
    return cluster


def _programs() -> Path | None:
    """The folder of the newest server binaries: on the path, or where Debian puts them."""
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "postgres").exists():
        return Path(found).resolve().parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda bin_folder: float(bin_folder.parent.name), default=None)


def _account() -> Account:
    if os.geteuid() != 0:
        return Account()
    names = {entry.pw_name for entry in pwd.getpwall()}
    found = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return Account(found.pw_uid, found.pw_gid, ())


def _home(folder: Path, account: Account) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    reachable = all(parent.stat().st_mode & stat.S_IXOTH for parent in folder.resolve().parents)
    closed = account.user is not None and not reachable
    if closed or len(str(folder)) > LONGEST_SOCKET_FOLDER:
        folder = Path(tempfile.mkdtemp(prefix="polydesk-pg-"))
    folder.chmod(0o700)
    if account.user is not None and account.group is not None:
        os.chown(folder, account.user, account.group)
    return folder


def _initialise(programs: Path, home: Path, account: Account) -> None:
    locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
    quick = ["--no-sync", "--no-instructions", "--auth=trust", f"--username={SUPERUSER}"]
    command = [str(programs / "initdb"), f"--pgdata={home / 'data'}", *locale, *quick]
    done = subprocess.run(command, capture_output=True, text=True, cwd=home, check=False, **vars(account))
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr.strip()}")


def _launch(programs: Path, home: Path, account: Account) -> subprocess.Popen[bytes]:
    options = [f"--{name.replace('_', '-')}={value}" for name, value in SETTINGS.items()]
    options += ["-D", str(home / "data"), f"--unix-socket-directories={home}"]
    with (home / "server.log").open("wb") as log:
        return subprocess.Popen(
            [str(programs / "postgres"), *options], stdout=log, stderr=log, cwd=home, **vars(account)
        )


def _wait_until_ready(cluster: Cluster, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and cluster.process.poll() is None:
        with contextlib.suppress(psycopg.OperationalError), cluster._administer():
            return
        time.sleep(0.05)
    log = (cluster.folder / "server.log").read_text(errors="replace")
    cluster.stop()
    raise RuntimeError(f"PostgreSQL did not start: {log[-2000:]}")
