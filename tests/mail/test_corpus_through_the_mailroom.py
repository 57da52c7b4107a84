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
_MEASURE = """
import sys
from pathlib import Path
from polydesk.mail.accept import take_mail
from polydesk.wiring import open_desk
desk = open_desk(Path(sys.argv[1]))
outcome = take_mail(desk, Path(sys.argv[2]).read_bytes(), source="test")
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(outcome.state, int(peak.split()[1]) * 1024)
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
    templates.sqlite("mailroom", build, tmp_path / "data")
    [case] = [case for case in CASES if case.name == "a file of 18.5 MB"]
    raw = case.build()
    (tmp_path / "mail").write_bytes(raw)
    command = [sys.executable, "-c", _MEASURE, str(tmp_path / "data"), str(tmp_path / "mail")]
    state, peak = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()

    assert len(raw) > 24_000_000
    assert state == "accepted"
    assert int(peak) < _MAX_MEMORY_BYTES
