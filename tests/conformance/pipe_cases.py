"""The local mail pipe: what stands on standard input, and the exit status. Recorded, but for the failures.

There the original dies of an uncaught exception, with a status mail servers take for a permanent failure; `intended`
in the same file is what it documents, and what is expected here.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

CASES = Path(__file__).parent / "scenarios" / "osticket" / "pipe" / "cases.json"
CRASHED = 255


def pipe_differences(place: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Name and difference, empty for none, of each case; `place` are the options that say where the desk is."""
    recorded = json.loads(CASES.read_text())
    failures = {status for status in recorded["intended"].values() if status}
    for case in recorded["cases"]:
        command = [sys.executable, "-m", "polydesk", "pipe", *place]
        status = subprocess.run(command, input=case["stdin"].encode(), check=False).returncode
        expected = failures if case["exit"] == CRASHED else {case["exit"]}
        yield case["id"], "" if status in expected else f"exit status: wanted one of {sorted(expected)}, got {status}"
