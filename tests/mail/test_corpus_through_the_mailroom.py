"""Every message of the corpus ends as ticket, rejection or parked with its reason; none stops those behind it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from polydesk.desk.desk import Desk
from tests.conftest import Templates
from tests.mail.conftest import build
from tests.mail.corpus import CASES
from tests.mail.corpus.case import Case
from tests.mail.post import take

_MAX_SECONDS = 5
_MAX_MEMORY_BYTES = 200_000_000
_MAX_MEMORY_OF_ANY_BYTES = 300_000_000
_HEAVIEST = (
    "30 MB that are no utf-8",
    "30 MB of bytes",
    "a file of 26 MB",
    "30 mails around 25 MB",
    "base64 of nothing but pieces",
    "a signed file of 12 MB",
)
_MEASURE = """
import sys, time
from pathlib import Path
from polydesk.mail.accept import take_mail
from polydesk.wiring import open_desk
desk = open_desk(Path(sys.argv[1]))
began = time.process_time()
outcome = take_mail(desk, Path(sys.argv[2]).read_bytes(), source="test")
seconds = time.process_time() - began
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(outcome.state, int(peak.split()[1]) * 1024, seconds)
"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_comes_to_an_end(mailroom: Desk, case: Case) -> None:
    raw = case.build()
    begin = time.perf_counter()
    outcome = take(mailroom, raw)
    seconds = time.perf_counter() - begin

    assert outcome.state == "parked" if case.refused else outcome.state in ("accepted", "rejected")
    assert outcome.reason or outcome.ticket_id
    assert seconds < _MAX_SECONDS


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux' count of a process' memory")
def test_a_mail_of_25_megabytes_is_taken_in_with_at_most_200(templates: Templates, tmp_path: Path) -> None:
    """The peak of a whole process that does nothing else, all of Polydesk included."""
    raw, state, peak, _ = _taken_alone(templates, tmp_path, "a file of 18.5 MB")

    assert len(raw) > 24_000_000
    assert state == "accepted"
    assert peak < _MAX_MEMORY_BYTES


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux' count of a process' memory")
@pytest.mark.parametrize("name", _HEAVIEST)
def test_the_heaviest_are_taken_in_with_at_most_300(templates: Templates, tmp_path: Path, name: str) -> None:
    """All the way to a ticket, in five seconds of work."""
    _, state, peak, seconds = _taken_alone(templates, tmp_path, name)

    assert state == "accepted"
    assert peak < _MAX_MEMORY_OF_ANY_BYTES
    assert seconds < _MAX_SECONDS


def _taken_alone(templates: Templates, folder: Path, name: str) -> tuple[bytes, str, int, float]:
    """The mail, what became of it, and the peak in bytes and the seconds of work of a process of its own."""
    templates.sqlite("mailroom", build, folder / "data")
    [case] = [case for case in CASES if case.name == name]
    raw = case.build()
    (folder / "mail").write_bytes(raw)
    command = [sys.executable, "-c", _MEASURE, str(folder / "data"), str(folder / "mail")]
    state, peak, seconds = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
    return raw, state, int(peak), float(seconds)
