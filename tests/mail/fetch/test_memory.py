"""A mail of 25 MB is taken in with at most 200 MB of memory, by each protocol, in a process of its own."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from polydesk.desk.tickets.models import Attachment
from tests.conftest import Place
from tests.mail.fetch.conftest import Account
from tests.mail.fetch.mails import titles

MOST_KB = 200 * 1024
FETCH = """
import sys
from pathlib import Path
from polydesk.mail.fetch.fetch_all import fetch_all
from polydesk.wiring import open_desk

def peak_kb():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))

desk = open_desk(Path(sys.argv[1]), sys.argv[2] or None)
before = peak_kb()
report = fetch_all(desk, Path(sys.argv[1]))
assert report.taken == 1 and report.is_good, report
print(peak_kb() - before)
"""
HEADERS = """From: Cora <c1@acme.example>
Subject: the large one
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

See the file.
--b
Content-Type: application/octet-stream
Content-Disposition: attachment; filename=large.bin
Content-Transfer-Encoding: base64

"""


def large_mail() -> bytes:
    """25 MB as they go over the wire, in one attachment."""
    encoded = base64.encodebytes(os.urandom(25_000_000 * 57 // 77))
    return (HEADERS.encode() + encoded + b"--b--\n").replace(b"\n", b"\r\n")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to measure memory by")
@pytest.mark.parametrize("protocol", ["imaps", "pop3s"])
def test_a_mail_of_25_mb_takes_at_most_200_mb_of_memory(account: Account, world_place: Place, protocol: str) -> None:
    account.configure(protocol)
    raw = large_mail()
    assert len(raw) >= 25_000_000
    account.server.deliver(account.name, raw)
    arguments = [str(world_place.data), world_place.url or ""]
    done = subprocess.run([sys.executable, "-c", FETCH, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) <= MOST_KB
    assert titles(account.fetching.desk)[-1] == "the large one"
    with account.fetching.desk.look() as look:
        sizes = look.connection.execute(Attachment.__table__.select()).mappings().all()
    assert len(sizes) == 1
