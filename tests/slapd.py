"""A throw-away OpenLDAP server for tests: one folder, ports of its own on loopback, TLS of an authority made for it."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ldap3

from tests.certificates import Authority
from tests.conformance.running import free_port

PROGRAM, SCHEMA = Path("/usr/sbin/slapd"), Path("/etc/ldap/schema")
BASE = "dc=example,dc=test"
ADMIN, SECRET = f"cn=admin,{BASE}", 'geheim & "so" 100%'
PEOPLE, GROUPS = f"ou=people,{BASE}", f"ou=groups,{BASE}"
CONFIG = """
include {schema}/core.schema
include {schema}/cosine.schema
include {schema}/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/pid
TLSCACertificateFile {authority}/authority.pem
TLSCertificateFile {authority}/localhost.pem
TLSCertificateKeyFile {authority}/localhost.key
sizelimit 500
database mdb
suffix {base}
rootdn {admin}
rootpw "{secret}"
directory {folder}/db
maxsize 104857600
dbnosync
index objectClass,uid,entryUUID eq
limits dn.exact="cn=desk,{base}" size.soft=500 size.hard=500 size.prtotal=unlimited
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="cn=desk,{base}" read by * none
"""
DESK, DESK_SECRET = f"cn=desk,{BASE}", "desk-secret"


def _ldif(dn: str, values: Iterable[tuple[str, str]]) -> str:
    return "\n".join([f"dn: {dn}", *(f"{name}: {value}" for name, value in values)]) + "\n\n"


def person(uid: str, *, password: str = "pw", first: str = "Nora", last: str = "Nemo", mail: str = "") -> str:
    values = [
        ("objectClass", "inetOrgPerson"),
        ("uid", uid),
        ("cn", f"{first} {last}"),
        ("givenName", first),
        ("sn", last),
    ]
    more = [("mail", mail or f"{uid}@example.test"), ("userPassword", password)]
    return _ldif(dn_of(uid), [*values, *more])


def group(name: str, members: Iterable[str]) -> str:
    values = [("objectClass", "groupOfNames"), ("cn", name), *(("member", dn_of(one)) for one in members)]
    return _ldif(f"cn={name},{GROUPS}", values)


def dn_of(uid: str) -> str:
    return f"uid={uid},{PEOPLE}"


@dataclass
class Slapd:
    folder: Path
    authority: Authority
    port: int
    tls_port: int
    process: subprocess.Popen[bytes] | None = None

    def modify(self, dn: str, **changes: Sequence[str]) -> None:
        """Give attributes other values; none at all takes them away."""
        with self._as_admin() as connection:
            assert connection.modify(dn, {name: [(ldap3.MODIFY_REPLACE, list(new))] for name, new in changes.items()})

    def delete(self, dn: str) -> None:
        with self._as_admin() as connection:
            assert connection.delete(dn)

    @contextmanager
    def _as_admin(self) -> Iterator[Any]:
        server = ldap3.Server("127.0.0.1", self.port, get_info=ldap3.NONE)
        connection = ldap3.Connection(server, ADMIN, SECRET, auto_bind=True)
        yield connection
        connection.unbind()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def available() -> bool:
    return PROGRAM.exists() and (SCHEMA / "inetorgperson.schema").exists() and shutil.which("openssl") is not None


def start_slapd(entries: Iterable[str], authority: Authority) -> Slapd:
    """With these entries beside the two places for people and groups, and an account that may read all of them."""
    folder = Path(tempfile.mkdtemp(prefix="polydesk-slapd-"))
    slapd = Slapd(folder, authority, free_port(), free_port())
    (folder / "db").mkdir()
    config = folder / "slapd.conf"
    secret = SECRET.replace('"', chr(92) + '"')
    config.write_text(
        CONFIG.format(schema=SCHEMA, folder=folder, authority=authority.folder, base=BASE, admin=ADMIN, secret=secret)
    )
    ldif = "".join([*_places(), *entries])
    subprocess.run(["/usr/sbin/slapadd", "-q", "-f", config], input=ldif.encode(), check=True, capture_output=True)
    urls = f"ldap://127.0.0.1:{slapd.port} ldaps://127.0.0.1:{slapd.tls_port}"
    with (folder / "log").open("wb") as log:
        slapd.process = subprocess.Popen([str(PROGRAM), "-f", str(config), "-h", urls, "-d", "0"], stderr=log)
    _wait_until_ready(slapd)
    return slapd


def _places() -> Iterable[str]:
    yield _ldif(
        BASE, [("objectClass", "dcObject"), ("objectClass", "organization"), ("o", "Example"), ("dc", "example")]
    )
    for dn in (PEOPLE, GROUPS):
        yield _ldif(dn, [("objectClass", "organizationalUnit"), ("ou", dn.partition(",")[0][3:])])
    desk = [("objectClass", "organizationalRole"), ("objectClass", "simpleSecurityObject"), ("cn", "desk")]
    yield _ldif(DESK, [*desk, ("userPassword", DESK_SECRET)])


def _wait_until_ready(slapd: Slapd, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and slapd.process and slapd.process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", slapd.tls_port), timeout=2):
                return
        except OSError:
            time.sleep(0.02)
    said = (slapd.folder / "log").read_text(errors="replace")
    slapd.stop()
    raise RuntimeError(f"slapd did not start: {said[-2000:]}")
